"""The register of enterprises: one row for each unit of the survey (排摸登记), for
life.
"""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

from sqlalchemy import ForeignKey, Index, String, UniqueConstraint, case
from sqlalchemy.orm import (
    Mapped,
    attribute_keyed_dict,
    column_property,
    mapped_column,
    relationship,
)

from forms_app.base.db import Base
from forms_app.base.notions.firm_name import NAME_KEY
from forms_app.base.personal import Encrypted
from forms_app.base.reads import identifies
from forms_app.permits.enterprises.rules import ADDRESS_KEY, SEARCH_KEY

# the kind of a unit that is no enterprise
RESIDENTS = "residents"
ENTERPRISE = "enterprise"


@identifies("enterprise", "contact_name", "contact_phone", "safety_manager")
class Unit(Base):
    """What people belong to: an enterprise, or the residents of a grid, who have none
    (people/rosters/residents.py).

    Whoever asks for enterprises is given no residents; what is about people asks for
    units.
    """

    __tablename__ = "enterprises"
    # the order of every list of enterprises; with the kind, so that counts by kind read
    # nothing else, or with the place, so that nothing else says who may see a row;
    # and what a search looks through, in an index that is read alone
    __table_args__ = (
        Index("ix_enterprises_place", "community", "grid", "id", "kind"),
        Index(
            "ix_enterprises_newest", "registered_at", "id", "community", "grid", "kind"
        ),
        Index("ix_enterprises_search", "search_key", "community", "grid", "kind"),
    )
    id: Mapped[int] = mapped_column(primary_key=True)
    reference: Mapped[str] = mapped_column(String(12), unique=True)
    name: Mapped[str] = mapped_column(String(80))
    # for likely doubles
    name_key: Mapped[str] = mapped_column(String(NAME_KEY), index=True)
    # initials, name, reference, code and address, a line each: what a search looks
    # through, and lists are sorted by
    search_key: Mapped[str] = mapped_column(String(SEARCH_KEY))
    code: Mapped[str | None] = mapped_column(String(18), index=True)
    kind: Mapped[str] = mapped_column(String(12))
    trade: Mapped[str] = mapped_column(String(40))
    community: Mapped[str] = mapped_column(String(40))
    grid: Mapped[str] = mapped_column(String(40), index=True)
    # of rules.GridBy: said, or guessed and not confirmed yet
    grid_by: Mapped[str] = mapped_column(String(8), default="", server_default="")
    # a business address, not personal
    address: Mapped[str] = mapped_column(String(120))
    address_key: Mapped[str] = mapped_column(String(ADDRESS_KEY), index=True)
    place: Mapped[str] = mapped_column(String(60), default="")  # the public place line
    place_public: Mapped[bool] = mapped_column(default=False)  # shown only by consent
    contact_name: Mapped[str] = mapped_column(Encrypted("enterprises.contact_name"))
    contact_phone: Mapped[str] = mapped_column(Encrypted("enterprises.contact_phone"))
    phone_index: Mapped[str] = mapped_column(String(64), index=True)
    safety_manager: Mapped[str] = mapped_column(Encrypted("enterprises.safety_manager"))
    access_hash: Mapped[str] = mapped_column(String(64))
    access_version: Mapped[int] = mapped_column(default=1)
    # the link that came with the access code has been redeemed
    link_used: Mapped[bool] = mapped_column(default=False)
    channel: Mapped[str] = mapped_column(String(8))  # "self" or "door"
    consent: Mapped[str] = mapped_column(String(40))  # version of the privacy notice
    registered_at: Mapped[datetime]
    # the mall or property manager that registered it and applies for it, until it takes
    # that over itself
    managed_by: Mapped[int | None] = mapped_column(
        ForeignKey("enterprises.id", ondelete="SET NULL"), index=True
    )
    version: Mapped[int] = mapped_column(default=1)
    # by campaign; whoever reads one unit or a page of them reads these too
    permissions: Mapped[dict[str, Permission]] = relationship(
        collection_class=attribute_keyed_dict("campaign"),
        cascade="all, delete-orphan",
        lazy="selectin",
    )

    # whether it is an enterprise or residents; no column, the kind tells
    sort: Mapped[str] = column_property(
        case((kind == RESIDENTS, RESIDENTS), else_=ENTERPRISE)
    )

    __mapper_args__ = {"version_id_col": version, "polymorphic_on": sort}


class Enterprise(Unit):
    """A registered enterprise."""

    manager: Mapped[Enterprise | None] = relationship(
        remote_side=lambda: [Enterprise.id]
    )

    __mapper_args__ = {"polymorphic_identity": ENTERPRISE}


class Permission(Base):
    """What an enterprise may do in one campaign: a copy of what its accepted content
    file there says. But for the poster, nothing else writes it.
    """

    __tablename__ = "permissions"
    # what lists narrow, sort and count by, and the order of the list of posters
    __table_args__ = (
        UniqueConstraint("enterprise_id", "campaign"),
        Index(
            "ix_permissions_list",
            "campaign",
            "status",
            "checking",
            "since",
            "enterprise_id",
            "poster_posted_at",
        ),
    )
    id: Mapped[int] = mapped_column(primary_key=True)
    enterprise_id: Mapped[int] = mapped_column(ForeignKey("enterprises.id"))
    # the slug of its folder; empty in an office that has none
    campaign: Mapped[str] = mapped_column(String(24))
    status: Mapped[str] = mapped_column(String(12))
    since: Mapped[date]
    batch: Mapped[int | None]
    revision: Mapped[int] = mapped_column(default=0)
    checking: Mapped[bool] = mapped_column(default=False)
    pilot: Mapped[bool] = mapped_column(default=False)
    # of the approval in force: an older poster is none
    poster_posted_at: Mapped[datetime | None]
    poster_posted_by: Mapped[str | None] = mapped_column(String(60))
    # when its last change was out on the site
    public_since: Mapped[datetime | None]


class RegistrationDraft(Base):
    """A registration that is being filled in, page by page; nothing of it can be read
    without the keys.
    """

    __tablename__ = "registration_drafts"
    id: Mapped[int] = mapped_column(primary_key=True)
    secret_hash: Mapped[str] = mapped_column(String(64), unique=True)
    answers: Mapped[dict[str, Any]] = mapped_column(
        Encrypted("registration_drafts.answers", as_json=True)
    )
    # set when it was registered
    enterprise_id: Mapped[int | None] = mapped_column(ForeignKey("enterprises.id"))
    updated_at: Mapped[datetime]
