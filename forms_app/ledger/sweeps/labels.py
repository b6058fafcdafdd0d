"""What was found at a unit of a sweep, as people read it."""

from __future__ import annotations

from forms_app.base.catalogue import gettext as _
from forms_app.base.catalogue import lazy_gettext as _l
from forms_app.base.vocabulary import Listed
from forms_app.base.words import Look, Word
from forms_app.ledger.sweeps.models import SweepUnit
from forms_app.ledger.sweeps.rules import Coverage, Result
from forms_app.people.rosters.labels import ORIGINS

RESULTS = Listed(
    "findings",
    {
        Result.NOBODY_BACK: Look.VALID,
        Result.LISTED: Look.VALID,
        Result.TO_LIST: Look.HELD,
        Result.NOT_IN: Look.HELD,
        Result.REFUSED: Look.HELD,
    },
)
NOT_VISITED = Word(_l("没走到"))


def result(unit: SweepUnit) -> Word:
    return RESULTS[unit.result] if unit.result else NOT_VISITED


def covered(found: Coverage) -> Word:
    """How much of it, as far as whole percents go."""
    look = Look.VALID if found.percent == 100 else Look.WAIT
    return Word(f"{found.percent}%", look)


def origin(code: str) -> str:
    """A class of people; "" where nobody knows where they came from."""
    return ORIGINS.label(code) if code else _("不清楚")
