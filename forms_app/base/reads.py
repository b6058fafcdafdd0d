"""Whose data a request opened: what the read log (read_log.py) writes its entries from.

A table names the columns that tell who somebody is (`identifies`); a query that reads
such columns instead of whole rows says so itself (`opened`). Outside a request nothing
is remembered.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable
from typing import Any, TypeVar

from flask import g, has_request_context
from sqlalchemy import ForeignKey, String, event, select
from sqlalchemy.orm import Mapped, Session, mapped_column

from forms_app.base.audit import AuditEntry
from forms_app.base.db import Base

Table = TypeVar("Table", bound=type[Base])
Whom = tuple[str, int]  # kind and id


class Look(Base):
    """Whom an entry of the read log names: finds the looks at somebody."""

    __tablename__ = "looks"
    entry_number: Mapped[int] = mapped_column(
        ForeignKey("audit_entries.number"), primary_key=True
    )
    of: Mapped[str] = mapped_column(String(40), primary_key=True, index=True)


def identifies(kind: str, *columns: str) -> Callable[[Table], Table]:
    """Of a table: whoever reads one of these columns knows who it is."""

    def watch(table: Table) -> Table:
        def loaded(row: Any, *_how: Any) -> None:
            if has_request_context():
                values = vars(row)
                opened(kind, row.id, *(values.get(name) for name in columns))

        event.listen(table, "load", loaded, propagate=True)
        event.listen(table, "refresh", loaded, propagate=True)
        return table

    return watch


def opened(kind: str, number: int, *values: str | None) -> None:
    """Remember what was decrypted of somebody; called by whoever reads single columns
    instead of whole rows.
    """
    if not has_request_context():
        return
    if "opened" not in g:
        g.opened = defaultdict[str, set[Whom]](set)
    for value in filter(None, values):
        g.opened[value].add((kind, number))


def searched() -> None:
    """This request looks for somebody by name: that is entered, whatever is found."""
    g.searched = True


def looks_at(session: Session, kind: str, number: int) -> list[AuditEntry]:
    """The looks at somebody, the newest first."""
    query = (
        select(AuditEntry)
        .join(Look, Look.entry_number == AuditEntry.number)
        .where(Look.of == f"{kind}:{number}")
    )
    return list(session.scalars(query.order_by(AuditEntry.number.desc())))
