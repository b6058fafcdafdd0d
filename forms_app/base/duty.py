"""A duty: one thing that somebody does, and the page where it is done.

Rooms declare theirs; /help/duties/ lists them all.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from forms_app.base.catalogue import lazy_gettext as _l
from forms_app.base.words import Words


class By(StrEnum):
    """Who does a duty. Of staff it is the first role that may: a reviewer may do what a
    grid worker does, the office what a reviewer does.
    """

    GRID_WORKER = "grid-worker"
    REVIEWER = "reviewer"
    OFFICE = "office"
    ADMIN = "administrator"
    KEEPER = "keeper"
    ENTERPRISE = "enterprise"
    VOLUNTEER = "volunteer"
    PUBLIC = "public"


WHO = Words(
    {
        By.GRID_WORKER: _l("网格员"),
        By.REVIEWER: _l("审核员"),
        By.OFFICE: _l("办公室"),
        By.ADMIN: _l("管理员"),
        By.KEEPER: _l("值守员"),
        By.ENTERPRISE: _l("单位"),
        By.VOLUNTEER: _l("志愿者"),
        By.PUBLIC: _l("大家"),
    }
)


@dataclass(frozen=True)
class Duty:
    """What somebody does, as a message, and where.

    `page` is an address without parameters, of the app or of the published site: for
    what is done on the page of one thing, the list that leads there. Duties of somebody
    stand by `place`, in the order of a day.
    """

    what: Any
    by: By
    page: str
    place: int = 50
