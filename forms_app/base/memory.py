"""What a session that reads was asked before: it sees one state from its beginning to its
end, so the second panel of a page that wants to know something has the first one's
answer. A session that writes is asked each time.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Any, Concatenate, ParamSpec, TypeVar

from sqlalchemy.orm import Session

ANSWERS = "answers"  # in the `info` of a session that remembers
# answers: more than a page asks for; who goes through a whole register forgets
MOST = 200
Asked = ParamSpec("Asked")
Answer = TypeVar("Answer")


def remember(session: Session) -> None:
    """From now on: it reads only."""
    session.info[ANSWERS] = {}


def asked_once(
    ask: Callable[Concatenate[Session, Asked], Answer],
) -> Callable[Concatenate[Session, Asked], Answer]:
    """A query whose answer nobody changes."""

    @wraps(ask)
    def answer(session: Session, *of: Asked.args, **named: Asked.kwargs) -> Answer:
        answers: dict[Any, Any] | None = session.info.get(ANSWERS)
        if answers is None:
            return ask(session, *of, **named)
        question = (ask, of, *sorted(named.items()))
        if question not in answers:
            if len(answers) >= MOST:
                answers.clear()
            answers[question] = ask(session, *of, **named)
        found: Answer = answers[question]
        return found

    return answer
