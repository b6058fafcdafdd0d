"""Which keys may stand in the front matter of a kind of file."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from functools import cached_property

from forms_app.base.contentfile.beside import Beside
from forms_app.base.contentfile.judges import Judge, Wrong, judge_name, judge_of
from forms_app.base.contentfile.keys import Key
from forms_app.base.contentfile.meant import tidied, word_of

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
        """The name that was probably meant, spelt as it must be, with the number it has;
        empty where none is near.
        """
        told = tidied(name)
        if key := self.key(told):
            return as_spelt(key, told)
        stem, number = _parted(told)
        found = word_of(told, self._stems, 0.7) or word_of(stem, self._stems, 0.7)
        is_numbered = f"{found}{NUMBERED}" in {key.name for key in self.keys}
        return f"{found}-{number}" if is_numbered and number else found

    @cached_property
    def _stems(self) -> dict[str, str]:
        """Each key without its number, with what it is called in Chinese."""
        return {_stem(key): key.called for key in self.keys}

    def judge(self, key: Key, value: str, beside: Beside) -> Wrong | None:
        """What is wrong with a value, by itself and beside other files.

        What was probably meant is told only if it is right.
        """
        wrong = self._wrong(key, value, beside)
        if wrong and wrong.meant and self._wrong(key, wrong.meant, beside):
            return replace(wrong, meant="")
        return wrong

    def _wrong(self, key: Key, value: str, beside: Beside) -> Wrong | None:
        judge = self._judges[key.name]
        named = judge_name(key, value, beside)
        return named or (judge(value) if judge else None)

    def line(self, name: str, value: str, beside: Beside) -> str:
        """The line of a key, with the value that was probably meant; empty where that
        cannot be told.
        """
        key = self.key(name)
        wrong = self.judge(key, value, beside) if key and value else None
        if wrong and not wrong.meant:
            return ""
        return f"{name}: {wrong.meant if wrong else value.strip()}"

    @cached_property
    def _judges(self) -> dict[str, Judge | None]:
        return {key.name: judge_of(key) for key in self.keys}


def as_spelt(key: Key, name: str) -> str:
    """The name as the key spells it, with the number it has."""
    stem = _stem(key)
    return key.name if key.name == stem else stem + name[len(stem) :]


def _parted(name: str) -> tuple[str, str]:
    """A name and the number behind it: Grid-1, 网格1, Tree-1-2."""
    found = re.fullmatch(r"(.*?)[- ]?(\d+(?:-\d+)*)", name)
    return (found[1], found[2]) if found else (name, "")


def _stem(key: Key) -> str:
    return key.name.removesuffix(NUMBERED)
