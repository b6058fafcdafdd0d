"""What was typed, marked where it stands in a name or a sentence."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import groupby

from markupsafe import Markup

from forms_app.base.simplified import simplified
from forms_app.base.typed import plain

BEFORE = 24  # characters of a text that are shown before what was found in it
LENGTH = 90


def marked(text: str, words: Iterable[str]) -> Markup:
    """Return the text as markup, with each of these words marked that it has."""
    hits = set(_hits(text, words))
    parts = groupby(enumerate(text), key=lambda one: one[0] in hits)
    pieces = (
        (is_hit, "".join(character for _place, character in part))
        for is_hit, part in parts
    )
    return Markup("").join(
        Markup("<mark>{}</mark>").format(piece) if is_hit else piece
        for is_hit, piece in pieces
    )


def around(text: str, words: Iterable[str]) -> str:
    """Return the part of a text that has the first of these words; where it has none of
    them, an empty text.
    """
    first = min(_hits(text, words), default=None)
    if first is None:
        return ""
    begin = max(first - BEFORE, 0)
    part = text[begin : begin + LENGTH]
    more = "…" if begin + LENGTH < len(text) else ""
    return f"{'…' if begin else ''}{part}{more}"


def _hits(text: str, words: Iterable[str]) -> Iterator[int]:
    """The places of the characters that belong to one of these words."""
    compared = [
        (place, one)
        for place, character in enumerate(text)
        for one in plain(simplified(character))
    ]
    line = "".join(one for _place, one in compared)
    for word in filter(None, words):
        at = line.find(word)
        while at >= 0:
            yield from (place for place, _one in compared[at : at + len(word)])
            at = line.find(word, at + 1)
