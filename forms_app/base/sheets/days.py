"""Days as people write them in a sheet or a chat: 2020-02-20, 2月20日, 二月二十日,
20200220, 20-Feb, or Excel's number.

A day without a year is the latest such day that is not after today. What could be two
days is none.
"""

from __future__ import annotations

import re
import unicodedata
from datetime import date, timedelta

LONGEST = 60
EXCEL_ZERO = date(1899, 12, 30)
EXCEL_DAYS = range(36526, 73051)  # 2000 to 2099
# not the calendar's: those follow the locale
MONTH_NAMES = "jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec"
MONTHS = {name: n for n, name in enumerate(MONTH_NAMES.split("|"), 1)}
DIGITS = {character: str(n) for n, character in enumerate("〇一二三四五六七八九")} | {
    "零": "0",
    "○": "0",
    "元": "1",
}
MARK = r"\s*[-/.,，、]\s*"
MONTH_WORD = rf"(?:{MONTH_NAMES})[a-z]*\.?"
CLOCK = re.compile(
    r"(?:[ "
    r"t]+|(?<=[日号]))(?:上午|下午|凌晨|早上|晚上)?\s*\d{1,2}[:点时](?:\d{1,2}分?|半)?(?::\d{1,2}(?:\.\d+)?)?z?$"
)
WEEKDAY = re.compile(r"\(?(?:星期|周)[一二三四五六日天]\)?")
COMPLETE = [
    re.compile(r"(?P<y>\d{4})\s*年\s*(?P<m>\d{1,2})\s*月\s*(?P<d>\d{1,2})\s*[日号]?"),
    re.compile(rf"(?P<y>\d{{4}}){MARK}(?P<m>\d{{1,2}}){MARK}(?P<d>\d{{1,2}})[日号]?"),
    re.compile(r"(?P<y>(?:19|20)\d{2})(?P<m>\d{2})(?P<d>\d{2})(?:\.0)?"),
    re.compile(r"(?P<y>\d{4}) (?P<m>\d{1,2}) (?P<d>\d{1,2})"),
    re.compile(rf"(?P<d>\d{{1,2}})[- .]?(?P<word>{MONTH_WORD})[- .,]*(?P<y>\d{{4}})"),
    re.compile(
        rf"(?P<word>{MONTH_WORD})[- .]?(?P<d>\d{{1,2}})(?:st|nd|rd|th)?[- .,]+(?P<y>\d{{4}})"
    ),
]
WITHOUT_YEAR = [
    re.compile(r"(?P<m>\d{1,2})\s*月\s*(?P<d>\d{1,2})\s*[日号]?"),
    re.compile(r"(?P<m>\d{1,2})\s*[-/]\s*(?P<d>\d{1,2})[日号]?"),
    re.compile(r"(?P<m>\d{1,2})\.(?P<d>\d{1,2})[日号]?"),
    re.compile(rf"(?P<d>\d{{1,2}})[- .]?(?P<word>{MONTH_WORD})"),
    re.compile(rf"(?P<word>{MONTH_WORD})[- .]?(?P<d>\d{{1,2}})(?:st|nd|rd|th)?"),
]
YEAR_LAST = re.compile(r"(\d{1,2})[-/.](\d{1,2})[-/.](\d{4})")


class NoDay(ValueError):
    """Not a day, or one that could be two."""


def recognise_day(text: str, today: date) -> date:
    """The day somebody wrote.

    Raises:
        NoDay: it is none, or could be two.
    """
    if len(text) > LONGEST:
        raise NoDay("too long")
    written = _folded(text)
    if re.fullmatch(r"\d{5}(\.\d+)?", written) and int(written[:5]) in EXCEL_DAYS:
        return EXCEL_ZERO + timedelta(days=int(written[:5]))
    for form in COMPLETE:
        if found := form.fullmatch(written):
            return _day(int(found["y"]), _month(found), int(found["d"]))
    if found := YEAR_LAST.fullmatch(written):
        return _year_last(int(found[1]), int(found[2]), int(found[3]))
    for form in WITHOUT_YEAR:
        if (found := form.fullmatch(written)) and not _lost_a_zero(written):
            return _latest(_month(found), int(found["d"]), today)
    raise NoDay(written)


def is_plainly_a_day(text: str, today: date) -> bool:
    """Whether it can be nothing else: a bare number, or 3-201, which may be a room, is
    not.
    """
    written = _folded(text[:LONGEST])
    if not re.search(r"月|\d{4}[-/.年]|[a-z]{3}", written) and not re.fullmatch(
        r"(19|20)\d{6}|\d{1,2}[/.]\d{1,2}", written
    ):
        return False
    try:
        recognise_day(text, today)
    except NoDay:
        return False
    return True


def _folded(text: str) -> str:
    written = (
        unicodedata.normalize("NFKC", text)
        .strip()
        .casefold()
        .replace("—", "-")
        .replace("–", "-")
    )
    written = WEEKDAY.sub("", CLOCK.sub("", written)).strip()
    if any(character in DIGITS or character == "十" for character in written):
        written = re.sub(
            r"[〇○零元一二三四五六七八九十]+", lambda found: _arabic(found[0]), written
        )
    return written


def _arabic(chinese: str) -> str:
    """二十 is 20, 十五 is 15, 二〇二〇 is 2020.

    Only what numbers a month, a day or a year has to come out right.
    """
    if "十" not in chinese:
        return "".join(DIGITS[character] for character in chinese)
    tens, _ten, ones = chinese.partition("十")
    return "".join(DIGITS.get(c, "") for c in tens or "一") + (
        "".join(DIGITS.get(c, "") for c in ones) or "0"
    )


def _month(found: re.Match[str]) -> int:
    named = found.groupdict()
    return int(named["m"]) if named.get("m") else MONTHS[named["word"][:3]]


def _day(year: int, month: int, day: int) -> date:
    try:
        return date(year, month, day)
    except ValueError as wrong:
        raise NoDay(str(wrong)) from None


def _year_last(first: int, second: int, year: int) -> date:
    """2/20/2020 and 20/2/2020 can be told; 2/3/2020 could be either."""
    if first <= 12 and second <= 12 and first != second:
        raise NoDay("two ways to read it")
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


def _latest(month: int, day: int, today: date) -> date:
    for year in range(today.year, today.year - 9, -1):
        try:
            found = date(year, month, day)
        except ValueError:
            continue
        if found <= today:
            return found
    raise NoDay(f"{month}-{day}")
