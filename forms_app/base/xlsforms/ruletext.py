"""The text of a rule file from its head and its rows."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from forms_app.base.contentfile.toml_text import value_text


def rule_text(
    head: Mapping[str, Any], tables: Mapping[str, Sequence[Mapping[str, Any]]]
) -> str:
    """`tables`: rows by what they are called, [[pages]], in this order."""
    parts = ["\n".join(_lines(head))]
    for name, rows in tables.items():
        parts += ["\n".join([f"[[{name}]]", *_lines(row)]) for row in rows]
    return "\n\n".join(parts) + "\n"


def _lines(values: Mapping[str, Any]) -> Iterable[str]:
    return (f"{name} = {value_text(value)}" for name, value in values.items())
