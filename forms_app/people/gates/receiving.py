"""Taking entries at a gate, whether a page posts one or a phone sends what waited:
judged by the same forms.

Everything that reads and decrypts happens before the write lock is asked for; what is
written is a row or two each.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

from sqlalchemy.orm import Session
from werkzeug.datastructures import MultiDict

from forms_app.base import access
from forms_app.base.catalogue import gettext as _
from forms_app.base.office import Office
from forms_app.base.refusal import Refused
from forms_app.people.gates import codes, directory, labels, passages, queries
from forms_app.people.gates.directory import Known, KnownHere, known_here
from forms_app.people.gates.forms import AtGateForm, BusForm, PassageForm, VehicleForm
from forms_app.people.gates.judging import Judge, judge_of
from forms_app.people.gates.labels import Answer
from forms_app.people.gates.models import BusTrip, Passage
from forms_app.people.gates.points import Gate
from forms_app.people.gates.rules import MOST_AT_ONCE, masked
from forms_app.people.rosters import queries as rosters
from forms_app.permits.enterprises.models import Enterprise
from forms_app.permits.enterprises.queries import by_reference

__all__ = ["FORMS", "MOST_AT_ONCE", "Entry", "take"]
FORMS: dict[str, type[AtGateForm]] = {
    "person": PassageForm,
    "vehicle": VehicleForm,
    "bus": BusForm,
}


@dataclass
class Entry:
    """One entry on its way: its form, and then either an answer or why not (`fault`, at
    the field `where`).
    """

    kind: str
    form: AtGateForm
    answer: Answer | None = None
    kept_id: int = 0
    fault: str = ""
    where: str = ""
    among: list[Known] = field(default_factory=list)

    @property
    def client_id(self) -> str:
        return str(self.form.client_id.data or "")


def opened_form(
    gate: Gate, judge: Judge, kind: str, given: MultiDict[str, Any], *, is_page: bool
) -> AtGateForm:
    """The form of an entry.

    What a phone sends has its token in the header of the request.
    """
    form = FORMS[kind](given, meta={} if is_page else {"csrf": False})
    form.judge = judge
    return form


def passengers(session: Session, enterprise: Enterprise) -> list[tuple[int, str]]:
    """Number and masked name with the last digits, of everybody on the roster."""
    people = rosters.people(session, enterprise)
    return [
        (one.number, f"{masked(one.name)} …{one.phone[-4:]}")
        for one in people
        if one.confirmed
    ]


def carried(session: Session, gate: Gate, code: str) -> list[Known]:
    """Whom a scanned code means at this gate; nobody when it is another community's."""
    found = codes.opened(code, known_here(session, gate))
    return [found] if found else []


def enterprise_at(session: Session, gate: Gate, reference: str) -> Enterprise | None:
    found = by_reference(session, reference) if reference else None
    return found if found and found.community == gate.community.slug else None


def take(
    office: Office,
    gate: Gate,
    given: Iterable[tuple[str, MultiDict[str, Any]]],
    *,
    is_page: bool,
) -> list[Entry]:
    """Judge the entries and keep the good ones, in one transaction; each is answered by
    itself.
    """
    judge = judge_of(office)
    entries = []
    with office.database.reading() as session:
        here = known_here(session, gate)
        for kind, fields in given:
            form = opened_form(gate, judge, kind, fields, is_page=is_page)
            if isinstance(form, BusForm):
                _offer(session, gate, form)
            entries.append(_judged(Entry(kind, form)))
    if any(not entry.fault for entry in entries):
        with office.database.writing() as session:
            for entry in entries:
                if not entry.fault:
                    _keep(session, office, gate, entry, here)
            if any(
                isinstance(entry.form, PassageForm) and entry.form.is_new
                for entry in entries
            ):
                directory.forget(session, gate)
    return entries


def _offer(session: Session, gate: Gate, form: BusForm) -> None:
    enterprise = enterprise_at(session, gate, form.enterprise.data or "")
    form.offer(passengers(session, enterprise) if enterprise else [])


def _judged(entry: Entry) -> Entry:
    if not entry.form.validate():
        wrong = next((one for one in entry.form if one.errors), None)
        entry.where = wrong.short_name if wrong is not None else ""
        entry.fault = (
            str(wrong.errors[0]) if wrong is not None else _("请刷新后再登记一次")
        )
    return entry


def _keep(
    session: Session, office: Office, gate: Gate, entry: Entry, here: KnownHere
) -> None:
    form = entry.form
    try:
        kept = _kept(session, office, gate, form, here)
        entry.kept_id = kept.id
        entry.answer = shown(session, gate, kept, here)
    except passages.Unsure as unsure:
        entry.fault = str(unsure)
        entry.where = "tail"
        entry.among = unsure.among
        form["tail"].errors = [entry.fault]
    except Refused as refused:
        entry.fault = str(refused)
        form.form_errors.append(entry.fault)


def _kept(
    session: Session, office: Office, gate: Gate, form: AtGateForm, here: KnownHere
) -> Passage | BusTrip:
    """The row that an entry comes to, by the kind of its form."""
    by: dict[str, Any] = {"by": access.actor(), "now": office.clock.now()}
    if isinstance(form, PassageForm):
        return passages.keep_person(session, gate, form, here, **by)
    if isinstance(form, VehicleForm):
        return passages.keep_vehicle(session, gate, form, **by)
    assert isinstance(form, BusForm), "FORMS has no other"
    enterprise = enterprise_at(session, gate, form.enterprise.data or "")
    if enterprise is None:
        raise Refused("请先选是哪一家单位的班车。")
    return passages.keep_bus(session, gate, enterprise, form, **by)


def shown(
    session: Session, gate: Gate, kept: Passage | BusTrip, here: KnownHere | None = None
) -> Answer:
    if isinstance(kept, BusTrip):
        return labels.of_trip(kept, queries.stopped(session, kept.id), gate)
    return labels.answer(kept, gate, here)
