"""What the site prints of a document: a notice, letter, policy or help page, as Pelican
read it, made plain.

Pelican's own content objects keep what they once rendered and point at one another;
these hold the finished text, so that they can be compared.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass, replace
from functools import cached_property
from textwrap import shorten
from typing import Any, NamedTuple

from markupsafe import Markup
from pelican.contents import Content

from forms_app.base.contentfile.judges import words
from forms_app.base.documents.labels import CHANNELS, GROUPS, KINDS
from forms_app.base.documents.schedule import SCHEDULE
from forms_app.base.documents.sections import BY_NAME, SECTIONS, TO_REST_ON
from forms_app.features import FEATURES
from forms_app.ledger.rounds.labels import KINDS as DUTIES
from forms_app.publishing.site.fingerprint import digest
from forms_app.publishing.site.inputs import Shelf
from forms_app.publishing.site.markup import clean_html
from forms_app.publishing.site.placed import AttachedFile, with_media

SOON = dt.timedelta(days=7)  # how long something is new, or ends soon
ABOUT = 120  # characters; in English twice as many, in whole words


class Translation(NamedTuple):
    """The same document in another language."""

    url: str
    lang: str


@dataclass(frozen=True)
class Category:
    """A section in one language, with the names that themes of Pelican know."""

    slug: str
    lang: str

    @property
    def name(self) -> str:
        return section_title(self.slug)

    @property
    def url(self) -> str:
        return f"en/{self.slug}/" if self.lang == "en" else f"{self.slug}/"

    def __str__(self) -> str:
        return self.name


# Keys of documents that are fields of a paper, or are said to staff alone.
FIELDS = {
    "title",
    "date",
    "summary",
    "number",
    "issuer",
    "effective",
    "expires",
    "pinned",
    "supersedes",
    "audience",
    *(key.name.lower() for key in SCHEDULE),
}
SAID = tuple(
    sorted({key.name.lower() for one in SECTIONS for key in one.keys} - FIELDS)
)


@dataclass(frozen=True)
class Paper:
    """One document in one language: `article` and `page` of the templates.

    `content`, `category` and `locale_date` are what themes of Pelican call these.

    `says` is what its kind may say beside, by key; a translation says of its facts what
    the Chinese file says.
    """

    path: str
    url: str
    lang: str
    section: str
    slug: str
    title: str
    summary: str
    issuer: str
    number: str
    date: dt.date
    effective: str
    expires: str
    supersedes: str
    pinned: bool
    order: int
    html: str
    translations: tuple[Translation, ...]
    says: tuple[tuple[str, str], ...] = ()
    media: tuple[str, ...] = ()  # the copies it shows and links to
    files: tuple[AttachedFile, ...] = ()

    @cached_property
    def fingerprint(self) -> bytes:
        return digest(repr(self).encode())

    @property
    def content(self) -> Markup:
        return clean_html(self.html)

    @property
    def category(self) -> Category:
        return Category(self.section, self.lang)

    @property
    def locale_date(self) -> str:
        return self.date.isoformat()

    @property
    def about(self) -> str:
        """A sentence or two of plain words, for lists and for whoever shares it."""
        plain = " ".join(clean_html(self.summary).striptags().split())
        if self.lang == "en":
            return shorten(plain, 2 * ABOUT, placeholder=" …")
        return plain if len(plain) <= ABOUT else f"{plain[: ABOUT - 1]}…"

    @property
    def action(self) -> tuple[str, str] | None:
        """The words and the address of what one can do after reading."""
        words, _bar, address = self.said("action").partition("|")
        return (words.strip(), address.strip()) if address else None

    def is_to_come(self, today: dt.date) -> bool:
        return self.effective > today.isoformat()

    def said(self, key: str) -> str:
        return dict(self.says).get(key, "")

    @property
    def kind(self) -> str:
        return self.said("kind")

    @property
    def channels(self) -> tuple[str, ...]:
        """Where else it was published."""
        return words(self.said("channels"))

    def has_expired(self, today: dt.date) -> bool:
        return bool(self.expires) and self.expires < today.isoformat()

    def is_new(self, today: dt.date) -> bool:
        return dt.timedelta() <= today - self.date < SOON


def ends_soon(until: str, today: dt.date) -> bool:
    """Whether a last day, if there is one, is near or past."""
    return bool(until) and until <= (today + SOON).isoformat()


def lang_of(content: Any) -> str:
    """The language of a document; Pelican writes its default in small letters."""
    return "en" if getattr(content, "lang", "") == "en" else "zh-Hans"


def papers(contents: list[Any], shelf: Shelf) -> list[Paper]:
    """Every document and its translations, newest first, in a total order."""
    every = [one for content in contents for one in (content, *content.translations)]
    made = [_paper(content, shelf) for content in every]
    # Pelican remembers every text it made for as long as the process lives; what was
    # taken out is forgotten.
    for name in ("get_content", "get_summary"):
        Content.__dict__[name].cache.clear()
    originals = {(p.section, p.slug): p for p in made if p.lang != "en"}
    made = [_with_facts(p, originals.get((p.section, p.slug))) for p in made]
    return sorted(
        sorted(made, key=lambda p: (p.slug, p.section, p.lang)),
        key=lambda p: p.date,
        reverse=True,
    )


def _with_facts(paper: Paper, original: Paper | None) -> Paper:
    if paper.lang != "en" or original is None:
        return paper
    facts = {key.name.lower() for key in BY_NAME[paper.section].facts}
    own = {key: value for key, value in paper.says if key not in facts}
    says = tuple(
        sorted(
            {
                **own,
                **{key: value for key, value in original.says if key in facts},
            }.items()
        )
    )
    return replace(
        paper,
        says=says,
        order=original.order if "order" in facts else paper.order,
        effective=paper.effective or original.effective,
        expires=paper.expires or original.expires,
        supersedes=paper.supersedes or original.supersedes,
    )


def _paper(content: Any, shelf: Shelf) -> Paper:
    text = with_media(content.content, shelf, lang_of(content))
    return Paper(
        path=content.save_as,
        url=content.url,
        lang=lang_of(content),
        section=content.relative_source_path.partition("/")[0],
        slug=content.slug,
        title=str(content.title),
        summary=content.summary,
        issuer=getattr(content, "issuer", ""),
        number=getattr(content, "number", ""),
        date=content.date.date(),
        effective=_plain_day(content, "effective"),
        expires=_plain_day(content, "expires"),
        supersedes=getattr(content, "supersedes", ""),
        pinned=getattr(content, "pinned", "no") == "yes",
        order=int(getattr(content, "order", "99")),
        html=text.html,
        media=text.copies,
        files=text.files,
        translations=tuple(
            Translation(other.url, lang_of(other)) for other in content.translations
        ),
        says=tuple(
            (key, str(content.metadata[key]))
            for key in SAID
            if content.metadata.get(key)
        ),
    )


def _plain_day(content: Any, key: str) -> str:
    """As it is written; Pelican may have read it."""
    value = getattr(content, key, "")
    return value.date().isoformat() if isinstance(value, dt.datetime) else str(value)


def section_title(section: str) -> str:
    return str(BY_NAME[section].title)


def kind_word(kind: str) -> str:
    """What a document is about."""
    return KINDS.label(kind)


def group_word(group: str) -> str:
    """A group of measures."""
    return GROUPS.label(group)


def duty_word(kind: str) -> str:
    """A kind of duty that comes back every day."""
    return DUTIES.label(kind)


def channel_word(channel: str) -> str:
    return str(CHANNELS[channel])


def languages_of(papers: Iterable[Paper], path: str) -> frozenset[str]:
    """In which the document of this path (section/slug.md) is written."""
    return frozenset(p.lang for p in papers if f"{p.section}/{p.slug}.md" == path)


def bases(papers: Iterable[Paper], lang: str = "zh-Hans") -> dict[str, tuple[str, str]]:
    """Address and title of what a decision may rest on, by slug; in a language where it
    has it, else in Chinese.
    """
    found = [
        p for p in papers if p.section in TO_REST_ON and p.lang in {"zh-Hans", lang}
    ]
    found.sort(key=lambda p: p.lang == lang)
    return {p.slug: (f"/{p.url}", p.title) for p in found}


def is_closed(paper: Paper, on: frozenset[str]) -> bool:
    """A help page of nothing but features that are off."""
    of = [one.name for one in FEATURES if paper.slug in one.help]
    return paper.section == "help" and bool(of) and not on.intersection(of)
