"""How a key is written, in words and as an example: in a TOML file, and in the front
matter of a Markdown file, which has no quotation marks.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping

from forms_app.base.catalogue import gettext as _
from forms_app.base.contentfile.beside import ACCEPTED
from forms_app.base.contentfile.keys import Key, Type
from forms_app.base.contentfile.meant import chinese

QUOTED = frozenset({Type.ID, Type.TEXT, Type.WORD, Type.BASIS, Type.CLOCK, Type.CODE})
IN_TOML = {
    Type.ID: (
        "代号：小写字母、数字和连字符",
        "a name of small letters, digits and hyphens",
    ),
    Type.TEXT: ("文字，加引号", "text in quotation marks"),
    Type.WORD: ("一个词，加引号", "one word in quotation marks"),
    Type.WORDS: ("一个或几个词，放在方括号里", "one or more words in square brackets"),
    Type.LIST: (
        "几个词，放在方括号里，也可以空着",
        "words in square brackets, or none",
    ),
    Type.BASIS: ("文件的代号，加引号", "the slug of a document"),
    Type.WHOLE: ("整数", "a whole number"),
    Type.NUMBER: ("数字", "a number"),
    Type.DAY: ("日期，不加引号", "a day, without quotation marks"),
    Type.CLOCK: ("钟点，加引号", "a time of day in quotation marks"),
    Type.FLAG: ("true 或 false", "true or false"),
    Type.CODE: ("加引号", "in quotation marks"),
    Type.TABLE: ("单独一段", "a section of its own"),
}
IN_FRONT_MATTER = {
    Type.ID: IN_TOML[Type.ID],
    Type.TEXT: ("文字，写在一行里", "text, on one line"),
    Type.WORD: ("一个词", "one word"),
    Type.WORDS: ("一个或几个词，用顿号或逗号隔开", "one or more words, with commas"),
    Type.BASIS: ("文件的代号", "the slug of a document"),
    Type.COMMUNITY: ("社区的代号", "the slug of a community"),
    Type.GRID: ("网格的代号", "the slug of a grid"),
    Type.WHOLE: ("正整数", "a whole number from 1"),
    Type.DAY: ("日期", "a day"),
    Type.MOMENT: ("日期和钟点", "a day and a time of day"),
    Type.FLAG: ("yes 或 no", "yes or no"),
    Type.CODE: ("", ""),
    Type.PARTS: ("用竖线隔开", "with bars between"),
}


def how(key: Key, lang: str, is_toml: bool) -> str:
    zh, en = (IN_TOML if is_toml else IN_FRONT_MATTER)[key.type]
    written = en if lang == "en" else zh
    between = ": " if lang == "en" else "："
    if key.form.says:
        return between.join(filter(None, (written, _(key.form.says))))
    if words := key.allowed(ACCEPTED):
        return f"{written}{between}{' | '.join(_words(words, lang))}"
    if key.high and key.type is Type.TEXT:
        return _(
            "%(written)s，最多 %(most)s 个字", written=written, most=f"{key.high:g}"
        )
    return f"{written} {key.low:g}–{key.high:g}" if key.high else written


def _words(words: Collection[str], lang: str) -> Iterator[str]:
    """Each word, with what it is in Chinese where that is read."""
    if lang == "en" or not isinstance(words, Mapping):
        yield from words
        return
    for word, label in words.items():
        yield f"{word}（{chinese(label)[0]}）"


def example_of(key: Key, example: str, is_toml: bool) -> str:
    """The line as it may stand in a file; empty where there is no example."""
    if not is_toml:
        name = key.name.replace("-*", "-1")
        return f"{name}: {example}" if example else ""
    if key.type is Type.TABLE:
        return f"[{key.name}]"
    value = f'"{example}"' if key.type in QUOTED else example
    return f"{key.name} = {value}" if example else ""
