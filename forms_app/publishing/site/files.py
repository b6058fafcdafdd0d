"""/help/files/: every kind of rule file and every key of it, printed from what judges
and reads them, so that the page cannot say anything else.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass

from forms_app.base.contentfile.declaration import HEAD, Key, RuleKind, Type
from forms_app.base.contentfile.rows import ACCEPTED
from forms_app.base.feature import parts
from forms_app.features import FEATURES

SLUG = "files"
HOW = {
    Type.ID: (
        "代号：小写字母、数字和连字符",
        "a name of small letters, digits and hyphens",
    ),
    Type.TEXT: ("文字，加引号", "text in quotation marks"),
    Type.WORD: ("一个词，加引号", "one word in quotation marks"),
    Type.WORDS: ("一个或几个词，放在方括号里", "one or more words in square brackets"),
    Type.BASIS: ("文件的代号，加引号", "the slug of a document"),
    Type.WHOLE: ("整数", "a whole number"),
    Type.NUMBER: ("数字", "a number"),
    Type.DAY: ("日期，不加引号", "a day, without quotation marks"),
    Type.CLOCK: ("钟点，加引号", "a time of day in quotation marks"),
    Type.FLAG: ("true 或 false", "true or false"),
    Type.TABLE: ("单独一段", "a section of its own"),
}
QUOTED = frozenset({Type.ID, Type.TEXT, Type.WORD, Type.BASIS, Type.CLOCK})


@dataclass(frozen=True)
class Printed:
    """A key as it is printed. `needed`: "always", "sometimes" or ""."""

    name: str
    means: str
    how: str
    needed: str
    example: str


@dataclass(frozen=True)
class RuleFile:
    """A kind of file as it is printed: what stands outside its rows, and in each row."""

    name: str
    title: str
    head: tuple[Printed, ...]
    rows: tuple[Printed, ...]


def rule_files(on: Collection[str], lang: str) -> list[RuleFile]:
    """The files of the features that are on."""
    kinds: Iterable[RuleKind[object]] = parts(
        [one for one in FEATURES if one.name in on], "rules"
    )
    return [
        RuleFile(
            kind.file,
            kind.title_en if lang == "en" else kind.title,
            _printed((*HEAD, *kind.outside), lang, kind.id),
            _printed(kind.rows, lang),
        )
        for kind in kinds
    ]


def _printed(
    keys: Iterable[Key], lang: str, rule_id: str = "", within: str = ""
) -> tuple[Printed, ...]:
    found: list[Printed] = []
    for key in keys:
        needed = "sometimes" if callable(key.required) else "always"
        example = rule_id if key.name == "id" and rule_id else key.example
        found.append(
            Printed(
                within + key.name,
                key.means_en if lang == "en" else key.means,
                _how(key, lang),
                needed if key.required else "",
                _example(key, example),
            )
        )
        found += _printed(key.keys, lang, within=f"{key.name} → ")
    return tuple(found)


def _how(key: Key, lang: str) -> str:
    zh, en = HOW[key.type]
    how = en if lang == "en" else zh
    if words := key.allowed(ACCEPTED):
        between = ": " if lang == "en" else "："
        return f"{how}{between}{' | '.join(words)}"
    return f"{how} {key.low:g}–{key.high:g}" if key.high else how


def _example(key: Key, example: str) -> str:
    if key.type is Type.TABLE:
        return f"[{key.name}]"
    value = f'"{example}"' if key.type in QUOTED else example
    return f"{key.name} = {value}" if example else ""
