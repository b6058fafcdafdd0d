"""Public documents: notices, open letters, policies and help pages, one Markdown file each."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from forms_app.contentfile.frontmatter import Parsed, parse
from forms_app.contentfile.schema import FileKind, Key, a_date, a_number, a_slug, one_of

SECTIONS = ("notices", "letters", "policies", "help")
KINDS = ("prevention", "resumption", "service", "other")

# What Pelican would read as an order: another address, a draft that is not shown.
RESERVED = {"slug", "lang", "status", "template", "save_as", "url", "category", "translation"}

_COMMON = (
    Key("Title", required=True),
    Key("Date", required=True, judge=a_date),
    Key("Summary"),
    Key("Number"),
    Key("Kind", judge=one_of(*KINDS)),
    Key("Effective", judge=a_date),
    Key("Expires", judge=a_date),
    Key("Pinned", judge=one_of("yes", "no")),
    Key("Supersedes", judge=a_slug),
    Key("Audience", judge=one_of("public", "enterprise", "reviewer", "grid-worker", "keeper", "operator")),
    Key("Order", judge=a_number),
)
DOCUMENT = FileKind("document", (*_COMMON, Key("Issuer", required=True)))
HELP = FileKind("help", (*_COMMON, Key("Issuer")))


@dataclass(frozen=True)
class Document:
    section: str
    slug: str
    lang: str
    title: str
    date: date


def read_document(data: bytes, path: str) -> tuple[Document | None, Parsed]:
    """A document of a section, or None beside its faults. `path` is section/slug.md or section/slug.en.md."""
    section, _, name = path.partition("/")
    parsed = parse(data, path, HELP if section == "help" else DOCUMENT)
    slug, _, lang = name.removesuffix(".md").partition(".")
    if a_slug(slug) or lang not in {"", "en"}:
        parsed.fault(
            0,
            "文件名只能用小写字母、数字和连字符；英文版以 .en.md 结尾",
            "example-notice.md | example-notice.en.md",
        )
    for key in parsed.values:
        if key.lower() in RESERVED:
            parsed.wrong(key, "“%(key)s”由文件名和文件夹决定，不用写", "删去这一行")
    if not parsed.body and not parsed.faults:
        parsed.fault(0, "没有正文", "空一行，再写正文")
    if parsed.faults:
        return None, parsed
    date_ = parsed.date("Date")
    assert date_, "a required date was judged"
    return Document(section, slug, lang or "zh-Hans", parsed.values["Title"], date_), parsed
