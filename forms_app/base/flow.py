"""A workflow as a table: which action leads from which state to which, and what is said
where one does not.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Generic, TypeVar

from forms_app.base.refusal import ChangedMeanwhile, Refused

State = TypeVar("State", bound=StrEnum)
Action = TypeVar("Action", bound=StrEnum)


@dataclass(frozen=True)
class Flow(Generic[State, Action]):
    """The steps of one workflow.

    `refusals`: the sentence for an action that does not lead out of a state, by that
    state. A state without one says that somebody else was there first: the page that
    offered the action is out of date.
    """

    steps: Mapping[tuple[State, Action], State]
    refusals: Mapping[State, str] = field(default_factory=dict)

    def after(self, state: State, action: Action) -> State:
        """The state an action leads to.

        Raises:
            Refused: it does not lead out of this state.
        """
        if (state, action) in self.steps:
            return self.steps[state, action]
        if state in self.refusals:
            raise Refused(self.refusals[state])
        raise ChangedMeanwhile

    def actions(self, state: State) -> frozenset[Action]:
        """Those that lead out of a state."""
        return frozenset(action for before, action in self.steps if before == state)
