"""The lists of publicity: what hangs where, and sheets handed out; each as a page and a
sheet.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from operator import attrgetter
from typing import Any

from forms_app.base.access import ALL_STAFF
from forms_app.base.accounts.names import shown_name
from forms_app.base.catalogue import lazy_gettext as _l
from forms_app.base.listing import Asked, Column, Filter, Listing
from forms_app.base.quantity import QUALIFIERS
from forms_app.base.worklist import Reader
from forms_app.ledger.lists.cells import (
    a_day,
    at_most,
    moment_or_none,
    one_of,
    read_number,
)
from forms_app.ledger.publicity import hand_out_operations, operations, queries
from forms_app.ledger.publicity.labels import HOWS, SPOTS
from forms_app.ledger.publicity.models import HandOut, Posting
from forms_app.permits.grid.places import PLACES, seen_by, where_column


def _materials(reader: Reader) -> Iterable[tuple[str, str]]:
    seen = {one.slug for one in seen_by(reader.office, reader.actor)}
    found = queries.materials(reader.session, seen)
    return [(str(one.id), one.title) for one in found]


def _title(one: Posting | HandOut) -> str:
    return one.material.title


def _postings(reader: Reader, asked: Asked) -> Sequence[Posting]:
    wanted = {name: value for name, value in asked.items() if value}
    return queries.postings(reader.session, reader.actor, **wanted)


def _change_posting(reader: Reader, record: Posting, values: dict[str, Any]) -> None:
    operations.correct(reader.session, record, values, **reader.by)


def _enterprise(posting: Posting) -> str:
    return posting.enterprise.name if posting.enterprise else ""


def _columns_of_postings(reader: Reader) -> list[Column]:
    return [
        Column("material", _l("材料"), _title),
        Column("enterprise", _l("单位"), _enterprise),
        Column("place", _l("地方"), read=at_most(60)),
        where_column(reader, attrgetter("where")),
        Column(
            "spot", _l("位置"), lambda one: SPOTS.label(one.spot), read=one_of(SPOTS)
        ),
        Column("posted_at", _l("张贴时间"), read=moment_or_none(reader.now)),
        Column("posted_by", _l("谁贴的"), lambda one: shown_name(one.posted_by)),
        Column("acknowledged_at", _l("阅知时间")),
        Column(
            "how",
            _l("怎样阅知"),
            lambda one: HOWS.label(one.acknowledged_how),
            in_sheet_only=True,
        ),
    ]


POSTINGS = Listing(
    name="postings",
    title=_l("张贴和阅知"),
    about=_l(
        "每份材料贴在哪里、哪家单位已经阅知。贴错了、时间记错了，可以在表格里改好再上传。"
    ),
    empty=_l("还没有张贴。在“宣传”页上点名单里的单位，一下就记好。"),
    columns=_columns_of_postings,
    records=_postings,
    number=lambda one: str(one.id),
    roles=ALL_STAFF,
    filters=(*PLACES, Filter("material", _l("材料"), _materials)),
    change=_change_posting,
)


def _hand_outs(reader: Reader, asked: Asked) -> Sequence[HandOut]:
    wanted = {name: value for name, value in asked.items() if value}
    return queries.hand_outs(reader.session, reader.actor, **wanted)


def _change_hand_out(reader: Reader, record: HandOut, values: dict[str, Any]) -> None:
    hand_out_operations.correct(reader.session, record, values, **reader.by)


def _columns_of_hand_outs(reader: Reader) -> list[Column]:
    return [
        Column("material", _l("材料"), _title),
        where_column(reader, attrgetter("community", "grid")),
        Column("count", _l("份数"), read=read_number),
        Column(
            "qualifier",
            _l("数量的说法"),
            lambda one: QUALIFIERS.label(one.qualifier),
            read=one_of(QUALIFIERS),
        ),
        Column("day", _l("日期"), read=a_day(reader.now)),
        Column("by", _l("谁记的")),
    ]


HAND_OUTS = Listing(
    name="hand-outs",
    title=_l("发放"),
    about=_l("每一次发出多少份。记错了可以在表格里改；改成 0 就不算。"),
    empty=_l("还没有发放的记录。"),
    columns=_columns_of_hand_outs,
    records=_hand_outs,
    number=lambda one: str(one.id),
    roles=ALL_STAFF,
    filters=PLACES,
    change=_change_hand_out,
)
