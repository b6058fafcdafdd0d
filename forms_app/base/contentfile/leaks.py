"""Finding what must never be public in a text: resident IDs, and phones that are not
the office's.

What counts is what a reader sees. Days, amounts and the numbers of standards are told
apart.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator

from forms_app.base.contentfile.appearance import as_seen
from forms_app.base.contentfile.faults import Fault
from forms_app.base.contentfile.numbers import FEWEST, MARK, Row
from forms_app.base.notions.resident_id import DAY, MONTH

# A text without this needs no closer look. What is no common letter counts as a digit
# here.
DIGIT = r"[^\W_A-Za-z\u3400-\u9fff]"
SUSPECT = re.compile(rf"{DIGIT}(?:[\W_]*{DIGIT}){{{FEWEST - 1}}}|[&<]|\]\(")
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
HARMLESS = re.compile(f"{DATES}|{STANDARD}|{AMOUNT}", re.ASCII)


def digits(text: str) -> str:
    return re.sub(r"\D", "", unicodedata.normalize("NFKC", text))


def faults(path: str, text: str, allowed: frozenset[str]) -> Iterator[Fault]:
    """A fault for each finding in the text of a content file."""
    findings = list(found_in(text, allowed))
    rows = text.split("\n") if findings else []
    for line, what in findings:
        source = rows[line - 1][:200]
        if what == "phone":
            yield Fault(
                path,
                line,
                "这里有电话号码",
                {},
                "只能写社区文件里登记的办公电话",
                {},
                source,
            )
        else:
            yield Fault(
                path,
                line,
                "这里有身份证号码",
                {},
                "请删去；公开的文件里不写个人信息",
                {},
                source,
            )


def found_in(
    text: str, allowed: frozenset[str] = frozenset()
) -> Iterator[tuple[int, str]]:
    """Each finding as (line from 1, "phone" or "resident-id"), once a line.

    `allowed` holds the digits of office phones.
    """
    if not SUSPECT.search(text):
        return  # as nearly always
    told: set[tuple[int, str]] = set()
    for row in _rows(text):
        for number in row.numbers():
            finding = (number.line, "resident-id" if number.is_resident_id else "phone")
            if finding not in told and not number.is_one_of(allowed):
                told.add(finding)
                yield finding


def _rows(text: str) -> Iterator[Row]:
    """The rows of digits that a reader sees."""
    seen = ABROAD.sub("|0086", JOINT.sub(_joint, as_seen(text)))
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
