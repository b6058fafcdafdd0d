"""Reading TOML as people write it: what keeps a line from being read is told with the
line as it was meant, and a key in Chinese is read as one that is not known.
"""

from __future__ import annotations

import re
import tomllib
from typing import Any

from forms_app.base.contentfile import markers
from forms_app.base.contentfile.faults import Fault
from forms_app.base.contentfile.plaintext import NoText, text_of
from forms_app.base.typed import UNSEEN

BARE = re.compile(r"(?m)^([ \t]*)([\u3400-\u9fff][\w-]*)([ \t]*=)")
PLAIN_SIGNS = str.maketrans(
    {
        **dict.fromkeys("“”„＂", '"'),
        **dict.fromkeys("‘’＇", "'"),
        "＝": "=",
        "［": "[",
        "］": "]",
        "，": ", ",
    }
)
WITH_COLON = re.compile(r"([A-Za-z_][\w-]*)\s*[:：]\s*(.*?)\s*$")
HOW = "写法见帮助：规则文件（引号和方括号要成对）"


def read_toml(data: bytes, path: str) -> tuple[dict[str, Any] | None, list[Fault]]:
    """What a TOML file says, or the faults that keep it from being read."""
    try:
        text = text_of(data, path)
    except NoText as none:
        return None, [none.fault]
    if marked := list(markers.faults(path, text)):
        return None, marked
    try:
        return tomllib.loads(BARE.sub(r'\1"\2"\3', text)), []
    except tomllib.TOMLDecodeError as error:
        return None, [_unread(path, text, str(error))]
    except (RecursionError, ValueError):  # brackets or digits without end
        return None, [Fault(path, 0, "这个文件读不懂", {}, HOW)]


def _unread(path: str, text: str, error: str) -> Fault:
    found = re.search(r"line (\d+)", error)
    line = int(found[1]) if found else 0
    rows = text.split("\n")
    row = rows[line - 1] if 0 < line <= len(rows) else ""
    return Fault(path, line, "这一行读不懂", {}, HOW, {}, row[:200], _meant(row)[:200])


def _meant(row: str) -> str:
    """The line with half-width signs, if it can be read then; else empty."""
    plain = UNSEEN.sub("", row).translate(PLAIN_SIGNS)
    tries = [plain]
    if found := WITH_COLON.fullmatch(plain.strip()):
        value = found[2].strip("\"'")
        tries += [f"{found[1]} = {found[2]}", f'{found[1]} = "{value}"']
    return next((one for one in tries if one != row and _can_be_read(one)), "")


def _can_be_read(row: str) -> bool:
    try:
        return bool(tomllib.loads(row))
    except (RecursionError, ValueError):
        return False
