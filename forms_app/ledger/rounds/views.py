"""/app/staff/rounds/: the duties of today, done with two taps or at the place; the plan
behind them.
"""

from __future__ import annotations

from datetime import date
from typing import Any

from flask import Blueprint, abort, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_wtf import FlaskForm
from sqlalchemy.orm import Session

from forms_app.base import access
from forms_app.base.access import staff
from forms_app.base.catalogue import gettext as _
from forms_app.base.dates import NoDate, read_day
from forms_app.base.office import by_whom, current_office
from forms_app.base.qr import qr_of
from forms_app.base.refusal import Refused
from forms_app.ledger.items.models import Item
from forms_app.ledger.items.staff_views import find
from forms_app.ledger.lists.views import open_list
from forms_app.ledger.rounds import labels, occurrences, operations, queries
from forms_app.ledger.rounds.forms import ChangeForm, DutyForm
from forms_app.ledger.rounds.kinds import ROUND
from forms_app.ledger.rounds.labels import KINDS
from forms_app.ledger.rounds.models import Duty
from forms_app.ledger.rounds.owners import owners
from forms_app.ledger.rounds.rules import BIN, State, may_be_done
from forms_app.people.isolation.models import Case, CaseEvent
from forms_app.permits.grid.queries import directory, name_of

rounds = Blueprint("rounds", __name__)


@rounds.get("/app/staff/rounds/")
@staff()
def today() -> ResponseReturnValue:
    office = current_office()
    actor = access.actor()
    now = current_office().clock.now()
    day = _day(request.args.get("day", ""), now.date())
    with office.database.reading() as session:
        found = queries.of_day(session, queries.within_reach(session, actor), day, now)
        needed = queries.bins_needed(session, actor)
    counts = {state: sum(one.state == state for one in found) for state in State}
    values: dict[str, Any] = {
        "found": found,
        "day": day,
        "is_today": day == now.date(),
        "needed": needed,
        "counts": counts,
        "may_be_done": may_be_done,
        "words": labels,
    }
    return render_template("rounds/today.html", **values)


def _day(text: str, today: date) -> date:
    try:
        found = read_day(text)
    except NoDate:
        return today
    return found if abs((found - today).days) < 1000 else today


@rounds.post("/app/staff/rounds/lay-out/")
@staff()
def lay_out() -> ResponseReturnValue:
    office = current_office()
    with office.database.writing() as session:
        number = occurrences.lay_out(session, office.clock.today(), **by_whom())
    flash(_("排好了，新增 %(n)s 次。", n=number))
    return redirect(url_for("rounds.today"))


@rounds.post("/app/staff/rounds/items/<int:item_id>/done/")
@staff()
def done(item_id: int) -> ResponseReturnValue:
    with current_office().database.writing() as session:
        occurrences.done(session, _item(session, item_id), **by_whom())
    flash(_("记下了。"))
    return redirect(url_for("rounds.today"))


def _item(session: Session, item_id: int) -> Item:
    item, kind = find(session, item_id)
    return item if kind is ROUND else abort(404)


@rounds.route("/app/staff/rounds/at/<code>/", methods=["GET", "POST"])
@staff()
def at_place(code: str) -> ResponseReturnValue:
    """Where the code at a place leads: what is to be done here now, and one button."""
    office = current_office()
    now = current_office().clock.now()
    form = FlaskForm()
    with office.database.reading() as session:
        duty = _seen(queries.by_code(session, code))
        item = occurrences.at_place(session, duty, now)
        times = queries.of_day(session, [duty], now.date(), now)
    if item and form.validate_on_submit():
        with office.database.writing() as session:
            occurrences.done(session, session.get_one(Item, item.id), **by_whom())
        return redirect(url_for("rounds.at_place", code=code))
    times.sort(key=lambda one: one.due_at)
    return render_template(
        "rounds/at.html", duty=duty, item=item, times=times, words=labels
    )


def _seen(duty: Duty | None) -> Duty:
    return duty if duty and queries.may_see(access.actor(), duty) else abort(404)


@rounds.route("/app/staff/rounds/new/", methods=["GET", "POST"])
@staff()
def new() -> ResponseReturnValue:
    office = current_office()
    actor = access.actor()
    asked = {name: request.args.get(name, "") for name in ("spot", "where")}
    kind = request.args.get("kind", next(iter(KINDS)))
    form = DutyForm(data={"kind": kind, **asked})
    form.offer(directory(office), actor)
    given = form.given() if form.validate_on_submit() else None
    if given is None:
        return render_template("rounds/new.html", form=form)
    try:
        with office.database.writing() as session:
            if place := form.place(session, actor):
                of = {
                    "community": place.community,
                    "grid": place.grid,
                    "enterprise": place.enterprise,
                }
                duty = operations.make(session, {**given, **of}, **by_whom())
                return redirect(url_for("rounds.duty", duty_id=duty.id))
    except Refused as refused:
        form.times.errors = [str(refused)]
    return render_template("rounds/new.html", form=form)


@rounds.post("/app/staff/rounds/bin/<int:event_id>/")
@staff()
def bin_for_need(event_id: int) -> ResponseReturnValue:
    """A bin that somebody who stays in needs: where it stands comes with the need; why
    is not said.
    """
    with current_office().database.writing() as session:
        event = session.get(CaseEvent, event_id) or abort(404)
        case = session.get_one(Case, event.case_id)
        if event not in [
            needed for needed, _case in queries.bins_needed(session, access.actor())
        ]:
            abort(404)
        of = {
            "kind": BIN,
            "community": case.community,
            "grid": case.grid,
            "need_id": event.id,
        }
        what = {
            "place": case.place,
            "task": event.note,
            "times": "16:00",
            "ends_on": case.due_on,
        }
        duty = operations.make(session, {**of, **what}, **by_whom())
    return redirect(url_for("rounds.duty", duty_id=duty.id))


@rounds.route("/app/staff/rounds/<int:duty_id>/", methods=["GET", "POST"])
@staff()
def duty(duty_id: int) -> ResponseReturnValue:
    """The plan of one duty, its code to print, and changing it."""
    office = current_office()
    with office.database.reading() as session:
        found = _seen(session.get(Duty, duty_id))
        community, grid = found.where
        able = owners(session, directory(office).get(community), grid)
    form = ChangeForm.from_record(found, able)
    given = form.given() if form.validate_on_submit() else None
    if given is None:
        return _page(found, form)
    try:
        with office.database.writing() as session:
            operations.change(
                session, session.get_one(Duty, duty_id), given, **by_whom()
            )
    except Refused as refused:
        form.times.errors = [str(refused)]
        return _page(found, form)
    flash(_("记下了。"))
    return redirect(url_for("rounds.duty", duty_id=duty_id))


def _page(found: Duty, form: ChangeForm) -> str:
    address = f"{current_office().config.public_url}{url_for('rounds.at_place', code=found.code)}"
    where = name_of(current_office(), *found.where)
    open_list("duties")
    community = directory(current_office()).get(found.where[0])
    on_wall = {
        "qr": qr_of(address),
        "bare": qr_of(address, quiet=0),
        "office": community.office if community else "",
        "today": current_office().clock.today(),
    }
    return render_template(
        "rounds/duty.html", duty=found, where=where, form=form, words=labels, **on_wall
    )
