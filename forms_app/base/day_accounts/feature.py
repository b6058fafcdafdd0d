"""One-day accounts."""

from __future__ import annotations

from forms_app.base.access import PUBLISHERS
from forms_app.base.catalogue import lazy_gettext as _l
from forms_app.base.feature import Feature, Page

FEATURE = Feature(
    "base.day_accounts",
    _l("一日账号"),
    stays=True,
    models=("models",),
    blueprints=("sign_in_views:day_sign_in", "staff_views:day_accounts"),
    set_up=("enforcement:set_up",),
    facts={"proof": "sign_in_views:is_code"},
    panels={"sign-in.ways": "panels:of_sign_in"},
    navigation=(
        Page(
            "accounts",
            _l("一日账号"),
            "day_accounts.every",
            PUBLISHERS,
            below=("/app/staff/accounts/day/",),
            place=25,
        ),
    ),
    duties=("duties:DUTIES",),
)
