"""Inspections: nobody applies, staff come."""

from __future__ import annotations

from forms_app.base.catalogue import lazy_gettext as _l
from forms_app.base.feature import Feature, Page

FEATURE = Feature(
    "permits.inspection",
    _l("专项检查"),
    blueprints=("views:inspecting", "phone_views:inspections_phone"),
    navigation=(
        Page("applications", _l("专项检查"), "inspections.every", place=25),
        Page("applications", _l("手机检查"), "inspections_phone.offline", place=26),
    ),
    facts={"phone": "phone:kept_on_phones"},
    panels={
        "enterprise.actions": "panels:actions",
        "enterprise": "panels:at_enterprise",
        "check": "panels:after_check",
        "my.notes": "panels:of_mine",
    },
    exports=("listing:SHEET",),
    figures="public:figures",
    desk=("worklist:of_inspections",),
    tasks={"inspections": _l("专项检查")},
    duties=("duties:DUTIES",),
)
