"""What an enterprise does with items of the ledger."""

from __future__ import annotations

from forms_app.base.catalogue import lazy_gettext as _l
from forms_app.base.duty import By, Duty

DUTIES = (
    Duty(
        _l("看提过的问题有没有答复；社区的建议，接受了、做到了各按一下"),
        By.ENTERPRISE,
        "/app/my/items/",
        place=80,
    ),
)
