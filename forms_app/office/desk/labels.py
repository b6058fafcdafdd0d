"""What the things on a desk and the figures of a day are called."""

from __future__ import annotations

from typing import Any

from forms_app.base.catalogue import lazy_gettext as _l
from forms_app.ledger.items.kinds import kinds

OF: dict[str, Any] = {
    "applications": _l("申请"),
    "calls": _l("待打电话"),
    "alarms": _l("发热"),
    "isolation": _l("隔离"),
    "reports": _l("两报"),
    "visits": _l("走访"),
}
FIGURES: dict[str, Any] = {
    "received_today": _l("当天收到"),
    "decided_today": _l("当天办结"),
    "left_today": _l("还在办"),
    "received": _l("累计收到"),
    "decided": _l("累计办结"),
}


def of(name: str) -> Any:
    """The feature a thing belongs to, or its kind of item."""
    return OF.get(name) or (kinds()[name].title if name in kinds() else name)
