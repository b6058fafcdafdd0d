"""What a reader sees of a text, however its source is written, for checks of what is
printed.

Entities are resolved, tags and addresses of links are off, nothing is invisible, a
digit is one of 0 to 9, any blank is a blank, any dash or bracket a hyphen. Lines can
still be counted.
"""

from __future__ import annotations

import html
import re
import unicodedata
from functools import lru_cache

from forms_app.base.contentfile.glyphs import BLANK, DIGITS, ENCLOSED, INVISIBLE, JOINS

REFERENCE = re.compile(
    r"&(?:#\d{1,9}|#[xX][0-9a-fA-F]{1,8}|[A-Za-z][A-Za-z0-9]{1,31});?", re.ASCII
)
URL = re.compile(r"(?:https?://|www\.|(?<=\]\()/)[\w./?&=%#:~@+-]+", re.ASCII)
# Letters as an address has them: the digits belong to no number.
ESCAPED = re.compile("(?:%[89A-Fa-f][0-9A-Fa-f]){2,}")
TAG = re.compile(r"(<[!/?A-Za-z][^<>]*>|(?<=\])\((?=[^()\n]*[A-Za-z/#])[^()\n]*\))")
ENOUGH = re.compile(r"\d(?:[\W_]*\d){6}", re.ASCII)  # digits for a number
DIGIT = re.compile("[0-9]")
APART = re.compile(
    r"</?(?:address|article|aside|blockquote|body|button|caption|d[dlt]|details|dialog|div"
    r"|fieldset|figcaption|figure|footer|form|h[1-6]|head|header|hr|html|legend|li|main|nav"
    r"|ol|optgroup|option|p|pre|script|section|select|style|summary|svg|table|tbody|t[dhr]"
    r"|text|textarea|tfoot|thead|title|ul)\b",
    re.IGNORECASE,
)
PARTS = re.compile(r"</?(?:br|rt|su[bp])\b", re.IGNORECASE)
# So many stars at the most: at each of a row the rest of it would be looked at again.
BOLD = re.compile(r"(\*{1,9})(?!\*)(\d[\d ._-]*)\1")
MASK = re.compile(r"\*{3,}")
LINE_BREAK = re.compile(r"(?<=\d)[ *_)\\-]*\n[ *_(]*(?=\d)", re.ASCII)
LETTER = re.compile("[A-Za-z\u3400-\u9fff]")
ITEM = re.compile(r" *(?:[*+-]|\d{1,3}[.)]) ", re.ASCII)


def as_seen(text: str) -> str:
    """The text as it is read.

    A bar parts; a vertical tab is a line break that reads as a blank.
    """
    seen = REFERENCE.sub(_referred_to, text) if "&" in text else text
    seen = seen.translate(
        {ord(character): _shown(character) for character in set(seen)}
    )
    seen = URL.sub(_in_parts, seen.replace("。", "."))
    if "%" in seen:
        seen = ESCAPED.sub("|", seen)
    if "<" in seen or "](" in seen:
        seen = _without_tags(seen)
    if "*" in seen:
        seen = MASK.sub("|", BOLD.sub(r"\2", seen))
    return LINE_BREAK.sub(_line_break, seen)


def _referred_to(reference: re.Match[str]) -> str:
    """The character of an entity; a blank for a line break, so that lines can still be
    counted.
    """
    return html.unescape(reference[0]).replace("\n", " ")


@lru_cache(maxsize=10_000)
def _shown(character: str) -> str:
    """A character as all of its kind are shown.

    A digit in a circle or raised stands for itself.
    """
    if character == "\n" or " " <= character <= "~":
        return character
    if INVISIBLE.match(character):
        return ""
    if BLANK.match(character):
        return " "
    place = ord(character)
    if digit := DIGITS.get(place) or ENCLOSED.get(place):
        return digit
    if JOINS.match(character):
        return "-"
    folded = unicodedata.normalize("NFKC", character)
    if folded == character:
        return character
    return f" {folded} " if DIGIT.search(folded) else "".join(map(_shown, folded))


def _in_parts(address: re.Match[str]) -> str:
    """A web address, with its days and pages apart: only a hyphen holds digits
    together.
    """
    return re.sub(r"[./_~]", "|", address[0])


def _without_tags(text: str) -> str:
    """What stands between the tags.

    A line break within one moves to the end of its first line.
    """
    pieces: list[str] = []
    owed = ""
    for place, piece in enumerate(TAG.split(text)):
        if place % 2:
            owed += "\n" * piece.count("\n")
            pieces.append(_in_place_of(piece.replace("\n", " ")))
        elif owed and "\n" in piece:
            pieces.append(piece.replace("\n", f"{owed}\n", 1))
            owed = ""
        else:
            pieces.append(piece)
    return "".join(pieces)


def _in_place_of(tag: str) -> str:
    """What is left of a tag or of a link's address: all of it when it may hold a
    number.
    """
    if ENOUGH.search(tag):
        return f"|{tag}|"
    if APART.match(tag):
        return "|"
    return " " if PARTS.match(tag) else ""


def _line_break(between: re.Match[str]) -> str:
    """A text runs on after a break; rows of nothing but numbers and items of a list do
    not.
    """
    text = between.string
    middle = text.index("\n", between.start())
    before = text[text.rfind("\n", 0, middle) + 1 : middle]
    after = text[middle + 1 : text.find("\n", middle + 1)]
    runs_on = (LETTER.search(before) or LETTER.search(after)) and not ITEM.match(after)
    return between[0].replace("\n", "\v") if runs_on else between[0]
