"""What was found at a unit of a sweep, as people read it."""

from __future__ import annotations

from forms_app.base.catalogue import gettext as _
from forms_app.base.catalogue import lazy_gettext as _l
from forms_app.base.words import Look, Word, Words
from forms_app.ledger.sweeps.models import SweepUnit
from forms_app.ledger.sweeps.rules import Coverage, Result
from forms_app.people.rosters.labels import ORIGINS

RESULTS = Words(
    {
        Result.NOBODY_BACK: (_l("没有外来返回的人"), Look.VALID),
        Result.LISTED: (_l("有，已经在花名册上"), Look.VALID),
        Result.TO_LIST: (_l("有，还没有登记，请单位补登"), Look.HELD),
        Result.NOT_IN: (_l("没有人在，要再来"), Look.HELD),
        Result.REFUSED: (_l("不让进、不肯说"), Look.HELD),
    }
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
