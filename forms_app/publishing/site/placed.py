"""Where a text shows a picture or links to an attachment, its published copy is put: with
its size, so that nothing jumps while the page loads, and with what a reader will get.
"""

from __future__ import annotations

import re
from html import escape

from forms_app.base.contentfile.targets import MEDIA, Target, of_html
from forms_app.publishing.intake.media import Placed
from forms_app.publishing.site.inputs import Shelf

INSIDE = r"(?:[^>\"']|\"[^\"]*\"|'[^']*')*"
PICTURE = re.compile(rf"<img\b{INSIDE}>", re.IGNORECASE)
LINK = re.compile(rf"(<a\b{INSIDE}>)(.*?)</a>", re.IGNORECASE | re.DOTALL)
KINDS = {".pdf": "PDF", ".docx": "Word", ".xlsx": "Excel", ".pptx": "PowerPoint"}
THOUSAND = 1000


def with_media(html: str, shelf: Shelf, lang: str) -> tuple[str, tuple[str, ...]]:
    """The HTML of a text with its pictures and attachments in their places, and the names
    of their copies. A picture that is not there leaves what is said of it.
    """
    used: set[str] = set()

    def picture(tag: re.Match[str]) -> str:
        target, kept = _placed(tag[0], shelf)
        if kept is None:
            is_ours = target.path.startswith("/") and not target.media
            return tag[0] if is_ours else escape(target.alt)
        used.add(kept.name)
        return (
            f'<img src="/{MEDIA}/{kept.name}" alt="{escape(target.alt)}"'
            f' width="{kept.width}" height="{kept.height}"'
            ' loading="lazy" decoding="async">'
        )

    def link(tag: re.Match[str]) -> str:
        target, kept = _placed(tag[1], shelf)
        if kept is None:
            return tag[0]
        used.add(kept.name)
        address = f"/{MEDIA}/{kept.name}"
        if kept.width:
            return f'<a href="{address}">{tag[2]}</a>'
        name = escape(target.media.partition("/")[2])
        return f'<a href="{address}" download="{name}">{tag[2]}</a>{_told(kept, lang)}'

    if "<img" in html.lower() or MEDIA in html:
        html = LINK.sub(link, PICTURE.sub(picture, html))
    return html, tuple(sorted(used))


def _placed(tag: str, shelf: Shelf) -> tuple[Target, Placed | None]:
    target = next(iter(of_html(tag)), Target(""))
    return target, shelf.placed.get(target.media)


def _told(kept: Placed, lang: str) -> str:
    """Kind and size: (PDF, 35 KB)."""
    ending = f".{kept.name.rpartition('.')[2]}"
    kind = KINDS.get(ending, ending[1:].upper())
    size = max(1, round(kept.size / THOUSAND))
    shown = f"{size} KB" if size < THOUSAND else f"{size / THOUSAND:.1f} MB"
    return f" ({kind}, {shown})" if lang == "en" else f"（{kind}，{shown}）"
