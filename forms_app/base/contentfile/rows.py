"""Reading a row of a TOML file key by key: each fault with its line, what is allowed,
and the nearest right word.

Whoever reads a file says which keys it knows; every other key is a fault here, since a
key that is silently passed over would make a row hold for more people, or for longer,
than its writer meant.
"""

from __future__ import annotations

import re
from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, time
from typing import Any

from forms_app.base.contentfile.faults import Fault
from forms_app.base.contentfile.meant import word_of
from forms_app.base.contentfile.written import Written

CLOCK = re.compile(r"([01][0-9]|2[0-3]):[0-5][0-9]")


@dataclass
class Row:
    """One row, or (number 0) what stands outside the rows, or the table of this name
    there.

    What is read of a faulty key is empty.
    """

    judged: Written
    number: int
    values: dict[str, Any]
    table: str = ""
    is_good: bool = True

    @property
    def line(self) -> int:
        return self.judged.lines.get((self.number, self.table), 0)

    def line_of(self, key: str) -> int:
        return self.judged.lines.get((self.number, key), self.line)

    def fault(
        self,
        key: str,
        says: str,
        allowed: str = "",
        wrong: str = "",
        nearest: Collection[str] = (),
        **values: object,
    ) -> None:
        """A fault of a key.

        `wrong` is the word to be replaced by the one of `nearest` that is most like it.
        """
        self.is_good = False
        line = self.line_of(key)
        source = self.judged.source[line - 1] if line else ""
        wrong = wrong or str(self.values.get(key, ""))
        corrected = corrected_line(source, key, wrong, nearest)
        told = {"key": key, "value": wrong[:60]}
        told |= {name: str(value) for name, value in values.items()}
        self.judged.faults.append(
            Fault(
                self.judged.path,
                line,
                says,
                told,
                allowed,
                {},
                source[:200],
                corrected[:200],
            )
        )

    def know(self, known: Collection[str]) -> None:
        """A key that nobody reads is a fault, with the nearest one that is read."""
        for key in self.values:
            if key not in known:
                self.fault(
                    key,
                    "没有“%(name)s”这一项",
                    " | ".join(sorted(known)),
                    key,
                    known,
                    name=key,
                )

    def span(self) -> tuple[date | None, date | None]:
        """`from` and `to`, both days included."""
        begins = self.day("from", required=True)
        until = self.day("to")
        if begins and until and until < begins:
            self.fault("to", "最后一天（to）早于第一天（from）", f"{begins} …")
        return begins, until

    def text(self, key: str, required: bool = False) -> str:
        value = self.values.get(key, "")
        if not isinstance(value, str):
            self.fault(key, "“%(key)s”要写成文字，加引号", f'{key} = "…"')
        elif value.strip():
            return value.strip()
        elif required:
            self.fault(key, "缺少“%(key)s”", f'{key} = "…"')
        return ""

    def word(self, key: str, allowed: Collection[str]) -> str:
        """One of the allowed words."""
        found = self.words(key, allowed)
        if len(found) > 1:
            self.fault(key, "“%(key)s”只能写一个", " | ".join(allowed))
        return found[0] if len(found) == 1 else ""

    def words(
        self, key: str, allowed: Collection[str] | None = None, required: bool = True
    ) -> tuple[str, ...]:
        """Several words, or a single one; each of the allowed."""
        value = self.values.get(key, [])
        several = [value] if isinstance(value, str) else value
        if not isinstance(several, list) or not all(
            isinstance(one, str) and one.strip() for one in several
        ):
            self.fault(
                key,
                "“%(key)s”要写成加引号的词，几个词放在方括号里",
                f'{key} = ["…", "…"]',
            )
            return ()
        if not several and (required or key in self.values):
            self.fault(
                key,
                "缺少“%(key)s”",
                " | ".join(allowed) if allowed else f'{key} = ["…"]',
            )
        known = several if allowed is None else allowed
        unknown = [one for one in several if one not in known]
        for one in unknown:
            says = (
                "没有“%(value)s”这个社区"
                if key == "communities"
                else "“%(key)s”不能写“%(value)s”"
            )
            self.fault(key, says, " | ".join(known), one, known)
        return () if unknown else tuple(one.strip() for one in several)

    def basis(self, key: str = "basis", may_be_open: bool = False) -> str:
        """The slug of the document it rests on; empty where that may be open and is."""
        if may_be_open and self.values.get(key) == "":
            return ""
        word = self.text(key, required=True)
        known = self.judged.beside.documents
        if word and known is not None and word not in known:
            self.fault(
                key,
                "没有“%(value)s”这份文件",
                "通知、公开信或政策的代号",
                word,
                sorted(known),
            )
        return word

    def whole(
        self, key: str, low: int, high: int, required: bool = False
    ) -> int | None:
        value = self.values.get(key)
        if value is None and not required:
            return None
        if type(value) is int and low <= value <= high:  # True is an int too
            return value
        self.fault(
            key,
            "“%(key)s”要写成整数，从 %(low)s 到 %(high)s",
            f"{key} = {low} … {high}",
            low=low,
            high=high,
        )
        return None

    def number_in(self, key: str, low: float, high: float) -> float:
        value = self.values.get(key)
        if (
            isinstance(value, int | float)
            and not isinstance(value, bool)
            and low <= value <= high
        ):
            return float(value)
        self.fault(
            key,
            "“%(key)s”要写成数字，从 %(low)s 到 %(high)s",
            f"{key} = {low} … {high}",
            low=low,
            high=high,
        )
        return low

    def day(self, key: str, required: bool = False) -> date | None:
        value = self.values.get(key)
        # a moment is a date too, and cannot be compared with one
        if type(value) is date:
            return value
        if value is not None:
            self.fault(key, "“%(key)s”要写成日期，不加引号", f"{key} = 2020-02-08")
        elif required:
            self.fault(key, "缺少“%(key)s”", f"{key} = 2020-02-08")
        return None

    def clock(self, key: str) -> time | None:
        value = self.text(key, required=True)
        if CLOCK.fullmatch(value):
            return time.fromisoformat(value)
        if value:
            self.fault(key, "“%(key)s”要写成钟点", f'{key} = "10:00"')
        return None

    def flag(self, key: str, default: bool) -> bool:
        value = self.values.get(key, default)
        if not isinstance(value, bool):
            self.fault(
                key, "“%(key)s”要写成 true 或 false", f"{key} = {str(default).lower()}"
            )
        return value is True


def corrected_line(source: str, key: str, wrong: str, nearest: Collection[str]) -> str:
    """The line with the wrong word replaced by the nearest right one; empty where none
    is near. A word that is a value is looked for in its quotation marks.
    """
    meant = word_of(wrong, nearest)
    if not meant or wrong not in source:
        return ""
    if wrong != key and f'"{wrong}"' in source:
        return source.replace(f'"{wrong}"', f'"{meant}"', 1)
    return source.replace(wrong, meant, 1)
