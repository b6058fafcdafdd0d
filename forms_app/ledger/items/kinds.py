"""What a kind of item is: its words, what finishes it, who may raise, take and see it."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import timedelta
from typing import Any

from forms_app.base.access import Actor, Role
from forms_app.base.feature import active, parts
from forms_app.base.office import Office
from forms_app.base.words import Words

EVERYBODY = frozenset({Role.GRID_WORKER, Role.REVIEWER, Role.OFFICE})
OFFICE = frozenset({Role.REVIEWER, Role.OFFICE})


@dataclass(frozen=True)
class Kind:
    """One kind.

    `needs`: of "answer" and "measure", what must be there before it is finished;
    `asks`: what may be.

    `roles`: staff who see and work on it; `raised_by`: of these, who may raise one by
    hand. `to_enterprise`: the enterprise it is about sees it and its answer;
    `taken_by_enterprise`: and takes and finishes it itself. `outcomes`: what finishing
    it may have given, by code; without any it is simply done. `may_drop`: false where
    it must be answered whatever happens. `ready`: texts to choose from, title and text
    by code. `shown`: a feature's own page of an item, where the common one does not do;
    `links`: what else may be done with one, as address and label; `more`: what else
    that page says. `finished`: what else is then done, in the same transaction: called
    with session, item, actor and now.
    """

    code: str
    title: Any
    needs: tuple[str, ...] = ()
    asks: tuple[str, ...] = ()
    due_in: timedelta | None = None
    roles: frozenset[Role] = EVERYBODY
    raised_by: frozenset[Role] = EVERYBODY
    to_enterprise: bool = False
    taken_by_enterprise: bool = False
    outcomes: Words = field(default_factory=lambda: Words({}))
    # of fields, actions, states: where not the common
    words: Words = field(default_factory=lambda: Words({}))
    hints: Mapping[str, Any] = field(default_factory=dict)
    may_drop: bool = True
    # how long before its due time it may be finished at the earliest
    not_before: timedelta | None = None
    ready: Callable[[Office], Mapping[str, tuple[str, str]]] | None = None
    shown: Callable[[Any], str] | None = None
    links: Callable[[Any, Actor], Iterable[tuple[str, Any]]] | None = None
    # of a session and an item: label and value
    more: Callable[[Any, Any], list[tuple[Any, str]]] | None = None
    finished: Callable[..., None] | None = None
    about: Any = ""
    empty: Any = ""

    @property
    def written(self) -> tuple[str, ...]:
        """What of it is written by whoever works on it."""
        return (*self.needs, *self.asks)

    def may_work(self, actor: Actor) -> bool:
        return actor.role is Role.ADMIN or actor.role in self.roles

    def may_raise(self, actor: Actor) -> bool:
        return (
            actor.role is Role.ADMIN and bool(self.raised_by)
        ) or actor.role in self.raised_by


def kinds() -> dict[str, Kind]:
    """Every kind there is, by its code."""
    return {kind.code: kind for kind in parts(active(), "kinds")}
