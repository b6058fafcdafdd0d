"""/app/gate/: the keeper's few pages: which point, signing on and off, registering a
person, a vehicle, a bus.
"""

from __future__ import annotations

import secrets
from typing import Any

from flask import Blueprint, abort, redirect, render_template, request, session, url_for
from flask.typing import ResponseReturnValue
from flask_wtf import FlaskForm

from forms_app.base import access
from forms_app.base.access import staff
from forms_app.base.office import by_whom, current_office
from forms_app.base.sent_json import fields_of, sent_object, takes_json
from forms_app.people.gates import operations, queries, receiving
from forms_app.people.gates.codes import code_of
from forms_app.people.gates.directory import known_here
from forms_app.people.gates.forms import AtGateForm, BusForm, PassageForm
from forms_app.people.gates.judging import judge_of
from forms_app.people.gates.models import BusTrip
from forms_app.people.gates.office_forms import SignOnForm
from forms_app.people.gates.points import Gate, kept_by, must_keep
from forms_app.people.gates.receiving import FORMS, Entry
from forms_app.people.gates.rules import read_tail

gates = Blueprint("gates", __name__)
PAGES = {
    "person": "gates/person.html",
    "vehicle": "gates/vehicle.html",
    "bus": "gates/bus.html",
}


@gates.get("/app/gate/")
@staff("keeper")
def choose() -> ResponseReturnValue:
    """With one point there is nothing to choose."""
    found = kept_by(current_office(), access.actor())
    if len(found) == 1:
        return redirect(url_for("gates.point", point=found[0].slug))
    return render_template("gates/choose.html", found=found)


@gates.get("/app/gate/p/<code>")
@staff("keeper")
def scan(code: str) -> ResponseReturnValue:
    """The code a person carries: it leaves the address bar at once."""
    session["gate_code"] = code
    return redirect(url_for("gates.choose"))


@gates.route("/app/gate/<point>/", methods=["GET", "POST"])
@staff("keeper")
def point(point: str) -> ResponseReturnValue:
    return _page(must_keep(point), "person")


@gates.route("/app/gate/<point>/vehicle/", methods=["GET", "POST"])
@staff("keeper")
def vehicle(point: str) -> ResponseReturnValue:
    return _page(must_keep(point), "vehicle")


@gates.route("/app/gate/<point>/bus/", methods=["GET", "POST"])
@staff("keeper")
def bus(point: str) -> ResponseReturnValue:
    return _page(must_keep(point), "bus")


def _page(gate: Gate, kind: str) -> ResponseReturnValue:
    """The page of one kind of entry.

    Whoever is not signed on at this point signs on first.
    """
    office = current_office()
    if request.method == "POST":
        (entry,) = receiving.take(office, gate, [(kind, request.form)], is_page=True)
        if entry.answer is None:
            return _show(gate, kind, entry.form, entry)
        direction = entry.form.direction.data
        return redirect(
            url_for(
                f"gates.{_endpoint(kind)}",
                point=gate.slug,
                kept=entry.kept_id,
                direction=direction,
            )
        )
    with office.database.reading() as reading:
        shift = queries.open_shift(reading, access.actor().id)
    if shift is None or shift.point != gate.slug:
        return render_template(
            "gates/sign_on.html", gate=gate, form=SignOnForm(), elsewhere=shift
        )
    return _show(gate, kind, _empty(gate, kind), None)


def _endpoint(kind: str) -> str:
    return "point" if kind == "person" else kind


def _empty(gate: Gate, kind: str) -> AtGateForm:
    asked = request.args.get("direction", "in")
    form = FORMS[kind](
        None, data={"direction": asked if asked in {"in", "out"} else "in"}
    )
    form.client_id.data = secrets.token_hex(16)
    form.judge = judge_of(current_office())
    return form


def _show(
    gate: Gate, kind: str, form: AtGateForm, entry: Entry | None
) -> ResponseReturnValue:
    office = current_office()
    actor = access.actor()
    with office.database.reading() as reading:
        values: dict[str, Any] = {
            "answer": _kept(reading, gate, kind),
            "shift": queries.open_shift(reading, actor.id),
        }
        among = entry.among if entry else []
        if (
            isinstance(form, PassageForm)
            and entry is None
            and (code := session.pop("gate_code", ""))
        ):
            form.code.data = code
            among = receiving.carried(reading, gate, code)
        if isinstance(form, BusForm):
            reference = str(form.enterprise.data or request.args.get("enterprise", ""))
            enterprise = receiving.enterprise_at(reading, gate, reference)
            form.enterprise.data = enterprise.reference if enterprise else ""
            form.offer(receiving.passengers(reading, enterprise) if enterprise else [])
            values |= {
                "e": enterprise,
                "enterprises": queries.enterprises_with_people(reading, gate),
            }
    fever = form.judge.health.fever_from if form.judge.health else ""
    choices = [(code_of(one.kind, one.id), one) for one in among]
    status = 200 if entry is None else 422
    return render_template(
        PAGES[kind], gate=gate, form=form, choices=choices, fever=fever, **values
    ), status


