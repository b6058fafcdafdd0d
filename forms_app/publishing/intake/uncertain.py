"""What waits while a host is cut off from the database that it shares: another one may
have taken over, and taken away what would be granted here. Takings-away never wait.
"""

from __future__ import annotations

from collections.abc import Mapping

from forms_app.base import fence
from forms_app.base.contentfile.faults import Fault, fault_at
from forms_app.permits.enterprises.content import GRANTED, EnterpriseFile

UNCERTAIN = (
    "现在连不上数据库，不知道另一台主机是不是先改了；批准先等着，连上了自动公开；"
    "暂停和撤销照常马上公开"
)


def is_uncertain(relative: str, text: str, record: EnterpriseFile) -> Fault | None:
    """It grants something, and this host is cut off from the others: one of them may
    have taken it away.

    Raises:
        Fenced: another publisher took over.
    """
    if record.status not in GRANTED or fence.is_certain():
        return None
    return fault_at(relative, text, "Status", UNCERTAIN, {}, "")


def certain_again(faults: Mapping[str, Fault]) -> set[str]:
    """The paths of these that waited, once it can be told again.

    Raises:
        Fenced: another publisher took over.
    """
    waits = {path for path, fault in faults.items() if fault.says == UNCERTAIN}
    return waits if waits and fence.is_certain() else set()
