"""Every table, so that alembic can compare: importing a feature's models registers
them.
"""

from forms_app.base import audit, rebuilds
from forms_app.base.accounts import models as accounts
from forms_app.base.attachments import models as attachments
from forms_app.base.db import Base
from forms_app.base.exports import models as exports
from forms_app.ledger.feedback import models as feedback
from forms_app.ledger.items import models as items
from forms_app.ledger.lists import models as lists
from forms_app.ledger.meetings import models as meetings
from forms_app.ledger.publicity import models as publicity
from forms_app.ledger.rounds import models as rounds
from forms_app.ledger.supplies import models as supplies
from forms_app.ledger.sweeps import models as sweeps
from forms_app.ledger.training import models as training
from forms_app.ledger.visits import models as visits
from forms_app.ledger.volunteering import models as volunteering
from forms_app.office.desk import models as desk
from forms_app.office.retention import models as retention
from forms_app.people.gates import models as gates
from forms_app.people.isolation import models as isolation
from forms_app.people.rosters import models as rosters
from forms_app.permits.enterprises import models as enterprises
from forms_app.permits.resumption import models as resumption
from forms_app.publishing import models as publishing

__all__ = [
    "accounts",
    "attachments",
    "audit",
    "desk",
    "enterprises",
    "exports",
    "feedback",
    "gates",
    "isolation",
    "items",
    "lists",
    "meetings",
    "metadata",
    "publicity",
    "publishing",
    "rebuilds",
    "resumption",
    "retention",
    "rosters",
    "rounds",
    "supplies",
    "sweeps",
    "training",
    "visits",
    "volunteering",
]
metadata = Base.metadata
