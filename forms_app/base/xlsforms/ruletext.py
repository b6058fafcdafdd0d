"""The text of a rule file from its head and its rows."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from typing import Any

from forms_app.base.typed import one_line


def rule_text(
    head: Mapping[str, Any], tables: Mapping[str, Sequence[Mapping[str, Any]]]
) -> str:
    """`tables`: rows by what they are called, [[pages]], in this order."""
    parts = ["\n".join(_lines(head))]
    for name, rows in tables.items():
        parts += ["\n".join([f"[[{name}]]", *_lines(row)]) for row in rows]
    return "\n\n".join(parts) + "\n"


def _lines(values: Mapping[str, Any]) -> Iterable[str]:
    return (f"{name} = {_value(value)}" for name, value in values.items())


def _value(value: Any) -> str:
    if isinstance(value, bool):
        return str(value).lower()
    if isinstance(value, int):
        return str(value)
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, str):
        return json.dumps(one_line(value), ensure_ascii=False)
    return f"[{', '.join(map(_value, value))}]"
