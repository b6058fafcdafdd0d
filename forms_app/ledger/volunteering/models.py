"""Tables of volunteering: posts, volunteers, and what somebody who stays in asked for.

Each place of a post and each service is an item (items/models.py): taken by one at a
time, given back, done. A service holds no address: it is read from the case, with which
it goes.
"""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import ForeignKey, String
from sqlalchemy.orm import Mapped, mapped_column, relationship

from forms_app.base.db import Base
from forms_app.base.personal import Encrypted
from forms_app.base.reads import identifies
from forms_app.ledger.items.models import Item
from forms_app.people.isolation.models import Case


class Post(Base):
    """岗位: where, from when to when, how many are needed. All of it is public."""

    __tablename__ = "posts"
    id: Mapped[int] = mapped_column(primary_key=True)
    community: Mapped[str] = mapped_column(String(40), index=True)
    grid: Mapped[str] = mapped_column(String(40), default="")
    title: Mapped[str] = mapped_column(String(60))
    place: Mapped[str] = mapped_column(String(60))
    begins: Mapped[datetime] = mapped_column(index=True)
    ends: Mapped[datetime]
    needed: Mapped[int]
    closed_at: Mapped[datetime | None]
    version: Mapped[int] = mapped_column(default=1)

    __mapper_args__ = {"version_id_col": version}

    @property
    def subject(self) -> str:
        return f"post/{self.id}"


@identifies("volunteer", "name", "phone")
class Volunteer(Base):
    """Somebody who offered to help; known to claims by the number alone."""

    __tablename__ = "volunteers"
    id: Mapped[int] = mapped_column(primary_key=True)
    community: Mapped[str] = mapped_column(String(40), index=True)
    # of the community's file
    squad: Mapped[str] = mapped_column(String(40), default="")
    name: Mapped[str] = mapped_column(Encrypted("volunteers.name"))
    phone: Mapped[str] = mapped_column(Encrypted("volunteers.phone"))
    # mixed with "volunteer": says nothing elsewhere
    phone_index: Mapped[str] = mapped_column(String(64), index=True)
    link_hash: Mapped[str | None] = mapped_column(String(64), unique=True)
    registered_at: Mapped[datetime]  # and agreed
    # by staff, who spoke to them: may take services
    confirmed_at: Mapped[datetime | None]
    confirmed_by: Mapped[str] = mapped_column(String(80), default="")
    left_at: Mapped[datetime | None]
    version: Mapped[int] = mapped_column(default=1)

    __mapper_args__ = {"version_id_col": version}

    @property
    def subject(self) -> str:
        return f"volunteer/{self.id}"


class Service(Base):
    """A service for somebody who stays in, of a case; of a need that staff noted
    where it came of one.
    """

    __tablename__ = "home_services"
    id: Mapped[int] = mapped_column(primary_key=True)
    item_id: Mapped[int] = mapped_column(
        ForeignKey("items.id", ondelete="CASCADE"), unique=True
    )
    case_id: Mapped[int] = mapped_column(
        ForeignKey("isolation_cases.id", ondelete="CASCADE"), index=True
    )
    need_id: Mapped[int | None] = mapped_column(
        ForeignKey("isolation_events.id", ondelete="CASCADE"), unique=True
    )
    kind: Mapped[str] = mapped_column(String(12))  # of volunteering/rules.py
    # such as a shopping list
    what: Mapped[str] = mapped_column(Encrypted("home_services.what"), default="")
    item: Mapped[Item] = relationship(lazy="joined")
    case: Mapped[Case] = relationship(lazy="joined")
