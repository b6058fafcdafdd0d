"""A document: what code reads of its file, and how a section of documents judges one."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from datetime import date
from functools import cached_property

from forms_app.base.contentfile.beside import ACCEPTED, Beside
from forms_app.base.contentfile.front import FrontMatter
from forms_app.base.contentfile.frontmatter import Parsed, parse
from forms_app.base.contentfile.judges import a_moment, a_slug, in_parts, parts
from forms_app.base.contentfile.keys import Key, Type
from forms_app.base.contentfile.reported import read_figure
from forms_app.base.contentfile.section import Section
from forms_app.base.documents.schedule import PUBLISH, UNPUBLISH, Schedule, schedule_of

# What Pelican would read as an order: another address, a draft that is not shown.
RESERVED = {
    "slug",
    "lang",
    "status",
    "template",
    "save_as",
    "url",
    "category",
    "translation",
    "author",
    "authors",
}
SPANS = (("Date", "Until"), ("Since", "Until"), ("From", "To"))
ENGLISH = ".en.md"
HELPED = "约120家 | 2020-03-01 | 来源"


@dataclass(frozen=True)
class Document:
    """One document in one language.

    `version` changes with every word of its file; `path` is the address of its page
    below the public one.
    """

    section: str
    slug: str
    lang: str
    title: str
    day: date
    expires: date | None
    version: str
    path: str
    schedule: Schedule = field(default_factory=Schedule)

    @property
    def name(self) -> str:
        """How it is named where documents of several sections are chosen from."""
        return f"{self.section}/{self.slug}"

    def has_expired(self, today: date) -> bool:
        return self.expires is not None and self.expires < today


@dataclass(frozen=True, eq=False)
class DocumentSection(Section[Document]):
    """A folder of documents in Chinese, each with a translation or none.

    The first block holds what is said in each language; the second the facts (until
    when, open or closed, how many), which stand in the Chinese file alone, so that a
    translation cannot say otherwise.

    `is_basis`: whether something may rest on one. `has_pages`: each has a page of its
    own, and a text; a shop or a measure is a row among others, and its title says it
    all. `needs_original`: whether a translation cannot stand alone.
    """

    is_basis: bool = False
    has_pages: bool = True
    needs_original: bool = False

    @cached_property
    def original(self) -> FrontMatter:
        return FrontMatter(tuple(self.keys))

    @cached_property
    def translation(self) -> FrontMatter:
        """A fact is known there, to be told that it does not belong there."""
        free = (
            replace(key, type=Type.TEXT, required=False, choices=None)
            for key in self.facts
        )
        return FrontMatter((*self.blocks[0].keys, *free))

    @property
    def facts(self) -> tuple[Key, ...]:
        return self.blocks[1].keys if len(self.blocks) > 1 else ()

    def read(
        self, data: bytes, path: str, beside: Beside = ACCEPTED
    ) -> tuple[Document | None, Parsed]:
        slug, _, lang = path.rpartition("/")[2].removesuffix(".md").partition(".")
        front = self.translation if lang else self.original
        parsed = parse(data, path, front, beside)
        _judge_name(parsed, slug, lang)
        _judge_keys(parsed, [key.name for key in self.facts] if lang else [])
        _judge_spans(parsed)
        _judge_schedule(parsed)
        if self.original.key("Who"):
            _judge_benefit(parsed)
        if self.has_pages and not parsed.body and not parsed.faults:
            parsed.fault(0, "没有正文", "空一行，再写正文")
        original = path.replace(ENGLISH, ".md")
        if lang and self.needs_original and _is_missing(original, beside):
            parsed.fault(0, "没有中文的那一份", original)
        if parsed.faults:
            return None, parsed
        document = Document(
            self.name,
            slug,
            lang or "zh-Hans",
            parsed.values["Title"],
            parsed.date("Date") or parsed.date("Since") or date.min,
            parsed.date("Expires"),
            hashlib.sha256(parsed.text.encode()).hexdigest()[:12],
            self.address.format(slug=slug),
            schedule_of(parsed.values),
        )
        return document, parsed


def _is_missing(original: str, beside: Beside) -> bool:
    return beside.originals is not None and original not in beside.originals


def _judge_name(parsed: Parsed, slug: str, lang: str) -> None:
    if a_slug(slug) or lang not in {"", "en"}:
        parsed.fault(
            0,
            "文件名只能用小写字母、数字和连字符；英文版以 .en.md 结尾",
            "example-notice.md | example-notice.en.md",
        )


def _judge_keys(parsed: Parsed, elsewhere: Iterable[str]) -> None:
    """What is not for its writer to say, and what only the Chinese file says."""
    for key in parsed.values:
        if key.lower() in RESERVED:
            parsed.wrong(key, "“%(key)s”由文件名和文件夹决定，不用写", "删去这一行")
        elif key in elsewhere:
            says = "“%(key)s”只写在中文的那一份里，英文版跟着它"
            parsed.wrong(key, says, "删去这一行")


def _judge_spans(parsed: Parsed) -> None:
    """Nothing ends before it begins."""
    for first, last in SPANS:
        if (
            parsed.date_is_good(first)
            and parsed.date_is_good(last)
            and parsed.values[last] < parsed.values[first]
        ):
            parsed.fault(
                parsed.lines[last],
                "%(last)s（%(until)s）早于 %(first)s（%(begins)s）",
                "最后一天不能早于第一天",
                first=first,
                last=last,
                begins=parsed.values[first],
                until=parsed.values[last],
            )


def _judge_schedule(parsed: Parsed) -> None:
    """Nothing goes before it has come."""
    begins = parsed.values.get(PUBLISH.name)
    ends = parsed.values.get(UNPUBLISH.name)
    if not begins or not ends or a_moment(begins) or a_moment(ends) or begins < ends:
        return
    says = "%(last)s（%(ends)s）不晚于 %(first)s（%(begins)s），公众一刻也看不到"
    parsed.fault(
        parsed.lines[UNPUBLISH.name],
        says,
        "撤下的时间要晚于公开的时间",
        first=PUBLISH.name,
        last=UNPUBLISH.name,
        begins=begins,
        ends=ends,
    )


def _judge_benefit(parsed: Parsed) -> None:
    """A policy that helps somebody says whom; how many were helped is a reported
    figure, and no small number of people.
    """
    benefit = ("Until", "How", "Contact", "Helped")
    told = [key for key in benefit if parsed.values.get(key)]
    if told and not parsed.values.get("Who"):
        says = "写了“%(key)s”，但没有写谁可以申请"
        parsed.fault(parsed.lines[told[0]], says, "Who: …", key=told[0])
    helped = parsed.values.get("Helped", "")
    if not helped or parts(HELPED)(helped):
        return
    figure = read_figure(parsed, "Helped", ["", *in_parts(helped)], HELPED)
    if figure and figure.number < 5 and figure.unit[0] in "人名户位":
        parsed.wrong("Helped", "不足 5 人的数字不公布", "删去这一行，等人数多了再写")
