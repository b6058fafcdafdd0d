"""A fault in a content file, told like a good compiler: where, the line, what is wrong,
what is allowed, what was meant.
"""

from __future__ import annotations

import re
from dataclasses import asdict, dataclass, field
from typing import Any

from forms_app.base.catalogue import gettext as _

# What acts on a terminal, or makes a text file no text: controls and line ends.
CONTROL = re.compile("[\x00-\x1f\x7f-\x9f\u2028\u2029]")


@dataclass(frozen=True)
class Fault:
    """`line` counts from 1; 0 is the whole file.

    `says` and `allowed` are messages of the catalogue.
    """

    path: str
    line: int
    says: str
    values: dict[str, Any] = field(default_factory=dict)
    allowed: str = ""
    allowed_values: dict[str, Any] = field(default_factory=dict)
    source: str = ""  # the line as it stands
    corrected: str = ""  # the line as it was probably meant

    @property
    def message(self) -> str:
        return _(self.says, **self.values)

    @property
    def allowed_message(self) -> str:
        return _(self.allowed, **self.allowed_values) if self.allowed else ""

    @property
    def place(self) -> str:
        return f"{self.path}:{self.line}" if self.line else self.path

    def render(self) -> str:
        """Some lines of text for the terminal and FAULTS.txt."""
        return "\n".join(CONTROL.sub(_visible, line) for line in self._lines())

    def _lines(self) -> list[str]:
        lines = [f"{self.place}: {self.message}"]
        if self.source:
            lines.append(f"    {_('现在是：')}{self.source}")
        if self.allowed:
            lines.append(f"    {_('应当：')}{self.allowed_message}")
        if self.corrected:
            lines.append(f"    {_('改为：')}{self.corrected}")
        return lines

    def to_dict(self) -> dict[str, Any]:
        return asdict(self)

    @classmethod
    def from_dict(cls, saved: dict[str, Any]) -> Fault:
        return cls(**saved)


def _visible(control: re.Match[str]) -> str:
    """As its code is written: <U+0000>."""
    return f"<U+{ord(control[0]):04X}>"


def fault_at(
    relative: str, text: str, key: str, says: str, values: dict[str, Any], allowed: str
) -> Fault:
    """A fault at the line of a key."""
    rows = text.split("\n")
    line = next(
        (
            n
            for n, row in enumerate(rows, 1)
            if row.lower().startswith(f"{key.lower()}:")
        ),
        0,
    )
    return Fault(
        relative, line, says, values, allowed, {}, rows[line - 1] if line else ""
    )
