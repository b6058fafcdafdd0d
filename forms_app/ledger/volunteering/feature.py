"""Posts that are claimed, home services, rosters of squads."""

from __future__ import annotations

from forms_app.base.access import PUBLISHERS
from forms_app.base.catalogue import lazy_gettext as _l
from forms_app.base.feature import Feature, Page, listed

FEATURE = Feature(
    "ledger.volunteering",
    _l("志愿服务"),
    models=("models",),
    blueprints=("pages:volunteer", "pages:volunteers"),
    kinds=("kinds:HOME_SERVICE", "kinds:PLACE_OF_POST"),
    panels={
        "case.actions": "panels:of_case",
        "need": "panels:of_need",
        "own": "panels:of_own",
    },
    facts={"need": "panels:seen_to"},
    listings=(
        "listing:POSTS",
        "listing:VOLUNTEERS",
        "listing:SHIFTS",
        "squad_listing:SQUADS",
    ),
    navigation=(
        Page(
            "work",
            _l("岗位"),
            "lists.page",
            listing="posts",
            holds=("post-place",),
            place=60,
        ),
        listed("work", _l("志愿者"), "volunteers", PUBLISHERS, place=70),
        listed("work", _l("上门服务"), "service", place=80),
        listed("work", _l("小分队"), "squads", PUBLISHERS, place=85),
        listed("work", _l("小分队排班"), "squad-shifts", PUBLISHERS, place=90),
    ),
    figures="public:figures",
    keeping=("keeping:VOLUNTEERS",),
    records=("keeping:SERVICE",),
    duties=("duties:DUTIES",),
)
