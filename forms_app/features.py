"""Every feature, one line each, in the order in which imports run: a room imports from
those above it in this list, never from those below.
"""

from __future__ import annotations

from sqlalchemy import MetaData

from forms_app.base import audit, identity, publisher_lease, rebuilds
from forms_app.base.db import Base
from forms_app.base.feature import Feature, of_room, parts
from forms_app.base.jobs import shared_books

ROOMS = (
    "base.sessions",
    "base.presses",
    "base.accounts",
    "base.second_step",
    "base.day_accounts",
    "base.exports",
    "base.attachments",
    "base.documents",
    "base.offline",
    "base.quarantine",
    "permits.grid",
    "permits.enterprises",
    "permits.campaigns",
    "permits.messages",
    "permits.resumption",
    "permits.tenants",
    "permits.inspection",
    "permits.corrections",
    "permits.rechecks",
    "permits.appointments",
    "people.health_rules",
    "people.rosters",
    "people.isolation",
    "people.gates",
    "ledger.lists",
    "ledger.items",
    "ledger.sweeps",
    "ledger.meetings",
    "ledger.suggestions",
    "ledger.feedback",
    "ledger.publicity",
    "ledger.visits",
    "ledger.supplies",
    "ledger.training",
    "ledger.rounds",
    "ledger.volunteering",
    "office.statistics",
    "office.looks",
    "office.junk",
    "office.desk",
    "office.retention",
    "office.keys",
    "office.copying",
    "office.doctor",
    "publishing",
)
FEATURES: tuple[Feature, ...] = tuple(map(of_room, ROOMS))


def metadata() -> MetaData:
    """Every table there is: importing a feature's models registers them."""
    own = (audit, identity, publisher_lease, rebuilds, shared_books)
    assert [*parts(FEATURES, "models"), *own]
    return Base.metadata
