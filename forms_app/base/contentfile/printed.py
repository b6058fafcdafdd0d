"""What a page shows of Markdown: its words without the marks, and what its links and
pictures say. A number that is no number in the source can be one here.
"""

from __future__ import annotations

import re
from functools import lru_cache
from html.parser import HTMLParser
from itertools import islice
from urllib.parse import unquote

import nh3
from markdown import Markdown

from forms_app.base.contentfile.appearance import APART, PARTS
from forms_app.base.contentfile.bounds import too_much
from forms_app.base.contentfile.numbers import FEWEST
from forms_app.base.contentfile.numerals import MAY_BE_DIGIT

# Without one of these, Markdown hides nothing between two digits.
HIDES = re.compile(r"[<\[{]")
DIGIT = re.compile(MAY_BE_DIGIT)
ADDRESSES = {"href", "src", "cite"}
# Of a web address, as opposed to one that calls somebody.
PLACE = re.compile(r"(?!(?:tel|sms|callto|weixin|wtai|mailto):)", re.IGNORECASE)


@lru_cache(500)
def printed(text: str) -> str:
    """The words a reader sees, blocks parted by an empty line, then what attributes say.

    Empty where Markdown shows what stands there, and where the text asks too much of
    the reader, which is a fault by itself.
    """
    if not HIDES.search(text) or not _has_enough(text) or too_much(text):
        return ""
    page = _Page()
    page.feed(nh3.clean(Markdown(extensions=["extra"]).convert(text)))
    page.close()
    return "".join(page.words) + "".join(f"\n\n{told}" for told in page.told)


def _has_enough(text: str) -> bool:
    """Whether there are digits for a number."""
    return len(list(islice(DIGIT.finditer(text), FEWEST))) == FEWEST


class _Page(HTMLParser):
    """Collects the words, and what the attributes tell."""

    def __init__(self) -> None:
        super().__init__()
        self.words: list[str] = []
        self.told: list[str] = []
        self.is_footnote = False  # its number belongs to no other

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self._part(f"<{tag}>")
        for name, value in attrs:
            if name == "href" and value and value.startswith("#fn:"):
                self.is_footnote = True
            elif value:
                self.told.append(_address(value) if name in ADDRESSES else value)

    def handle_endtag(self, tag: str) -> None:
        self.is_footnote = False
        self._part(f"</{tag}>")

    def handle_data(self, data: str) -> None:
        if not self.is_footnote:
            self.words.append(data)

    def _part(self, tag: str) -> None:
        if APART.match(tag):
            self.words.append("\n\n")
        elif PARTS.match(tag):
            self.words.append(" ")


def _address(value: str) -> str:
    """With its days and pages apart, unless it calls somebody."""
    plain = unquote(value)
    return re.sub(r"[./_~]", "|", plain) if PLACE.match(plain) else plain
