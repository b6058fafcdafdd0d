"""The applications as a list: what a desk narrows it by, and its sheet."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from sqlalchemy import ColumnElement, Select, func, or_, select
from sqlalchemy.orm import defer

from forms_app.base.catalogue import lazy_gettext as _l
from forms_app.base.listing import TICKED, Asked, Column, Entry, Filter
from forms_app.base.long_list import LongList, View
from forms_app.base.worklist import Reader
from forms_app.permits.campaigns.filters import columns as campaigns_columns
from forms_app.permits.campaigns.filters import of_campaign
from forms_app.permits.enterprises.filters import COMMUNITY, GRID, WORDS, days
from forms_app.permits.enterprises.labels import KINDS
from forms_app.permits.enterprises.models import Enterprise
from forms_app.permits.enterprises.queries import visible_in_order
from forms_app.permits.grid.queries import directory, name_of
from forms_app.permits.resumption.agreed_times import AGREED
from forms_app.permits.resumption.agreed_times import columns as agreed_columns
from forms_app.permits.resumption.labels import CLASSES, STAGES
from forms_app.permits.resumption.models import Application
from forms_app.permits.resumption.rules import CLOSED, Stage

WAITING = "open"  # every stage in which somebody still has to do something
of_class: ColumnElement[str] = func.coalesce(
    Application.priority, Application.suggested_class
)


def _query(reader: Reader, _asked: Asked) -> Select[Any]:
    """Everything that was handed in."""
    return (
        select(Application)
        .join(Application.enterprise)
        .where(visible_in_order(reader.actor), Application.stage != Stage.DRAFT)
    )


def _stages(_reader: Reader) -> Iterator[tuple[str, Any]]:
    yield WAITING, _l("全部在办")
    for stage, word in STAGES.items():
        if stage != Stage.DRAFT:
            yield stage, word.label


def _in_stage(_reader: Reader, value: str) -> ColumnElement[bool]:
    if value == WAITING:
        return Application.stage.not_in(sorted(CLOSED))
    return Application.stage == value


def _is_late(reader: Reader, _value: str) -> ColumnElement[bool]:
    return Application.due_at < reader.now


def _is_mine(reader: Reader, _value: str) -> ColumnElement[bool]:
    actor = reader.actor
    return or_(Application.taken_by == actor.id, Enterprise.grid.in_(actor.grids))


FILTERS = (
    WORDS,
    Filter("stage", _l("环节"), _stages, default=WAITING, where=_in_stage),
    Filter(
        "class",
        _l("类别"),
        lambda _reader: CLASSES.choices(),
        where=lambda _reader, value: of_class == value,
    ),
    of_campaign(Application.campaign),
    COMMUNITY,
    GRID,
    *days(Application.submitted_at, _l("提交日期从"), _l("到")),
    AGREED,
    Filter("late", _l("只看超期的"), entry=Entry.TICK, where=_is_late),
    Filter("mine", _l("只看我在办的、我网格里的"), entry=Entry.TICK, where=_is_mine),
)
VIEWS = (
    View(_l("全部在办"), {}),
    View(_l("等审核"), {"stage": Stage.SUBMITTED}),
    View(_l("等核验"), {"stage": Stage.ACCEPTED}),
    View(_l("等决定"), {"stage": Stage.CHECKED}),
    View(_l("超期"), {"late": TICKED}),
    View(_l("归我的"), {"mine": TICKED}),
)

ORDERS: Mapping[str, Any] = {
    "name": Enterprise.search_key,
    "place": Enterprise.grid,
    "stage": Application.stage,
    "class": of_class,
    "submitted_at": Application.submitted_at,
    "due_at": Application.due_at,
    "taken_by": Application.taken_by,
}


def _columns(reader: Reader) -> Sequence[Column]:
    squads = {
        squad.slug: squad.name
        for community in directory(reader.office).values()
        for squad in community.squads
    }
    return (
        Column("reference", _l("编号")),
        Column("name", _l("单位")),
        *campaigns_columns(reader),
        Column("kind", _l("类型"), lambda row: KINDS.label(row.kind)),
        Column(
            "place",
            _l("社区和网格"),
            lambda row: name_of(reader.office, row.community, row.grid),
        ),
        Column("address", _l("地址")),
        Column("contact_name", _l("联系人")),
        Column("contact_phone", _l("电话")),
        Column("stage", _l("环节"), lambda row: STAGES.label(row.stage)),
        Column("class", _l("类别"), lambda row: CLASSES.label(row.of_class)),
        Column("batch", _l("第几批")),
        Column("squad", _l("小分队"), lambda row: squads.get(row.squad, row.squad)),
        *agreed_columns(reader),
        Column("submitted_at", _l("提交时间")),
        Column("due_at", _l("时限")),
        Column("taken_by", _l("谁在办")),
    )


APPLICATIONS = LongList(
    name="applications",
    title=_l("申请"),
    endpoint="review.queue",
    query=_query,
    key=Application.id,
    filters=FILTERS,
    columns=_columns,
    orders=ORDERS,
    first="due_at",
    reads=(
        Application.id,
        Enterprise.reference,
        Enterprise.name,
        Enterprise.kind,
        Enterprise.community,
        Enterprise.grid,
        Enterprise.address,
        Enterprise.contact_name,
        Enterprise.contact_phone,
        Application.campaign,
        Application.stage,
        of_class.label("of_class"),
        Application.batch,
        Application.squad,
        Application.submitted_at,
        Application.due_at,
        Application.taken_by,
    ),
    views=VIEWS,
    loads=(
        defer(Application.answers),
        defer(Application.returned_items),
    ),
)
