"""Three lists: posts, volunteers, and the duty roster of squads (which a sheet may
change).
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from typing import Any, NamedTuple

from flask import url_for
from sqlalchemy import select

from forms_app.base.catalogue import gettext as _
from forms_app.base.catalogue import lazy_gettext as _l
from forms_app.base.listing import Asked, Column, Filter, Listing
from forms_app.base.refusal import Refused
from forms_app.base.worklist import Reader
from forms_app.ledger.items.kinds import EVERYBODY, OFFICE
from forms_app.ledger.lists.cells import moment_or_none
from forms_app.ledger.volunteering import operations, queries
from forms_app.ledger.volunteering.labels import CONFIRMED, UNCONFIRMED
from forms_app.ledger.volunteering.models import Post, Volunteer
from forms_app.ledger.volunteering.queries import Vacancies
from forms_app.people.gates.models import Shift
from forms_app.permits.grid.places import COMMUNITIES, kept_by, where_column
from forms_app.permits.grid.queries import directory, title_of


def _of_place(found: Sequence[Any], asked: Asked) -> list[Any]:
    wanted = asked.get("community", "")
    return [one for one in found if not wanted or one.community == wanted]


class Offered(NamedTuple):
    """A post with what was asked about all of them in one question."""

    post: Post
    vacancies: Vacancies


def _posts(reader: Reader, asked: Asked) -> Sequence[Offered]:
    found = _of_place(queries.posts(reader.session, reader.actor), asked)
    vacancies = queries.vacancies(reader.session, found)
    return [Offered(post, vacancies[post.id]) for post in found]


def _vacant(one: Offered) -> str:
    if one.post.closed_at:
        return _("已关")
    return str(one.vacancies.vacant)


def _columns_of_posts(reader: Reader) -> list[Column]:
    return [
        Column("title", _l("岗位"), lambda one: one.post.title),
        Column("place", _l("地点"), lambda one: one.post.place),
        where_column(reader, lambda one: (one.post.community, "")),
        Column("begins", _l("从"), lambda one: one.post.begins),
        Column("ends", _l("到"), lambda one: one.post.ends),
        Column("needed", _l("要几个人"), lambda one: one.post.needed),
        Column("vacant", _l("还缺"), _vacant),
    ]


POSTS = Listing(
    name="posts",
    title=_l("岗位"),
    about=_l(
        "党员和志愿者认领的岗位。名称、地点、时间和还缺几个人会公开，谁认领的不公开。"
    ),
    empty=_l("还没有岗位。发布以后，志愿者在自己的页面上认领。"),
    columns=_columns_of_posts,
    records=_posts,
    number=lambda one: str(one.post.id),
    roles=EVERYBODY,
    filters=[COMMUNITIES],
    link=lambda one: url_for("volunteers.post", post_id=one.post.id),
    new=lambda: (url_for("volunteers.new_post"), _("发布岗位")),
)


def _volunteers(reader: Reader, asked: Asked) -> Sequence[Volunteer]:
    found = _of_place(queries.volunteers(reader.session, reader.actor), asked)
    wanted = asked.get("squad", "")
    return [one for one in found if not wanted or one.squad == wanted]


def _squads(reader: Reader) -> list[tuple[str, str]]:
    """The options of a menu of squads."""
    return [
        (squad.slug, f"{title_of(community)} {squad.name}")
        for community in kept_by(reader.office, reader.actor)
        for squad in community.squads
    ]


def _columns_of_volunteers(reader: Reader) -> list[Column]:
    names = {
        squad.slug: squad.name
        for community in directory(reader.office).values()
        for squad in community.squads
    }
    return [
        Column("name", _l("姓名")),
        where_column(reader, lambda one: (one.community, "")),
        Column("phone", _l("手机号")),
        Column("squad", _l("小分队"), lambda one: names.get(one.squad, "")),
        Column(
            "state",
            _l("状态"),
            lambda one: CONFIRMED if one.confirmed_at else UNCONFIRMED,
        ),
        Column("registered_at", _l("登记时间"), in_sheet_only=True),
    ]


def _volunteers_given_out(reader: Reader, found: Collection[Volunteer]) -> None:
    operations.give_out("volunteers", reader.session, found, **reader.by)


VOLUNTEERS = Listing(
    name="volunteers",
    title=_l("志愿者"),
    about=_l(
        "登记了就能认领岗位；社区和本人联系、确认以后，才能接上门服务、看到住址。"
    ),
    empty=_l("还没有志愿者。志愿者在网站的“志愿服务”里自己登记。"),
    columns=_columns_of_volunteers,
    records=_volunteers,
    number=lambda one: str(one.id),
    roles=OFFICE,
    filters=[COMMUNITIES, Filter("squad", _l("小分队"), _squads)],
    link=lambda one: url_for("volunteers.one", volunteer_id=one.id),
    handed_out=_volunteers_given_out,
)


def _shifts(reader: Reader, asked: Asked) -> Sequence[Shift]:
    wanted = asked.get("community", "")
    squads = [
        squad.slug
        for community in kept_by(reader.office, reader.actor)
        for squad in community.squads
        if wanted in {"", community.slug}
    ]
    query = select(Shift).where(Shift.point.in_(squads))
    newest = query.order_by(Shift.planned_from.desc(), Shift.id)
    return list(reader.session.scalars(newest))


def _read_names(text: str) -> str:
    if not 0 < len(text) <= 100:
        raise Refused("请填值班的人，不超过 %(n)s 个字", n=100)
    return text


def _change(reader: Reader, record: Shift, values: dict[str, Any]) -> None:
    operations.change_shift(reader.session, record, values, **reader.by)


def _columns_of_shifts(reader: Reader) -> list[Column]:
    squads = {
        squad.slug: (community.slug, squad.name)
        for community in directory(reader.office).values()
        for squad in community.squads
    }

    def community_and_name(shift: Shift) -> tuple[str, str]:
        return squads.get(shift.point, ("", shift.point))

    return [
        Column("squad", _l("小分队"), lambda shift: community_and_name(shift)[1]),
        where_column(reader, lambda shift: (community_and_name(shift)[0], "")),
        Column("planned_from", _l("从"), read=moment_or_none(reader.now)),
        Column("planned_to", _l("到"), read=moment_or_none(reader.now)),
        Column("name", _l("谁值班"), read=_read_names),
    ]


def _shifts_given_out(reader: Reader, found: Collection[Shift]) -> None:
    operations.give_out("squad-shifts", reader.session, found, **reader.by)


SHIFTS = Listing(
    name="squad-shifts",
    title=_l("小分队排班"),
    about=_l(
        "哪个小分队、从几点到几点、谁值班。姓名只有工作人员看得到；小分队的名称和来源在社区的内容文件里，是公开的。"
    ),
    empty=_l("还没有排班。新增一班，或者下载表格改好再传上来。"),
    columns=_columns_of_shifts,
    records=_shifts,
    number=lambda shift: str(shift.id),
    roles=OFFICE,
    filters=[COMMUNITIES],
    new=lambda: (url_for("volunteers.new_shift"), _("新增一班")),
    change=_change,
    handed_out=_shifts_given_out,
)
