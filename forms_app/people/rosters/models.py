"""Tables of the roster (员工花名册): people, how they came and went, and what a clerk
handed in and has not taken yet.

No identity numbers. Names, phones, places and rooms are encrypted; a person is known in
other tables by its id alone.
"""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

from sqlalchemy import ForeignKey, Index, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from forms_app.base.db import Base
from forms_app.base.personal import Encrypted
from forms_app.base.reads import identifies
from forms_app.permits.enterprises.models import RESIDENTS, Unit


class Residents(Unit):
    """The people of a grid who belong to no enterprise there: who live in it, were seen
    at a gate, were found from door to door, or phoned.
    """

    __mapper_args__ = {"polymorphic_identity": RESIDENTS}


class Roster(Base):
    """The roster of one enterprise, or of the residents of a grid."""

    __tablename__ = "rosters"
    enterprise_id: Mapped[int] = mapped_column(
        ForeignKey("enterprises.id"), primary_key=True
    )
    # numbers are given once, never again
    last_number: Mapped[int] = mapped_column(default=0)
    informed_on: Mapped[date | None]  # when the people on it were told (告知)
    # version of what they were told
    notice: Mapped[str] = mapped_column(String(40), default="")
    # the enterprise said everybody is on it: health records built
    complete_on: Mapped[date | None]
    # of the code on the wall
    wall_hash: Mapped[str | None] = mapped_column(String(64), unique=True)
    version: Mapped[int] = mapped_column(default=1)

    __mapper_args__ = {"version_id_col": version}


@identifies("person", "name", "phone")
class Person(Base):
    """Somebody on a roster, with the health record's facts (健康档案).

    `enterprise` is the unit they belong to, which may be the residents of a grid;
    `number` counts within it.
    """

    __tablename__ = "people"
    __table_args__ = (
        UniqueConstraint("enterprise_id", "number", name="uq_people_number"),
        UniqueConstraint("enterprise_id", "phone_index", name="uq_people_phone"),
        # who waits for an officer, among all who are there
        Index("ix_people_left_on", "left_on", "confirmed", "outcome"),
    )
    id: Mapped[int] = mapped_column(primary_key=True)
    enterprise_id: Mapped[int] = mapped_column(ForeignKey("enterprises.id"), index=True)
    number: Mapped[int]
    name: Mapped[str] = mapped_column(Encrypted("people.name"))
    phone: Mapped[str] = mapped_column(Encrypted("people.phone"))
    # mixed with the enterprise: says nothing across enterprises
    phone_index: Mapped[str] = mapped_column(String(64))
    stayed: Mapped[bool]  # over the holiday (留厂)
    # class as said; empty when the place must tell
    origin: Mapped[str] = mapped_column(String(16), default="")
    # code of the region the place lies in, by the rule
    area: Mapped[str] = mapped_column(String(6), default="")
    # where from
    place: Mapped[str] = mapped_column(Encrypted("people.place"), default="")
    arrived_on: Mapped[date | None]
    transport: Mapped[str] = mapped_column(String(8), default="")
    last_day: Mapped[date | None]  # elsewhere
    room: Mapped[str] = mapped_column(Encrypted("people.room"), default="")
    per_room: Mapped[int | None]
    symptoms: Mapped[bool | None] = mapped_column(
        Encrypted("people.symptoms", as_json=True)
    )
    # hand, paste, sheet, wall; of residents gate, door, phone
    source: Mapped[str] = mapped_column(String(8))
    # version of what a resident was told before giving this; of others the roster's
    notice: Mapped[str] = mapped_column(String(40), default="", server_default="")
    # what came from the wall waits for the clerk
    confirmed: Mapped[bool] = mapped_column(default=True)
    added_at: Mapped[datetime]
    left_on: Mapped[date | None]
    # who must stay in: the outcome in force, of the newest determination
    outcome: Mapped[str] = mapped_column(String(12), default="", index=True)
    ends_on: Mapped[date | None] = mapped_column(index=True)
    version: Mapped[int] = mapped_column(default=1)
    enterprise: Mapped[Unit] = relationship(lazy="joined")
    determinations: Mapped[list[Determination]] = relationship(
        order_by="Determination.id", cascade="all, delete-orphan", passive_deletes=True
    )
    movements: Mapped[list[Movement]] = relationship(
        order_by="Movement.id", cascade="all, delete-orphan", passive_deletes=True
    )

    __mapper_args__ = {"version_id_col": version}


class Movement(Base):
    """Somebody came or went (人员流动; an arrival): the day it was, and the
    moment it was reported.
    """

    __tablename__ = "movements"
    id: Mapped[int] = mapped_column(primary_key=True)
    person_id: Mapped[int] = mapped_column(
        ForeignKey("people.id", ondelete="CASCADE"), index=True
    )
    kind: Mapped[str] = mapped_column(String(8))  # joined, arrived, left
    day: Mapped[date]
    reported_at: Mapped[datetime]
    reported_by: Mapped[str] = mapped_column(String(80))


class Determination(Base):
    """What the rule said about somebody on a day, by which row of which version; an
    officer's word stays beside it.
    """

    __tablename__ = "determinations"
    id: Mapped[int] = mapped_column(primary_key=True)
    person_id: Mapped[int] = mapped_column(
        ForeignKey("people.id", ondelete="CASCADE"), index=True
    )
    at: Mapped[datetime]
    outcome: Mapped[str] = mapped_column(String(12))
    sentence: Mapped[str] = mapped_column(String(20))
    origin: Mapped[str] = mapped_column(String(16))
    # version of content/rules/regions*.toml, and its row
    regions: Mapped[str] = mapped_column(String(60))
    region_row: Mapped[str] = mapped_column(String(60))
    # version of content/rules/isolation*.toml, and its row
    isolation: Mapped[str] = mapped_column(String(60))
    isolation_row: Mapped[str] = mapped_column(String(60))
    basis: Mapped[str] = mapped_column(String(80))  # the notice it rests on
    days: Mapped[int | None]
    ends_on: Mapped[date | None]
    note: Mapped[str] = mapped_column(String(200))  # the words of the row
    note_en: Mapped[str] = mapped_column(String(200))
    overridden_to: Mapped[str | None] = mapped_column(String(12))
    overridden_reason: Mapped[str | None] = mapped_column(
        Encrypted("determinations.overridden_reason")
    )
    overridden_by: Mapped[str | None] = mapped_column(String(60))
    overridden_at: Mapped[datetime | None]

    @property
    def in_force(self) -> str:
        return self.overridden_to or self.outcome


class RosterImport(Base):
    """What was pasted or uploaded, row by row, until the clerk takes it; nothing of it
    can be read without the keys.
    """

    __tablename__ = "roster_imports"
    id: Mapped[int] = mapped_column(primary_key=True)
    enterprise_id: Mapped[int] = mapped_column(ForeignKey("enterprises.id"), index=True)
    source: Mapped[str] = mapped_column(String(8))
    rows: Mapped[list[dict[str, Any]]] = mapped_column(
        Encrypted("roster_imports.rows", as_json=True)
    )
    # about the whole sheet
    told: Mapped[list[str]] = mapped_column(
        Encrypted("roster_imports.told", as_json=True)
    )
    made_at: Mapped[datetime]
    version: Mapped[int] = mapped_column(default=1)

    __mapper_args__ = {"version_id_col": version}
