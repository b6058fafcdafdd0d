"""/app/staff/publicity/groups/: the joint groups, who is in them, sending a notice, and
what became of it.
"""

from __future__ import annotations

from typing import Any

from flask import Blueprint, abort, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from sqlalchemy.orm import Session

from forms_app.base import access
from forms_app.base.access import must_see, staff
from forms_app.base.catalogue import gettext as _
from forms_app.base.documents.queries import current
from forms_app.base.documents.sections import LETTERS, NOTICES, POLICIES
from forms_app.base.office import by_whom, current_office
from forms_app.base.paging import page_of
from forms_app.base.refusal import Refused
from forms_app.ledger.publicity import group_operations as operations
from forms_app.ledger.publicity import group_queries as queries
from forms_app.ledger.publicity import message_operations
from forms_app.ledger.publicity.group_forms import (
    GroupForm,
    MemberForm,
    RobotForm,
    SendForm,
)
from forms_app.ledger.publicity.group_listing import group_name
from forms_app.ledger.publicity.labels import STATES, WHY
from forms_app.ledger.publicity.messenger import wake
from forms_app.ledger.publicity.models import Group, GroupMessage
from forms_app.ledger.publicity.rules import FLOW, State
from forms_app.permits.grid.places import kept_by, menu_of

groups = Blueprint("groups", __name__)
OFFICE = ("reviewer", "office")


def _find(session: Session, group_id: int) -> Group:
    group = session.get(Group, group_id) or abort(404)
    must_see(group.community, "")
    return group


@groups.get("/app/staff/publicity/groups/")
@staff(*OFFICE)
def every() -> ResponseReturnValue:
    office = current_office()
    actor = access.actor()
    with office.database.reading() as session:
        found = queries.groups(session, actor)
        sizes = queries.sizes(session)
        outside = queries.in_no_group(session, actor)
        waiting = [
            one
            for one in queries.messages(session, actor)
            if one.state in {"failed", "unclear", "paste"}
        ]
    values = {
        "found": found,
        "sizes": sizes,
        "outside": outside,
        "waiting": waiting,
        "states": STATES,
    }
    return render_template("publicity/groups.html", **values)


@groups.route("/app/staff/publicity/groups/new/", methods=["GET", "POST"])
@staff(*OFFICE)
def new() -> ResponseReturnValue:
    office = current_office()
    form = GroupForm(office.config.robot_hosts)
    form.community.choices = menu_of(kept_by(office, access.actor()))
    if not form.validate_on_submit():
        return render_template("publicity/group_new.html", form=form)
    with office.database.writing() as session:
        given = (form.community.data or "", form.name.data or "", form.robot.data or "")
        made = operations.open_group(session, *given, **by_whom())
    return redirect(url_for("groups.one", group_id=made.id))


@groups.get("/app/staff/publicity/groups/<int:group_id>/")
@staff(*OFFICE)
def one(group_id: int) -> ResponseReturnValue:
    return _page(group_id, MemberForm())


def _page(group_id: int, asked: MemberForm) -> str:
    """A group; `asked` is the form by which a member comes or goes."""
    office = current_office()
    with office.database.reading() as session:
        group = _find(session, group_id)
        members = queries.sizes(session).get(group_id, 0)
        sent = page_of(queries.sent_to(session, group))
    values: dict[str, Any] = {
        "group": group,
        "members": members,
        "sent": sent,
        "may": {one.id: FLOW.actions(State(one.state)) for one in sent},
        "states": STATES,
        "why": WHY,
        "robot": RobotForm(office.config.robot_hosts),
        "member": asked,
    }
    return render_template("publicity/group.html", **values)


@groups.post("/app/staff/publicity/groups/<int:group_id>/robot/")
@staff(*OFFICE)
def robot(group_id: int) -> ResponseReturnValue:
    office = current_office()
    form = RobotForm(office.config.robot_hosts)
    if not form.validate_on_submit():
        raise Refused("机器人的地址不对：要以 https 开头，并且在允许的范围内。")
    with office.database.writing() as session:
        operations.change_robot(
            session, _find(session, group_id), form.robot.data or "", **by_whom()
        )
    flash(_("记下了。"))
    return redirect(url_for("groups.one", group_id=group_id))


@groups.post("/app/staff/publicity/groups/<int:group_id>/members/")
@staff(*OFFICE)
def member(group_id: int) -> ResponseReturnValue:
    """An enterprise is in the group, or not any more."""
    form = MemberForm()
    if not form.validate_on_submit():
        return _page(group_id, form)
    is_out = "out" in request.form
    with current_office().database.writing() as session:
        enterprise = form.reference.enterprise(session, access.actor())
        if enterprise is None:
            return _page(group_id, form)
        step = operations.remove_member if is_out else operations.add_member
        step(session, _find(session, group_id), enterprise, **by_whom())
    name = enterprise.name
    flash(
        _("记下了：%(name)s 不在群里", name=name)
        if is_out
        else _("记下了：%(name)s 在群里", name=name)
    )
    return redirect(url_for("groups.one", group_id=group_id))


@groups.route("/app/staff/publicity/groups/send/", methods=["GET", "POST"])
@staff(*OFFICE)
def send() -> ResponseReturnValue:
    office = current_office()
    form = SendForm(data={"notice": request.args.get("notice", "")})
    notices = current(office, NOTICES, POLICIES, LETTERS)
    with office.database.reading() as session:
        found = queries.groups(session, access.actor())
    form.offer(notices, [(str(one.id), group_name(office, one)) for one in found])
    if not form.validate_on_submit():
        return render_template("publicity/send.html", form=form)
    notice = notices[form.notice.data]
    for group_id in map(int, form.groups.data or []):
        _ask(group_id, notice, f"{office.config.public_url}{notice.path}")
    return redirect(url_for("lists.page", name="messages"))


def _ask(group_id: int, notice: Any, address: str) -> None:
    """Each group by itself: that one has it already does not keep it from the others."""
    office = current_office()
    try:
        with office.database.writing() as session:
            group = _find(session, group_id)
            message = message_operations.ask_to_send(
                session, group, notice, address, **by_whom()
            )
            wake(office)
        flash(f"{group_name(office, group)} – {STATES[message.state]}")
    except Refused as refused:
        flash(str(refused), "warn")


def _message(session: Session, message_id: int) -> GroupMessage:
    message = session.get(GroupMessage, message_id) or abort(404)
    must_see(message.group.community, "")
    return message


@groups.post("/app/staff/publicity/messages/<int:message_id>/again/")
@staff(*OFFICE)
def again(message_id: int) -> ResponseReturnValue:
    office = current_office()
    with office.database.writing() as session:
        message = _message(session, message_id)
        message_operations.send_again(session, message, **by_whom())
        wake(office)
    return redirect(url_for("groups.one", group_id=message.group_id))


@groups.post("/app/staff/publicity/messages/<int:message_id>/pasted/")
@staff(*OFFICE)
def pasted(message_id: int) -> ResponseReturnValue:
    with current_office().database.writing() as session:
        message = _message(session, message_id)
        message_operations.pasted(session, message, **by_whom())
    flash(_("记下了。"))
    return redirect(url_for("groups.one", group_id=message.group_id))
