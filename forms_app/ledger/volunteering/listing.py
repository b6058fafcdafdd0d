"""Three lists: posts, volunteers, and the duty roster of squads (which a sheet may
change).
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from functools import partial
from typing import Any, NamedTuple

from flask import url_for
from sqlalchemy import select
from sqlalchemy.orm import Session

from forms_app.base.access import Actor
from forms_app.base.catalogue import gettext as _
from forms_app.base.catalogue import lazy_gettext as _l
from forms_app.base.office import current_office
from forms_app.base.refusal import Refused
from forms_app.ledger.items.kinds import EVERYBODY, OFFICE
from forms_app.ledger.items.listing import moment_cell, place_filters, where_column
from forms_app.ledger.lists.listing import Asked, Column, Listing
from forms_app.ledger.volunteering import operations, queries
from forms_app.ledger.volunteering.models import Post, Volunteer
from forms_app.ledger.volunteering.queries import Vacancies
from forms_app.people.gates.models import Shift
from forms_app.permits.grid.queries import directory, title_of


def _of_place(found: Sequence[Any], asked: Asked) -> list[Any]:
    wanted = asked.get("community", "")
    return [one for one in found if not wanted or one.community == wanted]


class Offered(NamedTuple):
    """A post with what was asked about all of them in one question."""

    post: Post
    vacancies: Vacancies | None


def _posts(session: Session, actor: Actor, asked: Asked) -> Sequence[Offered]:
    found = _of_place(queries.posts(session, actor), asked)
    vacancies = queries.vacancies(session, found)
    return [Offered(post, vacancies.get(post.id)) for post in found]


def _vacant(one: Offered) -> str:
    return (
        _("已关")
        if one.post.closed_at
        else str(one.vacancies.vacant if one.vacancies else 0)
    )


POSTS = Listing(
    name="posts",
    title=_l("岗位"),
    about=_l(
        "党员和志愿者认领的岗位。名称、地点、时间和还缺几个人会公开，谁认领的不公开。"
    ),
    empty=_l("还没有岗位。发布以后，志愿者在自己的页面上认领。"),
    columns=(
        Column("title", _l("岗位"), lambda one: one.post.title),
        Column("place", _l("地点"), lambda one: one.post.place),
        where_column(lambda one: (one.post.community, "")),
        Column("begins", _l("从"), lambda one: one.post.begins),
        Column("ends", _l("到"), lambda one: one.post.ends),
        Column("needed", _l("要几个人"), lambda one: one.post.needed),
        Column("vacant", _l("还缺"), _vacant),
    ),
    records=_posts,
    number=lambda one: str(one.post.id),
    roles=EVERYBODY,
    filters=place_filters()[:1],
    link=lambda one: url_for("volunteers.post", post_id=one.post.id),
    new=lambda: (url_for("volunteers.new_post"), _("发布岗位")),
)


def _volunteers(session: Session, actor: Actor, asked: Asked) -> Sequence[Volunteer]:
    return _of_place(queries.volunteers(session, actor), asked)


VOLUNTEERS = Listing(
    name="volunteers",
    title=_l("志愿者"),
    about=_l(
        "登记了就能认领岗位；社区和本人联系、确认以后，才能接上门服务、看到住址。"
    ),
    empty=_l("还没有志愿者。志愿者在网站的“志愿服务”里自己登记。"),
    columns=(
        Column("name", _l("姓名"), lambda one: one.name),
        where_column(lambda one: (one.community, "")),
        Column("phone", _l("手机号"), lambda one: one.phone),
        Column(
            "state",
            _l("状态"),
            lambda one: _("确认了") if one.confirmed_at else _("待联系确认"),
            tag=lambda one: "valid" if one.confirmed_at else "wait",
        ),
        Column(
            "registered_at",
            _l("登记时间"),
            lambda one: one.registered_at,
            in_sheet_only=True,
        ),
    ),
    records=_volunteers,
    number=lambda one: str(one.id),
    roles=OFFICE,
    filters=place_filters()[:1],
    link=lambda one: url_for("volunteers.one", volunteer_id=one.id),
    handed_out=partial(operations.give_out, "volunteers"),
)


def _squads(actor: Actor, community: str = "") -> dict[str, str]:
    able = [
        c for c in directory(current_office()).values() if actor.may_see(c.slug, "")
    ]
    chosen = [c for c in able if not community or c.slug == community]
    return {
        squad.slug: f"{title_of(c)} {squad.name}" for c in chosen for squad in c.squads
    }


def _shifts(session: Session, actor: Actor, asked: Asked) -> Sequence[Shift]:
    query = select(Shift).where(
        Shift.point.in_(_squads(actor, asked.get("community", "")))
    )
    return list(session.scalars(query.order_by(Shift.planned_from.desc(), Shift.id)))


def _named(text: str) -> str:
    if not 0 < len(text) <= 100:
        raise Refused("请填值班的人，不超过 %(n)s 个字", n=100)
    return text


def _change(
    session: Session,
    record: Shift,
    values: dict[str, Any],
    *,
    actor: Actor,
    now: datetime,
) -> None:
    operations.change_shift(session, record, values, actor=actor, now=now)


SHIFTS = Listing(
    name="squad-shifts",
    handed_out=partial(operations.give_out, "squad-shifts"),
    title=_l("小分队排班"),
    about=_l(
        "哪个小分队、从几点到几点、谁值班。姓名只有工作人员看得到；小分队的名称和来源在社区的内容文件里，是公开的。"
    ),
    empty=_l("还没有排班。新增一班，或者下载表格改好再传上来。"),
    columns=(
        Column("squad", _l("小分队"), lambda shift: _squad_name(shift.point)),
        where_column(lambda shift: (_community_of(shift.point), "")),
        Column(
            "planned_from", _l("从"), lambda shift: shift.planned_from, read=moment_cell
        ),
        Column(
            "planned_to", _l("到"), lambda shift: shift.planned_to, read=moment_cell
        ),
        Column("name", _l("谁值班"), lambda shift: shift.name, read=_named),
    ),
    records=_shifts,
    number=lambda shift: str(shift.id),
    roles=OFFICE,
    filters=place_filters()[:1],
    new=lambda: (url_for("volunteers.new_shift"), _("新增一班")),
    change=_change,
)


def _community_of(squad: str) -> str:
    return next(
        (c.slug for c in directory(current_office()).values() if c.squad(squad)), ""
    )


def _squad_name(slug: str) -> str:
    found = (
        squad
        for c in directory(current_office()).values()
        for squad in c.squads
        if squad.slug == slug
    )
    return next((squad.name for squad in found), slug)
