"""Who is known at a gate: people on rosters of the community's enterprises, and people
seen at this point before.

Loaded within that scope and decrypted once; what stays in the process is a masked name,
the last four digits and a keyed digest, never a whole number. Whether anything changed
is asked of the database every few seconds.
"""

from __future__ import annotations

import threading
import time
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from forms_app.base.keys import keyring
from forms_app.people.gates.models import Visitor
from forms_app.people.gates.points import Gate
from forms_app.people.gates.rules import masked
from forms_app.people.rosters.models import Person
from forms_app.permits.enterprises.models import Unit

FRESH = 5.0  # seconds
Stamp = tuple[int, int, int]


@dataclass(frozen=True)
class Known:
    """Somebody as a keeper sees them.

    `kind` is person or visitor; `index` is of the phone, within the point.
    """

    kind: str
    id: int
    tail: str
    name: str  # masked
    enterprise: str
    index: str


@dataclass(frozen=True)
class KnownHere:
    """Everybody known at one gate.

    Who is on a roster goes before the same phone seen at the gate.
    """

    by_id: dict[tuple[str, int], Known]
    by_tail: dict[str, list[Known]]
    by_index: dict[str, Known]


@dataclass
class _Kept:
    checked: float
    stamps: tuple[Stamp, Stamp]
    people: list[Known]
    visitors: list[Known]
    here: KnownHere


_kept: dict[tuple[str, str], _Kept] = {}
_lock = threading.Lock()


def phone_index(gate: Gate, phone: str) -> str:
    """The blind index of a phone within one point."""
    return keyring().digest("index", "gate", gate.slug, phone)


def known_here(session: Session, gate: Gate) -> KnownHere:
    """Everybody known at this gate, at most a few seconds old."""
    key = (str(session.get_bind().engine.url), gate.slug)
    with _lock:
        kept = _kept.get(key)
        if kept and time.monotonic() - kept.checked < FRESH:
            return kept.here
        stamps = (_roster_stamp(session, gate), _visitor_stamp(session, gate))
        if kept is None or kept.stamps != stamps:
            people = (
                kept.people
                if kept and kept.stamps[0] == stamps[0]
                else _on_rosters(session, gate)
            )
            visitors = (
                kept.visitors
                if kept and kept.stamps[1] == stamps[1]
                else _seen_before(session, gate)
            )
            kept = _Kept(0.0, stamps, people, visitors, _arranged(people, visitors))
            _kept[key] = kept
        kept.checked = time.monotonic()
        return kept.here


def forget(session: Session, gate: Gate) -> None:
    """Somebody new was seen: look again the next time."""
    kept = _kept.get((str(session.get_bind().engine.url), gate.slug))
    if kept:
        kept.checked = 0.0


def _of_community(gate: Gate) -> list:
    return [
        Unit.community == gate.community.slug,
        Person.left_on.is_(None),
        Person.confirmed,
    ]


def _roster_stamp(session: Session, gate: Gate) -> Stamp:
    query = select(func.count(), func.max(Person.id), func.sum(Person.version)).join(
        Person.enterprise
    )
    count, newest, versions = session.execute(query.where(*_of_community(gate))).one()
    return count, newest or 0, versions or 0


def _visitor_stamp(session: Session, gate: Gate) -> Stamp:
    query = select(func.count(), func.max(Visitor.id), func.sum(Visitor.version)).where(
        Visitor.point == gate.slug
    )
    count, newest, versions = session.execute(query).one()
    return count, newest or 0, versions or 0


def _on_rosters(session: Session, gate: Gate) -> list[Known]:
    query = select(Person.id, Person.name, Person.phone, Unit.name).join(
        Person.enterprise
    )
    rows = session.execute(query.where(*_of_community(gate)).order_by(Person.id))
    return [
        Known(
            "person",
            person_id,
            phone[-4:],
            masked(name),
            enterprise,
            phone_index(gate, phone),
        )
        for person_id, name, phone, enterprise in rows
    ]


def _seen_before(session: Session, gate: Gate) -> list[Known]:
    query = select(Visitor.id, Visitor.name, Visitor.phone, Visitor.phone_index).where(
        Visitor.point == gate.slug
    )
    rows = session.execute(query.order_by(Visitor.id))
    return [
        Known("visitor", visitor_id, phone[-4:], masked(name), "", index)
        for visitor_id, name, phone, index in rows
    ]


def _arranged(people: Iterable[Known], visitors: Iterable[Known]) -> KnownHere:
    by_index: dict[str, Known] = {}
    by_tail: dict[str, list[Known]] = defaultdict(list)
    by_id = {}
    rostered = {one.index for one in people}
    for one in [
        *people,
        *(visitor for visitor in visitors if visitor.index not in rostered),
    ]:
        by_id[one.kind, one.id] = one
        by_index.setdefault(one.index, one)
        by_tail[one.tail].append(one)
    return KnownHere(by_id, dict(by_tail), by_index)
