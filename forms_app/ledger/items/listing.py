"""The list of one kind of items: its page, its sheet, and what a changed cell means."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from operator import attrgetter
from typing import Any

from flask import url_for

from forms_app.base.accounts.queries import answerable
from forms_app.base.catalogue import gettext as _
from forms_app.base.catalogue import lazy_gettext as _l
from forms_app.base.listing import Asked, Column, Filter, Listing
from forms_app.base.worklist import Reader
from forms_app.ledger.items import operations, queries
from forms_app.ledger.items.kinds import Kind, kinds
from forms_app.ledger.items.labels import STATUSES, label, owner, state
from forms_app.ledger.items.models import Item
from forms_app.ledger.lists.cells import at_most, moment_or_none, named
from forms_app.permits.grid.places import PLACES, where_column

MOST = 1000  # characters of a cell


def of_kinds() -> list[Listing]:
    """Each kind of item has its list."""
    return [listing_of(kind) for kind in kinds().values()]


def listing_of(kind: Kind) -> Listing:
    """The list of this kind: `/app/staff/lists/<kind>/`."""
    return Listing(
        name=kind.code,
        title=kind.title,
        about=kind.about,
        empty=kind.empty or _l("没有这样的事项。"),
        columns=partial(_columns, kind),
        records=partial(_records, kind),
        number=lambda item: str(item.id),
        roles=kind.roles,
        filters=(
            Filter("state", _l("状态"), _states, "unfinished"),
            *PLACES,
            Filter("owner", _l("谁负责"), _mine),
        ),
        link=kind.shown or (lambda item: url_for("items.one", item_id=item.id)),
        new=(lambda: (url_for("items.new", kind=kind.code), _("新增")))
        if kind.raised_by
        else None,
        change=_change,
    )


def _columns(kind: Kind, reader: Reader) -> list[Column]:
    return [
        Column("title", label(kind, "title")),
        Column("enterprise", _l("单位"), _enterprise),
        where_column(reader, attrgetter("where")),
        Column("state", _l("状态"), lambda item: state(item, kind, reader.now)),
        _owner_column(kind, reader),
        Column("due_at", label(kind, "due_at"), read=moment_or_none(reader.now)),
        Column("text", label(kind, "text"), in_sheet_only=True),
        *_columns_of_needs(kind),
        Column("raised_at", _l("提出时间"), in_sheet_only=True),
        Column("finished_at", _l("办结时间"), in_sheet_only=True),
    ]


def _enterprise(item: Item) -> str:
    return item.enterprise.name if item.enterprise else ""


def _owner_column(kind: Kind, reader: Reader) -> Column:
    """By name, on a page and in a sheet."""
    return Column(
        "owner",
        label(kind, "owner"),
        lambda item: owner(reader.office, item.owner, item.community),
        read=str,
    )


def _columns_of_needs(kind: Kind) -> list[Column]:
    read = at_most(MOST)
    return [
        Column(name, label(kind, name), read=read, in_sheet_only=True)
        for name in kind.written
    ]


def _records(kind: Kind, reader: Reader, asked: Asked) -> Sequence[Item]:
    wanted = {name: value for name, value in asked.items() if value}
    return queries.items(
        reader.session, reader.actor, [kind.code], now=reader.now, **wanted
    )


def _states(_reader: Reader) -> list[tuple[str, Any]]:
    return [
        ("unfinished", _("没有办结的")),
        ("overdue", _("超期")),
        *STATUSES.choices(),
    ]


def _mine(reader: Reader) -> list[tuple[str, Any]]:
    return [(reader.actor.id, _("我"))]


def _change(reader: Reader, record: Item, values: dict[str, Any]) -> None:
    if "owner" in values:
        roles = kinds()[record.kind].roles
        known = answerable(reader.session, *record.where, roles)
        values = {**values, "owner": named(values["owner"], known)}
    operations.change(reader.session, record, values, **reader.by)
