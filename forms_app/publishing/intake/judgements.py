"""What was found of each content file, kept while nothing changes that it was judged by.

A judge sees the file and what stands beside it. What it asked of that is noted, so that a
new notice beside a hundred others is judged alone: what the others asked has the same
answers as before. Whatever cannot be told apart is judged again.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Hashable, Iterator, Mapping
from copy import deepcopy
from dataclasses import dataclass, fields
from typing import Any, Generic, TypeVar

from forms_app.base.contentfile.beside import Beside

T = TypeVar("T")
PARTS = tuple(part.name for part in fields(Beside))


class Names(Collection[str]):
    """Names that a judge may ask for. `answers`: which of those it asked for are there;
    `are_read`: whether it looked at all of them.
    """

    def __init__(self, names: Collection[str]) -> None:
        self.names = names
        self.answers: dict[object, bool] = {}
        self.are_read = False

    def __contains__(self, name: object) -> bool:
        return self.answers.setdefault(name, name in self.names)

    def __iter__(self) -> Iterator[str]:
        self.are_read = True
        return iter(self.names)

    def __len__(self) -> int:
        self.are_read = True
        return len(self.names)

    @property
    def condition(self) -> Condition:
        """Under which a judge would be told the same again."""
        if not self.are_read:
            return Condition(self.answers)
        if isinstance(self.names, Mapping):
            return Condition(whole=deepcopy(dict(self.names)))
        return Condition(whole=set(self.names))


class NamesOf(Names, Mapping[str, Any]):
    """The same, where each name has something behind it."""

    names: Mapping[str, Any]

    def __getitem__(self, name: str) -> Any:
        self.are_read = True
        return self.names[name]


@dataclass(frozen=True)
class Condition:
    """`answers` by name, or the `whole` of what there was."""

    answers: Mapping[object, bool] | None = None
    whole: Collection[object] | None = None

    def holds(self, names: Collection[str] | None) -> bool:
        if names is None:
            return self.answers is None and self.whole is None
        if self.answers is not None:
            return all((name in names) is there for name, there in self.answers.items())
        return self.whole == (names if isinstance(names, Mapping) else set(names))


@dataclass(frozen=True)
class Judgement(Generic[T]):
    """What was found, of which text, and the conditions by part of a Beside."""

    of: Hashable
    conditions: dict[str, Condition]
    found: T

    def holds(self, of: Hashable, beside: Beside) -> bool:
        return of == self.of and all(
            condition.holds(getattr(beside, part))
            for part, condition in self.conditions.items()
        )


class Judgements(Generic[T]):
    """Those of one content tree, by path."""

    def __init__(self) -> None:
        self.kept: dict[str, Judgement[T]] = {}

    def find(
        self, path: str, of: Hashable, beside: Beside, judge: Callable[[Beside], T]
    ) -> T:
        """What `judge` finds, asked only if it might find something else than before.

        `of` is all that it looks at but for what it is given: equal only where that is
        the same. What is found must not be changed.
        """
        kept = self.kept.get(path)
        if kept is None or not kept.holds(of, beside):
            names: dict[str, Any] = {
                part: _names(getattr(beside, part)) for part in PARTS
            }
            found = judge(Beside(**names))
            conditions = {part: _condition(asked) for part, asked in names.items()}
            kept = self.kept[path] = Judgement(of, conditions, found)
        return kept.found

    def forget(self, there: Collection[str]) -> None:
        """All but those of the paths that are there."""
        for path in self.kept.keys() - set(there):
            del self.kept[path]


def _names(part: Collection[str] | None) -> Names | None:
    if part is None:
        return None
    return NamesOf(part) if isinstance(part, Mapping) else Names(part)


def _condition(asked: Names | None) -> Condition:
    return Condition() if asked is None else asked.condition