def _kept(reading: Any, gate: Gate, kind: str) -> Any:
    """What was just kept, after the page went to itself: only one's own, and only here."""
    kept_id = request.args.get("kept", 0, int)
    if kind == "bus":
        kept: Any = reading.get(BusTrip, kept_id)
    else:
        kept = queries.passage(reading, gate, kept_id)
    is_own = (
        kept is not None and kept.point == gate.slug and kept.by == access.actor().id
    )
    return receiving.shown(reading, gate, kept) if is_own else None


@gates.post("/app/gate/<point>/sign-on/")
@staff("keeper")
def sign_on(point: str) -> ResponseReturnValue:
    office = current_office()
    gate = must_keep(point)
    form = SignOnForm()
    if not form.validate_on_submit():
        return render_template(
            "gates/sign_on.html", gate=gate, form=form, elsewhere=None
        )
    with office.database.writing() as writing:
        operations.sign_on(
            writing,
            gate,
            form.name.data or "",
            **by_whom(),
        )
    return redirect(url_for("gates.point", point=gate.slug))


@gates.route("/app/gate/<point>/sign-off/", methods=["GET", "POST"])
@staff("keeper")
def sign_off(point: str) -> ResponseReturnValue:
    office = current_office()
    gate = must_keep(point)
    form = FlaskForm()
    actor = access.actor()
    with office.database.reading() as reading:
        shift = queries.open_shift(reading, actor.id)
        registered = queries.registered_by(reading, gate, shift) if shift else 0
    if shift is None or shift.point != gate.slug:
        return redirect(url_for("gates.choose"))
    if not form.validate_on_submit():
        return render_template(
            "gates/sign_off.html",
            gate=gate,
            form=form,
            shift=shift,
            registered=registered,
        )
    with office.database.writing() as writing:
        begun = queries.shift(writing, gate, shift.id) or abort(404)
        operations.sign_off(writing, gate, begun, actor=actor, now=office.clock.now())
    return redirect(url_for("gates.choose"))


@gates.post("/app/gate/<point>/known/")
@takes_json
@staff("keeper")
def known(point: str) -> ResponseReturnValue:
    """Who has these last four digits, masked.

    Not by GET: nothing of a phone stands in an address.
    """
    office = current_office()
    gate = must_keep(point)
    tail = str(sent_object().get("tail", ""))
    with office.database.reading() as reading:
        found = known_here(reading, gate).by_tail.get(read_tail(tail) or "", [])
    return {
        "known": [
            {"code": code_of(o.kind, o.id), "name": o.name, "enterprise": o.enterprise}
            for o in found
        ]
    }


@gates.post("/app/gate/<point>/passages/")
@takes_json
@staff("keeper")
def passages(point: str) -> ResponseReturnValue:
    """What waited on the phone.

    Only what stands under `kept` may leave it; what is refused waits to be put right.
    """
    gate = must_keep(point)
    asked = sent_object()
    sent = asked.get("items")
    if not isinstance(sent, list) or not 0 < len(sent) <= receiving.MOST_AT_ONCE:
        abort(400)
    if asked.get("account", access.actor().id) != access.actor().id:
        # somebody else has signed in meanwhile: they wait for whoever wrote them
        abort(403)
    given = [
        (str(item.pop("kind", "")), fields_of(item))
        for item in sent
        if isinstance(item, dict)
    ]
    if len(given) != len(sent) or any(kind not in FORMS for kind, _fields in given):
        abort(400)
    entries = receiving.take(current_office(), gate, given, is_page=False)
    kept = [
        {"client_id": one.client_id, **vars(one.answer)}
        for one in entries
        if one.answer
    ]
    refused = [
        {"client_id": one.client_id, "says": one.fault, "field": one.where}
        for one in entries
        if one.answer is None
    ]
    return {"kept": kept, "refused": refused}
