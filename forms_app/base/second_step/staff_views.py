"""/app/staff/accounts/<n>/second-step/: resetting the second step of somebody who lost
phone and recovery codes. One administrator asks, another one does it.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from flask import Blueprint, abort, flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from sqlalchemy.orm import Session

from forms_app.base.access import actor, staff
from forms_app.base.accounts.confirmation import confirmed
from forms_app.base.accounts.models import Account
from forms_app.base.catalogue import gettext as _
from forms_app.base.catalogue import lazy_gettext as _l
from forms_app.base.forms import ConfirmForm
from forms_app.base.office import by_whom, current_office
from forms_app.base.refusal import Refused
from forms_app.base.second_step import queries, reset_operations
from forms_app.base.second_step.forms import ResetForm

second_step_of_others = Blueprint(
    "second_step_of_others", __name__, template_folder="templates"
)
PAGE = "/app/staff/accounts/<int:account_id>/second-step/"


@second_step_of_others.route(PAGE, methods=["GET", "POST"])
@staff("admin")
@confirmed
def reset(account_id: int) -> ResponseReturnValue:
    """Asking for it; or, once somebody has, what was asked for."""
    form = ResetForm()
    office = current_office()
    if form.validate_on_submit():
        try:
            with office.database.writing() as session:
                reset_operations.ask_for_reset(
                    session,
                    session.get(Account, account_id) or abort(404),
                    form.reason.data or "",
                    **by_whom(),
                )
        except Refused as refused:
            form.reason.errors = [str(refused)]
        else:
            flash(_("提出了。请另一位管理员在一天之内确认，他的“今天”页上有这件事。"))
            return redirect(url_for("accounts.one", account_id=account_id), 303)
    with office.database.reading() as session:
        account = session.get(Account, account_id) or abort(404)
        asked = queries.asked_reset(session, account.id, office.clock.now())
        others = queries.who_may_reset(session, account, actor().id)
    return render_template(
        "second_step/reset.html",
        account=account,
        form=form,
        asked=asked,
        may_confirm=asked and actor().id not in {asked.asked_by, account.username},
        others=others,
    )


def _decided(
    account_id: int, decide: Callable[..., None], done: Any
) -> ResponseReturnValue:
    if not ConfirmForm().validate_on_submit():
        return redirect(url_for("second_step_of_others.reset", account_id=account_id))
    try:
        with current_office().database.writing() as session:
            decide(session, _account(session, account_id), **by_whom())
    except Refused as refused:
        flash(str(refused))
    else:
        flash(str(done))
    return redirect(url_for("accounts.one", account_id=account_id), 303)


def _account(session: Session, account_id: int) -> Account:
    return session.get(Account, account_id) or abort(404)


@second_step_of_others.post(f"{PAGE}confirm/")
@staff("admin")
@confirmed
def confirm(account_id: int) -> ResponseReturnValue:
    done = _l("重设了。他马上退出，下一次登录只用密码。")
    return _decided(account_id, reset_operations.confirm_reset, done)


@second_step_of_others.post(f"{PAGE}withdraw/")
@staff("admin")
def withdraw(account_id: int) -> ResponseReturnValue:
    done = _l("撤回了，什么也没有重设。")
    return _decided(account_id, reset_operations.withdraw_reset, done)
