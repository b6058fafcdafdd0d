"""Reading the values of a row by its declared keys."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from typing import Any

from forms_app.base.contentfile.keys import Key, Type, Values, names
from forms_app.base.contentfile.rows import Row

WIDE = re.compile(r"[^\x00-\u02ff]")  # as wide as two Latin letters
EMPTY: dict[Type, Any] = {Type.TEXT: "", Type.WORD: "", Type.WORDS: (), Type.LIST: ()}


def read_keys(row: Row, keys: Iterable[Key]) -> Values:
    """By name, each judged; faults are noted in the row's file."""
    return {key.name: _read(row, key) for key in keys}


def _read(row: Row, key: Key) -> Any:
    is_required = key.is_required(row)
    if key.name not in row.values and not is_required:
        return EMPTY.get(key.type) if key.default is None else key.default
    return READERS[key.type](row, key, is_required)


def _id(row: Row, key: Key, _required: bool) -> str:
    """How it is written was judged with the rows."""
    value = row.values.get(key.name)
    allowed = key.allowed(row.judged.beside)
    if not isinstance(value, str):
        return ""
    return value if allowed is None else row.word(key.name, allowed)


def _word(row: Row, key: Key, _required: bool) -> str:
    allowed = key.allowed(row.judged.beside)
    return row.text(key.name) if allowed is None else row.word(key.name, allowed)


def _words(row: Row, key: Key, required: bool) -> tuple[str, ...]:
    return row.words(key.name, key.allowed(row.judged.beside), required)


def _list(row: Row, key: Key, required: bool) -> tuple[str, ...]:
    return () if row.values.get(key.name) == [] else _words(row, key, required)


def _whole(row: Row, key: Key, required: bool) -> int | None:
    return row.whole(key.name, int(key.low), int(key.high), required)


def _text(row: Row, key: Key, required: bool) -> str:
    text = row.text(key.name, required)
    if key.high and (len(text) + len(WIDE.findall(text))) / 2 > key.high:
        says = "“%(key)s”太长，最多 %(most)s 个字"
        row.fault(key.name, says, most=f"{key.high:g}")
    return text


def _code(row: Row, key: Key, required: bool) -> str:
    text = row.text(key.name, required)
    if text and not re.fullmatch(key.form.pattern, text):
        row.fault(key.name, "“%(value)s”的写法不对", key.form.says)
    return text


def _table(row: Row, key: Key, required: bool) -> Values:
    table = row.values.get(key.name)
    if isinstance(table, dict):
        inner = Row(row.judged, row.number, table, key.name)
        inner.know(names(key.keys))
        values = read_keys(inner, key.keys)
        row.is_good = row.is_good and inner.is_good
        return values
    row.fault(key.name, "“%(key)s”要单独写成一段", f"[{key.name}]")
    return {}


READERS: dict[Type, Callable[[Row, Key, bool], Any]] = {
    Type.ID: _id,
    Type.TEXT: _text,
    Type.WORD: _word,
    Type.WORDS: _words,
    Type.LIST: _list,
    Type.BASIS: lambda row, key, _required: row.basis(key.name),
    Type.WHOLE: _whole,
    Type.NUMBER: lambda row, key, _required: row.number_in(key.name, key.low, key.high),
    Type.DAY: lambda row, key, required: row.day(key.name, required),
    Type.CLOCK: lambda row, key, _required: row.clock(key.name),
    Type.FLAG: lambda row, key, _required: row.flag(key.name, bool(key.default)),
    Type.CODE: _code,
    Type.TABLE: _table,
}
