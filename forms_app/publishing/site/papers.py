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
from typing import Any

from pelican.contents import Content

from forms_app.base.catalogue import gettext as _
from forms_app.publishing.intake.kinds import FACTS, SAID, TO_REST_ON, words
from forms_app.publishing.site.fingerprint import digest


@dataclass(frozen=True)
class Paper:
    """One document in one language.

    `translations` are (address, language) of the others.

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
    expires: str
    pinned: bool
    order: int
    html: str
    translations: tuple[tuple[str, str], ...]
    says: tuple[tuple[str, str], ...] = ()

    @cached_property
    def fingerprint(self) -> bytes:
        return digest(repr(self).encode())

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


def lang_of(content: Any) -> str:
    """The language of a document; Pelican writes its default in small letters."""
    return "en" if getattr(content, "lang", "") == "en" else "zh-Hans"


def papers(contents: list[Any]) -> list[Paper]:
    """Every document and its translations, newest first, in a total order."""
    every = [one for content in contents for one in (content, *content.translations)]
    made = [_paper(content) for content in every]
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
    facts = {name.lower() for name in FACTS[paper.section]}
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
        paper, says=says, order=original.order if "order" in facts else paper.order
    )


def _paper(content: Any) -> Paper:
    expires = getattr(content, "expires", "")
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
        expires=expires.date().isoformat()
        if isinstance(expires, dt.datetime)
        else str(expires),
        pinned=getattr(content, "pinned", "no") == "yes",
        order=int(getattr(content, "order", "99")),
        html=content.content,
        translations=tuple(
            (other.url, lang_of(other)) for other in content.translations
        ),
        says=tuple(
            (key, str(content.metadata[key]))
            for key in SAID
            if content.metadata.get(key)
        ),
    )


def section_title(section: str) -> str:
    titles = {
        "notices": _("通知公告"),
        "letters": _("公开信"),
        "policies": _("政策"),
        "plans": _("联合预案"),
    }
    return titles[section]


def kind_word(kind: str) -> str:
    """Whether a document is about keeping the illness away or about opening again."""
    return {
        "prevention": _("防控"),
        "resumption": _("复工复产"),
        "service": _("办事"),
        "other": _("其他"),
    }[kind]


def channel_word(channel: str) -> str:
    return {
        "微信公众号": _("微信公众号"),
        "微信群": _("微信群"),
        "短信": _("短信"),
        "大喇叭": _("大喇叭"),
        "公告栏": _("公告栏"),
        "上门送达": _("上门送达"),
        "广播电视": _("广播电视"),
        "报纸": _("报纸"),
    }[channel]


def long_date(day: dt.date, lang: str) -> str:
    """2020年2月8日, or 8 February 2020."""
    return (
        f"{day.day} {day:%B} {day.year}"
        if lang == "en"
        else f"{day.year}年{day.month}月{day.day}日"
    )


def bases(papers: Iterable[Paper]) -> dict[str, tuple[str, str]]:
    """Address and title of what a decision may rest on, by slug."""
    return {
        p.slug: (f"/{p.url}", p.title)
        for p in papers
        if p.lang != "en" and p.section in TO_REST_ON
    }
