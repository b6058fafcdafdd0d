"""/app/staff/gates/: who needs somebody, who is on duty, the roster of shifts; and,
with a reason, who was here.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import timedelta
from typing import Any

from flask import Response, abort, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_wtf import FlaskForm

from forms_app.base import access
from forms_app.base.access import staff
from forms_app.base.accounts.names import by_name, shown_name
from forms_app.base.catalogue import gettext as _
from forms_app.base.office import by_whom, current_office
from forms_app.base.paging import page_of
from forms_app.base.refusal import Refused
from forms_app.base.spreadsheets import XLSX, workbook
from forms_app.people.gates import labels, operations, queries
from forms_app.people.gates.models import Passage
from forms_app.people.gates.office_forms import LookBackForm, ShiftForm
from forms_app.people.gates.points import Gate, must_look_into, seen_by
from forms_app.people.gates.rules import A_PAGE
from forms_app.people.gates.views import gates

OFFICE = ("reviewer", "office")
A_FEW = 20  # decisions on the page of the gates


@gates.get("/app/staff/gates/")
@staff(*OFFICE)
def overview() -> ResponseReturnValue:
    office = current_office()
    now = current_office().clock.now()
    found = seen_by(office, access.actor())
    slugs = [gate.slug for gate in found]
    with office.database.reading() as session:
        values: dict[str, Any] = {
            "on_duty": queries.on_duty(session, slugs),
            "counts": queries.counts_today(session, slugs, now),
            "waiting": page_of(queries.waiting(session, found)),
            "handled": page_of(
                queries.handled(session, found), size=A_FEW, key="handled"
            ),
        }
    values |= {
        "none": queries.Counts(),
        "by_slug": {gate.slug: gate for gate in found},
        "form": FlaskForm(),
    }
    return render_template("gates/overview.html", found=found, row=row, **values)


def row(passage: Passage) -> dict[str, Any]:
    """What the office reads of a passage."""
    known = passage.person or passage.visitor
    return {
        "id": passage.id,
        "point": passage.point,
        "at": passage.at,
        "direction": labels.DIRECTIONS.label(passage.direction),
        "who": labels.who(passage, in_full=True),
        "phone": known.phone if known else "",
        "place": known.place if known else "",
        "reading": labels.reading(passage),
        "reason": labels.REASONS.label(passage.reason),
        "vehicle": labels.VEHICLES.label(passage.vehicle),
        "heads": passage.heads,
        "outcome": labels.OUTCOMES[passage.outcome],
        "why": passage.why,
        "decision": labels.DECISIONS[passage.decision] if passage.decision else None,
        "note": passage.decision_note,
        "handled_at": passage.handled_at,
        "handled_by": passage.handled_by,
        "by": shown_name(passage.by),
        "arrived_on": passage.visitor.arrived_on if passage.visitor else None,
        "trip": labels.of_bus(passage.trip) if passage.trip else "",
    }


@gates.route("/app/staff/gates/<point>/shifts/", methods=["GET", "POST"])
@staff(*OFFICE)
def shifts(point: str) -> ResponseReturnValue:
    office = current_office()
    gate = must_look_into(point)
    now = current_office().clock.now()
    next_hour = now.replace(minute=0) + timedelta(hours=1)
    form = ShiftForm(data={"begins": next_hour, "ends": next_hour + timedelta(hours=4)})
    with office.database.reading() as session:
        keepers = queries.keepers(session, gate)
        planned = queries.shifts(session, gate, now)
    form.account.choices = by_name(keepers)
    if form.validate_on_submit():
        given = {
            name: form[name].data for name in ("account", "name", "begins", "ends")
        }
        try:
            with office.database.writing() as session:
                operations.plan_shift(
                    session, gate, **given, actor=access.actor(), now=now
                )
            return redirect(url_for("gates.shifts", point=gate.slug))
        except Refused as refused:
            form.begins.errors = [str(refused)]
    return render_template(
        "gates/shifts.html", gate=gate, form=form, planned=planned, keepers=keepers
    )


@gates.post("/app/staff/gates/<point>/shifts/<int:shift_id>/cancel/")
@staff(*OFFICE)
def cancel_shift(point: str, shift_id: int) -> ResponseReturnValue:
    office = current_office()
    gate = must_look_into(point)
    with office.database.writing() as session:
        shift = queries.shift(session, gate, shift_id) or abort(404)
        operations.cancel_shift(session, gate, shift, **by_whom())
    return redirect(url_for("gates.shifts", point=gate.slug))


@gates.route("/app/staff/gates/<point>/look-back/", methods=["GET", "POST"])
@staff(*OFFICE)
def look_back(point: str) -> ResponseReturnValue:
    """Who was here.

    What was found is the answer to the form itself: it has no address to be opened
    again.
    """
    office = current_office()
    gate = must_look_into(point)
    now = current_office().clock.now()
    form = LookBackForm(data={"begins": now - timedelta(hours=2), "ends": now})
    if not form.validate_on_submit():
        return render_template("gates/look_back.html", gate=gate, form=form, found=None)
    span: tuple[Any, Any, str] = (
        form.begins.data,
        form.ends.data,
        form.reason.data or "",
    )
    if "export" in request.form:
        with office.database.writing() as session:
            every = operations.export(
                session, gate, *span, actor=access.actor(), now=now
            )
            rows = [row(one) for one in every]
        return _sheet(gate, rows)
    with office.database.writing() as session:
        looked = operations.look_back(
            session, gate, *span, actor=access.actor(), now=now
        )
        values = {"found": [row(one) for one in looked[:A_PAGE]], "count": len(looked)}
    return render_template(
        "gates/look_back.html", gate=gate, form=form, a_page=A_PAGE, **values
    )


def _sheet(gate: Gate, rows: Iterable[dict[str, Any]]) -> Response:
    header = [
        _("时间"),
        _("方向"),
        _("姓名或车牌"),
        _("手机号"),
        _("从哪里来"),
        _("体温"),
        _("事由"),
        _("人数"),
        _("到本地的日期"),
        _("班车"),
        _("登记人"),
        _("结果"),
    ]
    columns = (
        *("direction", "who", "phone", "place", "reading", "reason", "heads"),
        *("arrived_on", "trip", "by"),
    )
    cells = (
        [
            f"{r['at']:%Y-%m-%d %H:%M}",
            *(r[name] for name in columns),
            str(r["outcome"]),
        ]
        for r in rows
    )
    answer = Response(workbook(gate.name, header, cells), mimetype=XLSX)
    answer.headers["Content-Disposition"] = f'attachment; filename="{gate.slug}.xlsx"'
    answer.headers["Cache-Control"] = "no-store"
    return answer
