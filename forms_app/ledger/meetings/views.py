"""/app/staff/meetings/: the meeting of today with its items, until it is closed; its
minutes; what is brought to it.
"""

from __future__ import annotations

from typing import Any

from flask import Blueprint, abort, flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_wtf import FlaskForm
from sqlalchemy.orm import Session

from forms_app.base import access
from forms_app.base.access import Role, must_see, staff
from forms_app.base.catalogue import gettext as _
from forms_app.base.office import by_whom, current_office
from forms_app.ledger.items.kinds import OFFICE
from forms_app.ledger.items.operations import Place
from forms_app.ledger.items.staff_views import find as find_item
from forms_app.ledger.lists.views import open_list
from forms_app.ledger.meetings import labels, operations, queries, raising
from forms_app.ledger.meetings.forms import BringForm, OpenForm
from forms_app.ledger.meetings.kinds import MEETING
from forms_app.ledger.meetings.models import Meeting
from forms_app.ledger.meetings.rules import Body, Chair, Mode, outcome
from forms_app.people.isolation.labels import ALARM_RAISED
from forms_app.people.isolation.models import Alarm
from forms_app.permits.grid.queries import directory
from forms_app.permits.resumption.staff_views import find as find_application

meetings = Blueprint("meetings", __name__)


@meetings.route("/app/staff/meetings/open/", methods=["GET", "POST"])
@staff(*OFFICE)
def begin() -> ResponseReturnValue:
    open_list("meetings")
    office = current_office()
    form = OpenForm()
    form.offer(directory(office), access.actor())
    if not form.validate_on_submit():
        return render_template("meetings/open.html", form=form)
    held = (
        Mode(form.mode.data),
        Chair(form.chair.data),
        list(map(Body, form.bodies.data or [])),
    )
    with office.database.writing() as session:
        opened = operations.open_meeting(
            session, form.community.data, *held, **by_whom()
        )
    return redirect(url_for("meetings.one", meeting_id=opened.id))


def _find(session: Session, meeting_id: int) -> Meeting:
    """A meeting of one's communities, or 404."""
    open_list("meetings")
    meeting = session.get(Meeting, meeting_id) or abort(404)
    actor = access.actor()
    if actor.role is not Role.ADMIN and meeting.community not in actor.communities:
        abort(404)
    return meeting


@meetings.get("/app/staff/meetings/<int:meeting_id>/")
@staff(*OFFICE)
def one(meeting_id: int) -> ResponseReturnValue:
    with current_office().database.reading() as session:
        meeting = _find(session, meeting_id)
        items = queries.agenda(session, meeting)
        earlier = queries.earlier(session, meeting, items)
        kept = {heard.item_id: heard.outcome for heard in meeting.heard}
    stands = {
        i.id: kept.get(i.id) or outcome(i.status == "done", i.answer, i.measure)
        for i in items
    }
    values: dict[str, Any] = {
        "meeting": meeting,
        "items": items,
        "earlier": earlier,
        "stands": stands,
        "words": labels,
        "form": FlaskForm(),
    }
    return render_template("meetings/one.html", **values)


@meetings.post("/app/staff/meetings/<int:meeting_id>/close/")
@staff(*OFFICE)
def close(meeting_id: int) -> ResponseReturnValue:
    with current_office().database.writing() as session:
        operations.close(session, _find(session, meeting_id), **by_whom())
    flash(_("碰头会结束了。还缺答复或措施的，会自动列入下一次。"))
    return redirect(url_for("meetings.one", meeting_id=meeting_id))


def _source(session: Session, of: str, number: int) -> tuple[Place, str, str]:
    """What is brought to the meeting: its place, a first title, the page it is on; or
    404.
    """
    if of == "application":
        found = find_application(session, number)
        title = _("%(name)s的申请", name=found.enterprise.name)
        return (
            Place.of(found.enterprise),
            title,
            url_for("review.application", application_id=number),
        )
    if of == "alarm":
        alarm = session.get(Alarm, number) or abort(404)
        must_see(alarm.community, alarm.grid)
        return (
            Place(alarm.community, alarm.grid),
            str(ALARM_RAISED),
            url_for("missing.staff_alarm", alarm_id=number),
        )
    item, kind = find_item(session, number)
    if kind.code == MEETING.code:
        abort(404)
    place = (
        Place.of(item.enterprise)
        if item.enterprise
        else Place(item.community, item.grid)
    )
    return place, item.title, url_for("items.one", item_id=number)


@meetings.route(
    "/app/staff/meetings/bring/<any(application, item, alarm):of>/<int:number>/",
    methods=["GET", "POST"],
)
@staff()
def bring(of: str, number: int) -> ResponseReturnValue:
    open_list(MEETING.code)
    form = BringForm()
    origin = f"{of}/{number}"
    with current_office().database.reading() as session:
        place, title, back = _source(session, of, number)
        there = raising.already(session, origin)
    if there:
        flash(_("这一件已经在碰头会上了。"))
        return redirect(url_for("items.one", item_id=there.id))
    if not form.validate_on_submit():
        form.title.data = form.title.data or title
        return render_template("meetings/bring.html", form=form, back=back)
    with current_office().database.writing() as session:
        place = _source(session, of, number)[0]
        item = raising.bring(
            session,
            place,
            form.title.data or "",
            form.text.data or "",
            origin,
            **by_whom(),
        )
    return redirect(url_for("items.one", item_id=item.id))
