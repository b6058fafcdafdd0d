"""Unfinished items of every kind, for the desk."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial
from typing import Any

from flask import url_for

from forms_app.base.worklist import Reader, Task
from forms_app.ledger.items import queries as items
from forms_app.ledger.items.kinds import kinds
from forms_app.ledger.items.models import Item
from forms_app.permits.enterprises.models import Enterprise


def of_items(reader: Reader) -> Iterator[Task]:
    seen = {code: kind for code, kind in kinds().items() if kind.may_work(reader.actor)}
    asked: dict[str, Any] = {"state": "unfinished", "community": reader.community}
    found = items.items(reader.session, reader.actor, seen, **asked)
    said = (Item.id, Item.kind, Item.title, Item.part_of, Item.owner, Item.due_at)
    where = (items.COMMUNITY.label("community"), items.GRID.label("grid"))
    for one in found.only(*said, Enterprise.name, *where):
        kind = seen[one.kind]
        address = partial(url_for, "items.one", item_id=one.id)
        if kind.shown:
            address = partial(kind.shown, one)
        yield Task(
            key=f"item/{one.id}",
            of=one.kind,
            title=one.title,
            what=" · ".join(filter(None, (str(kind.title), one.name))),
            address=address,
            community=one.community,
            grid=one.grid,
            due_at=one.due_at,
            owner=one.owner,
        )
