"""Inspections in words."""

from __future__ import annotations

from forms_app.base.catalogue import lazy_gettext as _l
from forms_app.base.words import Look, Word, Words
from forms_app.permits.inspection.rules import NOTHING_SAID, Standing, Step

# what the list is narrowed by
STATES = Words(
    {
        "due": _l("今天要查的"),
        Standing.UNCHECKED: _l("还没有检查"),
        Standing.MENDING: _l("整改中"),
        "overdue": _l("超期没有改好"),
        Standing.PASSED: _l("合格"),
        Standing.SUSPENDED: _l("暂停"),
    }
)
NOT_CHECKED = Word(_l("还没有检查"))
OVERDUE = Word(_l("超期"), Look.HELD)
STEPS = Words(
    {
        Step.PASS: _l("合格"),
        Step.MEND: _l("要整改"),
        Step.SUSPEND: _l("当场暂停"),
    }
)
_BY_DAY = _l("要复查：整改的日子到了")
# why somebody goes to a door that is due, by how it stands; passed: by its file alone
WHY = Words(
    {
        **dict.fromkeys(NOTHING_SAID, NOT_CHECKED.label),
        Standing.PASSED: _BY_DAY,
        Standing.MENDING: _BY_DAY,
        Standing.SUSPENDED: _l("要复查：当场暂停了"),
    }
)
