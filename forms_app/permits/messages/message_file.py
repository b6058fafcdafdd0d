"""content/rules/messages.toml: what enterprises are told, in which words, and what of
that an office leaves out.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass

from forms_app.base.channels import PLACE
from forms_app.base.contentfile.keys import Key, Type, Values, in_two_languages, row_id
from forms_app.base.contentfile.rows import Row
from forms_app.base.contentfile.rulekind import Reading, RuleKind
from forms_app.permits.messages.rules import NEEDED, Kind, places

# more than a gateway takes in one piece
LONGEST = 500
TEXTS = ("text", "text_en", "title", "title_en")
MAIN = ("text", "text_en")
WITH_SPACE = re.compile(rf"{PLACE.pattern}( ?)")


@dataclass(frozen=True)
class Template:
    """What is told of one kind, by language."""

    kind: Kind
    is_on: bool
    titles: Mapping[str, str]
    texts: Mapping[str, str]

    def title(self, lang: str, values: Mapping[str, str]) -> str:
        return _filled(self.titles[lang], values)

    def text(self, lang: str, values: Mapping[str, str]) -> str:
        return _filled(self.texts[lang], values)


def _filled(text: str, values: Mapping[str, str]) -> str:
    """What is empty takes the space behind it along."""

    def said(found: re.Match[str]) -> str:
        value = values.get(found[1], "")
        return f"{value}{found[2]}" if value else ""

    return WITH_SPACE.sub(said, text)


def _template(row: Row, values: Values) -> Template | None:
    known = {str(kind): kind for kind in Kind}
    if values["id"] not in known:
        return None
    kind = known[values["id"]]
    allowed = places(kind)
    for key in TEXTS:
        text = values[key]
        for name in PLACE.findall(text):
            if name not in allowed:
                braces = " ".join(f"{{{one}}}" for one in allowed)
                says = "这类消息里没有“{%(value)s}”可以填"
                row.fault(key, says, braces, name, allowed)
        needed = NEEDED.get(kind)
        if needed and key in MAIN and text and needed not in PLACE.findall(text):
            row.fault(key, "这类消息里要写“{%(needed)s}”", needed=needed)
        if len(text) > LONGEST:
            says = "“%(key)s”太长，最多 %(most)s 个字"
            row.fault(key, says, most=LONGEST)
    by_language = {
        name: {"zh-Hans": values[name], "en": values[f"{name}_en"]}
        for name in ("title", "text")
    }
    return Template(kind, values["on"], by_language["title"], by_language["text"])


def _templates(reading: Reading) -> Mapping[Kind, Template]:
    return {one.kind: one for one in reading.rows}


def _once(reading: Reading) -> None:
    seen = set[Kind]()
    for row, template in reading.written:
        if template and template.kind in seen:
            row.fault("id", "“%(value)s”写了两次", "每种消息一行")
        seen |= {template.kind} if template else set()


MESSAGES = RuleKind(
    "messages",
    "给单位的消息",
    "What enterprises are told",
    _templates,
    rows=(
        row_id(
            "哪一种消息",
            "Which message",
            choices=tuple(map(str, Kind)),
            example="approved",
        ),
        Key(
            "on",
            "发不发；不写就发",
            "Whether it is sent; without a word it is",
            Type.FLAG,
            default=True,
            example="true",
        ),
        *in_two_languages(
            "title",
            "邮件的标题",
            "The subject of an e-mail",
            example=("准予营业", "You may open"),
        ),
        *in_two_languages(
            "text",
            "正文；花括号里的词由系统填写",
            "The text; words in braces are filled in",
            example=("{name}已准予营业。", "{name} may open."),
        ),
    ),
    row=_template,
    further=_once,
)
