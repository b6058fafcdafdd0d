"""Chinese numerals among digits, which may be digits, words, or a dash.

一三八〇〇〇〇一二三四 is a phone number, 周一 before one is a word, and 010一6200 has a
dash in it: a text is read in each way that it allows.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from forms_app.base.contentfile.numbers import FEWEST, MARK

# As they are read out, written on cheques, and counted in Suzhou.
OF_DIGITS = (
    *("〇零○", "一壹幺〡", "二贰貳〢", "三叁參〣", "四肆〤"),
    *("五伍〥", "六陆陸〦", "七柒〧", "八捌〨", "九玖〩"),
)
NUMERALS = "".join(OF_DIGITS)
DIGIT_OF = {
    ord(numeral): str(digit)
    for digit, numerals in enumerate(OF_DIGITS)
    for numeral in numerals
}
# Signs of ASCII and of a Chinese text. What is none of these, and no common letter, may
# be a digit.
SIGNS = r"\x00-/:-@\[-`{-\x7f\u3001-\u3006\u3008-\u303f\uff08-\uff0f\uff1a-\uff20"
MAY_BE_DIGIT = rf"(?:[^{SIGNS}A-Za-z\u3400-\u9fff]|[{NUMERALS}Oo])"
RUN = re.compile(rf"[0-9{NUMERALS}](?:{MARK}*[0-9{NUMERALS}]){{{FEWEST - 1},}}")
NUMERAL = re.compile(f"[{NUMERALS}]")
# One by itself may number an item: it is a digit where it touches one.
TOUCHING = re.compile(
    f"(?<=[0-9{NUMERALS}])[{NUMERALS}]|[{NUMERALS}](?=[0-9{NUMERALS}])"
)
FEW = 2
DASH = re.compile("(?<=[0-9])一+(?=[0-9])")
LETTER_O = re.compile("(?<=[0-9])[Oo]+(?=[0-9])")


def readings(seen: str) -> Iterator[str]:
    """The text as it stands, and in each other way, of the same lines."""
    yield seen
    as_digits = RUN.sub(_as_digits, LETTER_O.sub(_zeros, seen))
    if as_digits != seen:
        yield as_digits
    if DASH.search(seen):
        yield DASH.sub("-", seen)


def _as_digits(run: re.Match[str]) -> str:
    if len(NUMERAL.findall(run[0])) > FEW:
        return run[0].translate(DIGIT_OF)
    return TOUCHING.sub(_digit, run[0])


def _digit(numeral: re.Match[str]) -> str:
    return DIGIT_OF[ord(numeral[0])]


def _zeros(letters: re.Match[str]) -> str:
    return "0" * len(letters[0])
