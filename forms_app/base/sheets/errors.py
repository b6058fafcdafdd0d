"""The errors that a spreadsheet has in a cell instead of a value.

Imports nothing of the app: the process that opens workbooks uses it too.
"""

from __future__ import annotations

import re

NO_RESULT = "=?"
NOT_AVAILABLE = "#N/A"
# by the number that .xls and .xlsb have for each
BY_CODE = {
    0x00: "#NULL!",
    0x07: "#DIV/0!",
    0x0F: "#VALUE!",
    0x17: "#REF!",
    0x1D: "#NAME?",
    0x24: "#NUM!",
    0x2A: NOT_AVAILABLE,
    0x2B: "#GETTING_DATA",
}
# of Excel and WPS; then of LibreOffice
PATTERN = (
    r"#(?:N/A|(?:REF|VALUE|DIV/0|NULL|NUM|SPILL|CALC|FIELD|BLOCKED|CONNECT|BUSY"
    r"|UNKNOWN|PYTHON|EXTERNAL)!|NAME\?|GETTING_DATA)|(?:Err|错误|錯誤)[:：]\d{3}"
)
ERROR = re.compile(PATTERN, re.IGNORECASE)
# what a program prints instead of a number or a day that is wider than its column
TOO_NARROW = re.compile(r"#{3,}")


def text_of(code: int) -> str:
    """An error as its program shows it."""
    return BY_CODE.get(code, NOT_AVAILABLE)
