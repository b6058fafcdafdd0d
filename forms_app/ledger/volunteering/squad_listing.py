"""The list of squads (小分队、队伍): what each is for, how many are in it, who is on duty."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from flask import url_for
from sqlalchemy import select

from forms_app.base.catalogue import gettext as _
from forms_app.base.catalogue import lazy_gettext as _l
from forms_app.base.listing import Asked, Column, Listing
from forms_app.base.worklist import Reader
from forms_app.ledger.items.kinds import OFFICE
from forms_app.ledger.volunteering import queries
from forms_app.people.gates.models import Shift
from forms_app.permits.grid.community import Squad
from forms_app.permits.grid.places import COMMUNITIES, kept_by, where_column


@dataclass(frozen=True)
class Strength:
    """A squad of a community, its members on the list, and whoever is on duty now."""

    squad: Squad
    community: str
    members: int
    on_duty: str


def _records(reader: Reader, asked: Asked) -> Sequence[Strength]:
    members = queries.members(reader.session)
    on_duty = _on_duty(reader)
    return [
        Strength(
            squad,
            community.slug,
            members.get(squad.slug, 0),
            "、".join(on_duty.get(squad.slug, ())),
        )
        for community in kept_by(reader.office, reader.actor)
        for squad in community.squads
        if asked.get("community", "") in {"", community.slug}
    ]


def _on_duty(reader: Reader) -> dict[str, list[str]]:
    """By squad, the names on the roster of this moment."""
    query = select(Shift).where(
        Shift.planned_from <= reader.now, Shift.planned_to > reader.now
    )
    found: dict[str, list[str]] = {}
    for shift in reader.session.scalars(query.order_by(Shift.planned_from)):
        found.setdefault(shift.point, []).append(shift.name)
    return found


def _columns(reader: Reader) -> list[Column]:
    return [
        Column("squad", _l("小分队"), lambda one: one.squad.name),
        where_column(reader, lambda one: (one.community, "")),
        Column("sources", _l("成员和职责"), lambda one: one.squad.sources),
        Column("members", _l("登记的队员")),
        Column("on_duty", _l("现在谁值班")),
        Column("phone", _l("电话"), lambda one: one.squad.phone),
    ]


SQUADS = Listing(
    name="squads",
    title=_l("小分队"),
    about=_l(
        "各社区内容文件里的小分队：有几个登记的队员、现在谁值班。队员在志愿者的页面上编进小分队。"
    ),
    empty=_l("还没有小分队。小分队写在社区的内容文件里。"),
    columns=_columns,
    records=_records,
    number=lambda one: one.squad.slug,
    roles=OFFICE,
    filters=[COMMUNITIES],
    link=lambda one: url_for("lists.page", name="volunteers", squad=one.squad.slug),
    extras=(lambda: (url_for("lists.page", name="squad-shifts"), _("小分队排班")),),
)
