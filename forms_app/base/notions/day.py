"""Days as people write them in a form, a sheet or a chat: 2020-02-20, 2月20日,
二月二十日, 20200220, 20-Feb, 明天, or Excel's number; an hour behind it is left out.

What could be two days is none, and a year has four digits.
"""

from __future__ import annotations

import re
from datetime import date, timedelta

from forms_app.base.notions.number import CHINESE, in_digits
from forms_app.base.refusal import Refused
from forms_app.base.typed import UNSEEN, folded


def _form(pattern: str) -> re.Pattern[str]:
    """A pattern in which a digit is one of 0 to 9."""
    return re.compile(pattern, re.ASCII)


LONGEST = 60
HALF_A_YEAR = timedelta(days=182)
YEARS = range(2000, 2100)
NEAR = {"前天": -2, "昨天": -1, "今天": 0, "今日": 0, "明天": 1, "明日": 1, "后天": 2}
EXCEL_ZERO = date(1899, 12, 30)
EXCEL_DAYS = range(36526, 73051)  # 2000 to 2099
# not the calendar's: those follow the locale
MONTH_NAMES = "jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec"
MONTHS = {name: n for n, name in enumerate(MONTH_NAMES.split("|"), 1)}
AS_A_SHEET = _form(r"\d{5}(?:\.\d+)?")
CHINESE_NUMBER = re.compile(f"[{CHINESE}]+")
MARK = r"\s*[-/.,，、]\s*"
MONTH_WORD = rf"(?:{MONTH_NAMES})[a-z]*\.?"
CLOCK = _form(
    r"(?:[ t]+|(?<=[日号]))(?:上午|中午|下午|凌晨|早上|晚上)?\s*"
    r"\d{1,2}[:点时](?:\d{1,2}分?|半)?(?::\d{1,2}(?:\.\d+)?)?z?$"
)
WEEKDAY = _form(r"\(?(?:星期|周)[一二三四五六日天]\)?")
COMPLETE = [
    _form(r"(?P<y>\d{4})\s*年\s*(?P<m>\d{1,2})\s*月\s*(?P<d>\d{1,2})\s*[日号]?"),
    _form(rf"(?P<y>\d{{4}}){MARK}(?P<m>\d{{1,2}}){MARK}(?P<d>\d{{1,2}})[日号]?"),
    _form(r"(?P<y>(?:19|20)\d{2})(?P<m>\d{2})(?P<d>\d{2})(?:\.0)?"),
    _form(r"(?P<y>\d{4}) (?P<m>\d{1,2}) (?P<d>\d{1,2})"),
    _form(rf"(?P<d>\d{{1,2}})[- .]?(?P<word>{MONTH_WORD})[- .,]*(?P<y>\d{{4}})"),
    _form(
        rf"(?P<word>{MONTH_WORD})[- .]?(?P<d>\d{{1,2}})(?:st|nd|rd|th)?[- .,]+(?P<y>\d{{4}})"
    ),
]
WITHOUT_YEAR = [
    _form(r"(?P<m>\d{1,2})\s*月\s*(?P<d>\d{1,2})\s*[日号]?"),
    _form(r"(?P<m>\d{1,2})\s*[-/]\s*(?P<d>\d{1,2})[日号]?"),
    _form(r"(?P<m>\d{1,2})\.(?P<d>\d{1,2})[日号]?"),
    _form(rf"(?P<d>\d{{1,2}})[- .]?(?P<word>{MONTH_WORD})"),
    _form(rf"(?P<word>{MONTH_WORD})[- .]?(?P<d>\d{{1,2}})(?:st|nd|rd|th)?"),
]
YEAR_LAST = _form(r"(\d{1,2})[-/.](\d{1,2})[-/.](\d{4})")
SHORT_YEAR = _form(
    rf"\d{{2}}(?:{MARK}|\s*年\s*)\d{{1,2}}(?:{MARK}|\s*月\s*)\d{{1,2}}\s*[日号]?"
    r"|\d{1,2}[-/.]\d{1,2}[-/.]\d{2}|\d{2}(?:0[1-9]|1[0-2])(?:0[1-9]|[12]\d|3[01])"
    rf"|\d{{1,2}}[- .]?{MONTH_WORD}[- .,]*\d{{2}}"
)


