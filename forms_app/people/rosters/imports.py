"""What a clerk pasted or uploaded, before it is taken: kept row by row, judged anew
each time it is looked at.

Good rows can be taken at once, bad ones stay until they are mended or dropped; a second
sheet is shown as a difference.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import Any

from sqlalchemy.orm import Session

from forms_app.base.catalogue import gettext as _
from forms_app.people.rosters import queries
from forms_app.people.rosters.columns import Given
from forms_app.people.rosters.judging import Judged, judge_all
from forms_app.people.rosters.models import Person, RosterImport
from forms_app.permits.enterprises.models import Enterprise

# What a row may say differently of somebody who is on the roster already.
COMPARED = (
    "name",
    "stayed",
    "origin",
    "place",
    "arrived_on",
    "transport",
    "last_day",
    "room",
    "per_room",
    "symptoms",
)


@dataclass(frozen=True)
class Line:
    """A row beside the roster: new, changed, back (somebody who had left), same or
    faulty.
    """

    judged: Judged
    kind: str
    person: Person | None = None
    changed: tuple[str, ...] = ()
    rest: tuple[str, ...] = ()  # texts that belong to no field

    def as_form(self) -> dict[str, str]:
        """What was given, as far as it was understood in the words of the form; else as
        it was given.
        """
        understood = {
            field: as_text(value) for field, value in self.judged.values.items()
        }
        return {
            **self.judged.given,
            **{field: text for field, text in understood.items() if text},
        }


def stage(
    session: Session,
    enterprise: Enterprise,
    people: Iterable[Given],
    *,
    source: str,
    told: list[str],
    now: datetime,
) -> RosterImport:
    """Keep what was handed in."""
    staged = RosterImport(
        enterprise_id=enterprise.id,
        source=source,
        rows=[
            {"number": one.number, "given": one.given, "rest": one.rest}
            for one in people
        ],
        told=told,
        made_at=now,
        version=1,
    )
    session.add(staged)
    session.flush()
    return staged


def lines(
    session: Session, enterprise: Enterprise, staged: RosterImport, today: date
) -> list[Line]:
    """Every row that waits, judged and compared with the roster."""
    known = {
        person.phone_index: person
        for person in queries.people(session, enterprise, gone=True)
    }
    found = []
    for row, judged in zip(
        staged.rows,
        judge_all([(r["number"], r["given"]) for r in staged.rows], today),
        strict=True,
    ):
        phone = judged.values["phone"]
        person = known.get(queries.person_index(enterprise, phone)) if phone else None
        found.append(replace(_line(judged, person), rest=tuple(row["rest"])))
    return found


def _line(judged: Judged, person: Person | None) -> Line:
    if not judged.is_good:
        return Line(judged, "faulty", person)
    if person is None:
        return Line(judged, "new")
    # one sheet must not turn somebody into somebody else
    if person.name != judged.values["name"]:
        says = _(
            "花名册上这个手机号是%(name)s的。同一个人请先在花名册里更正姓名；不是，请改手机号",
            name=person.name,
        )
        return Line(
            replace(judged, faults={**judged.faults, "phone": says}), "faulty", person
        )
    changed = tuple(
        field
        for field in COMPARED
        if judged.given.get(field) and differs(person, field, judged.values)
    )
    if person.left_on:
        return Line(judged, "back", person, changed)
    return Line(judged, "changed" if changed else "same", person, changed)


def differs(person: Person, field: str, values: dict[str, Any]) -> bool:
    return bool(getattr(person, field) != values[field])


def as_text(value: Any) -> str:
    """A value as the text of its form field."""
    if isinstance(value, bool):
        return "yes" if value else "no"
    return value.isoformat() if isinstance(value, date) else str(value or "")


def mend(staged: RosterImport, number: int, given: dict[str, str]) -> None:
    """Other texts for one row."""
    staged.rows = [
        {**row, "given": given, "rest": []} if row["number"] == number else row
        for row in staged.rows
    ]


def drop(staged: RosterImport, number: int) -> None:
    staged.rows = [row for row in staged.rows if row["number"] != number]
