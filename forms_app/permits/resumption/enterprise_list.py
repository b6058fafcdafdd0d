"""The register of enterprises as a list: what a desk narrows it by, and its sheet."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from sqlalchemy import ColumnElement, Select, and_, not_, select
from sqlalchemy.orm import aliased

from forms_app.base.catalogue import lazy_gettext as _l
from forms_app.base.listing import Asked, Column, Filter
from forms_app.base.long_list import LongList, View
from forms_app.base.refusal import Refused
from forms_app.base.wording import lazy_word
from forms_app.base.worklist import Reader
from forms_app.permits.campaigns.choice import CHOICE
from forms_app.permits.campaigns.filters import of_campaign
from forms_app.permits.enterprises.content import GRANTED
from forms_app.permits.enterprises.filters import COMMUNITY, GRID, WORDS, days
from forms_app.permits.enterprises.labels import KINDS, STATUSES, standing
from forms_app.permits.enterprises.models import Enterprise, Permission
from forms_app.permits.enterprises.queries import visible_in_order
from forms_app.permits.grid.queries import leading, name_of
from forms_app.permits.resumption.labels import NOT_BEGUN
from forms_app.permits.resumption.models import Poster
from forms_app.permits.resumption.posters import (
    any_poster,
    not_printed,
    without_poster,
)

NONE = "none"  # of a filter: those that have none
CHECKING = "checking"
PRINTED = "printed"
POSTED = "posted"


def campaign_of(reader: Reader, asked: Asked) -> str:
    """The one whose permissions are looked at."""
    return asked.get(CHOICE, "") or leading(reader.office)


def _counted(reader: Reader, asked: Asked) -> Select[Any]:
    """Without how each stands, where nothing narrows by it: to look up a hundred
    thousand only to count them takes longer than all the rest.
    """
    if asked.get("standing") or asked.get("poster"):
        return _query(reader, asked)
    return select(Enterprise).where(visible_in_order(reader.actor))


def _query(reader: Reader, asked: Asked) -> Select[Any]:
    """With how each stands in the campaign that is looked at."""
    of_campaign = and_(
        Permission.enterprise_id == Enterprise.id,
        Permission.campaign == campaign_of(reader, asked),
    )
    return (
        select(Enterprise)
        .outerjoin(Permission, of_campaign)
        .where(visible_in_order(reader.actor))
    )


def _standings(_reader: Reader) -> Iterator[tuple[str, Any]]:
    yield NONE, NOT_BEGUN.label
    yield from STATUSES.choices()


def _stands(_reader: Reader, value: str) -> ColumnElement[bool]:
    if value == NONE:
        return Permission.id.is_(None)
    if value == CHECKING:
        return Permission.checking.is_(True)
    return and_(Permission.status == value, not_(Permission.checking))


def _posters(_reader: Reader) -> Iterator[tuple[str, Any]]:
    yield NONE, _l("可以打印，还没有打印")
    yield PRINTED, _l("打印了，还没有张贴")
    yield POSTED, _l("已张贴")


def _poster(reader: Reader, value: str) -> ColumnElement[bool]:
    is_printed = (
        select(Poster.id)
        .where(
            Poster.enterprise_id == Permission.enterprise_id,
            Poster.campaign == Permission.campaign,
            Poster.since == Permission.since,
        )
        .exists()
    )
    is_open = and_(
        Permission.status.in_(GRANTED),
        not_(Permission.checking),
        Permission.campaign.not_in(without_poster(reader.office)),
    )
    is_posted = Permission.poster_posted_at.is_not(None)
    may_print = Permission.campaign.not_in(not_printed(reader.office))
    conditions = {
        NONE: and_(is_open, may_print, not_(is_printed), not_(is_posted)),
        PRINTED: and_(is_open, is_printed, not_(is_posted)),
        POSTED: and_(is_open, is_posted),
    }
    if value not in conditions:
        raise Refused("请从列出的选项里选")
    return conditions[value]


def _has_no_poster(reader: Reader) -> bool:
    return not any_poster(reader.office)


def _managers(reader: Reader) -> list[tuple[str, str]]:
    """Whoever registered others and looks after them."""
    tenant = aliased(Enterprise)
    query = (
        select(Enterprise.id, Enterprise.name)
        .where(
            visible_in_order(reader.actor),
            # not "is not null": for that SQLite reads no index
            Enterprise.id.in_(select(tenant.managed_by).where(tenant.managed_by > 0)),
        )
        .order_by(Enterprise.search_key, Enterprise.id)
    )
    return [(str(key), name) for key, name in reader.session.execute(query)]


def _managed(_reader: Reader, value: str) -> ColumnElement[bool]:
    if not value.isdecimal():
        raise Refused("请从列出的选项里选")
    return Enterprise.managed_by == int(value[:9])


FILTERS = (
    WORDS,
    of_campaign(),
    Filter("standing", _l("状态"), _standings, where=_stands),
    Filter(
        "kind",
        _l("类型"),
        lambda _reader: KINDS.choices(),
        where=lambda _reader, value: Enterprise.kind == value,
    ),
    COMMUNITY,
    GRID,
    Filter("manager", _l("由谁代办"), _managers, where=_managed),
    Filter(
        "poster",
        lazy_word("poster"),
        _posters,
        where=_poster,
        is_needless=_has_no_poster,
    ),
    *days(Enterprise.registered_at, _l("登记日期从"), _l("到")),
)
VIEWS = (
    View(_l("全部"), {}),
    View(_l("有效"), {"standing": "approved"}),
    View(_l("暂停"), {"standing": "suspended"}),
    View(_l("核实中"), {"standing": CHECKING}),
    View(_l("还没有申请"), {"standing": NONE}),
    View(_l("喜报还没有打印"), {"poster": NONE}, is_needless=_has_no_poster),
)

ORDERS: Mapping[str, Any] = {
    "reference": Enterprise.reference,
    "name": Enterprise.search_key,
    "place": Enterprise.grid,
    "address": Enterprise.address,
    "standing": Permission.status,
    "since": Permission.since,
    "registered_at": Enterprise.registered_at,
}


def _columns(reader: Reader) -> Sequence[Column]:
    posted = Column("poster_posted_at", _l("喜报张贴时间"))
    return (
        Column("reference", _l("编号")),
        Column("name", _l("单位")),
        Column("code", _l("代码")),
        Column("kind", _l("类型"), lambda row: KINDS.label(row.kind)),
        Column(
            "place",
            _l("社区和网格"),
            lambda row: name_of(reader.office, row.community, row.grid),
        ),
        Column("address", _l("地址")),
        Column("contact_name", _l("联系人")),
        Column("contact_phone", _l("电话")),
        Column("standing", _l("状态"), standing),
        Column("since", _l("自哪天起")),
        Column("batch", _l("第几批")),
        Column("registered_at", _l("登记时间")),
        *(() if _has_no_poster(reader) else (posted,)),
    )


ENTERPRISES = LongList(
    name="enterprises",
    title=_l("单位"),
    endpoint="review.enterprises",
    query=_query,
    counted=_counted,
    key=Enterprise.id,
    filters=FILTERS,
    columns=_columns,
    orders=ORDERS,
    first="-registered_at",
    reads=(
        Enterprise.reference,
        Enterprise.name,
        Enterprise.code,
        Enterprise.kind,
        Enterprise.community,
        Enterprise.grid,
        Enterprise.address,
        Enterprise.contact_name,
        Enterprise.contact_phone,
        Permission.status,
        Permission.checking,
        Permission.since,
        Permission.batch,
        Enterprise.registered_at,
        Permission.poster_posted_at,
    ),
    views=VIEWS,
)
