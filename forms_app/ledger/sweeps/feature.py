"""From door to door through an area, until every unit is visited."""

from __future__ import annotations

from forms_app.base.catalogue import lazy_gettext as _l
from forms_app.base.feature import Feature, Page

FEATURE = Feature(
    "ledger.sweeps",
    _l("排查"),
    models=("models",),
    blueprints=("views:sweeps",),
    exports=("roster:ROSTER",),
    desk=("worklist:of_units", "worklist:of_sweeps"),
    tasks={"sweeps": _l("排查")},
    unfinished=("queries:running",),
    navigation=(Page("people", _l("排查"), "sweeps.every", place=40),),
    keeping=("keeping:SWEEPS",),
    records=("keeping:FOUND",),
    erased=("keeping:empty_notes",),
    duties=("duties:DUTIES",),
)
