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
    blueprints=(
        "views:accounts",
        "own_views:own_account",
        "confirmation_views:confirmation",
    ),
    set_up=("names:set_up",),
    slots=frozenset(
        {
            "sign-in",
            "sign-in.ways",
            "confirmation.ways",
            "account",
            "own-account",
            "closing",
            "proof",
        }
    ),
    navigation=(
        Page("accounts", _l("账号"), "accounts.list_accounts", ADMIN_ONLY, place=10),
        Page("accounts", _l("我的账号"), "own_account.password", place=20),
        Page("gate", _l("我的账号"), "own_account.keeper_password", KEEPERS, place=20),
    ),
    rules=("rule_file:ACCOUNTS",),
    keeping=("keeping:ADDRESSES",),
    commands=("commands:staff",),
    duties=("duties:DUTIES",),
)
