"""Signing in in two steps."""

from __future__ import annotations

from forms_app.base.access import KEEPERS
from forms_app.base.catalogue import lazy_gettext as _l
from forms_app.base.feature import Feature, Page

FEATURE = Feature(
    "base.second_step",
    _l("两步验证"),
    stays=True,
    models=("models",),
    blueprints=(
        "sign_in_views:second_step_sign_in",
        "own_views:second_step",
        "passkey_views:passkeys",
        "passkey_sign_in_views:passkey_sign_in",
        "passkey_confirmation_views:passkey_confirmation",
        "staff_views:second_step_of_others",
    ),
    set_up=("enforcement:set_up",),
    facts={
        "sign-in": "sign_in_views:goes_on",
        "closing": "factors:forget_all",
        "proof": "sign_in_views:is_proof",
    },
    panels={
        "sign-in.ways": "panels:of_sign_in",
        "confirmation.ways": "panels:of_confirmation",
        "account": "panels:of_account",
        "own-account": "panels:of_own_account",
    },
    navigation=(
        Page("accounts", _l("两步验证"), "second_step.own", place=30),
        Page("gate", _l("两步验证"), "second_step.own", KEEPERS, place=30),
    ),
    desk=("worklist:of_resets",),
    tasks={"second_step": _l("两步验证")},
    keeping=("keeping:ASKED",),
    commands=("commands:staff",),
    duties=("duties:DUTIES",),
)
