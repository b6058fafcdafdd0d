"""Services and claims as people read them."""

from __future__ import annotations

from typing import Any

from forms_app.base.catalogue import lazy_gettext as _l
from forms_app.ledger.volunteering.rules import Service

SERVICES: dict[str, Any] = {
    Service.MEAL: _l("送餐"),
    Service.TEMPERATURE: _l("测体温"),
    Service.SHOPPING: _l("代购生活物品"),
    Service.OTHER: _l("其他上门服务"),
}
