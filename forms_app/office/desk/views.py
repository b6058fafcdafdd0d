"""/app/staff/: everything that is open for me, by due time; closing the day, the day
sheet to print.
"""

from __future__ import annotations

from collections import Counter
from datetime import date, datetime
from typing import Any

from flask import Blueprint, abort, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from sqlalchemy.orm import Session

from forms_app.base import access, room
from forms_app.base.access import PUBLISHERS, Role, staff
from forms_app.base.dates import NoDate, moment, read_day
from forms_app.base.feature import active, parts
from forms_app.base.health import publisher_state
from forms_app.base.jsonfiles import read_json
from forms_app.base.office import Office, current_office
from forms_app.base.paging import page_of
from forms_app.base.refusal import Refused
from forms_app.base.signing_key import SigningKey
from forms_app.base.worklist import Reader, Task, end_of
from forms_app.office.desk import labels, operations, queries
from forms_app.office.desk.forms import CloseDayForm, ReopenForm
from forms_app.office.desk.models import DayClose
from forms_app.office.desk.navigation import sections
from forms_app.office.desk.opening import Opening, opening
from forms_app.office.desk.rules import in_order
from forms_app.office.desk.worklist import due_today, every
from forms_app.office.statistics.public import counted, not_rehearsed, of_campaign
from forms_app.permits.campaigns.choice import CHOICE
from forms_app.permits.campaigns.filters import menu
from forms_app.permits.campaigns.queries import names_beside_others
from forms_app.permits.grid.community import Community
from forms_app.permits.grid.queries import directory

desk = Blueprint("desk", __name__)
OFFICE = ("reviewer", "office")
CAMPAIGNS = "campaigns"  # among the figures of a day: those of each
SHOWN = 100  # lines on a page


@desk.app_context_processor
def _navigation() -> dict[str, Any]:
    return {
        "staff_sections": sections,
        "publisher_state": lambda: publisher_state(current_office()),
        "disk_state": lambda: room.state(current_office().data),
    }


def _reader(session: Session) -> Reader:
    office = current_office()
    return Reader(office, session, access.actor(), office.clock.now())


def _communities() -> list[Community]:
    """Those of which somebody sees every grid: whose day one may close."""
    actor = access.actor()
    found = directory(current_office()).values()
    return [
        one
        for one in found
        if one.grids and all(actor.may_see(one.slug, grid.slug) for grid in one.grids)
    ]


def _community(slug: str) -> Community:
    return next((one for one in _communities() if one.slug == slug), None) or abort(404)


@desk.get("/app/staff/search/")
@staff()
def search() -> ResponseReturnValue:
    """What every room finds for what was typed into the masthead."""
    typed = request.args.get("q", "").strip()
    with current_office().database.reading() as session:
        searches = parts(active(), "searches") if typed else ()
        found = [
            found for look in searches if (found := look(_reader(session), typed)).rows
        ]
    # what is only similar would push aside what was typed
    exact = [hits for hits in found if not hits.is_near]
    return render_template("desk/search.html", typed=typed, found=exact or found)


@desk.get("/app/staff/")
@staff()
def today() -> ResponseReturnValue:
    office = current_office()
    now = current_office().clock.now()
    chosen = {name: request.args.get(name, "") for name in ("of", "whose", CHOICE)}
    own = [one.slug for one in _communities()]
    with office.database.reading() as session:
        things = every(_reader(session))
        to_fill_in = _opening(session)
        left = queries.left_before(session, own, now.date())
        closes = [
            (one, queries.open_days(session, one.slug, now.date()))
            for one in _communities()
        ]
    reasons = {one.key: one.reason for one in left}
    chosen_ones = [one for one in in_order(things, reasons) if _fits(one, chosen)]
    for_good = [one for one in left if queries.is_for_good(one)]
    by = end_of(now.date())
    values: dict[str, Any] = {
        "shown": page_of(chosen_ones, size=SHOWN),
        "overdue": sum(one.is_due(now) for one in things),
        "due": sum(one.is_due(by) for one in things),
        "all": len(things),
        "of": Counter(one.of for one in things),
        "chosen": chosen,
        "reasons": reasons,
        "for_good": page_of(for_good, size=SHOWN, key="for-good"),
        "forgotten": [(one, days) for one, days in closes if days],
    }
    values |= {
        "faults": len(read_json(office.data / "faults.json") or []),
        "moment": moment,
        "words": labels,
        "opening": to_fill_in,
        "campaigns": menu(office),
    }
    return render_template("desk/today.html", **values)


