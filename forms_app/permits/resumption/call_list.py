"""The calls to make as a list: what a desk narrows it by, and its sheet."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from sqlalchemy import ColumnElement, Select, select
from sqlalchemy.orm import joinedload

from forms_app.base.catalogue import lazy_gettext as _l
from forms_app.base.listing import Asked, Column, Filter
from forms_app.base.long_list import SORT, LongList, View
from forms_app.base.wording import lazy_word
from forms_app.base.worklist import Reader
from forms_app.permits.campaigns.filters import columns as campaigns_columns
from forms_app.permits.campaigns.filters import of_campaign
from forms_app.permits.enterprises.filters import COMMUNITY, GRID, WORDS, days
from forms_app.permits.enterprises.models import Enterprise
from forms_app.permits.enterprises.queries import visible_in_order
from forms_app.permits.grid.queries import name_of
from forms_app.permits.resumption.labels import ABOUT, OUTCOMES
from forms_app.permits.resumption.models import Call

UNTRIED = "untried"
TO_MAKE = "open"
MADE = "made"


def _query(reader: Reader, _asked: Asked) -> Select[Any]:
    """Whoever was to be told something."""
    return select(Call).join(Call.enterprise).where(visible_in_order(reader.actor))


def _states(_reader: Reader) -> Iterator[tuple[str, Any]]:
    yield TO_MAKE, _l("还要打的")
    yield MADE, _l("告知了的")


def _in_state(_reader: Reader, value: str) -> ColumnElement[bool]:
    return Call.done_at.is_(None) if value == TO_MAKE else Call.done_at.is_not(None)


def _outcomes(_reader: Reader) -> Iterator[tuple[str, Any]]:
    yield UNTRIED, _l("还没有打过")
    yield from (one for one in OUTCOMES.choices() if one[0] != "reached")


def _tried(_reader: Reader, value: str) -> ColumnElement[bool]:
    return Call.outcome.is_(None) if value == UNTRIED else Call.outcome == value


FILTERS = (
    WORDS,
    Filter("state", _l("打了没有"), _states, default=TO_MAKE, where=_in_state),
    Filter(
        "about",
        _l("什么事"),
        lambda _reader: ABOUT.choices(),
        where=lambda _reader, value: Call.about == value,
    ),
    Filter("outcome", _l("上次结果"), _outcomes, where=_tried),
    of_campaign(Call.campaign),
    COMMUNITY,
    GRID,
    *days(Call.at, _l("日期从"), _l("到")),
)
VIEWS = (
    View(_l("全部要打的"), {}),
    View(_l("还没有打过"), {"outcome": UNTRIED}),
    View(_l("没人接"), {"outcome": "no-answer"}),
    View(lazy_word("approved"), {"about": "approved"}),
    View(_l("告知了的"), {"state": MADE, SORT: "-done_at"}),
)

ORDERS: Mapping[str, Any] = {
    "name": Enterprise.search_key,
    "place": Enterprise.grid,
    "at": Call.at,
    "done_at": Call.done_at,
}


def _columns(reader: Reader) -> Sequence[Column]:
    return (
        Column("reference", _l("编号")),
        Column("name", _l("单位")),
        *campaigns_columns(reader),
        Column(
            "place",
            _l("社区和网格"),
            lambda row: name_of(reader.office, row.community, row.grid),
        ),
        Column("contact_name", _l("联系人")),
        Column("contact_phone", _l("电话")),
        Column("about", _l("什么事"), lambda row: ABOUT.label(row.about)),
        Column("text", _l("怎么说")),
        Column("at", _l("哪天的事")),
        Column("outcome", _l("上次结果"), lambda row: OUTCOMES.label(row.outcome)),
        Column("note", _l("备注")),
        Column("done_at", _l("告知时间")),
        Column("done_by", _l("谁打的")),
    )


CALLS = LongList(
    name="calls",
    title=_l("待电话告知"),
    endpoint="review.calls",
    query=_query,
    key=Call.id,
    filters=FILTERS,
    columns=_columns,
    orders=ORDERS,
    first="at",
    reads=(
        Enterprise.reference,
        Enterprise.name,
        Enterprise.community,
        Enterprise.grid,
        Enterprise.contact_name,
        Enterprise.contact_phone,
        Call.campaign,
        Call.about,
        Call.text,
        Call.at,
        Call.outcome,
        Call.note,
        Call.done_at,
        Call.done_by,
    ),
    views=VIEWS,
    loads=(joinedload(Call.enterprise),),
)
