"""An item's states and steps, as people read them."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from forms_app.base.accounts.names import shown_name
from forms_app.base.catalogue import gettext as _
from forms_app.base.catalogue import lazy_gettext as _l
from forms_app.base.office import Office
from forms_app.base.words import Look, Word, Words
from forms_app.ledger.items.kinds import Kind
from forms_app.ledger.items.models import Item
from forms_app.ledger.items.rules import Action, Status, is_overdue
from forms_app.permits.grid.queries import directory

STATUSES = Words(
    {
        Status.OPEN: _l("还没有人接"),
        Status.TAKEN: _l("在办"),
        Status.DONE: (_l("办结"), Look.VALID),
        Status.DROPPED: (_l("不办"), Look.GONE),
    }
)
OVERDUE = Word(_l("超期"), Look.HELD)
STEPS = Words(
    {
        "raise": _l("提出"),
        Action.TAKE: _l("接下"),
        Action.HAND_OVER: _l("交办"),
        Action.GIVE_BACK: _l("交回"),
        Action.ANSWER: _l("写了答复、措施或期限"),
        Action.FINISH: _l("办结"),
        Action.DROP: _l("定了不办"),
        Action.REOPEN: _l("重新打开"),
        "change": _l("从表格里改"),
        "publish": _l("公开为常见问题"),
    }
)
LABELS = Words(
    {
        "title": _l("事项"),
        "text": _l("详细情况"),
        "answer": _l("答复"),
        "measure": _l("措施"),
        "owner": _l("谁负责"),
        "due_at": _l("期限"),
        "finish": _l("办结"),
        "take": _l("我来办"),
    }
)


def label(kind: Kind, name: str) -> Any:
    """A message, looked up when it is printed."""
    return (kind.words.get(name) or LABELS[name]).label


def state(item: Item, kind: Kind, now: datetime) -> Word:
    """How it stands, in the words of its kind."""
    if is_overdue(Status(item.status), item.due_at, now):
        return OVERDUE
    stands = STATUSES[item.status]
    if item.outcome:
        return Word(kind.outcomes.label(item.outcome), stands.look)
    return Word(kind.words.get(item.status, stands).label, stands.look)


def step(action: str) -> str:
    """What an audit entry of an item says was done."""
    return STEPS.label(action.partition(".")[2])


def owner(office: Office, name: str, community: str = "") -> str:
    """An account or a squad of the community by its name; a helper without an account
    by the number alone.
    """
    who, _slash, number = name.partition("/")
    if who == "volunteer":
        return _("志愿者 %(n)s 号", n=number)
    found = directory(office).get(community) if community else None
    squad = found.squad(name) if found else None
    return squad.name if squad else shown_name(name)
