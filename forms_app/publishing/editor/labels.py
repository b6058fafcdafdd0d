"""How a content file stands, as people read it."""

from __future__ import annotations

from enum import StrEnum

from forms_app.base.catalogue import lazy_gettext as _l
from forms_app.base.words import Look, Words


class State(StrEnum):
    PUBLISHED = "published"
    COMING = "coming"
    WAITING = "waiting"
    FAULTY = "faulty"


STATES = Words(
    {
        State.PUBLISHED: (_l("已公布"), Look.VALID),
        State.COMING: (_l("等着公布"), Look.WAIT),
        State.WAITING: (_l("还不公开"), Look.HELD),
        State.FAULTY: (_l("有错，没有公布"), Look.GONE),
    }
)
