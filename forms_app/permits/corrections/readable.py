"""A registration, and what is to be put right in it, in the words people read."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from forms_app.base.catalogue import gettext as _
from forms_app.base.catalogue import language
from forms_app.base.catalogue import lazy_gettext as _l
from forms_app.base.office import Office
from forms_app.base.wording import lazy_word
from forms_app.base.words import Words
from forms_app.permits.corrections.models import Correction
from forms_app.permits.corrections.rules import FIELDS
from forms_app.permits.enterprises.labels import KINDS
from forms_app.permits.enterprises.models import Enterprise
from forms_app.permits.enterprises.trades import TRADES
from forms_app.permits.grid.queries import directory, rule

LABELS = Words(
    {
        "name": _l("单位名称"),
        "code": _l("统一社会信用代码"),
        "kind": _l("属于哪一类"),
        "trade": _l("行业"),
        "grid": _l("网格"),
        "address": _l("经营地址"),
        "place": _l("楼栋和楼层"),
        "place_public": _l("在名单上公布楼栋和楼层"),
        "contact_name": lazy_word("contact"),
        "contact_phone": _l("联系电话"),
        "safety_manager": _l("安全管理员"),
    }
)


@dataclass(frozen=True)
class Change:
    """One field, as it is and as it should be."""

    label: str
    before: str
    after: str


def page_rows(
    office: Office, enterprise: Enterprise, page: str
) -> list[tuple[str, str]]:
    """Label and value of each field of a page of the registration."""
    return [
        (
            LABELS.label(name),
            _said(office, enterprise, name, getattr(enterprise, name)),
        )
        for name in FIELDS[page]
    ]


def changes(office: Office, wish: Correction) -> list[Change]:
    """What a wish would change, in the order of the registration."""
    unit = wish.enterprise
    names = [name for page in FIELDS.values() for name in page if name in wish.given]
    return [_change(office, unit, name, wish.given) for name in names]


def _change(
    office: Office, unit: Enterprise, name: str, given: Mapping[str, Any]
) -> Change:
    return Change(
        LABELS.label(name),
        _said(office, unit, name, getattr(unit, name)),
        _said(office, unit, name, given[name]),
    )


def _said(office: Office, enterprise: Enterprise, name: str, value: Any) -> str:
    if name == "kind":
        return KINDS.label(value)
    if name == "trade":
        trades = rule(office, TRADES, office.clock.today()) or ()
        names = {trade.slug: trade.name(language()) for trade in trades}
        return names.get(value, value)
    if name == "grid":
        community = directory(office).get(enterprise.community)
        grid = community.grid(value) if community else None
        return grid.name if grid else str(value)
    if name == "place_public":
        return _("公布") if value else _("不公布")
    return str(value or _("没有填"))
