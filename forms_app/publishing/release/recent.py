"""The last releases as the publisher keeps them in mind, with what they replaced: a log
that is made anew tells of them too, so that they can still be gone back to.
"""

from __future__ import annotations

from collections import deque
from dataclasses import dataclass
from itertools import chain

from forms_app.publishing.release.log import KEPT
from forms_app.publishing.release.log_line import Entry
from forms_app.publishing.release.state import Paths, State


@dataclass(frozen=True)
class Step:
    """An entry of the log. `number` and `at` are of the release before it; `replaced` is
    what it changed as that was, None where there was nothing.
    """

    entry: Entry
    number: int
    at: str
    replaced: dict[str, tuple[str, str] | None]


class Recent:
    """As many steps as there are releases to go back to."""

    def __init__(self) -> None:
        self.steps: deque[Step] = deque(maxlen=KEPT)

    def note(self, entry: Entry, before: State) -> None:
        """To be called before the entry changes the state."""
        touched = chain(entry["changed"], entry["same"], entry["gone"])
        replaced = {path: before.paths.get(path) for path in touched}
        if before.number:  # what was before the first release is nothing to go back to
            self.steps.append(Step(entry, before.number, before.at, replaced))

    def beginning(self, now: State) -> tuple[State, list[Entry]]:
        """The state before these steps, and their entries, oldest first; costs as much
        as the site is large.
        """
        if not self.steps:
            return now, []
        paths: Paths = dict(now.paths)
        for step in reversed(self.steps):
            for path, kept in step.replaced.items():
                if kept is None:
                    paths.pop(path, None)
                else:
                    paths[path] = kept
        first = self.steps[0]
        return State(first.number, first.at, paths), [s.entry for s in self.steps]
