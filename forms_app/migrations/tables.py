"""Every table, so that alembic can compare: importing a feature's models registers them."""

from forms_app import audit, rebuilds
from forms_app.accounts import models as accounts
from forms_app.attachments import models as attachments
from forms_app.db import Base
from forms_app.desk import models as desk
from forms_app.enterprises import models as enterprises
from forms_app.exports import models as exports
from forms_app.feedback import models as feedback
from forms_app.gates import models as gates
from forms_app.isolation import models as isolation
from forms_app.items import models as items
from forms_app.lists import models as lists
from forms_app.meetings import models as meetings
from forms_app.publicity import models as publicity
from forms_app.publishing import models as publishing
from forms_app.resumption import models as resumption
from forms_app.retention import models as retention
from forms_app.rosters import models as rosters
from forms_app.rounds import models as rounds
from forms_app.supplies import models as supplies
from forms_app.sweeps import models as sweeps
from forms_app.training import models as training
from forms_app.visits import models as visits
from forms_app.volunteering import models as volunteering

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
