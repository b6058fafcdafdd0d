"""Tables of publicity: materials, where each was posted and who acknowledged it, sheets
handed out, groups, messages.

No person stands here. Places and titles are business words; a robot's address, whoever
has it can write to the group, is encrypted.
"""

from __future__ import annotations

from datetime import date, datetime

from sqlalchemy import ForeignKey, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from forms_app.base.db import Base
from forms_app.base.personal import Encrypted
from forms_app.permits.enterprises.models import Enterprise


class Material(Base):
    """A letter of content/letters/ by its slug, or a poster or leaflet that the office
    names; of one community.
    """

    __tablename__ = "materials"
    __table_args__ = (
        UniqueConstraint("community", "kind", "title", name="uq_materials_title"),
    )
    id: Mapped[int] = mapped_column(primary_key=True)
    community: Mapped[str] = mapped_column(String(40), index=True)
    kind: Mapped[str] = mapped_column(String(10))  # of publicity/rules.py
    slug: Mapped[str] = mapped_column(String(80), default="")  # of a letter
    title: Mapped[str] = mapped_column(String(100))
    since: Mapped[date]

    @property
    def subject(self) -> str:
        return f"material/{self.id}"


class Posting(Base):
    """Posted at an enterprise or a public place, acknowledged by an enterprise; one row
    for a material and enterprise.
    """

    __tablename__ = "postings"
    __table_args__ = (
        UniqueConstraint("material_id", "enterprise_id", name="uq_postings_enterprise"),
    )
    id: Mapped[int] = mapped_column(primary_key=True)
    material_id: Mapped[int] = mapped_column(
        ForeignKey("materials.id", ondelete="CASCADE"), index=True
    )
    enterprise_id: Mapped[int | None] = mapped_column(
        ForeignKey("enterprises.id", ondelete="CASCADE"), index=True
    )
    # of a public place; an enterprise lies where it is drawn now
    community: Mapped[str] = mapped_column(String(40))
    grid: Mapped[str] = mapped_column(String(40), default="")
    # a public place: "3号楼"; never a person
    place: Mapped[str] = mapped_column(String(60), default="")
    spot: Mapped[str] = mapped_column(String(10), default="")  # of publicity/rules.py
    posted_at: Mapped[datetime | None]
    posted_by: Mapped[str] = mapped_column(String(80), default="")
    acknowledged_at: Mapped[datetime | None]
    # "online" or "told"
    acknowledged_how: Mapped[str] = mapped_column(String(10), default="")
    version: Mapped[int] = mapped_column(default=1)
    material: Mapped[Material] = relationship(lazy="joined")
    enterprise: Mapped[Enterprise | None] = relationship(lazy="joined")

    __mapper_args__ = {"version_id_col": version}

    @property
    def where(self) -> tuple[str, str]:
        """Community and grid it belongs to now."""
        return (
            (self.enterprise.community, self.enterprise.grid)
            if self.enterprise
            else (self.community, self.grid)
        )


class HandOut(Base):
    """Sheets handed out in a community or grid on a day, as exactly as they were
    counted.
    """

    __tablename__ = "hand_outs"
    id: Mapped[int] = mapped_column(primary_key=True)
    material_id: Mapped[int] = mapped_column(
        ForeignKey("materials.id", ondelete="CASCADE"), index=True
    )
    community: Mapped[str] = mapped_column(String(40))
    grid: Mapped[str] = mapped_column(String(40), default="")
    count: Mapped[int]
    # of base/quantity.py
    qualifier: Mapped[str] = mapped_column(String(10))
    day: Mapped[date]
    by: Mapped[str] = mapped_column(String(80))
    version: Mapped[int] = mapped_column(default=1)
    material: Mapped[Material] = relationship(lazy="joined")

    __mapper_args__ = {"version_id_col": version}


class Group(Base):
    """A joint group of the community and enterprises (联防联控群).

    Its members' people are never listed.
    """

    __tablename__ = "joint_groups"
    __table_args__ = (
        UniqueConstraint("community", "name", name="uq_joint_groups_name"),
    )
    id: Mapped[int] = mapped_column(primary_key=True)
    community: Mapped[str] = mapped_column(String(40), index=True)
    name: Mapped[str] = mapped_column(String(60))
    # empty: somebody pastes by hand
    robot: Mapped[str] = mapped_column(Encrypted("joint_groups.robot"), default="")

    @property
    def has_robot(self) -> bool:
        return bool(self.robot)

    @property
    def subject(self) -> str:
        return f"group/{self.id}"


class GroupMember(Base):
    """An enterprise in a group."""

    __tablename__ = "joint_group_members"
    group_id: Mapped[int] = mapped_column(
        ForeignKey("joint_groups.id", ondelete="CASCADE"), primary_key=True
    )
    enterprise_id: Mapped[int] = mapped_column(
        ForeignKey("enterprises.id", ondelete="CASCADE"), primary_key=True, index=True
    )


class GroupMessage(Base):
    """A notice for a group: one row for a group, a notice and a version of its file, so
    that it goes out once.
    """

    __tablename__ = "group_messages"
    __table_args__ = (
        UniqueConstraint(
            "group_id", "slug", "notice_version", name="uq_group_messages_notice"
        ),
    )
    id: Mapped[int] = mapped_column(primary_key=True)
    group_id: Mapped[int] = mapped_column(
        ForeignKey("joint_groups.id", ondelete="CASCADE"), index=True
    )
    slug: Mapped[str] = mapped_column(String(80))
    notice_version: Mapped[str] = mapped_column(String(12))
    title: Mapped[str] = mapped_column(String(120))
    # title, address and fixed words of what is public
    text: Mapped[str] = mapped_column(String(600))
    state: Mapped[str] = mapped_column(String(10), index=True)  # of publicity/rules.py
    # why it did not go out: a code of publicity/rules.py
    why: Mapped[str] = mapped_column(String(20), default="")
    attempts: Mapped[int] = mapped_column(default=0)
    asked_at: Mapped[datetime]
    asked_by: Mapped[str] = mapped_column(String(80))
    next_try_at: Mapped[datetime | None] = mapped_column(index=True)
    settled_at: Mapped[datetime | None]  # sent, or pasted by hand
    version: Mapped[int] = mapped_column(default=1)
    group: Mapped[Group] = relationship(lazy="joined")

    __mapper_args__ = {"version_id_col": version}
