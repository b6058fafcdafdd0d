"""How one value of the front matter is judged, by the type its key declares."""

from __future__ import annotations

import re
from collections.abc import Callable, Collection
from dataclasses import dataclass
from datetime import date, datetime

from forms_app.base.contentfile.beside import Beside
from forms_app.base.contentfile.keys import Key, Type
from forms_app.base.contentfile.meant import tidied, word_of

SLUG = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*")
SLUG_AT_MOST = 40
# Below 100,000; of few digits, since Python reads no number of thousands of them.
NUMBER = re.compile(r"0{0,9}[1-9][0-9]{0,4}")
BETWEEN = re.compile(r"\s*[,，、/]\s*")
MOMENT = "%Y-%m-%d %H:%M"
MOMENT_ALLOWED = "YYYY-MM-DD HH:MM，例如 2020-03-08 09:00"
# As people write one: 2020年3月8日上午9点, 2020/3/8 9:00.
SAID = re.compile(
    r"(\d{4})[-/.年](\d{1,2})[-/.月](\d{1,2})[日号]?[ T]*"
    r"(上午|早上|中午|下午|晚上|晚)?(\d{1,2})[:点时](\d{1,2})?分?(?::00)?",
    re.ASCII,
)
AFTERNOON = frozenset({"下午", "晚上", "晚"})
YES_OR_NO = {"yes": "是、对、有", "no": "否、不是、没有"}
Judge = Callable[[str], "Wrong | None"]


@dataclass(frozen=True)
class Wrong:
    """What a judge found: the message, what is allowed, and the value that was probably
    meant.
    """

    says: str
    allowed: str
    meant: str = ""


def one_of(words: Collection[str]) -> Judge:
    def judge(value: str) -> Wrong | None:
        if value in words:
            return None
        meant = word_of(value, words)
        return Wrong("“%(value)s”不在可选的词里", " | ".join(words), meant)

    return judge


def a_date(value: str) -> Wrong | None:
    if re.fullmatch(r"\d{4}-\d{2}-\d{2}", value):
        try:
            date.fromisoformat(value)
        except ValueError:
            return Wrong("日历上没有“%(value)s”这一天", "YYYY-MM-DD，例如 2020-02-26")
        return None
    numbers = re.fullmatch(
        r"(\d{4})[-/.年](\d{1,2})[-/.月](\d{1,2})[日号]?", tidied(value), re.ASCII
    )
    meant = f"{numbers[1]}-{int(numbers[2]):02}-{int(numbers[3]):02}" if numbers else ""
    return Wrong("“%(value)s”不是日期的写法", "YYYY-MM-DD，例如 2020-02-26", meant)


def a_moment(value: str) -> Wrong | None:
    """A minute of this millennium: further away, no zone has one."""
    if re.fullmatch(r"2\d{3}-\d{2}-\d{2} \d{2}:\d{2}", value, re.ASCII):
        try:
            datetime.strptime(value, MOMENT)
        except ValueError:
            return Wrong("没有“%(value)s”这个时间", MOMENT_ALLOWED)
        return None
    return Wrong("“%(value)s”不是时间的写法", MOMENT_ALLOWED, _moment_in(value))


def _moment_in(value: str) -> str:
    """The one that was probably meant; empty where no time of day is told."""
    found = SAID.fullmatch(tidied(value))
    if found is None:
        return ""
    year, month, day, part, hour, minute = found.groups()
    is_later = part in AFTERNOON and int(hour) < 12
    told = int(hour) + 12 * is_later
    return f"{year}-{int(month):02}-{int(day):02} {told:02}:{int(minute or 0):02}"


def a_slug(value: str) -> Wrong | None:
    if SLUG.fullmatch(value) and len(value) <= SLUG_AT_MOST:
        return None
    meant = "-".join(tidied(value).lower().replace("_", " ").split())
    return Wrong(
        "“%(value)s”不能用作代号",
        "小写字母、数字和连字符，例如 lianhu-2",
        meant if SLUG.fullmatch(meant) and len(meant) <= SLUG_AT_MOST else "",
    )


