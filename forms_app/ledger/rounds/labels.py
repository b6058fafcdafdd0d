"""Duties as people read them."""

from __future__ import annotations

from forms_app.base.catalogue import gettext as _
from forms_app.base.catalogue import lazy_gettext as _l
from forms_app.base.vocabulary import Listed
from forms_app.base.words import Look, Words
from forms_app.ledger.rounds.models import Duty
from forms_app.ledger.rounds.rules import BIN, State

KINDS = Listed("duties")
STATES = Words(
    {
        State.OVERDUE: (_l("超期"), Look.HELD),
        State.DUE: _l("待做"),
        State.NOT_LAID_OUT: (_l("没有排"), Look.HELD),
        State.DONE: (_l("做了"), Look.VALID),
        State.DROPPED: (_l("不做"), Look.GONE),
    }
)


def name(duty: Duty) -> str:
    """What an item of it is called.

    A bin by its number alone: its place stands with the duty, and goes with it.
    """
    kind = KINDS.label(duty.kind)
    if duty.kind == BIN:
        return _("%(kind)s：%(n)s 号桶", kind=kind, n=duty.id)
    return _("%(kind)s：%(place)s", kind=kind, place=duty.place)
