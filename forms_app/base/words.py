"""A set of codes with what people read for each: a label, and the look of its tag."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from forms_app.base.catalogue import LANGUAGES, use_language


class Look(StrEnum):
    """How a tag looks; each has its colour in the theme and its sign here."""

    VALID = "valid"
    WAIT = "wait"
    HELD = "held"
    GONE = "gone"

    @property
    def sign(self) -> str:
        """The shape beside the word: colour alone tells nothing."""
        return SIGNS[self]


SIGNS = {Look.VALID: "✓", Look.WAIT: "…", Look.HELD: "‖", Look.GONE: "✕"}


@dataclass(frozen=True)
class Word:
    """One code as people read it. `label` is a message, looked up when printed."""

    label: Any
    look: Look = Look.WAIT

    def __str__(self) -> str:
        return str(self.label)


class Words(Mapping[str, Word]):
    """The words of a set of codes, in the order in which they are offered.

    Made of labels, or of pairs of a label and a look:
    `Words({"open": _l("还没有人接"), "done": (_l("办结"), Look.VALID)})`.
    """

    def __init__(self, words: Mapping[Any, Any]) -> None:
        self._words = {
            str(code): Word(*word) if isinstance(word, tuple) else Word(word)
            for code, word in words.items()
        }

    @property
    def words(self) -> dict[str, Word]:
        return self._words

    def __getitem__(self, code: str) -> Word:
        return self.words[str(code)]

    def __iter__(self) -> Iterator[str]:
        return iter(self.words)

    def __len__(self) -> int:
        return len(self.words)

    def label(self, code: str | None) -> str:
        """The label of a code.

        A code nobody knows any more is printed as it is; no code gives no label.
        """
        if not code:
            return ""
        return str(self.words.get(str(code), code))

    def choices(self) -> list[tuple[str, Any]]:
        """Code and label of each, for a field of a form."""
        return [(code, word.label) for code, word in self.words.items()]

    def code(self, label: str) -> str | None:
        """The code that somebody meant with a label, in any language; None if unknown."""
        wanted = label.strip().casefold()
        for language in LANGUAGES:
            with use_language(language):
                for code, word in self.words.items():
                    if str(word).casefold() == wanted:
                        return code
        return wanted if wanted in self.words else None
