"""/app/my/messages/: how an enterprise is told. What it was told so far stands in the
thread of /app/my/.
"""

from __future__ import annotations

from flask import Blueprint, flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue

from forms_app.base.access import enterprise_only
from forms_app.base.catalogue import gettext as _
from forms_app.base.office import Office, by_whom, current_office
from forms_app.permits.enterprises.session import current_enterprise
from forms_app.permits.messages.forms import ChoiceForm
from forms_app.permits.messages.models import MessageChoice
from forms_app.permits.messages.operations import Wishes, choose
from forms_app.permits.messages.outbox import reaches_by_email, tells
from forms_app.permits.messages.rules import OPTIONAL, Kind

my_messages = Blueprint("my_messages", __name__)


@my_messages.route("/app/my/messages/", methods=["GET", "POST"])
@enterprise_only
def every() -> ResponseReturnValue:
    office = current_office()
    form = ChoiceForm()
    kinds = _may_be_left_out(office)
    form.offer(reaches_by_email(office), kinds)
    with office.database.reading() as database:
        enterprise = current_enterprise(database)
        choice = database.get(MessageChoice, enterprise.id) or MessageChoice(
            email="", language="zh-Hans", without=[]
        )
    if not form.is_submitted():
        wanted = [str(one) for one in kinds if one not in choice.without]
        known = {"email": choice.email, "language": choice.language}
        form.process(data={**known, "wanted": wanted})
    if not form.validate_on_submit():
        by_phone = any(one.reaches == "phone" for one in office.config.channels)
        values = {"e": enterprise, "form": form, "by_phone": by_phone}
        return render_template("messages/mine.html", here="apply", **values)
    with office.database.writing() as database:
        wishes = _wishes(form, choice, kinds)
        choose(database, current_enterprise(database), wishes, **by_whom())
    flash(_("记下了。"))
    return redirect(url_for("my_messages.every"))


def _may_be_left_out(office: Office) -> list[Kind]:
    now = office.clock.now()
    return [one for one in Kind if one in OPTIONAL and tells(office, one, now)]


def _wishes(form: ChoiceForm, choice: MessageChoice, kinds: list[Kind]) -> Wishes:
    """What the form says; what it does not ask stays as it was."""
    wanted = form.wanted.data or [] if "wanted" in form else []
    asked = {str(one) for one in kinds}
    without = {*choice.without} - asked | (asked - {*wanted})
    email = form.email.data if "email" in form else choice.email
    return Wishes(email or "", form.language.data, tuple(sorted(without)))
