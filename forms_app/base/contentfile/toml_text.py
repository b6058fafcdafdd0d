"""Writing TOML: a value, and the keys of a file that stand outside its rows."""

from __future__ import annotations

import json
from collections.abc import Mapping
from datetime import date
from typing import Any

from forms_app.base.contentfile.lines import key_lines
from forms_app.base.typed import one_line

AFTER = "from"  # every rule file has it, and new keys stand below it


def value_text(value: Any) -> str:
    """A flag, a number, a day, words in one line, or a list of them."""
    if isinstance(value, bool):
        return str(value).lower()
    if isinstance(value, int):
        return str(value)
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, str):
        return json.dumps(one_line(value), ensure_ascii=False)
    return f"[{', '.join(map(value_text, value))}]"


def set_keys(text: str, values: Mapping[str, Any]) -> str:
    """Change only the lines of these keys outside the rows; None takes a key out.

    Comments and all other lines stay as they are.
    """
    rows = text.replace("\r\n", "\n").split("\n")
    lines = key_lines(rows)
    below = lines.get((0, AFTER), 0)
    gone = set[int]()
    new = list[str]()
    for key, value in values.items():
        line = lines.get((0, key))
        if value is None:
            gone |= {line} if line else set()
        elif line:
            rows[line - 1] = f"{key} = {value_text(value)}"
        else:
            new.append(f"{key} = {value_text(value)}")
    kept = [row for number, row in enumerate(rows, 1) if number not in gone]
    below -= sum(number < below for number in gone)
    return "\n".join([*kept[:below], *new, *kept[below:]])