class NoDay(Refused):
    """Not a day, or one that could be two; says how one is written."""


def read(text: str, today: date, written_now: bool = False) -> date:
    """The day somebody wrote. One without a year is the nearest such day, before or
    after today.

    `written_now`: 明天 is a day too, which in a sheet may have been another one.

    Raises:
        NoDay: it is none, or could be two.
    """
    near = NEAR.get(_folded(text[:LONGEST])) if written_now else None
    if near is not None:
        return today + timedelta(days=near)
    return _recognise(text, today + HALF_A_YEAR)


def read_past(text: str, today: date) -> date:
    """The day somebody wrote of what has been. One without a year is the latest such day
    that is not after today; one with a year may be.

    Raises:
        NoDay: it is none, or could be two.
    """
    return _recognise(text, today)


def _recognise(text: str, latest: date) -> date:
    written = _folded(text[: 2 * LONGEST])
    if len(written) > LONGEST:
        raise NoDay("日期认不出来。请写成 2020-03-05 或 3月5日")
    if AS_A_SHEET.fullmatch(written) and int(written[:5]) in EXCEL_DAYS:
        return EXCEL_ZERO + timedelta(days=int(written[:5]))
    for form in COMPLETE:
        if found := form.fullmatch(written):
            return _day(int(found["y"]), _month(found), int(found["d"]))
    if found := YEAR_LAST.fullmatch(written):
        return _year_last(int(found[1]), int(found[2]), int(found[3]))
    if SHORT_YEAR.fullmatch(written):
        raise NoDay("年份请写四位数，例如 2020-03-05")
    for form in WITHOUT_YEAR:
        if (found := form.fullmatch(written)) and not _lost_a_zero(written):
            return _latest(_month(found), int(found["d"]), latest)
    raise NoDay("日期认不出来。请写成 2020-03-05 或 3月5日")


def is_plainly_a_day(text: str, today: date) -> bool:
    """Whether it can be nothing else: a bare number, or 3-201, which may be a room, is
    not.
    """
    written = _folded(text[:LONGEST])
    if not re.search(r"月|\d{4}\s*[-/.年]|[a-z]{3}", written) and not re.fullmatch(
        r"(19|20)\d{6}|\d{1,2}[/.]\d{1,2}", written
    ):
        return False
    try:
        read_past(text, today)
    except NoDay:
        return False
    return True


def _folded(text: str) -> str:
    seen = " ".join(folded(UNSEEN.sub("", text)).casefold().split())
    written = re.sub("[‐‑‒–—―−]", "-", seen)
    written = WEEKDAY.sub("", CLOCK.sub("", written)).strip(" .,;。")
    return CHINESE_NUMBER.sub(
        lambda found: in_digits(found[0]), written.replace("元月", "1月")
    )


def _month(found: re.Match[str]) -> int:
    named = found.groupdict()
    return int(named["m"]) if named.get("m") else MONTHS[named["word"][:3]]


def _day(year: int, month: int, day: int) -> date:
    if year not in YEARS:
        raise NoDay("请核对年份，例如 2020-03-05")
    try:
        return date(year, month, day)
    except ValueError:
        raise NoDay("日历上没有这一天。请核对月和日，例如 2020-03-05") from None


def _year_last(first: int, second: int, year: int) -> date:
    """2/20/2020 and 20/2/2020 can be told; 2/3/2020 could be either."""
    if first <= 12 and second <= 12 and first != second:
        raise NoDay("这个日期有两种读法。请写成 2020-03-05 或 3月5日")
    return (
        _day(year, min(first, second), max(first, second))
        if max(first, second) > 12
        else _day(year, first, second)
    )


def _lost_a_zero(written: str) -> bool:
    """A sheet shows 2.20 as 2.2: a day 1, 2 or 3 after a point may have been 10, 20 or
    30.
    """
    return bool(re.fullmatch(r"\d{1,2}\.[123]", written))


def _latest(month: int, day: int, latest: date) -> date:
    for year in range(latest.year, latest.year - 9, -1):
        try:
            found = date(year, month, day)
        except ValueError:
            continue
        if found <= latest:
            return found
    raise NoDay("日历上没有这一天。请核对月和日，例如 2020-03-05")
