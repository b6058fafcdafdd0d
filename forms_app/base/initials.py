"""A name in pinyin, by which people look for it: its initials, by which lists are sorted
too, and in full.
"""

from __future__ import annotations

import re
from functools import lru_cache

from forms_app.base.readings import dictionary
from forms_app.base.typed import plain

MOST = 8  # readings of one name
CHINESE = re.compile("[\u3400-\u9fff]+|[^\u3400-\u9fff]+")


def initials_of(name: str) -> list[str]:
    """Return the initials; several, the usual first, where a character is read in
    several ways. What is not Chinese stands for itself, signs are left out.
    """
    readings = [""]
    for run in CHINESE.findall(plain(name)):
        for letters in _letters_of(run):
            readings = [head + letter for head in readings for letter in letters][:MOST]
    return readings


def pinyin_of(name: str) -> str:
    """Return the whole pinyin in its usual reading, without blanks; ü is v, as it is
    typed. What is not Chinese stands for itself, signs are left out.
    """
    return "".join(map(_pinyin_of_run, CHINESE.findall(plain(name))))


@lru_cache(20_000)
def _pinyin_of_run(run: str) -> str:
    if not "\u3400" <= run[0] <= "\u9fff":
        return run
    return "".join(usual for usual, *_others in dictionary().read(run))


@lru_cache(20_000)  # names share their words: 有限公司, 超市, 箱包
def _letters_of(run: str) -> list[list[str]]:
    """The readings of each character of a run that is all Chinese or all not."""
    if not "\u3400" <= run[0] <= "\u9fff":
        return [[character] for character in run]
    return [
        list(dict.fromkeys(reading[0].lower() for reading in readings))
        for readings in dictionary().read(run)
    ]
