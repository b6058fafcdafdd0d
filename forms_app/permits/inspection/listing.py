"""The doors of an inspection as a list: who is to be checked today, and its sheet."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import date
from functools import partial
from typing import Any

from sqlalchemy import ColumnElement, Select
from sqlalchemy.orm import Session

from forms_app.base.catalogue import language
from forms_app.base.catalogue import lazy_gettext as _l
from forms_app.base.exports.kinds import Asked, Kind, Tell
from forms_app.base.listing import Column, Filter
from forms_app.base.long_list import LongList, View
from forms_app.base.office import Office
from forms_app.base.refusal import Refused
from forms_app.base.words import Word
from forms_app.base.worklist import Reader
from forms_app.permits.campaigns.campaign import Campaign
from forms_app.permits.enterprises.filters import COMMUNITY, GRID, WORDS
from forms_app.permits.enterprises.labels import standing
from forms_app.permits.enterprises.models import Enterprise, Permission
from forms_app.permits.enterprises.queries import visible_in_order
from forms_app.permits.enterprises.trades import TRADES
from forms_app.permits.grid.queries import name_of, rule
from forms_app.permits.inspection.labels import NOT_CHECKED, OVERDUE, STATES
from forms_app.permits.inspection.queries import in_state, inspections, subjects
from forms_app.permits.inspection.rules import NOTHING_SAID, Standing
from forms_app.permits.resumption.list_sheets import make, number_of
from forms_app.permits.resumption.models import SiteCheck

NAME = "inspections"
CAMPAIGN = "campaign"
STATE = "state"
BY_PLACE = Enterprise.grid.concat(" ").concat(Enterprise.address)


def state_of(stands: Any) -> Word:
    """How one stands: of a permission, or a row that says as much; None for none."""
    if stands is None or stands.status is None or stands.status in NOTHING_SAID:
        return NOT_CHECKED
    return standing(stands) or NOT_CHECKED


def is_overdue(stands: Any, due_on: date | None, today: date) -> bool:
    """Whether its first day is past and it is still not put right."""
    is_mending = stands is not None and stands.status == Standing.MENDING
    return is_mending and due_on is not None and due_on < today


def _query(
    campaign: Campaign, reader: Reader, _asked: Mapping[str, str]
) -> Select[Any]:
    return subjects(campaign).where(visible_in_order(reader.actor))


def _in_state(reader: Reader, value: str) -> ColumnElement[bool]:
    if value not in STATES:
        raise Refused("请从列出的选项里选")
    return in_state(value, reader.now.date())


def _trades(reader: Reader) -> list[tuple[str, str]]:
    known = rule(reader.office, TRADES, reader.now.date()) or ()
    return [(trade.slug, trade.name(language())) for trade in known]


def _named(found: Iterable[Campaign]) -> Callable[[Reader], list[tuple[str, str]]]:
    pairs = [(one.slug, one.name(language())) for one in found]
    return lambda _reader: pairs


TRADE = Filter(
    "trade",
    _l("行业"),
    _trades,
    where=lambda _reader, value: Enterprise.trade == value,
)
STATE_FILTER = Filter(
    STATE, _l("状态"), lambda _reader: STATES.choices(), "due", where=_in_state
)


def _columns(reader: Reader) -> Sequence[Column]:
    today = reader.now.date()
    trades = dict(_trades(reader))
    return (
        Column("reference", _l("编号")),
        Column("name", _l("单位")),
        Column(
            "place",
            _l("社区和网格"),
            lambda row: name_of(reader.office, row.community, row.grid),
        ),
        Column("address", _l("地址")),
        Column("trade", _l("行业"), lambda row: trades.get(row.trade, row.trade)),
        Column("contact_phone", _l("电话")),
        Column("state", _l("状态"), state_of),
        Column("due_on", _l("哪天前改好")),
        Column(
            "overdue",
            _l("超期"),
            lambda row: OVERDUE if is_overdue(row, row.due_on, today) else "",
        ),
        Column("visited_at", _l("上次检查")),
    )


ORDERS: Mapping[str, Any] = {
    "place": BY_PLACE,
    "name": Enterprise.search_key,
    "state": Permission.status,
    "due_on": SiteCheck.due_on,
    "visited_at": SiteCheck.visited_at,
}
READS = (
    Enterprise.reference,
    Enterprise.name,
    Enterprise.community,
    Enterprise.grid,
    Enterprise.address,
    Enterprise.trade,
    Enterprise.contact_phone,
    Permission.status,
    Permission.checking,
    SiteCheck.due_on,
    SiteCheck.visited_at,
)


def list_of(campaign: Campaign, others: Sequence[Campaign]) -> LongList:
    """The list of one of the running inspections; `others`: all of them, the one that
    is opened first as the first.
    """
    choice = Filter(
        CAMPAIGN, _l("专项行动"), _named(others), others[0].slug, is_needed=True
    )
    here = {CAMPAIGN: campaign.slug}
    more = [one for one in others if one.slug != campaign.slug]
    return LongList(
        name=NAME,
        title=_l("检查"),
        endpoint="inspections.every",
        query=partial(_query, campaign),
        key=Enterprise.id,
        filters=(WORDS, choice, STATE_FILTER, TRADE, COMMUNITY, GRID),
        columns=_columns,
        orders=ORDERS,
        first="place",
        reads=READS,
        views=(
            *(View(word.label, {**here, STATE: one}) for one, word in STATES.items()),
            View(_l("全部"), {**here, STATE: ""}),
            *(View(one.name(language()), {CAMPAIGN: one.slug}) for one in more),
        ),
    )


def chosen(office: Office, day: date, slug: str) -> LongList | None:
    """The list of this inspection, or of the first one; None where none is running."""
    found = inspections(office, day)
    if not found:
        return None
    every = list(found.values())
    return list_of(found.get(slug, every[0]), every)


def _make(session: Session, office: Office, asked: Asked, tell: Tell) -> bytes:
    of = chosen(office, asked.now.date(), asked.given[CAMPAIGN])
    if of is None:
        raise Refused("这次检查还没有开始，或者已经结束。")
    return make(of, session, office, asked, tell)


SHEET = Kind(NAME, _l("检查"), number_of, _make)
