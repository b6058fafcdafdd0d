"""How Chinese is read: the syllables of each character of a text, without tones.

The dictionaries and the rule are pypinyin's. Imported, it takes 54 MB of every process;
the same read from its files, with only what is asked here, takes a quarter of that.
"""

from __future__ import annotations

import json
import re
import unicodedata
from bisect import bisect_left
from collections.abc import Iterator
from functools import cache, lru_cache
from importlib.util import find_spec
from pathlib import Path
from sys import intern
from typing import Any

LONGEST = 10  # characters of a phrase
VALUE = re.compile(r'["\[]')  # what one of them begins with
TONES = dict.fromkeys(map(ord, "\u0300\u0301\u0304\u030c"))


class Dictionary:
    """Characters by number, with their readings; phrases in their order, and how those of
    them are read that are not read as their characters usually are. The readings of one
    character are apart by a comma, the characters of a phrase by a blank.
    """

    def __init__(self, folder: Path) -> None:
        self.characters = {
            int(code): intern(_joined(readings.split(",")))
            for code, readings in _pairs(folder / "pinyin_dict.json")
        }
        self.phrases: list[str] = []
        self.unusual: dict[str, str] = {}
        for phrase, characters in _pairs(folder / "phrases_dict.json"):
            self.phrases.append(phrase)
            said = " ".join([_joined(each) for each in characters])
            if said != " ".join([self._usual(each) for each in phrase]):
                self.unusual[phrase] = said
        self.phrases.sort()

    def read(self, text: str) -> list[list[str]]:
        """Return the readings of each character, the usual one first."""
        found: list[list[str]] = []
        while text:
            phrase = self._next_phrase(text)
            if phrase:
                found += self._of_phrase(phrase)
                text = text[len(phrase) :]
                continue
            alone = len(text) if self._is_begun(text) else 1
            found += [_apart(self._of(each)) for each in text[:alone]]
            text = text[alone:]
        return found

    def _next_phrase(self, text: str) -> str:
        """Return the longest that the text begins with; empty where there is none."""
        for length in range(min(LONGEST, len(text)), 0, -1):
            phrase = text[:length]
            if self._following(phrase) == phrase:
                return phrase
        return ""

    def _is_begun(self, text: str) -> bool:
        """Whether a phrase begins with this: then no phrase is looked for in it."""
        return self._following(text).startswith(text)

    def _following(self, text: str) -> str:
        """Return the first phrase in order that is not before this."""
        at = bisect_left(self.phrases, text)
        return self.phrases[at] if at < len(self.phrases) else ""

    def _of_phrase(self, phrase: str) -> list[list[str]]:
        said = self.unusual.get(phrase)
        if said is None:
            return [[self._usual(each)] for each in phrase]
        return [_apart(each) for each in said.split(" ")]

    def _of(self, character: str) -> str:
        return self.characters.get(ord(character), character)

    def _usual(self, character: str) -> str:
        return self._of(character).partition(",")[0]


@cache
def dictionary() -> Dictionary:
    """Read when it is asked for: it takes a fifth of a second, which a start that writes
    no search file need not wait for.
    """
    spec = find_spec("pypinyin")
    assert spec and spec.submodule_search_locations, "it is among the requirements"
    return Dictionary(Path(spec.submodule_search_locations[0]))


def _apart(readings: str) -> list[str]:
    return list(dict.fromkeys(readings.split(",")))


def _joined(readings: list[str]) -> str:
    return ",".join(map(_without_tones, readings))


@lru_cache(2000)  # there are no more syllables, with their tones
def _without_tones(reading: str) -> str:
    """ü is v, as it is typed."""
    letters = unicodedata.normalize("NFD", reading.replace("ü", "v")).translate(TONES)
    return unicodedata.normalize("NFC", letters).replace("ü", "v")


def _pairs(path: Path) -> Iterator[tuple[str, Any]]:
    """The keys and values of a JSON object, one by one: all at once they are as large as
    what is to be spared.
    """
    text = path.read_text(encoding="utf-8")
    decoder = json.JSONDecoder()
    at = text.find('"')
    while at >= 0:
        key, at = decoder.raw_decode(text, at)
        begun = VALUE.search(text, at)
        assert begun, "a key has a value"
        value, at = decoder.raw_decode(text, begun.start())
        yield key, value
        at = text.find('"', at)
