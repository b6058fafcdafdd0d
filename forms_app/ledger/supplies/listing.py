"""The ledger as a list: one row for each entry, in words.

Entries stand; a slip is mended by a counter-entry.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from datetime import datetime
from operator import attrgetter
from typing import Any

from flask import g, url_for
from sqlalchemy.orm import Session

from forms_app.base.access import Actor, Role
from forms_app.base.catalogue import gettext as _
from forms_app.base.catalogue import lazy_gettext as _l
from forms_app.base.office import current_office
from forms_app.ledger.items.listing import where_column
from forms_app.ledger.lists.listing import Asked, Column, Filter, Listing
from forms_app.ledger.supplies import labels, operations, queries
from forms_app.ledger.supplies.content import Item, items_ever
from forms_app.ledger.supplies.models import SupplyEntry
from forms_app.ledger.supplies.rules import Kind
from forms_app.permits.grid.queries import directory, rules, title_of


def communities_of(actor: Actor) -> dict[str, str]:
    """Names of those whose ledger somebody keeps."""
    seen = [
        c for c in directory(current_office()).values() if actor.may_see(c.slug, "")
    ]
    return {c.slug: title_of(c) for c in seen}


def items() -> dict[str, Item]:
    """Every item there ever was, by its slug; read once a request, since each row asks."""
    if "supply_items" not in g:
        g.supply_items = items_ever(
            rules(current_office()), current_office().clock.today()
        )
    found: dict[str, Item] = g.supply_items
    return found


def _records(session: Session, actor: Actor, asked: Asked) -> Sequence[SupplyEntry]:
    return queries.ledger(
        session,
        communities_of(actor),
        **{key: word for key, word in asked.items() if word},
    )


def _item(entry: SupplyEntry) -> Item | None:
    return items().get(entry.item)


def _kind(entry: SupplyEntry) -> str:
    if entry.mended_by:
        return _("已更正，见第 %(n)s 笔", n=entry.mended_by.id)
    return (
        _("更正第 %(n)s 笔", n=entry.corrects_id)
        if entry.corrects_id
        else labels.kind(entry.kind)
    )


def _look(entry: SupplyEntry) -> str:
    return (
        "held"
        if entry.mended_by or entry.corrects_id
        else "wait"
        if entry.kind == Kind.HAND_OUT
        else "valid"
    )


def _items_to_choose(_actor: Actor) -> Iterable[tuple[str, Any]]:
    return [(slug, labels.item_name(item, slug)) for slug, item in items().items()]


def _handed_out(
    session: Session, found: Collection[Any], *, actor: Actor, now: datetime
) -> None:
    operations.give_out_ledger(session, found, actor=actor, now=now)


LEDGER = Listing(
    name="supplies",
    title=_l("物资台账"),
    about=_l("收到的、发出的都记一笔；写错了不改原来的，另记一笔更正。"),
    empty=_l("没有这样的记录。"),
    roles=frozenset({Role.REVIEWER, Role.OFFICE}),
    records=_records,
    number=lambda entry: str(entry.id),
    link=lambda entry: url_for("supplies.entry", entry_id=entry.id),
    handed_out=_handed_out,
    extras=(lambda: (url_for("supplies.stock"), _("看库存")),),
    filters=(
        Filter("community", _l("社区"), lambda actor: communities_of(actor).items()),
        Filter("item", _l("物品"), _items_to_choose),
        Filter("kind", _l("类型"), lambda _actor: list(labels.KINDS.items())),
    ),
    columns=(
        Column(
            "item", _l("物品"), lambda entry: labels.item_name(_item(entry), entry.item)
        ),
        Column("kind", _l("类型"), _kind, tag=_look),
        Column("amount", _l("数量"), attrgetter("amount")),
        Column("unit", _l("计量单位"), lambda entry: labels.unit(_item(entry))),
        Column(
            "qualifier",
            _l("数量的说法"),
            lambda entry: labels.qualifier(entry.qualifier),
            in_sheet_only=True,
        ),
        Column("day", _l("日期"), attrgetter("day")),
        where_column(lambda entry: (entry.community, "")),
        Column(
            "donor_kind",
            _l("捐赠人类别"),
            lambda entry: labels.donor(entry.donor_kind),
            in_sheet_only=True,
        ),
        Column("donor_name", _l("捐赠人"), attrgetter("donor_name")),
        Column(
            "public_name",
            _l("公开的署名"),
            attrgetter("public_name"),
            in_sheet_only=True,
        ),
        Column("receiver", _l("给谁"), labels.receiver),
        Column("note", _l("备注"), attrgetter("note"), in_sheet_only=True),
        Column("by", _l("经办"), attrgetter("by"), in_sheet_only=True),
        Column("at", _l("登记时间"), attrgetter("at"), in_sheet_only=True),
    ),
)
