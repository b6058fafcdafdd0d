"""The second step on the pages of accounts."""

from __future__ import annotations

from flask import render_template, url_for
from flask_login import current_user
from markupsafe import Markup

from forms_app.base.accounts.models import Account
from forms_app.base.catalogue import gettext as _
from forms_app.base.feature import Link
from forms_app.base.office import current_office
from forms_app.base.second_step import queries


def of_account(account: Account) -> list[Markup]:
    """Since when it has one, and the way to reset it."""
    with current_office().database.reading() as session:
        kept = queries.authenticator(session, account.id)
        keys = queries.passkeys(session, account.id)
        left = queries.codes_left(session, account.id)
        now = current_office().clock.now()
        asked = queries.asked_reset(session, account.id, now)
    page = render_template(
        "second_step/_of_account.html",
        account=account,
        kept=kept,
        keys=keys,
        left=left,
        asked=asked,
    )
    return [Markup(page)]  # noqa: S704 - a template of ours


def of_sign_in(leads_to: str) -> list[Link]:
    address = url_for("passkey_sign_in.prove", next=leads_to or None)
    return [Link(address, _("用通行密钥登录"))]


def of_own_account() -> list[Link]:
    return [Link(url_for("second_step.own"), _("两步验证"), "button second")]


def of_confirmation(leads_to: str) -> list[Link]:
    """For whoever has a passkey."""
    with current_office().database.reading() as session:
        if not queries.passkeys(session, current_user.id):
            return []
    address = url_for("passkey_confirmation.prove", next=leads_to or None)
    return [Link(address, _("用通行密钥继续"))]
