"""Reading the front matter of a content file, strictly, with a fault for every line
Pelican would read differently.

Whatever is accepted here is read by Pelican's Markdown reader with the same values (a
test holds it). A BOM and Windows line ends are taken quietly; everything else that is
not plain is a fault with its line.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property
from itertools import islice

from forms_app.base.contentfile import links, markers, pasted
from forms_app.base.contentfile.beside import ACCEPTED, Beside
from forms_app.base.contentfile.bounds import too_much
from forms_app.base.contentfile.faults import Fault
from forms_app.base.contentfile.front import FrontMatter, as_spelt
from forms_app.base.contentfile.judges import a_date
from forms_app.base.contentfile.keys import Key, When
from forms_app.base.contentfile.loose import Loose, loosely, slip_of
from forms_app.base.contentfile.plaintext import NoText, text_of
from forms_app.base.contentfile.reading import MAX_BYTES

LINE = re.compile(r"(?P<key>[A-Za-z][A-Za-z0-9_-]*):[ \t]*(?P<value>.*)$")
# Cc, Zl and Zp but for tabs and line ends
CONTROL = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u2028\u2029]")
# What other programs put above and below the front matter.
FENCE = re.compile(r"(?:-{3,}|\+{3,}|\.{3})\s*")
MOST_LINES = 1000  # of front matter
LONGEST_NAME = 40  # of a key, such as Tree-1-2-3
MOST_TOLD = 20  # lines of one file with control characters


@dataclass
class Parsed:
    """A file taken apart.

    `values` has the key as the kind spells it; `lines` its line number.
    """

    path: str
    values: dict[str, str] = field(default_factory=dict)
    lines: dict[str, int] = field(default_factory=dict)
    # keys that are not read, since their lines are written in another way
    meant: set[str] = field(default_factory=set)
    body: str = ""
    text: str = ""  # normalised: what is copied into the accepted tree
    faults: list[Fault] = field(default_factory=list)
    # whether its lines may be shown: not of a file that is nothing of ours
    is_quoted: bool = True

    @cached_property
    def rows(self) -> list[str]:
        """The lines of the text, once it is known."""
        return self.text.split("\n")

    def fault(
        self,
        line: int,
        says: str,
        allowed: str = "",
        corrected: str = "",
        **values: str,
    ) -> None:
        is_shown = self.is_quoted and 0 < line <= len(self.rows)
        source = self.rows[line - 1] if is_shown else ""
        self.faults.append(
            Fault(
                self.path,
                line,
                says,
                values,
                allowed,
                {},
                source[:200],
                corrected[:200],
            )
        )

    def wrong(self, key: str, says: str, allowed: str = "", meant: str = "") -> None:
        """A fault of a value; `meant` becomes the corrected line."""
        corrected = f"{key}: {meant}" if meant else ""
        self.fault(
            self.lines.get(key, 0),
            says,
            allowed,
            corrected,
            value=self.values.get(key, ""),
            key=key,
        )

    def date_is_good(self, key: str) -> bool:
        return bool(self.values.get(key)) and a_date(self.values[key]) is None

    def date(self, key: str) -> date | None:
        return date.fromisoformat(self.values[key]) if self.values.get(key) else None


def decode(data: bytes, parsed: Parsed) -> bool:
    """Bytes to normalised text; False when nothing more can be said about the file."""
    if not data.strip():
        parsed.fault(0, "文件是空的", "第一行写 Title: 名称；如果要撤下，请删除文件")
    elif len(data) > MAX_BYTES:
        parsed.fault(0, "文件太大", "不超过 256 KB")
    else:
        try:
            parsed.text = text_of(data, parsed.path)
        except NoText as none:
            parsed.faults.append(none.fault)
            return False
        if not parsed.text.endswith("\n"):
            parsed.text += "\n"
        rows = parsed.rows if CONTROL.search(parsed.text) else []
        unseen = (n for n, row in enumerate(rows, 1) if CONTROL.search(row))
        for number in islice(unseen, MOST_TOLD):
            parsed.fault(number, "这一行有看不见的控制字符", "删掉这一行重新输入")
        parsed.faults.extend(markers.faults(parsed.path, parsed.text))
        return not parsed.faults
    return False


def parse(
    data: bytes, path: str, front: FrontMatter, beside: Beside = ACCEPTED
) -> Parsed:
    """Take a file apart and judge every line of its front matter."""
    parsed = Parsed(path)
    if not decode(data, parsed):
        return parsed
    rows = parsed.rows
    first = rows[1] if FENCE.fullmatch(rows[0]) else rows[0]
    parsed.is_quoted = bool(LINE.match(first) or loosely(first, front))
    end = next((n for n, row in enumerate(rows) if not row.strip()), len(rows))
    if end > MOST_LINES:
        parsed.fault(
            MOST_LINES + 1,
            "正文前面的行太多，前面可能少了一个空行",
            "在正文前面空一行",
        )
        return parsed
    end = _without_fences(parsed, end)
    for number, row in enumerate(rows[:end], 1):
        if not FENCE.fullmatch(row):
            _read_line(parsed, front, beside, number, row)
    below = rows[end + 1 :]
    parsed.body = "\n".join(below).strip("\n")
    above = end + 1 + next((n for n, row in enumerate(below) if row), 0)
    _bound(parsed, above)
    parsed.faults.extend(pasted.faults(parsed.path, parsed.body, above))
    linked = links.faults(parsed.path, parsed.body, above, beside.originals)
    parsed.faults.extend(linked)
    for key in front.keys:
        if not parsed.values.get(key.name):
            _miss(parsed, key)
    return parsed


def _without_fences(parsed: Parsed, end: int) -> int:
    """The number of lines of front matter, `end` where it has no --- above it."""
    if not FENCE.fullmatch(parsed.rows[0]):
        return end
    parsed.fault(1, "开头不用写 ---", "删去这一行；第一行写 Title: 名称")
    for number, row in enumerate(parsed.rows[1:end], 2):
        if FENCE.fullmatch(row):
            parsed.fault(number, "这里不用写 ---", "删去这一行，空一行再写正文")
            return number
    return end


def _bound(parsed: Parsed, above: int) -> None:
    """`above`: how many lines stand above the body."""
    if found := too_much(parsed.body):
        parsed.fault(above + found.line, found.says, found.allowed)


def _miss(parsed: Parsed, key: Key) -> None:
    """A key is not there, or says nothing."""
    line = parsed.lines.get(key.name, 0)
    if isinstance(key.required, When):
        if key.required.holds(parsed.values):
            line = line or parsed.lines[key.required.key]
            parsed.fault(line, key.required.why, key.required.allowed)
    elif key.required and key.name not in parsed.meant:
        parsed.fault(line, "缺少“%(key)s”", f"{key.name}: …", key=key.name)


def _mean(
    parsed: Parsed, front: FrontMatter, beside: Beside, number: int, line: Loose
) -> None:
    """A fault of a line that is about a key, with the line as it was meant; a value for
    which that cannot be told is a fault of its own.
    """
    parsed.meant.add(line.key)
    corrected = front.line(line.key, line.value, beside)
    parsed.fault(
        number, line.says, line.allowed, corrected, key=line.key, name=line.name
    )
    key = front.key(line.key)
    if not corrected and key and (wrong := front.judge(key, line.value, beside)):
        parsed.fault(number, wrong.says, wrong.allowed, value=line.value.strip())


def _read_line(
    parsed: Parsed, front: FrontMatter, beside: Beside, number: int, row: str
) -> None:
    if slip := slip_of(row):
        parsed.fault(number, slip.says, slip.allowed, slip.corrected)
        parsed.meant.add(_key_in(slip.corrected, front))
        return
    found = LINE.match(row)
    if not found:
        _no_line(parsed, front, beside, number)
        return
    name = found["key"]
    if len(name) > LONGEST_NAME:
        parsed.fault(number, "这一项的名字太长", "名字不超过 40 个字符")
        return
    value = found["value"].strip()
    key = front.key(name)
    nearest = "" if key else front.nearest(name)
    if nearest and nearest.lower() != name.lower():
        says = "没有“%(name)s”这一项"
        _mean(parsed, front, beside, number, Loose(nearest, value, says, nearest, name))
        return
    canonical = as_spelt(key, name) if key else name.lower()
    if canonical in parsed.values:
        says = "“%(key)s”写了两次，第一次在第 %(first)s 行"
        first = str(parsed.lines[canonical])
        parsed.fault(number, says, "留一行", key=canonical, first=first)
        return
    parsed.values[canonical] = value
    parsed.lines[canonical] = number
    if key and value and (wrong := front.judge(key, value, beside)):
        parsed.wrong(canonical, wrong.says, wrong.allowed, wrong.meant)


def _no_line(parsed: Parsed, front: FrontMatter, beside: Beside, number: int) -> None:
    """A row that is no `Key: value`, or not as Pelican reads it."""
    row = parsed.rows[number - 1]
    if loose := loosely(row, front):
        _mean(parsed, front, beside, number, loose)
    elif row[0] in " \t\u3000" and number > 1:
        says = "这一行缩进了，会被当作上一行的内容"
        parsed.fault(number, says, "一项只写一行，不要缩进", row.strip())
        parsed.meant.add(_key_in(row.strip(), front))
    else:
        says = "这一行不是“Key: 内容”，前面可能少了一个空行"
        parsed.fault(number, says, "在正文前面空一行")


def _key_in(row: str, front: FrontMatter) -> str:
    """The name of the key that a corrected line is about; empty where it has none."""
    found = LINE.match(row)
    key = front.key(found["key"]) if found else None
    return as_spelt(key, found["key"]) if key and found else ""
