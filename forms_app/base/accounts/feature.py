"""Staff accounts, and signing in."""

from __future__ import annotations

from forms_app.base.access import ADMIN_ONLY, KEEPERS
from forms_app.base.catalogue import lazy_gettext as _l
from forms_app.base.feature import Feature, Page

FEATURE = Feature(
    "base.accounts",
    _l("账号"),
    stays=True,
    models=("models",),
    blueprints=("views:accounts",),
    set_up=("names:set_up",),
    navigation=(
        Page("accounts", _l("账号"), "accounts.list_accounts", ADMIN_ONLY, place=10),
        Page("accounts", _l("改密码"), "accounts.password", place=20),
        Page("gate", _l("改密码"), "accounts.keeper_password", KEEPERS, place=20),
    ),
    commands=("commands:staff",),
    duties=("duties:DUTIES",),
)
