"""HTML out of Markdown, cleaned: the one place from which it is printed as it is."""

from __future__ import annotations

import re
from collections.abc import Callable
from copy import deepcopy
from functools import lru_cache, partial

import nh3
from markupsafe import Markup

from forms_app.base.catalogue import gettext as _
from forms_app.base.catalogue import language
from forms_app.publishing.site.fingerprint import digest

NOTE = re.compile(r"(?P<hash>#?)(?P<of>fn|fnref\d*):(?P<name>[^\s\"]+)")
CLASSES = {"div": {"footnote"}, "a": {"footnote-ref", "footnote-backref"}}
ATTRIBUTES = deepcopy(nh3.ALLOWED_ATTRIBUTES)
for element in ("sup", "li"):
    ATTRIBUTES.setdefault(element, set()).add("id")
ATTRIBUTES["img"] |= {"loading", "decoding"}
ATTRIBUTES["a"].add("download")
HEADING = re.compile(r"(?<=<)(/?)h([1-6])(?=[ >])")
LOWEST = 6
A_PAGE = 16  # texts that are kept clean: those of a page, for its second language
# A wide table is scrolled in itself, with a finger or the arrow keys.
TABLE = re.compile(r"(<table[ >])")
WIDE = r'<div class="wide" tabindex="0">\1'


def clean_html(html: str) -> Markup:
    """Markdown lets raw HTML through; what could act is taken out here, so that the
    rest may be printed as it is.

    The title of a page is its one h1: a text that has its own begins one level lower.
    """
    return _cleaned(html, language() if "footnote" in html else "")


@lru_cache(A_PAGE)
def _cleaned(html: str, _language: str) -> Markup:
    """The same text is the same in every language, but for the titles of its notes."""
    cleaned = nh3.clean(
        html,
        attributes=ATTRIBUTES,
        attribute_filter=_filter_of(html),
        allowed_classes=CLASSES,
    )
    if "<h1" in cleaned:
        cleaned = HEADING.sub(_one_lower, cleaned)
    if "<table" in cleaned:
        cleaned = TABLE.sub(WIDE, cleaned).replace("</table>", "</table></div>")
    return Markup(cleaned)  # noqa: S704 - cleaned here, on purpose in one place


def _one_lower(heading: re.Match[str]) -> str:
    return f"{heading[1]}h{min(int(heading[2]) + 1, LOWEST)}"


def _filter_of(html: str) -> Callable[[str, str, str], str | None] | None:
    """Of a text with footnotes, whose names are to be its own on a page of several."""
    if "footnote" not in html:
        return partial(_attribute, "")
    return partial(_attribute, digest(html.encode()).hex()[:8])


def _attribute(text: str, element: str, name: str, value: str) -> str | None:
    """What an attribute says in the end, None for nothing."""
    note = NOTE.fullmatch(value) if name in {"id", "href"} else None
    if note and text:
        return f"{note['hash']}{note['of']}-{text}-{note['name']}"
    if name == "id":
        return None
    if text and element == "a" and name == "title" and value.isdecimal():
        return _("回到正文里的注 %(number)s", number=value)
    return value
