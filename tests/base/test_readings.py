"""The readings of Chinese are pypinyin's, whatever the text, in a quarter of its memory."""

from __future__ import annotations

import random
import subprocess
import sys

import pytest
from pypinyin import Style, lazy_pinyin, pinyin

from forms_app.base.readings import dictionary
from tests.conftest import PROJECT

MOST = 20_000  # kilobytes more
MEASURED = """
import resource
before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
from forms_app.base.initials import initials_of
assert initials_of("重庆银行") == ["cqyh"]
print(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before)
"""


def letters(readings: list[list[str]]) -> list[set[str]]:
    return [{reading[0] for reading in each} for each in readings]


def assert_same(text: str) -> None:
    ours = dictionary().read(text)
    assert [usual for usual, *_others in ours] == lazy_pinyin(text), text
    theirs = pinyin(text, style=Style.FIRST_LETTER, heteronym=True)
    assert letters(ours) == letters(theirs), text


def texts(number: int) -> list[str]:
    """Ends and beginnings of phrases, one after the other."""
    dice = random.Random(2020)
    phrases = dictionary().phrases
    return [
        "".join(dice.choice(phrases)[: dice.randint(1, 4)] for _part in range(3))
        for _number in range(number)
    ]


@pytest.mark.parametrize(
    "text", ["重庆银行", "长乐行商", "单县乐器行", "一块石头落了", "女儿绿", "㐀龘"]
)
def test_a_name_is_read_as_pypinyin_reads_it(text) -> None:
    assert_same(text)


@pytest.mark.walk
def test_every_character_and_phrase_is_read_as_pypinyin_reads_it() -> None:
    for code in range(0x3400, 0xA000):
        assert_same(chr(code))
    for text in (*dictionary().phrases[::5], *texts(5000)):
        if all("\u3400" <= each <= "\u9fff" for each in text):
            assert_same(text)


def test_the_dictionary_takes_a_part_of_what_pypinyin_takes() -> None:
    told = subprocess.check_output([sys.executable, "-c", MEASURED], cwd=PROJECT)
    assert int(told) < MOST
