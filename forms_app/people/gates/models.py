"""Tables of the gates: shifts, passages, bus trips, and people seen at a gate who are
on no roster.

Somebody on a roster is known here by the id alone. Names, phones, places, plates and
temperatures are encrypted; a phone is found by a blind index that has the point mixed
in, so that it says nothing about another point.
"""

from __future__ import annotations

from datetime import date, datetime

from sqlalchemy import ForeignKey, Index, String, UniqueConstraint, text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from forms_app.base.db import Base
from forms_app.base.personal import Encrypted
from forms_app.base.reads import identifies
from forms_app.people.rosters.models import Person
from forms_app.permits.enterprises.models import Enterprise

# of a passage: somebody of the office said what happens
DECIDED = "handled_by IS NOT NULL"


@identifies("shift", "name")
class Shift(Base):
    """Who keeps a point from when to when: as the office planned it, and as it
    was.
    """

    __tablename__ = "gate_shifts"
    __table_args__ = (Index("ix_gate_shifts_planned", "point", "planned_from"),)
    id: Mapped[int] = mapped_column(primary_key=True)
    point: Mapped[str] = mapped_column(String(60))
    account: Mapped[str] = mapped_column(String(60), index=True)
    # of the person; an account is a post
    name: Mapped[str] = mapped_column(Encrypted("gate_shifts.name"))
    planned_from: Mapped[datetime]
    planned_to: Mapped[datetime | None]  # none: signed on without a plan
    on_at: Mapped[datetime | None]
    off_at: Mapped[datetime | None]
    version: Mapped[int] = mapped_column(default=1)

    __mapper_args__ = {"version_id_col": version}


@identifies("visitor", "name", "phone")
class Visitor(Base):
    """Somebody who was seen at this point and is on no roster."""

    __tablename__ = "gate_visitors"
    __table_args__ = (
        UniqueConstraint("point", "phone_index", name="uq_gate_visitors_phone"),
    )
    id: Mapped[int] = mapped_column(primary_key=True)
    point: Mapped[str] = mapped_column(String(60))
    phone_index: Mapped[str] = mapped_column(String(64))  # mixed with the point
    name: Mapped[str] = mapped_column(Encrypted("gate_visitors.name"))
    phone: Mapped[str] = mapped_column(Encrypted("gate_visitors.phone"))
    place: Mapped[str] = mapped_column(Encrypted("gate_visitors.place"))  # where from
    arrived_on: Mapped[date]
    version: Mapped[int] = mapped_column(default=1)

    __mapper_args__ = {"version_id_col": version}


class BusTrip(Base):
    """A commuter bus that passed: its passengers are passages of their own."""

    __tablename__ = "gate_bus_trips"
    __table_args__ = (
        UniqueConstraint("point", "client_id", name="uq_gate_bus_trips_client_id"),
    )
    id: Mapped[int] = mapped_column(primary_key=True)
    point: Mapped[str] = mapped_column(String(60))
    client_id: Mapped[str] = mapped_column(String(40))  # made on the keeper's phone
    enterprise_id: Mapped[int] = mapped_column(ForeignKey("enterprises.id"))
    direction: Mapped[str] = mapped_column(String(3))
    route: Mapped[str] = mapped_column(String(60))
    plate: Mapped[str] = mapped_column(Encrypted("gate_bus_trips.plate"))
    disinfected: Mapped[bool]
    passengers: Mapped[int]
    at: Mapped[datetime]
    received_at: Mapped[datetime]
    by: Mapped[str] = mapped_column(String(60))
    enterprise: Mapped[Enterprise] = relationship()


class Passage(Base):
    """A person or a vehicle in or out, and what the rule said of it."""

    __tablename__ = "gate_passages"
    __table_args__ = (
        UniqueConstraint("point", "client_id", name="uq_gate_passages_client_id"),
        Index("ix_gate_passages_at", "point", "at"),
        Index("ix_gate_passages_waiting", "community", "outcome", "handled_at"),
        Index(
            "ix_gate_passages_decided",
            "handled_at",
            "point",
            sqlite_where=text(DECIDED),
            postgresql_where=text(DECIDED),
        ),
    )
    id: Mapped[int] = mapped_column(primary_key=True)
    point: Mapped[str] = mapped_column(String(60))
    community: Mapped[str] = mapped_column(String(40))
    client_id: Mapped[str] = mapped_column(
        String(48)
    )  # made on the keeper's phone; a passenger's has the number behind
    kind: Mapped[str] = mapped_column(String(8))  # person, vehicle
    direction: Mapped[str] = mapped_column(String(3))  # in, out
    person_id: Mapped[int | None] = mapped_column(
        ForeignKey("people.id", ondelete="CASCADE"), index=True
    )
    visitor_id: Mapped[int | None] = mapped_column(
        ForeignKey("gate_visitors.id", ondelete="CASCADE"), index=True
    )
    trip_id: Mapped[int | None] = mapped_column(
        ForeignKey("gate_bus_trips.id", ondelete="CASCADE"), index=True
    )
    reason: Mapped[str] = mapped_column(String(10))
    celsius: Mapped[str | None] = mapped_column(Encrypted("gate_passages.celsius"))
    plate: Mapped[str | None] = mapped_column(Encrypted("gate_passages.plate"))
    vehicle: Mapped[str] = mapped_column(String(10))
    heads: Mapped[int]  # people in the vehicle, else 1
    outcome: Mapped[str] = mapped_column(String(8))  # of gates/rules.py
    why: Mapped[str] = mapped_column(Encrypted("gate_passages.why"))
    at: Mapped[datetime]
    received_at: Mapped[datetime]
    by: Mapped[str] = mapped_column(String(60))
    # what the office decided where the outcome asks for it: of gates/rules.py, and a line
    decision: Mapped[str] = mapped_column(String(12), default="", server_default="")
    decision_note: Mapped[str | None] = mapped_column(
        Encrypted("gate_passages.decision_note")
    )
    handled_at: Mapped[datetime | None]
    handled_by: Mapped[str | None] = mapped_column(String(60))
    person: Mapped[Person | None] = relationship()
    visitor: Mapped[Visitor | None] = relationship()
    trip: Mapped[BusTrip | None] = relationship()
