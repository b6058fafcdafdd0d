"""Twenty forms as XLSForm, with every type of question between them, written here from nothing."""

from __future__ import annotations

import io
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

from openpyxl import Workbook

Row = dict[str, str]
YES_NO = {"yn": [("yes", "有", "Yes"), ("no", "没有", "No")]}
GEAR = {
    "gear": [
        ("pump", "水泵", "Pump"),
        ("sandbag", "沙袋", "Sandbags"),
        ("lamp", "应急灯", "Lamp"),
    ]
}
ZH = "label::中文 (zh)"
EN = "label::English (en)"


def ask(kind: str, name: str, zh: str = "", en: str = "", **more: str) -> Row:
    """A row of the survey; `more` by column, `__` for two colons."""
    named = {key.replace("__", "::"): value for key, value in more.items()}
    return {"type": kind, "name": name, ZH: zh, EN: en, **named}


def group(name: str, zh: str, en: str, *rows: Row, **more: str) -> list[Row]:
    return [ask("begin group", name, zh, en, **more), *rows, {"type": "end group"}]


@dataclass(frozen=True)
class Form:
    """What is written, and what is to come of it: the kinds of its questions in order,
    its pages, and words of what is told.
    """

    survey: Sequence[Row]
    kinds: str
    pages: int = 1
    told: Sequence[str] = ()
    choices: dict[str, list[tuple[str, str, str]]] = field(default_factory=dict)
    settings: Row = field(default_factory=dict)

    @property
    def data(self) -> bytes:
        offered = [
            {"list_name": of, "name": name, ZH: zh, EN: en}
            for of, several in self.choices.items()
            for name, zh, en in several
        ]
        sheets = {"survey": list(self.survey), "choices": offered}
        return book(**sheets, settings=[self.settings] if self.settings else [])


def book(**sheets: Sequence[Row]) -> bytes:
    """An .xlsx: of each sheet the rows by their titles; without rows no sheet."""
    made = Workbook()
    made.remove(made.active)
    for name, rows in sheets.items():
        titles = list(dict.fromkeys(title for row in rows for title in row))
        if titles:
            sheet = made.create_sheet(name)
            sheet.append(titles)
            for row in rows:
                sheet.append([row.get(title, "") for title in titles])
    if not made.worksheets:
        made.create_sheet("empty")
    return saved(made)


def saved(made: Any) -> bytes:
    out = io.BytesIO()
    made.save(out)
    return out.getvalue()


