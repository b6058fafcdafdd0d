"""Which tables hang on which: rows that are deleted with a row they belong to."""

from __future__ import annotations

from typing import Any

from sqlalchemy import Table
from sqlalchemy.orm import Mapper

from forms_app.base.db import Base
from forms_app.features import metadata


def hanging_on(table: str) -> list[tuple[Mapper[Any], Any]]:
    """The tables whose rows go with a row of this one, each with the column that ties
    it.
    """
    metadata()  # a table is known when its feature's models are loaded
    return [
        (mapper, _attribute(mapper, column))
        for mapper in sorted(Base.registry.mappers, key=name_of)
        for column in _table(mapper).columns
        for key in column.foreign_keys
        if key.column.table.name == table and key.ondelete == "CASCADE"
    ]


def below(table: str) -> list[str]:
    """The names of all tables whose rows go with a row of this one, however far down."""
    found: list[str] = []
    waiting = [table]
    while waiting:
        names = {name_of(mapper) for mapper, _column in hanging_on(waiting.pop())}
        new = sorted(names - {table, *found})
        found += new
        waiting += new
    return found


def name_of(mapper: Mapper[Any]) -> str:
    return _table(mapper).name


def _table(mapper: Mapper[Any]) -> Table:
    assert isinstance(mapper.local_table, Table), "every class has a table of its own"
    return mapper.local_table


def _attribute(mapper: Mapper[Any], column: Any) -> Any:
    return getattr(mapper.class_, mapper.get_property_by_column(column).key)
