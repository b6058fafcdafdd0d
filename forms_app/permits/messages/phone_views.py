"""/app/my/phone/: an enterprise confirms by a code that its number is right."""

from __future__ import annotations

from flask import abort, flash, redirect, render_template, session, url_for
from flask.typing import ResponseReturnValue

from forms_app.base.access import enterprise_only
from forms_app.base.catalogue import gettext as _
from forms_app.base.forms import ConfirmForm
from forms_app.base.limits import limiter
from forms_app.base.office import by_whom, current_office
from forms_app.permits.enterprises.session import current_enterprise
from forms_app.permits.messages import phone
from forms_app.permits.messages.forms import CodeForm
from forms_app.permits.messages.my_views import my_messages

PAGE = "/app/my/phone/"


def _own() -> str:
    """Tries are counted by enterprise: a mall shares one address."""
    return f"phone-code:{session.get('enterprise', {}).get('id', '')}"


@my_messages.route(PAGE, methods=["GET", "POST"])
@enterprise_only
@limiter.limit("5/10 minutes;20/day", methods=["POST"], key_func=_own)
def confirm_phone() -> ResponseReturnValue:
    office = current_office()
    form = CodeForm()
    with office.database.reading() as database:
        enterprise = current_enterprise(database)
        is_confirmed = phone.is_confirmed(database, enterprise)
    if not is_confirmed and not phone.may_confirm(office, office.clock.now()):
        abort(404)
    if form.validate_on_submit():
        with office.database.writing() as database:
            own = current_enterprise(database)
            if phone.confirm(database, own, form.code.data, **by_whom()):
                flash(_("号码确认了。"))
                return redirect(url_for("resumption.my"))
        form.code.errors = [_("验证码不对，或者过了时间。请核对短信，或者再发一次")]
    values = {"e": enterprise, "form": form, "is_confirmed": is_confirmed}
    return render_template("messages/phone.html", here="apply", **values)


@my_messages.post(f"{PAGE}send/")
@enterprise_only
@limiter.limit("5/hour;10/day", key_func=_own)
def send_phone_code() -> ResponseReturnValue:
    office = current_office()
    now = office.clock.now()
    if not phone.may_confirm(office, now) or not ConfirmForm().validate_on_submit():
        abort(404)
    with office.database.writing() as database:
        phone.send_code(database, current_enterprise(database), now)
    flash(_("验证码发出去了，一般一分钟内收到，十分钟内有效。"))
    return redirect(url_for("my_messages.confirm_phone", _anchor="code"))
