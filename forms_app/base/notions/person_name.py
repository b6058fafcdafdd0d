"""Names of people. Rare characters are kept, also those of planes 2 and 3 and of private
use; the dot within a name is · however it was typed; what nobody sees is dropped.

A name in which a character is not known is never cut short, and two names in one cell
are never made one.
"""

from __future__ import annotations

import re

from forms_app.base.refusal import Refused
from forms_app.base.typed import UNSEEN, folded, is_letter, is_mark

LONGEST = 30
HAN = "\u3005\u3007\u3400-\u9fff\uf900-\ufaff\ue000-\uf8ff\U00020000-\U0003ffff"
# choose between the looks of one character; no font here has them
VARIANTS = re.compile("[\ufe00-\ufe0f\U000e0100-\U000e01ef]")
DOTS = str.maketrans(
    dict.fromkeys(
        "\u0387\u2022\u2024\u2027\u2219\u22c5\u25cf\u25e6\u2e31\u30fb\uff65\u318d", "·"
    )
)
DOT = re.compile(rf"(?<=[{HAN}])\s*[·.。｡\-‐‑‒–—―−]\s*(?=[{HAN}])")
AROUND_A_DOT = re.compile(r"\s*·[\s·]*")
TWO = re.compile(r"[、,;/\\|&+，；]")
ONLY_HAN = re.compile(rf"[{HAN}]+")
NO_LETTERS = " ·-'’."
MOST_PARTS = 3
# of two characters, so that 欧阳 示例 is one name
SURNAMES = re.compile(
    "欧阳|上官|司马|诸葛|司徒|东方|皇甫|尉迟|公孙|慕容|令狐|长孙|宇文|夏侯|端木|百里|南宫|独孤"
    "|轩辕|闻人|澹台|公冶|宗政|濮阳|淳于|单于|太叔|申屠|仲孙|钟离|赫连|呼延|东郭|南门|西门|第五"
    "|拓跋|完颜|万俟|公羊|司空|太史|鲜于|欧陽|司馬|諸葛"
)


class NoName(Refused):
    """Not the name of one person; says how one is written."""


def read(text: str) -> str:
    """The name somebody wrote, in the form it is kept.

    Raises:
        NoName: nothing is to be seen, something is no name, or there are two names.
    """
    seen = VARIANTS.sub("", UNSEEN.sub("", text))
    name = folded(seen.translate(DOTS)).strip(" \t\r\n·、,;，；.。")
    if not name:
        raise NoName("请填姓名，例如 示例一")
    name = AROUND_A_DOT.sub("·", DOT.sub("·", name))
    if _are_several(name):
        raise NoName(
            "这里像是两个人的姓名。请一人一行；是一个人的，请去掉姓名中间的空格或符号"
        )
    name = "".join(name.split()) if _is_han(name.split()) else " ".join(name.split())
    if not _is_letter(name[0]) or not all(map(_is_of_a_name, name)):
        raise NoName("姓名只写文字，不带数字和符号，例如 示例一")
    if len(name) > LONGEST:
        raise NoName("请不要超过 %(n)s 个字", n=LONGEST)
    return name


def _are_several(name: str) -> bool:
    if sum(map(_has_letter, TWO.split(name))) > 1:
        return True
    parts = name.split()
    if len(parts) < 2 or not _is_han(parts) or SURNAMES.fullmatch(parts[0]):
        return False
    return len(parts) > MOST_PARTS or sum(len(part) > 1 for part in parts) > 1


def _is_han(parts: list[str]) -> bool:
    return all(map(ONLY_HAN.fullmatch, (part.replace("·", "") for part in parts)))


def _has_letter(text: str) -> bool:
    return any(map(_is_letter, text))


def _is_letter(character: str) -> bool:
    return is_letter(character) or character == "〇"


def _is_of_a_name(character: str) -> bool:
    return _is_letter(character) or is_mark(character) or character in NO_LETTERS
