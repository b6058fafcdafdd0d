"""The ledger as a sheet: Chinese headers, one row for each entry, in words."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from forms_app.catalogue import gettext as _
from forms_app.spreadsheets import Value
from forms_app.supplies import words
from forms_app.supplies.files import Item
from forms_app.supplies.models import SupplyEntry


def header() -> list[str]:
    return [_("编号"), _("日期"), _("社区"), _("物品"), _("类型"), _("数量"), _("单位"), _("数量的说法"), _("捐赠人类别"),
            _("捐赠人"), _("公开的署名"), _("给谁"), _("更正哪一笔"), _("备注"), _("经办"), _("登记时间")]  # fmt: skip


def rows(
    entries: Iterable[SupplyEntry], items: Mapping[str, Item], communities: Mapping[str, str]
) -> Iterable[list[Value]]:
    """In the columns of `header`. `communities` has the names."""
    for entry in entries:
        item = items.get(entry.item)
        yield [
            entry.id,
            entry.day,
            communities.get(entry.community, entry.community),
            words.item_name(item, entry.item),
            words.kind(entry.kind),
            entry.amount,
            words.unit(item),
            words.qualifier(entry.qualifier),
            words.donor(entry.donor_kind),
            entry.donor_name,
            entry.public_name,
            words.receiver(entry),
            entry.corrects_id,
            entry.note,
            entry.by,
            f"{entry.at:%Y-%m-%d %H:%M}",
        ]
