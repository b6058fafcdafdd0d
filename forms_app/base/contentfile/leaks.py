"""Finding what must never be public in a text: resident IDs, and phones that are not
the office's.

What counts is what a reader sees. Days, amounts and the numbers of standards are told
apart.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import replace
from itertools import chain

from forms_app.base.contentfile.appearance import as_seen
from forms_app.base.contentfile.faults import Fault
from forms_app.base.contentfile.judges import Wrong
from forms_app.base.contentfile.numbers import FEWEST, MARK, Number, Row
from forms_app.base.contentfile.numerals import DIGIT_OF, MAY_BE_DIGIT, SIGNS, readings
from forms_app.base.contentfile.printed import printed
from forms_app.base.notions.resident_id import DAY, MONTH

# A text without this needs no closer look.
SUSPECT = re.compile(
    rf"{MAY_BE_DIGIT}(?:[{SIGNS}]*{MAY_BE_DIGIT}){{{FEWEST - 1}}}|[&<\[{{]"
)
# Signs that part the numbers of a list or the hours of a time: only in the shape of a
# number, and twice the same, do they hold one together.
ODD = r"[:'\"+=#^]"
ODDLY = re.compile(
    rf"(?<!\d)(?:1[3-9]\d({ODD})\d{{4}}\1\d{{4}}|0\d{{2,3}}{ODD}\d{{7,8}}"
    rf"|\d{{6}}({ODD})\d{{8}}\2\d{{3}}[\dXx])(?!\d)",
    re.ASCII,
)
JOINT = re.compile(rf"(?<=\d){MARK}+(?=[\dXx])", re.ASCII)
ABROAD = re.compile(r"\+86[ -]?(?:0-)?(?=\d)", re.ASCII)  # +86 (0)595 2200 0300
ROW = re.compile(
    r"(?<![0-9A-Za-z])(?:[A-Za-z]+(?=\d))?"  # one word may come first, as in Tel010
    rf"(?P<digits>\d(?:[ \v-]?\d){{{FEWEST - 1},}}(?:[ \v-]?[Xx])?)(?![0-9A-Za-z])",
    re.ASCII,
)
DATE = rf"(?:19|20)\d\d-(?:{MONTH}|[1-9])(?:-(?:{DAY}|[1-9]))?(?!\d)"
UNIT = "[元万千百亿个人家户名只件份套桶瓶箱盒包袋吨斤克升米平㎡%]"
DATES = (
    r"(?<!\d)(?<!\d-)(?<!\d{6} )"  # not the birth date within an ID
    rf"{DATE}(?:[- ]{DATE})*(?:-\d{{1,2}}(?:-\d{{1,2}})?(?!\d))?(?!-\d)"
)
STANDARD = r"[A-Z]{1,4}(?:/[A-Z]{1,2})? ?\d{2,5}(?:-\d{1,2})?-(?:19|20)\d\d(?![-\d])"
AMOUNT = rf"(?<!\d)(?<!\d[ -])(?:\d{{5}}-\d{{6}}|\d\d(?: \d{{3}}){{3}})(?= ?{UNIT})"
CARD = r"(?<![\d-])(?<!\d )62\d\d(?: \d{4}){3}(?: \d{3})?(?![\d-])(?! \d)"  # of a bank
HARMLESS = re.compile(f"{DATES}|{STANDARD}|{AMOUNT}|{CARD}", re.ASCII)


def digits(text: str) -> str:
    return re.sub(r"\D", "", unicodedata.normalize("NFKC", text))


IN_TEXT = {
    "phone": Wrong("这里有电话号码", "只能写社区文件里登记的办公电话"),
    "resident-id": Wrong("这里有身份证号码", "请删去；公开的文件里不写个人信息"),
}
IN_NAME = {
    "phone": Wrong("文件名里有电话号码", "换一个名字：文件名会成为网页的地址"),
    "resident-id": Wrong("文件名里有身份证号码", "换一个名字：文件名会成为网页的地址"),
}


def faults(path: str, text: str, allowed: frozenset[str]) -> Iterator[Fault]:
    """A fault for each finding in the text and the name of a content file; an empty path
    is no file.
    """
    for _line, what in found_in(path, allowed, is_markdown=False):
        wrong = IN_NAME[what]
        yield Fault(path, 0, wrong.says, allowed=wrong.allowed)
    above = _lines_above(text) if path.endswith(".md") else 0
    is_markdown = not path or path.endswith(".md")
    findings = list(found_in(text, allowed, above, is_markdown=is_markdown))
    rows = text.split("\n") if findings else []
    for line, what in findings:
        wrong = IN_TEXT[what]
        source = rows[line - 1][:200]
        yield Fault(path, line, wrong.says, allowed=wrong.allowed, source=source)


def _lines_above(text: str) -> int:
    """How many lines stand above the Markdown of a content file."""
    rows = enumerate(text.split("\n"), 1)
    return next((line for line, row in rows if not row.strip()), 0)


def found_in(
    text: str,
    allowed: frozenset[str] = frozenset(),
    above: int = 0,
    *,
    is_markdown: bool = True,
) -> Iterator[tuple[int, str]]:
    """Each finding as (line from 1, "phone" or "resident-id"), once a line: what stands
    in the text, then what shows only when it is printed.

    `allowed` holds the digits of office phones. `above`: how many lines are above the
    Markdown.
    """
    if not SUSPECT.search(text):
        return  # as nearly always
    told: set[tuple[int, str]] = set()
    for number in chain(_numbers(text), _printed(text, above) if is_markdown else ()):
        finding = (number.line, "resident-id" if number.is_resident_id else "phone")
        if finding not in told and not number.is_one_of(allowed):
            told.add(finding)
            yield finding


def _numbers(text: str) -> Iterator[Number]:
    """What a reader sees as numbers, in each way in which it can be read."""
    for seen in readings(as_seen(text)):
        for row in _rows(seen):
            yield from row.numbers()


def _printed(text: str, above: int) -> Iterator[Number]:
    """The numbers on the page which the source does not show, each at the line of the
    source where it begins.
    """
    body = text.split("\n", above)[-1].strip("\n")
    shown = printed(body)
    if not shown:
        return
    known = {number.digits for number in _numbers(text)}
    rows = as_seen(text).translate(DIGIT_OF).split("\n")
    for number in _numbers(shown):
        if number.digits not in known:
            yield replace(number, line=_line_of(number.digits, rows))


def _line_of(number: str, rows: list[str]) -> int:
    """The first line with all its digits in order, else with those of its beginning."""
    for digits_at_least in (number, number[:3], number[:1]):
        spread = re.compile(".*?".join(digits_at_least))
        for line, row in enumerate(rows, 1):
            if spread.search(row):
                return line
    return 1


def _rows(seen: str) -> Iterator[Row]:
    """The rows of digits in what a reader sees."""
    seen = ODDLY.sub(lambda found: re.sub(ODD, "-", found[0]), seen)
    seen = ABROAD.sub("|0086", JOINT.sub(_joint, seen))
    seen = HARMLESS.sub("|", seen)
    line = 1
    at = 0
    for row in ROW.finditer(seen):
        line += seen.count("\n", at, row.start()) + seen.count("\v", at, row.start())
        at = row.start()
        yield Row(row["digits"], line)


def _joint(between: re.Match[str]) -> str:
    """One sign for all that stands between two groups of digits."""
    if "\v" in between[0]:
        return "\v"
    return " " if between[0].isspace() else "-"
