"""One thing with a due time, somebody answerable, and a history."""

from __future__ import annotations

from forms_app.base.catalogue import lazy_gettext as _l
from forms_app.base.feature import Feature

FEATURE = Feature(
    "ledger.items",
    _l("台账事项"),
    stays=True,
    models=("models",),
    blueprints=("views:my_items", "staff_views:items"),
    set_up=("pages:set_up",),
    slots=frozenset({"item", "my_items"}),
    facts={"my.tasks": "home:tasks", "my.history": "home:history"},
    listings=("listing:of_kinds",),
    attachments={"item": "staff_views:may_see"},
    desk=("worklist:of_items",),
    unfinished_items=("queries:unfinished",),
    keeping=("keeping:ITEMS",),
    duties=("duties:DUTIES",),
)
