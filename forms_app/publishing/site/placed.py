"""Where a text shows a picture or links to an attachment, its published copy is put: with
its size, so that nothing jumps while the page loads, and with what a reader will get.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from html import escape

from markupsafe import Markup

from forms_app.base.contentfile.targets import MEDIA, Target, of_html
from forms_app.publishing.intake.media import Placed
from forms_app.publishing.site.inputs import Shelf

INSIDE = r"(?:[^>\"']|\"[^\"]*\"|'[^']*')*"
PICTURE = re.compile(rf"<img\b{INSIDE}>", re.IGNORECASE)
LINK = re.compile(rf"(<a\b{INSIDE}>)(.*?)</a>", re.IGNORECASE | re.DOTALL)
KINDS = {".pdf": "PDF", ".docx": "Word", ".xlsx": "Excel", ".pptx": "PowerPoint"}
THOUSAND = 1000


@dataclass(frozen=True)
class AttachedFile:
    """A file that a text links to; `told` is its kind and size: PDF, 35 KB."""

    title: str
    url: str
    name: str
    told: str


@dataclass(frozen=True)
class WithMedia:
    """The HTML of a text with its pictures and attachments in their places, the names of
    their copies, and the attachments, each once.
    """

    html: str
    copies: tuple[str, ...] = ()
    files: tuple[AttachedFile, ...] = ()


def with_media(html: str, shelf: Shelf, lang: str) -> WithMedia:
    """A picture that is not there leaves what is said of it."""
    used: set[str] = set()
    files: dict[str, AttachedFile] = {}

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
        file = _file(address, target, tag[2], kept, lang)
        files.setdefault(address, file)
        told = f" ({file.told})" if lang == "en" else f"（{file.told}）"
        return f'<a href="{address}" download="{escape(file.name)}">{tag[2]}</a>{told}'

    if "<img" in html.lower() or MEDIA in html:
        html = LINK.sub(link, PICTURE.sub(picture, html))
    return WithMedia(html, tuple(sorted(used)), tuple(files.values()))


def _placed(tag: str, shelf: Shelf) -> tuple[Target, Placed | None]:
    target = next(iter(of_html(tag)), Target(""))
    return target, shelf.placed.get(target.media)


def _file(
    address: str, target: Target, said: str, kept: Placed, lang: str
) -> AttachedFile:
    """`said`: the words of the link, as HTML."""
    name = target.media.partition("/")[2]
    title = Markup(said).striptags() or name  # noqa: S704 - its tags are taken out
    return AttachedFile(title, address, name, _told(kept, lang))


def _told(kept: Placed, lang: str) -> str:
    """Kind and size: PDF, 35 KB."""
    ending = f".{kept.name.rpartition('.')[2]}"
    kind = KINDS.get(ending, ending[1:].upper())
    size = max(1, round(kept.size / THOUSAND))
    shown = f"{size} KB" if size < THOUSAND else f"{size / THOUSAND:.1f} MB"
    return f"{kind}, {shown}" if lang == "en" else f"{kind}，{shown}"
