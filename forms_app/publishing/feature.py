"""From a saved content file to the public page."""

from __future__ import annotations

from forms_app.base.access import OFFICE, PUBLISHERS
from forms_app.base.catalogue import lazy_gettext as _l
from forms_app.base.feature import Feature, Page

FEATURE = Feature(
    "publishing",
    _l("发布"),
    stays=True,
    models=("models", "countersigns.models"),
    blueprints=(
        "staff_views:publishing",
        "proof_views:proofs",
        "campaigns.staff_views:campaign_pages",
        "editor.new_views:content_pages",
        "editor.picture_views:picture_pages",
        "search.views:search",
        "countersigns.staff_views:countersigns",
    ),
    navigation=(
        Page("publishing", _l("发布"), "publishing.status", PUBLISHERS, place=10),
        Page(
            "publishing",
            _l("专项行动"),
            "campaign_pages.every",
            OFFICE,
            below=("/app/staff/campaigns/",),
            place=12,
        ),
        Page(
            "publishing",
            _l("内容文件"),
            "content_pages.every",
            OFFICE,
            below=("/app/staff/content/",),
            place=11,
        ),
        Page(
            "publishing",
            _l("第二人确认"),
            "countersigns.waiting",
            PUBLISHERS,
            below=("/app/staff/countersigns/",),
            place=13,
        ),
    ),
    panels={
        "my.state": "countersigns.panels:of_mine",
        "enterprise.first": "countersigns.panels:at_enterprise",
        "desk.notes": "panels:on_desk",
    },
    facts={
        "history": "countersigns.labels:history",
        "applications.wait": "countersigns.panels:waiting_among",
    },
    desk=("countersigns.worklist:of_countersigns",),
    tasks={"countersigns": _l("第二人确认")},
    commands=(
        "content_commands:content",
        "form_commands:form",
        "campaigns.commands:campaign",
        "commands:publish",
        "commands:rollback",
        "audit_commands:audit_group",
        "drill.commands:restore_command",
    ),
    jobs=("search.jobs:INDEX", "history.jobs:HISTORY", "drill.jobs:DRILL"),
    upgrades=("intake.moved:accepted",),
    kept_files=("keeping:VERSIONS",),
    duties=("duties:DUTIES",),
)
