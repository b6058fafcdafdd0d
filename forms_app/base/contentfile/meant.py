"""What somebody probably meant who wrote a word in Chinese, in full-width letters, or
with signs around it.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Collection, Mapping
from difflib import get_close_matches
from functools import lru_cache
from typing import Any

from forms_app.base.catalogue import use_language
from forms_app.base.typed import UNSEEN

AROUND = " \t\u3000\"'“”‘’「」『』《》`*_#>·•-。．.；;，,、\\"
LIKE_IN_CHINESE = 0.6  # of two letters, one is not enough
BETWEEN = re.compile("[、，,/]")


def tidied(said: str) -> str:
    """In plain letters, without what cannot be seen and without the signs around it."""
    seen = unicodedata.normalize("NFKC", UNSEEN.sub("", said))
    return seen.strip(AROUND)


def word_of(said: str, words: Collection[str], likeness: float = 0.5) -> str:
    """The one of `words` that was probably meant; empty where none is near.

    Where `words` has what each is called in Chinese, that is looked through too.
    """
    told = tidied(said).lower()
    for named, like in (
        ({word.lower(): word for word in words}, likeness),
        (_by_chinese(words), max(likeness, LIKE_IN_CHINESE)),
    ):
        if near := get_close_matches(told, named, 1, like):
            return named[near[0]]
    return ""


def chinese(label: Any) -> tuple[str, ...]:
    """What a word is called, the usual name first: "暂停、停工"."""
    with use_language("zh-Hans"):
        return tuple(filter(None, BETWEEN.split(str(label))))


def _by_chinese(words: Collection[str]) -> dict[str, str]:
    if not isinstance(words, Mapping):
        return {}
    with use_language("zh-Hans"):
        labels = [str(label) for label in words.values()]
    return _named(tuple(words), tuple(labels))


@lru_cache(200)
def _named(words: tuple[str, ...], labels: tuple[str, ...]) -> dict[str, str]:
    found: dict[str, str] = {}
    for word, label in zip(words, labels, strict=True):
        for name in chinese(label):
            found.setdefault(name, word)
    return found
