"""What the types of a form become: a kind of question, or why they are not taken."""

from __future__ import annotations

import re
from dataclasses import dataclass

from forms_app.base.catalogue import lazy_gettext as _l
from forms_app.base.questions.question import Kind

SELECT = re.compile(
    r"(select[ _]one|select1|select one from|select[ _]multiple|select all that apply"
    r"|add select (?:one|multiple) prompt using)"
    r"(?P<file>[ _]from[ _]file)?(?:\s+from)?\s+(?P<list>\S+)(?P<other>\s+or[ _]other)?",
    re.IGNORECASE,
)
BEGIN = re.compile(r"begin[ _](group|repeat)", re.IGNORECASE)
END = re.compile(r"end[ _](group|repeat)", re.IGNORECASE)
OURS = {
    "一行字": "text",
    "几行字": "lines",
    "数量": "integer",
    "日期": "date",
    "单选": "select_one",
    "多选": "select_multiple",
    "照片": "image",
    "文件": "file",
    "说明": "note",
    "承诺": "acknowledge",
}
ALIKE = {
    "string": "text",
    "int": "integer",
    "photo": "image",
    "datetime": "dateTime",
    "trigger": "acknowledge",
}
KINDS = {
    "text": Kind.LINE,
    "lines": Kind.WORDS,
    "integer": Kind.COUNT,
    "decimal": Kind.COUNT,
    "range": Kind.COUNT,
    "date": Kind.DATE,
    "dateTime": Kind.DATE,
    "time": Kind.LINE,
    "barcode": Kind.LINE,
    "image": Kind.FILES,
    "file": Kind.FILES,
    "select_one": Kind.PICK,
    "select_multiple": Kind.TICKS,
}
# Taken, but not all of it.
LESS = {
    "decimal": (_l("小数收成了整数"), _l("要小数的，请改成一行字")),
    "dateTime": (_l("只问日期，不问钟点"), ""),
    "time": (_l("钟点收成了一行字"), _l("请在提示里写怎么填，例如 08:30")),
    "barcode": (_l("条码不扫，收成了一行字"), ""),
}
OF_THE_DEVICE = {
    "start", "end", "today", "deviceid", "phonenumber", "username", "email", "audit",
    "subscriberid", "simserial", "start-geopoint", "background-audio",
    "background-geopoint",
}  # fmt: skip
NOT_TAKEN = {
    "audio": (_l("不收录音"), _l("请改成照片、文件或几行字")),
    "video": (_l("不收录像"), _l("请改成照片或文件")),
    "geopoint": (_l("不取手机的位置"), _l("地址在登记时已经填过")),
    "geotrace": (_l("不取手机的位置"), _l("地址在登记时已经填过")),
    "geoshape": (_l("不取手机的位置"), _l("地址在登记时已经填过")),
    "calculate": (_l("不做计算"), _l("要用的数请直接问")),
    "hidden": (_l("没有隐藏的问题"), ""),
    "rank": (_l("不能排序"), _l("请改成单选或多选")),
    "osm": (_l("不收地图"), ""),
    "xml-external": (_l("不读外面的文件"), _l("请把选项写进 choices")),
    "csv-external": (_l("不读外面的文件"), _l("请把选项写进 choices")),
}
UNKNOWN = (_l("不认识这种类型"), _l("请从模板里列出的类型里选"))


@dataclass(frozen=True)
class Typed:
    """A type as a form writes it: its word, and of what offers answers the list."""

    word: str
    offers: str = ""
    is_from_file: bool = False
    has_other: bool = False


def typed(text: str) -> Typed:
    if found := SELECT.fullmatch(text):
        several = "multiple" in found[1].lower() or "all that" in found[1].lower()
        word = "select_multiple" if several else "select_one"
        return Typed(word, found["list"], bool(found["file"]), bool(found["other"]))
    word = OURS.get(text, text)
    word = ALIKE.get(word.lower(), word)
    if word.lower().startswith("rank"):
        word = "rank"
    return Typed(word)
