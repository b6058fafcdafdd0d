"""The ledger as a list: one row for each entry, in words.

Entries stand; a slip is mended by a counter-entry.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from functools import partial
from typing import Any

from flask import url_for

from forms_app.base.access import Actor, Role
from forms_app.base.catalogue import gettext as _
from forms_app.base.catalogue import lazy_gettext as _l
from forms_app.base.listing import Asked, Column, Filter, Listing
from forms_app.base.office import Office
from forms_app.base.quantity import QUALIFIERS
from forms_app.base.worklist import Reader
from forms_app.ledger.supplies import labels, operations, queries
from forms_app.ledger.supplies.content import Item, items_ever
from forms_app.ledger.supplies.models import SupplyEntry
from forms_app.permits.grid.places import kept_by, where_column
from forms_app.permits.grid.queries import rules, title_of

in_sheet = partial(Column, in_sheet_only=True)


def communities_of(office: Office, actor: Actor) -> dict[str, str]:
    """Names of those whose ledger somebody keeps."""
    return {one.slug: title_of(one) for one in kept_by(office, actor)}


def items_of(office: Office) -> dict[str, Item]:
    """Every item there ever was, by its slug."""
    return items_ever(rules(office), office.clock.today())


def _records(reader: Reader, asked: Asked) -> Sequence[SupplyEntry]:
    communities = communities_of(reader.office, reader.actor)
    wanted = {key: word for key, word in asked.items() if word}
    return queries.ledger(reader.session, communities, **wanted)


def _communities(reader: Reader) -> list[tuple[str, Any]]:
    return list(communities_of(reader.office, reader.actor).items())


def _items(reader: Reader) -> list[tuple[str, Any]]:
    found = items_of(reader.office)
    return [(slug, labels.item_name(item, slug)) for slug, item in found.items()]


def _handed_out(reader: Reader, found: Collection[SupplyEntry]) -> None:
    operations.give_out_ledger(reader.session, found, **reader.by)


def _columns(reader: Reader) -> list[Column]:
    items = items_of(reader.office)
    return [
        Column(
            "item",
            _l("物品"),
            lambda entry: labels.item_name(items.get(entry.item), entry.item),
        ),
        Column("kind", _l("类型"), labels.kind),
        Column("amount", _l("数量")),
        Column(
            "unit", _l("计量单位"), lambda entry: labels.unit(items.get(entry.item))
        ),
        in_sheet(
            "qualifier",
            _l("数量的说法"),
            lambda entry: QUALIFIERS.label(entry.qualifier),
        ),
        Column("day", _l("日期")),
        where_column(reader, lambda entry: (entry.community, "")),
        in_sheet(
            "donor_kind",
            _l("捐赠人类别"),
            lambda entry: labels.DONORS.label(entry.donor_kind),
        ),
        Column("donor_name", _l("捐赠人")),
        in_sheet("public_name", _l("公开的署名")),
        Column("receiver", _l("给谁"), labels.receiver),
        in_sheet("note", _l("备注")),
        in_sheet("by", _l("经办")),
        in_sheet("at", _l("登记时间")),
    ]


LEDGER = Listing(
    name="supplies",
    title=_l("物资台账"),
    about=_l("收到的、发出的都记一笔；写错了不改原来的，另记一笔更正。"),
    empty=_l("没有这样的记录。"),
    roles=frozenset({Role.REVIEWER, Role.OFFICE}),
    columns=_columns,
    records=_records,
    number=lambda entry: str(entry.id),
    link=lambda entry: url_for("supplies.entry", entry_id=entry.id),
    handed_out=_handed_out,
    extras=(lambda: (url_for("supplies.stock"), _("看库存")),),
    filters=(
        Filter("community", _l("社区"), _communities),
        Filter("item", _l("物品"), _items),
        Filter("kind", _l("类型"), lambda _reader: labels.KINDS.choices()),
    ),
)
