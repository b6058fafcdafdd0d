"""Reading and writing presses."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from sqlalchemy import delete, update
from sqlalchemy.orm import Session

from forms_app.base.clock import real_now
from forms_app.base.presses.models import Press

# also where an office's own retention rule says nothing of them
LAST = timedelta(days=1)
# Between a commit and its answer lies the making of a page. After that its process has
# ended without an answer.
ANSWERED_WITHIN = timedelta(seconds=10)


def take(session: Session, key: str) -> bool:
    """In the transaction that does what the form asks for; False where it was done."""
    now = real_now()
    session.execute(delete(Press).where(Press.pressed_at < now - LAST))
    if session.get(Press, key):
        return False
    session.add(Press(key=key, pressed_at=now))
    session.flush()
    return True


def find(session: Session, key: str) -> Press | None:
    return session.get(Press, key)


def may_be_answered(press: Press) -> bool:
    """Whether its answer may still come."""
    return real_now() - press.pressed_at < ANSWERED_WITHIN


def keep(session: Session, key: str, answer: dict[str, Any]) -> None:
    session.execute(update(Press).where(Press.key == key).values(answer=answer))


def give_back(session: Session, key: str) -> None:
    """The form may be sent again."""
    session.execute(delete(Press).where(Press.key == key))
