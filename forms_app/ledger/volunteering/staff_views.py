"""/app/staff/posts/ and /app/staff/volunteers/: posts and who has them, who volunteers,
the rosters of squads.
"""

from __future__ import annotations

from datetime import timedelta
from functools import partial
from typing import Any

from flask import Blueprint, abort, flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from sqlalchemy.orm import Session

from forms_app.base import access, slips
from forms_app.base.access import Role, must_see, staff
from forms_app.base.catalogue import gettext as _
from forms_app.base.office import by_whom, current_office
from forms_app.base.refusal import Refused
from forms_app.ledger.items import labels as item_words
from forms_app.ledger.items.forms import ReasonForm
from forms_app.ledger.lists.views import open_list
from forms_app.ledger.volunteering import operations, queries
from forms_app.ledger.volunteering.forms import PostForm, ShiftForm, SquadForm
from forms_app.ledger.volunteering.kinds import PLACE_OF_POST
from forms_app.ledger.volunteering.models import Post, Volunteer
from forms_app.permits.grid.queries import directory

volunteers = Blueprint("volunteers", __name__)
OFFICE = ("reviewer", "office")


@volunteers.route("/app/staff/posts/new/", methods=["GET", "POST"])
@staff()
def new_post() -> ResponseReturnValue:
    open_list("posts")
    office = current_office()
    actor = access.actor()
    next_hour = current_office().clock.now().replace(minute=0)
    begins = next_hour + timedelta(hours=1)
    form = PostForm(data={"begins": begins, "ends": begins + timedelta(hours=4)})
    form.offer(directory(office), actor)
    if form.validate_on_submit():
        try:
            with office.database.writing() as session:
                if place := form.place(session, actor):
                    of = (place.community, place.grid)
                    post = operations.publish_post(
                        session, *of, form.plan(), **by_whom()
                    )
                    return redirect(url_for("volunteers.post", post_id=post.id))
        except Refused as refused:
            form.title.errors = [str(refused)]
    return render_template("volunteering/new_post.html", form=form)


@volunteers.get("/app/staff/posts/<int:post_id>/")
@staff()
def post(post_id: int) -> ResponseReturnValue:
    open_list("posts")
    with current_office().database.reading() as session:
        found = _post(session, post_id)
        places = queries.places(session, found)
        names = (
            queries.names(session, places)
            if access.actor().role != Role.GRID_WORKER
            else {}
        )
    values: dict[str, Any] = {
        "places": places,
        "names": names,
        "words": item_words,
        "kind": PLACE_OF_POST,
    }
    values["may_close"] = access.actor().may_see(found.community, found.grid)
    return render_template(
        "volunteering/post.html", post=found, form=ReasonForm(), **values
    )


def _post(session: Session, post_id: int) -> Post:
    found = session.get(Post, post_id)
    return found if found and queries.may_see(access.actor(), found) else abort(404)


@volunteers.post("/app/staff/posts/<int:post_id>/close/")
@staff()
def close_post(post_id: int) -> ResponseReturnValue:
    with current_office().database.writing() as session:
        found = _post(session, post_id)
        # a worker of one grid sees a post of the whole community, no more
        must_see(found.community, found.grid)
        operations.close_post(
            session, found, ReasonForm().reason.data or "", **by_whom()
        )
    flash(_("岗位关了。"))
    return redirect(url_for("volunteers.post", post_id=post_id))


def _volunteer(session: Session, volunteer_id: int) -> Volunteer:
    found = session.get(Volunteer, volunteer_id)
    return (
        found if found and access.actor().may_see(found.community, "") else abort(404)
    )


@volunteers.get("/app/staff/volunteers/<int:volunteer_id>/")
@staff(*OFFICE)
def one(volunteer_id: int) -> ResponseReturnValue:
    open_list("volunteers")
    with current_office().database.reading() as session:
        found = _volunteer(session, volunteer_id)
        held = queries.held_by(session, found)
        same = [
            one.id for one in queries.of_phone(session, found) if one.id != found.id
        ]
    slip = slips.read(
        slips.VOLUNTEER_LINK, str(volunteer_id), partial(queries.is_link_of, found)
    )
    path = url_for("volunteer.redeem", code=slip.secret) if slip else ""
    address = f"{current_office().config.public_url}{path}" if slip else ""
    values: dict[str, Any] = {
        "held": held,
        "same": same,
        "address": address,
        "slip": slip,
        "form": SquadForm.of(found, directory(current_office())),
    }
    return render_template("volunteering/volunteer.html", v=found, **values)


@volunteers.post("/app/staff/volunteers/<int:volunteer_id>/squad/")
@staff(*OFFICE)
def put_into_squad(volunteer_id: int) -> ResponseReturnValue:
    office = current_office()
    with office.database.writing() as session:
        found = _volunteer(session, volunteer_id)
        form = SquadForm.of(found, directory(office))
        if not form.validate_on_submit():
            abort(400)
        operations.put_into_squad(session, found, form.squad.data, **by_whom())
    return redirect(url_for("volunteers.one", volunteer_id=volunteer_id))


@volunteers.post(
    "/app/staff/volunteers/<int:volunteer_id>/<any(confirm, leave):action>/"
)
@staff(*OFFICE)
def act(volunteer_id: int, action: str) -> ResponseReturnValue:
    verb = operations.confirm if action == "confirm" else operations.leave
    with current_office().database.writing() as session:
        verb(session, _volunteer(session, volunteer_id), **by_whom())
    return redirect(url_for("volunteers.one", volunteer_id=volunteer_id))


@volunteers.post("/app/staff/volunteers/<int:volunteer_id>/link/")
@staff(*OFFICE)
def new_link(volunteer_id: int) -> ResponseReturnValue:
    # Back, or a second tap: it is made
    if str(volunteer_id) in slips.records(slips.VOLUNTEER_LINK):
        return redirect(url_for("volunteers.one", volunteer_id=volunteer_id))
    with current_office().database.writing() as session:
        code = operations.new_link(
            session, _volunteer(session, volunteer_id), **by_whom()
        )
    return slips.hand_over(slips.VOLUNTEER_LINK, str(volunteer_id), code)


@volunteers.route("/app/staff/squads/shifts/new/", methods=["GET", "POST"])
@staff(*OFFICE)
def new_shift() -> ResponseReturnValue:
    open_list("squad-shifts")
    office = current_office()
    next_hour = current_office().clock.now().replace(minute=0) + timedelta(hours=1)
    form = ShiftForm(data={"begins": next_hour, "ends": next_hour + timedelta(hours=4)})
    form.offer(directory(office), access.actor())
    if not form.validate_on_submit():
        return render_template("volunteering/new_shift.html", form=form)
    squads = {
        squad.slug: squad for c in directory(office).values() for squad in c.squads
    }
    assert form.begins.data and form.ends.data, "it was validated"
    with office.database.writing() as session:
        when = (form.begins.data, form.ends.data)
        operations.plan_shift(
            session, squads[form.squad.data], form.names.data or "", *when, **by_whom()
        )
    return redirect(url_for("lists.page", name="squad-shifts"))
