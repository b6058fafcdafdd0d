"""Filters of any list whose rows are about an enterprise, and of days."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import timedelta
from typing import Any

from sqlalchemy import ColumnElement, select
from sqlalchemy.orm import InstrumentedAttribute

from forms_app.base.catalogue import lazy_gettext as _l
from forms_app.base.dates import read_day
from forms_app.base.listing import Entry, Filter
from forms_app.base.long_list import Shown
from forms_app.base.search import A_FEW
from forms_app.base.worklist import Reader
from forms_app.base.zone import start_of
from forms_app.permits.enterprises import queries
from forms_app.permits.enterprises.models import Enterprise
from forms_app.permits.enterprises.search import find_among, matching, rank
from forms_app.permits.grid.places import communities, grids


def _typed(_reader: Reader, value: str) -> ColumnElement[bool]:
    return Enterprise.id.in_(matching(select(Enterprise.id), value))


WORDS = Filter(
    "words",
    _l("名称、地址、拼音首字母、代码、编号或电话"),
    entry=Entry.WORDS,
    where=_typed,
    rank=rank,
)


def similar(reader: Reader, view: Shown) -> Sequence[Enterprise]:
    """The first few of those that are like what was typed, where nothing of the whole
    list is it.
    """
    typed = view.asked[WORDS.key]
    if view.found or not typed:
        return ()
    listed = view.of.query(reader, view.asked).with_only_columns(
        Enterprise.id, maintain_column_froms=True
    )
    query = select(Enterprise).where(Enterprise.id.in_(listed))
    found = find_among(reader.session, query, typed)
    return found[:A_FEW] if found.is_near else ()


COMMUNITY = Filter(
    "community",
    _l("社区"),
    communities,
    where=lambda _reader, value: queries.COMMUNITY.in_([value]),
)
GRID = Filter(
    "grid",
    _l("网格"),
    grids,
    where=lambda _reader, value: queries.GRID.in_([value]),
)


def days(
    column: InstrumentedAttribute[Any], since: Any, until: Any
) -> tuple[Filter, Filter]:
    """From one day to another, both included; the labels of the two fields."""
    return (
        Filter(
            "since",
            since,
            entry=Entry.DAY,
            where=lambda _reader, value: column >= start_of(read_day(value)),
        ),
        Filter(
            "until",
            until,
            entry=Entry.DAY,
            where=lambda _reader, value: (
                column < start_of(read_day(value) + timedelta(days=1))
            ),
        ),
    )