def _opening(session: Session) -> Opening | None:
    """What is to be filled in, for whoever may do so; None when nothing is left."""
    if access.actor().role not in PUBLISHERS:
        return None
    found = opening(_reader(session))
    return found if found.left else None


@desk.get("/app/staff/opening/", endpoint="opening")
@staff(Role.ADMIN)
def before_opening() -> ResponseReturnValue:
    with current_office().database.reading() as session:
        found = opening(_reader(session))
    return render_template("desk/opening.html", opening=found)


def _fits(one: Task, chosen: dict[str, str]) -> bool:
    """Whether somebody asked for it."""
    return (
        chosen["of"] in {"", one.of}
        and chosen[CHOICE] in {"", one.campaign}
        and (chosen["whose"] != "mine" or one.owner == access.actor().id)
    )


@desk.get("/app/staff/day/")
@staff(*OFFICE)
def days() -> ResponseReturnValue:
    today = current_office().clock.today()
    with current_office().database.reading() as session:
        found = [_closes(session, one, today) for one in _communities()]
    return render_template("desk/days.html", found=found, moment=moment, words=labels)


def _closes(session: Session, community: Community, today: date) -> dict[str, Any]:
    """The closed days of a community, and those that were not closed."""
    closes = page_of(queries.days(session, community.slug), key=community.slug)
    return {
        "community": community,
        "closes": closes,
        "left": queries.numbers_left(session, closes),
        "is_closed": queries.close_of(session, community.slug, today) is not None,
        "forgotten": queries.open_days(session, community.slug, today),
    }


@desk.route("/app/staff/day/<community>/close/", methods=["GET", "POST"])
@staff(*OFFICE)
def close(community: str) -> ResponseReturnValue:
    """The list is made again when it is sent: what came in meanwhile needs its reason
    too.
    """
    office = current_office()
    form = CloseDayForm()
    found = _community(community)
    now = office.clock.now()
    with office.database.writing() as session:
        due = due_today(_reader(session), community)
        if form.validate_on_submit():
            reasons = form.reasons(due, request.form)
            figures = _figures(office, session, community, now)
            try:
                operations.close_day(
                    session,
                    community,
                    due,
                    reasons,
                    figures,
                    actor=access.actor(),
                    now=now,
                )
                return redirect(
                    url_for(
                        "desk.sheet", community=community, day=now.date().isoformat()
                    )
                )
            except Refused as refused:
                form.for_all.errors = [str(refused)]
    shown = page_of(due, size=SHOWN)
    values = {
        "due": shown,
        "form": form,
        "community": found,
        "sent": request.form,
        "words": labels,
    }
    return render_template("desk/close.html", moment=moment, **values)


def _figures(
    office: Office, session: Session, community: str, now: datetime
) -> dict[str, Any]:
    """What a day sheet has: all together, and of each campaign where several had
    something.
    """
    of = not_rehearsed(office)
    every = counted(session, now, of).get(community, {})
    of_each = {
        slug: counted(session, now, of, of_campaign(slug)).get(community, {})
        for slug in names_beside_others(office)
    }
    had = {slug: one for slug, one in of_each.items() if one.get("received")}
    return {**every, CAMPAIGNS: had} if len(had) > 1 else every


def _closed(session: Session, community: str, day: str) -> DayClose:
    try:
        wanted = read_day(day)
    except NoDate:
        abort(404)
    return queries.close_of(session, _community(community).slug, wanted) or abort(404)


@desk.get("/app/staff/day/<community>/<day>/")
@staff(*OFFICE)
def sheet(community: str, day: str) -> ResponseReturnValue:
    with current_office().database.reading() as session:
        closed = _closed(session, community, day)
    values = {
        "closed": closed,
        "community": _community(community),
        "form": ReopenForm(),
        "words": labels,
        "log_key": SigningKey(current_office().keys).printed,
    }
    is_today = closed.day == current_office().clock.today()
    return render_template(
        "desk/sheet.html", is_today=is_today, moment=moment, **values
    )


@desk.post("/app/staff/day/<community>/<day>/reopen/")
@staff(*OFFICE)
def reopen(community: str, day: str) -> ResponseReturnValue:
    office = current_office()
    with office.database.writing() as session:
        closed = _closed(session, community, day)
        reason = ReopenForm().reason.data or ""
        operations.reopen_day(
            session, closed, reason, actor=access.actor(), now=office.clock.now()
        )
    return redirect(url_for("desk.close", community=community))