FLOOD = [
    *group(
        "site", "场所", "The site",
        ask("integer", "staff", "有多少人上班", "How many work there?", required="yes", constraint=". >= 1 and . <= 200"),
        ask("select_one yn", "has_cellar", "有没有地下室", "Is there a cellar?", required="yes"),
        ask("select_multiple gear", "gear", "有哪些防汛物资", "Which gear is there?", constraint="count-selected(.) >= 2"),
        ask("text", "lamp_keeper", "应急灯归哪个岗位管", "Which post looks after the lamps?", required="yes", relevant="selected(${gear}, 'lamp')"),
    ),
    *group(
        "cellar", "地下室", "The cellar",
        ask("integer", "rooms", "有几间房", "How many rooms?", required="yes", constraint=". > 0"),
        relevant="${has_cellar} = 'yes'",
    ),
    ask("acknowledge", "watch", "有人守夜", "Somebody watches at night"),
]  # fmt: skip
MANY = [
    row
    for page in range(6)
    for row in group(
        f"part_{page}", f"第 {page + 1} 部分", f"Part {page + 1}",
        *(
            ask(kind, f"q_{page}_{number}", f"第 {number} 问", f"Question {number}")
            for number, kind in enumerate(["text", "integer", "date", "select_one yn", "select_multiple gear", "image", "file"])
        ),
    )
]  # fmt: skip
FORMS = {
    "flood": Form(FLOOD, "count pick ticks line count", 2, choices={**YES_NO, **GEAR}, settings={"form_title": "汛期排查表"}),
    "words": Form([ask("text", "owner", "归谁管", "Who?"), ask("text", "plan", "怎么做", "How?", appearance="multiline", constraint="string-length(.) <= 120")], "line words"),
    "one of several": Form([ask("select_one yn", "gas", "用不用瓶装气", "Bottled gas?")], "pick", choices=YES_NO),
    "several": Form([ask("select_multiple gear", "gear", "有哪些", "Which?", constraint="count-selected(.) <= 2")], "ticks", choices=GEAR),
    "groups in groups": Form(
        group("outside", "外面", "Outside", ask("select_one yn", "tank", "有没有储罐", "A tank?"),
              *group("inside", "里面", "Inside", ask("integer", "litres", "几升", "Litres?"), relevant="${tank} = 'yes'", appearance="field-list")),
        "pick count", told=["组里的组没有自己的标题", "（appearance） 列"], choices=YES_NO,
    ),
    "chained": Form(
        [ask("select_one yn", "hose", "有没有软管", "A hose?"), ask("integer", "age", "用了几年", "Years?", relevant="${hose} != 'no' and (${hose} = 'yes')"),
         ask("text", "why", "为什么不换", "Why?", relevant="${age} > 1 and not(selected(${hose}, 'no'))")],
        "pick count line", choices=YES_NO,
    ),
    "bounds": Form(
        [ask("integer", "a", "一", "One", constraint=". >= 2 and . < 10"), ask("integer", "b", "二", "Two", constraint="5 <= ."), ask("range", "c", "三", "Three", parameters="start=1 end=9 step=2")],
        "count count count", told=["F（parameters） 列：每隔几个数一格"],
    ),
    "days": Form([ask("date", "d", "哪一天", "Which day?", constraint=". >= today() and . <= today() + 30"), ask("date", "past", "上次", "Last time?", constraint=". <= today()")], "date date"),
    "files": Form([ask("image", "door", "门口的照片", "The door"), ask("file", "plan", "平面图", "The plan")], "files files"),
    "notes": Form([ask("note", "n1", "照现在的样子填。", "As it is now."), ask("integer", "a", "几个", "How many?"), ask("note", "n2", "没有填 0。", "0 for none.")], "count", told=["说明放到了这一页的开头"]),
    "promises": Form([ask("integer", "a", "几个", "How many?"), ask("acknowledge", "t", "都是真的", "All true"), ask("trigger", "u", "有人管", "Somebody minds it", relevant="${a} > 1")], "count", told=["E（relevant） 列：这一列没有用到"]),
    "less": Form(
        [ask("decimal", "m", "几米", "Metres?"), ask("time", "at", "几点", "When?"), ask("dateTime", "on", "什么时候", "On what day?"), ask("barcode", "code", "编号", "The code")],
        "count line date line", told=["小数收成了整数", "钟点收成了一行字", "不问钟点", "条码不扫"],
    ),
    "of the device": Form([{"type": "start", "name": "start"}, {"type": "end", "name": "end"}, {"type": "today", "name": "today"}, {"type": "deviceid", "name": "deviceid"}, ask("integer", "a", "几个", "How many?")], "count", told=["手机自己记的（start）", "deviceid"]),
    "not taken": Form(
        [ask("integer", "a", "几个", "How many?"), ask("geopoint", "g", "在哪", "Where?"), ask("audio", "s", "录音", "Sound"), ask("video", "v", "录像", "Film"),
         ask("calculate", "c", calculation="${a} * 2"), ask("hidden", "h"), ask("rank gear", "r", "排一排", "Rank them")],
        "count", told=["不取手机的位置（geopoint）", "不收录音", "不收录像", "不做计算", "没有隐藏的问题", "不能排序"], choices=GEAR,
    ),
    "repeated": Form(
        [ask("begin repeat", "bottle", "一瓶", "A bottle"), ask("integer", "kilos", "几公斤", "Kilos?"), {"type": "end repeat"}, ask("integer", "a", "几个", "How many?")],
        "count", told=["不能把一组问题重复问", "在重复的一组里，没有收"],
    ),
    "Chinese alone": Form([{"type": "integer", "name": "a", "label": "几个"}], "count", told=["没有英文，先用中文代替"]),
    "another language": Form([{"type": "integer", "name": "a", "label::Français (fr)": "Combien ?"}], "count", told=["没有中文，先照原样"]),
    "strange names": Form([ask("integer", "Validate", "一", "One"), ask("integer", "data", "二", "Two"), ask("integer", "A.b_C", "三", "Three"), ask("integer", "数", "四", "Four"), ask("integer", "a_b.c", "五", "Five")], "count count count count count"),
    "columns nobody reads": Form(
        [ask("select_one yn or_other", "a", "有没有", "Is there?", default="yes", media__image="a.png", appearance="minimal", constraint_message="不对"),
         ask("integer", "b", "几个 ${a}", "How many?", required="${a} = 'yes'", relevant="${a} = 'yes' or ${a} = 'no'", constraint="regex(., '[0-9]')")],
        "pick count",
        told=["“其他”没有填空", "E（default） 列", "F（media::image） 列", "（appearance） 列", "文字里引用别的答案", "先写成必填", "不只是几个都要符合", "不只是最少和最多"], choices=YES_NO,
    ),
    "many": Form(MANY, " ".join(["line count date pick ticks files files"] * 6), 6, choices={**YES_NO, **GEAR}),
}  # fmt: skip
