"""Which keys may stand in the front matter of a kind of file."""

from __future__ import annotations

import re
from dataclasses import dataclass
from difflib import get_close_matches
from functools import cached_property

from forms_app.base.contentfile.beside import Beside
from forms_app.base.contentfile.judges import Judge, Wrong, judge_name, judge_of
from forms_app.base.contentfile.keys import Key

NUMBERED = "-*"


@dataclass(frozen=True, eq=False)
class FrontMatter:
    """The declared keys of one kind of file, found by what its writer wrote."""

    keys: tuple[Key, ...]

    def key(self, name: str) -> Key | None:
        """The key a name in a file stands for, whatever its capitals."""
        if name not in self._found:
            self._found[name] = self._find(name)
        return self._found[name]

    @cached_property
    def _found(self) -> dict[str, Key | None]:
        """What was looked for before: files of a kind have the same few names."""
        return {}

    def _find(self, name: str) -> Key | None:
        for key in self.keys:
            if key.name.lower() == name.lower():
                return key
            if key.name.endswith(NUMBERED) and re.fullmatch(
                rf"{re.escape(_stem(key))}(-\d+)+", name, re.IGNORECASE
            ):
                return key
        return None

    def nearest(self, name: str) -> str:
        """The name that was probably meant; empty where none is near."""
        stems = {_stem(key).lower(): key for key in self.keys}
        word, _hyphen, number = name.partition("-")
        found = get_close_matches(name.lower(), stems, 1, 0.7) or get_close_matches(
            word.lower(), stems, 1, 0.7
        )
        if not found:
            return ""
        key = stems[found[0]]
        is_numbered = key.name.endswith(NUMBERED) and number
        return f"{_stem(key)}-{number}" if is_numbered else _stem(key)

    def judge(self, key: Key, value: str, beside: Beside) -> Wrong | None:
        """What is wrong with a value, by itself and beside other files."""
        judge = self._judges[key.name]
        return (judge(value) if judge else None) or judge_name(key, value, beside)

    @cached_property
    def _judges(self) -> dict[str, Judge | None]:
        return {key.name: judge_of(key) for key in self.keys}


def as_spelt(key: Key, name: str) -> str:
    """The name as the key spells it, with the number it has."""
    stem = _stem(key)
    return key.name if key.name == stem else stem + name[len(stem) :]


def _stem(key: Key) -> str:
    return key.name.removesuffix(NUMBERED)