def a_number(value: str) -> Wrong | None:
    if NUMBER.fullmatch(value):
        return None
    found = re.findall(r"\d+", tidied(value), re.ASCII)
    meant = found[0] if len(found) == 1 and NUMBER.fullmatch(found[0]) else ""
    return Wrong("“%(value)s”不是正整数", "1、2、3……", meant)


def matching(pattern: str, allowed: str) -> Judge:
    compiled = re.compile(pattern)

    def judge(value: str) -> Wrong | None:
        if compiled.fullmatch(value):
            return None
        told = tidied(value)
        meant = [one for one in (told, told.upper()) if compiled.fullmatch(one)]
        return Wrong("“%(value)s”的写法不对", allowed, "".join(meant[:1]))

    return judge


def words(value: str) -> tuple[str, ...]:
    """Several words in one value, with commas or 、 between them."""
    return tuple(filter(None, BETWEEN.split(value.strip())))


def several_slugs(value: str) -> Wrong | None:
    return next((wrong for word in words(value) if (wrong := a_slug(word))), None)


def several_of(allowed: Collection[str]) -> Judge:
    def judge(value: str) -> Wrong | None:
        said = words(value)
        if said and all(word in allowed for word in said):
            return None
        meant = [
            word if word in allowed else word_of(word, allowed, 0.4) for word in said
        ]
        return Wrong(
            "“%(value)s”里有不在可选的词",
            " | ".join(allowed),
            "、".join(meant) if all(meant) else "",
        )

    return judge


def in_parts(value: str) -> list[str]:
    return [part.strip() for part in value.split("|")]


def parts(allowed: str) -> Judge:
    """A value of as many parts as `allowed` has, with bars between them, none empty."""
    count = len(allowed.split("|"))

    def judge(value: str) -> Wrong | None:
        found = in_parts(value)
        if len(found) == count and all(found):
            return None
        meant = " | ".join(in_parts(value.replace("｜", "|")))
        return Wrong(
            "“%(value)s”应当用竖线分成几段，每段都要填",
            allowed,
            meant if meant.count("|") == count - 1 and "｜" in value else "",
        )

    return judge


def judge_of(key: Key) -> Judge | None:
    """How a value of the key is judged by itself; None where any text will do."""
    match key.type:
        case Type.WORD if not callable(key.choices):
            return one_of(_words_of(key))
        case Type.WORDS if callable(key.choices):
            return several_slugs
        case Type.WORDS if key.choices:
            return several_of(_words_of(key))
        case Type.FLAG:
            return one_of(YES_OR_NO)
        case Type.DAY:
            return a_date
        case Type.MOMENT:
            return a_moment
        case Type.WHOLE:
            return a_number
        case Type.ID | Type.COMMUNITY | Type.GRID:
            return a_slug
        case Type.CODE:
            return matching(key.form.pattern, key.form.says)
        case Type.PARTS:
            return parts(key.form.says)
    return None


def _words_of(key: Key) -> Collection[str]:
    assert key.choices and not callable(key.choices), f"{key.name} has its words"
    return key.choices


def judge_name(key: Key, value: str, beside: Beside) -> Wrong | None:
    """Whether what a value names is there."""
    match key.type:
        case Type.WORD | Type.WORDS if callable(key.choices):
            choices = key.choices(beside)
            judge = one_of if key.type is Type.WORD else several_of
            return None if choices is None else judge(choices)(value)
        case Type.COMMUNITY:
            known = beside.communities
            says = "没有“%(value)s”这个社区"
        case Type.GRID:
            known = beside.grids
            says = "没有“%(value)s”这个网格"
        case Type.BASIS:
            known = beside.documents
            says = "没有“%(value)s”这份文件"
        case _:
            return None
    if known is None or value in known:
        return None
    return Wrong(says, " | ".join(sorted(known)), word_of(value, known))
