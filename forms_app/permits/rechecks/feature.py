"""A second look, asked for."""

from __future__ import annotations

from forms_app.base.catalogue import lazy_gettext as _l
from forms_app.base.feature import Feature

FEATURE = Feature(
    "permits.rechecks",
    _l("请求复核"),
    models=("models",),
    blueprints=("views:rechecks",),
    panels={
        "my.state": "panels:of_mine",
        "enterprise.first": "panels:at_enterprise",
    },
    facts={"my.history": "home:history"},
    slots=frozenset({"recheck.times"}),
    desk=("worklist:of_rechecks",),
    tasks={"rechecks": _l("请求复核")},
    keeping=("keeping:RECHECKS",),
    duties=("duties:DUTIES",),
)
