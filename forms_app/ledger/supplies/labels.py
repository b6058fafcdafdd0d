"""Kinds, donors and units as people read them."""

from __future__ import annotations

from forms_app.base.catalogue import gettext as _
from forms_app.base.catalogue import language
from forms_app.base.catalogue import lazy_gettext as _l
from forms_app.base.words import Look, Word, Words
from forms_app.ledger.supplies.content import Item
from forms_app.ledger.supplies.models import SupplyEntry
from forms_app.ledger.supplies.rules import Donor, Kind

KINDS = Words(
    {
        Kind.DONATION: (_l("捐赠"), Look.VALID),
        Kind.PURCHASE: (_l("购买"), Look.VALID),
        Kind.HAND_OUT: _l("发放"),
        Kind.CORRECTION: (_l("更正"), Look.HELD),
    }
)
DONORS = Words(
    {
        Donor.OWNER: _l("企业家"),
        Donor.DEPUTY: _l("人大代表"),
        Donor.RESIDENT: _l("居民"),
        Donor.ENTERPRISE: _l("单位"),
        Donor.OTHER: _l("其他"),
    }
)


def kind(entry: SupplyEntry) -> Word:
    """What kind of entry it is; of a slip and of what mends it, the other one."""
    if entry.mended_by:
        mended = _("已更正，见第 %(n)s 笔", n=entry.mended_by.id)
        return Word(mended, Look.HELD)
    if entry.corrects_id:
        return Word(_("更正第 %(n)s 笔", n=entry.corrects_id), Look.HELD)
    return KINDS[entry.kind]


def item_name(item: Item | None, slug: str) -> str:
    return (item.name_en if language() == "en" else item.name) if item else slug


def unit(item: Item | None) -> str:
    return (item.unit_en if language() == "en" else item.unit) if item else ""


def receiver(entry: SupplyEntry) -> str:
    """An enterprise by its name, else what was written."""
    return "，".join(
        filter(
            None, (entry.enterprise.name if entry.enterprise else "", entry.receiver)
        )
    )


def choices(items: dict[str, Item]) -> list[tuple[str, str]]:
    """Each item in its unit, and once more by the pack where it has one."""
    found = []
    for slug, item in items.items():
        name = item_name(item, slug)
        found.append((slug, _("%(name)s，按%(unit)s", name=name, unit=unit(item))))
        if item.per_pack:
            pack = item.pack_en if language() == "en" else item.pack
            values = {
                "name": name,
                "pack": pack,
                "n": item.per_pack,
                "unit": unit(item),
            }
            found.append(
                (
                    f"{slug}/pack",
                    _("%(name)s，按%(pack)s（每%(pack)s %(n)s %(unit)s）", **values),
                )
            )
    return found
