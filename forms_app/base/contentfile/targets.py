"""What a text shows and links to, as a reader of the page gets it: read from the HTML
that is made of it.
"""

from __future__ import annotations

import posixpath
import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from html.parser import HTMLParser
from urllib.parse import unquote

from markdown import Markdown

from forms_app.base.contentfile import line_ends

MEDIA = "media"  # the folder of pictures and attachments
# {filename}other.md, as Pelican finds one file from another
FILE = re.compile(r"[{|](?P<how>filename|static|attach)[|}]", re.IGNORECASE)
SCHEME = re.compile(r"(?P<name>[a-z][a-z0-9+.-]*):|//", re.IGNORECASE)
MAY_HAVE = re.compile(r"\]\(|\]\[|\]:|<[A-Za-z]")
LINKS = frozenset({"a", "area"})
ADDRESSES = frozenset({"href", "src", "srcset", "data", "poster"})


@dataclass(frozen=True)
class Target:
    """An address in a text, as it stands there; `alt` is what is said of a picture."""

    to: str
    is_picture: bool = False
    alt: str = ""

    @property
    def scheme(self) -> str:
        """In small letters; "//" for one that the page decides, empty for a path."""
        found = SCHEME.match(self.to)
        return (found["name"] or "//").lower() if found else ""

    @property
    def how(self) -> str:
        """filename, static or attach where Pelican is to find the file, else empty."""
        found = FILE.match(self.to)
        return found["how"].lower() if found else ""

    @property
    def path(self) -> str:
        """Without what Pelican reads, and without what stands behind ? and #."""
        plain = FILE.sub("", self.to, count=1).partition("#")[0].partition("?")[0]
        return unquote(plain).replace("\\", "/")

    @property
    def media(self) -> str:
        """The path of the picture or attachment that is meant, such as media/x.jpg;
        empty where none is.
        """
        folder, name = posixpath.split(self.path)
        is_there = not self.scheme and posixpath.basename(folder) == MEDIA
        return f"{MEDIA}/{name}" if is_there and name else ""


class _Reader(HTMLParser):
    """Collects the targets of a page."""

    def __init__(self) -> None:
        super().__init__()
        self.found: list[Target] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        alt = dict(attrs).get("alt") or ""
        for name, value in attrs:
            if name in ADDRESSES and value:
                self.found.append(Target(value.strip(), tag not in LINKS, alt.strip()))


@lru_cache(500)
def targets_in(text: str) -> tuple[Target, ...]:
    """In their order; of a text that can be read (bounds.py)."""
    if not MAY_HAVE.search(text):
        return ()
    return of_html(Markdown(extensions=["extra", line_ends.NAME]).convert(text))


def of_html(html: str) -> tuple[Target, ...]:
    reader = _Reader()
    reader.feed(html)
    reader.close()
    return tuple(reader.found)


def lines_of(targets: tuple[Target, ...], source: str) -> Iterator[int]:
    """The line of each in the text, from 0: the next one in which its address stands."""
    rows = source.split("\n")
    told: dict[str, int] = {}
    for target in targets:
        rest = range(told.get(target.to, -1) + 1, len(rows))
        line = next((n for n in rest if _stands_in(target.to, rows[n])), None)
        line = told.get(target.to, 0) if line is None else line
        told[target.to] = line
        yield line


def _stands_in(address: str, row: str) -> bool:
    return address in row or address.replace("&", "&amp;") in row
