"""Tables of a sweep: the area, its units with who visited each and what they found, and
who was registered there: known here by the id alone.
"""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import ForeignKey, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from forms_app.base.db import Base
from forms_app.base.personal import Encrypted


class Sweep(Base):
    """One sweep (地毯式排查) of a community."""

    __tablename__ = "sweeps"
    id: Mapped[int] = mapped_column(primary_key=True)
    community: Mapped[str] = mapped_column(String(40), index=True)
    title: Mapped[str] = mapped_column(String(80))
    begun_at: Mapped[datetime]
    closed_at: Mapped[datetime | None]
    version: Mapped[int] = mapped_column(default=1)
    units: Mapped[list[SweepUnit]] = relationship(
        order_by="SweepUnit.id",
        back_populates="sweep",
        cascade="all, delete-orphan",
        passive_deletes=True,
    )

    __mapper_args__ = {"version_id_col": version}


class SweepUnit(Base):
    """A unit to visit: an enterprise of the register, or a building or entrance that
    somebody typed.
    """

    __tablename__ = "sweep_units"
    id: Mapped[int] = mapped_column(primary_key=True)
    sweep_id: Mapped[int] = mapped_column(
        ForeignKey("sweeps.id", ondelete="CASCADE"), index=True
    )
    grid: Mapped[str] = mapped_column(String(40), index=True)
    # a business name or a building; never a person
    label: Mapped[str] = mapped_column(String(80))
    enterprise_id: Mapped[int | None] = mapped_column(ForeignKey("enterprises.id"))
    # of sweeps/rules.py; empty while nobody was there
    result: Mapped[str] = mapped_column(String(12), default="")
    visited_at: Mapped[datetime | None]
    visited_by: Mapped[str] = mapped_column(String(60), default="")
    note: Mapped[str] = mapped_column(Encrypted("sweep_units.note"), default="")
    sweep: Mapped[Sweep] = relationship(back_populates="units")


class SweepPerson(Base):
    """Somebody without an employer who was found at a unit, and is among the residents
    of its grid since.
    """

    __tablename__ = "sweep_people"
    __table_args__ = (
        UniqueConstraint("unit_id", "person_id", name="uq_sweep_people_person"),
    )
    id: Mapped[int] = mapped_column(primary_key=True)
    unit_id: Mapped[int] = mapped_column(
        ForeignKey("sweep_units.id", ondelete="CASCADE")
    )
    person_id: Mapped[int] = mapped_column(
        ForeignKey("people.id", ondelete="CASCADE"), index=True
    )
    found_at: Mapped[datetime]
