"""/app/staff/password/: one's own account: its password, the devices that are signed in
with it, and who signed in lately. For keepers the same at /app/gate/password/.
"""

from __future__ import annotations

from flask import Blueprint, abort, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_login import current_user

from forms_app.base.access import Role, actor, staff
from forms_app.base.accounts import operations, sign_ins
from forms_app.base.accounts.forms import PasswordForm
from forms_app.base.accounts.labels import SIGN_INS
from forms_app.base.accounts.sign_in import signed_in_account
from forms_app.base.office import by_whom, current_office
from forms_app.base.sessions.interface import own_row
from forms_app.base.sessions.queries import of_owner

own_account = Blueprint("own_account", __name__)


@own_account.route("/app/staff/password/", methods=["GET", "POST"])
@staff()
def password() -> ResponseReturnValue:
    form = PasswordForm()
    if not (form.validate_on_submit() and form.check(current_user)):
        return _page(form)
    with current_office().database.writing() as session:
        operations.set_password(
            session, signed_in_account(session), form.new.data or "", **by_whom()
        )
    return redirect(url_for("security.login"))


def _page(form: PasswordForm) -> str:
    office = current_office()
    with office.database.reading() as session:
        devices = of_owner(session, actor())
        tried = sign_ins.recent(session, actor().id, office.clock.now())
    return render_template(
        "accounts/password.html",
        form=form,
        must=current_user.must_change,
        until=current_user.until,
        devices=devices,
        this=own_row(),
        sign_ins=tried,
        labels=SIGN_INS,
    )


@own_account.route("/app/gate/password/", methods=["GET", "POST"])
@staff("keeper")
def keeper_password() -> ResponseReturnValue:
    """The same page among the few that a keeper may open."""
    return password()


@own_account.post("/app/staff/sessions/<int:session_id>/end/")
@staff(*Role)
def end_session(session_id: int) -> ResponseReturnValue:
    """One of one's own devices is out."""
    with current_office().database.writing() as session:
        of_mine = {one.id: one for one in of_owner(session, actor())}
        stored = of_mine.get(session_id) or abort(404)
        operations.end_session(session, signed_in_account(session), stored, **by_whom())
    is_keeper = actor().role is Role.KEEPER
    page = "own_account.keeper_password" if is_keeper else "own_account.password"
    return redirect(url_for(page), 303)


@own_account.post("/app/staff/sessions/end/")
@staff(*Role)
def end_every_session() -> ResponseReturnValue:
    """All of them, this one too."""
    with current_office().database.writing() as session:
        operations.sign_out_everywhere(session, signed_in_account(session), **by_whom())
    return redirect(url_for("security.login"), 303)
