"""Public documents, one Markdown file each: notices, letters, policies, joint plans,
measures, shops and help pages.

A shop or a measure has no page of its own; it is a row among others.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator
from dataclasses import dataclass
from datetime import date
from difflib import get_close_matches

from forms_app.base.contentfile.faults import Fault
from forms_app.base.contentfile.frontmatter import Parsed, parse
from forms_app.base.contentfile.schema import a_slug, parts
from forms_app.permits.grid.content import read_figure
from forms_app.publishing.intake.kinds import (
    FACTS,
    MAY_BE_EMPTY,
    ORIGINAL,
    SPANS,
    TRANSLATION,
)

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
HELPED = "约120家 | 2020-03-01 | 来源"


@dataclass(frozen=True)
class Document:
    """`community` and `basis` are what it names and must be there; empty where it names
    none.
    """

    section: str
    slug: str
    lang: str
    title: str
    date: date
    community: str = ""
    basis: str = ""


@dataclass(frozen=True)
class Beside:
    """What a document may name: communities, documents to rest on, and the paths of the
    files in Chinese.
    """

    communities: Collection[str]
    bases: Collection[str]
    originals: Collection[str]


def read_document(data: bytes, path: str) -> tuple[Document | None, Parsed]:
    """A document of a section, or None beside its faults.

    `path` is section/slug.md or section/slug.en.md.
    """
    section, _, name = path.partition("/")
    slug, _, lang = name.removesuffix(".md").partition(".")
    parsed = parse(data, path, (TRANSLATION if lang else ORIGINAL)[section])
    if a_slug(slug) or lang not in {"", "en"}:
        parsed.fault(
            0,
            "文件名只能用小写字母、数字和连字符；英文版以 .en.md 结尾",
            "example-notice.md | example-notice.en.md",
        )
    for key in parsed.values:
        if key.lower() in RESERVED:
            parsed.wrong(key, "“%(key)s”由文件名和文件夹决定，不用写", "删去这一行")
        elif lang and key in FACTS[section]:
            parsed.wrong(
                key, "“%(key)s”只写在中文的那一份里，英文版跟着它", "删去这一行"
            )
    if not parsed.body and not parsed.faults and section not in MAY_BE_EMPTY:
        parsed.fault(0, "没有正文", "空一行，再写正文")
    _judge_spans(parsed)
    if section == "policies":
        _judge_benefit(parsed)
    if parsed.faults:
        return None, parsed
    begins = parsed.date("Date") or parsed.date("Since") or date.min
    names = (parsed.values.get("Community", ""), parsed.values.get("Basis", ""))
    return Document(
        section, slug, lang or "zh-Hans", parsed.values["Title"], begins, *names
    ), parsed


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


def _judge_benefit(parsed: Parsed) -> None:
    """A policy that helps somebody says whom; how many were helped is a reported
    figure, and no small number of people.
    """
    told = [
        key for key in ("Until", "How", "Contact", "Helped") if parsed.values.get(key)
    ]
    if told and not parsed.values.get("Who"):
        parsed.fault(
            parsed.lines[told[0]],
            "写了“%(key)s”，但没有写谁可以申请",
            "Who: …",
            key=told[0],
        )
    helped = parsed.values.get("Helped", "")
    if not helped:
        return
    if parts(3, HELPED)(helped):
        parsed.wrong("Helped", "“%(value)s”应当用竖线分成几段，每段都要填", HELPED)
        return
    figure = read_figure(
        parsed, "Helped", ["", *(part.strip() for part in helped.split("|"))], HELPED
    )
    if figure and figure.number < 5 and figure.unit[0] in "人名户位":
        parsed.wrong("Helped", "不足 5 人的数字不公布", "删去这一行，等人数多了再写")


def judge_beside(
    documents: dict[str, Document], texts: dict[str, str], beside: Beside
) -> list[Fault]:
    """The faults of what was just read, once all that may be named is known; the faulty
    ones are taken out.
    """
    faults = []
    for relative in [relative for relative in documents if relative in texts]:
        if found := list(
            _faults_beside(relative, texts[relative], documents[relative], beside)
        ):
            faults += found
            del documents[relative], texts[relative]
    return faults


def _faults_beside(
    relative: str, text: str, document: Document, beside: Beside
) -> Iterator[Fault]:
    """What it names and is not there."""
    if document.lang != "zh-Hans":
        if (
            document.section in {"plans", "measures", "shops"}
            and relative.replace(".en.", ".") not in beside.originals
        ):
            yield Fault(
                relative, 0, "没有中文的那一份", {}, relative.replace(".en.", ".")
            )
        return
    for key, value, known, says in (
        (
            "Community",
            document.community,
            beside.communities,
            "没有“%(value)s”这个社区",
        ),
        ("Basis", document.basis, beside.bases, "没有“%(value)s”这份文件"),
    ):
        if value and value not in known:
            rows = text.split("\n")
            line = next(
                (
                    n
                    for n, row in enumerate(rows, 1)
                    if row.lower().startswith(f"{key.lower()}:")
                ),
                0,
            )
            meant = get_close_matches(value, sorted(known), 1, 0.5)
            corrected = f"{key}: {meant[0]}" if meant else ""
            allowed = " | ".join(sorted(known))
            yield Fault(
                relative,
                line,
                says,
                {"value": value},
                allowed,
                {},
                rows[line - 1] if line else "",
                corrected,
            )
