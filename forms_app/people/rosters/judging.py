"""Judging one row of a roster: what each cell means, and what to put right, in words.

Pure: no database, no form. A fault never repeats what stands in a cell, so that it can
be shown to whoever helps out.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from forms_app.base.catalogue import gettext as _
from forms_app.base.notions import resident_id
from forms_app.base.sheets.cells import tidy
from forms_app.people.rosters.cells import LONGEST, Wrong, read

FIELDS = (
    "name",
    "phone",
    "stayed",
    "origin",
    "place",
    "arrived_on",
    "transport",
    "last_day",
    "room",
    "per_room",
    "symptoms",
)
EMPTY: dict[str, Any] = {
    "name": "",
    "phone": "",
    "stayed": False,
    "origin": "",
    "place": "",
    "arrived_on": None,
    "transport": "",
    "last_day": None,
    "room": "",
    "per_room": None,
    "symptoms": None,
}


@dataclass(frozen=True)
class Judged:
    """A row: its number in the sheet, its texts as given, what they mean, and a
    sentence for each field that is wrong.

    `values` has every field: name, phone, origin, place, transport, room are str (""
    when not given); stayed is bool; arrived_on, last_day are date or None; per_room is
    int or None; symptoms is bool or None.
    """

    number: int
    given: dict[str, str]
    values: dict[str, Any]
    faults: dict[str, str]

    @property
    def is_good(self) -> bool:
        return not self.faults


def judge(number: int, given: Mapping[str, str], today: date) -> Judged:
    """What one row says. Never raises: what cannot be read is a fault."""
    texts = {
        field: resident_id.without(tidy(str(given.get(field) or "")))
        for field in FIELDS
    }
    values = dict(EMPTY)
    faults = {}
    for field, text in texts.items():
        if not text:
            continue
        try:
            values[field] = read(field, text, today)
        except Wrong as wrong:
            faults[field] = str(wrong)
    _place_for_class(texts, values, faults)
    for field, sentence in _missing(texts, values, faults):
        faults.setdefault(field, sentence)
    return Judged(
        number,
        texts,
        values,
        {field: faults[field] for field in FIELDS if field in faults},
    )


def judge_all(
    rows: Iterable[tuple[int, Mapping[str, str]]], today: date
) -> tuple[Judged, ...]:
    """Every row, and on the later of two rows for one person a fault that names the
    earlier row.
    """
    first: dict[str, Judged] = {}
    judged = []
    for number, given in rows:
        row = judge(number, given, today)
        earlier = (
            first.setdefault(row.values["phone"], row) if row.values["phone"] else row
        )
        judged.append(row if earlier is row else _twice(row, earlier))
    return tuple(judged)


def _twice(row: Judged, earlier: Judged) -> Judged:
    if row.values["name"] and row.values["name"] == earlier.values["name"]:
        says = _(
            "和第 %(row)s 行是同一个人。请删去一行，或改正其中一行", row=earlier.number
        )
    else:
        says = _(
            "手机号和第 %(row)s 行相同。请核对，每人填自己的手机号", row=earlier.number
        )
    return replace(row, faults={**row.faults, "phone": row.faults.get("phone", says)})


def _place_for_class(
    texts: dict[str, str], values: dict[str, Any], faults: dict[str, str]
) -> None:
    """Many sheets have the place itself under 来源.

    The class is for the office's rules to find then, not for a guess.
    """
    if values["origin"] is None:
        values["origin"] = ""
        if texts["place"]:
            faults["origin"] = _(
                "来源类别请填 本市、本省其他市、外省非重点、重点地区 或 境外"
            )
        elif len(texts["origin"]) > LONGEST["place"]:
            faults["place"] = _("请不要超过 %(n)s 个字", n=LONGEST["place"])
        else:
            values["place"] = texts["origin"]


def _missing(
    texts: dict[str, str], values: dict[str, Any], faults: dict[str, str]
) -> Iterable[tuple[str, str]]:
    if not texts["name"]:
        yield "name", _("请填姓名，例如 示例一")
    if not texts["phone"]:
        yield "phone", _("请填手机号，例如 13800001234")
    if not values["stayed"] and "stayed" not in faults:
        if not (
            values["place"] or values["origin"] or {"place", "origin"} & set(faults)
        ):
            yield (
                "place",
                _("请填从哪里来，例如 浙江温州；春节没有离开的，在“是否留厂”填“是”"),
            )
        if not texts["arrived_on"]:
            yield (
                "arrived_on",
                _("请填到达日期，例如 2020-02-20；春节没有离开的，在“是否留厂”填“是”"),
            )
    if (
        values["last_day"]
        and values["arrived_on"]
        and values["last_day"] > values["arrived_on"]
    ):
        yield (
            "last_day",
            _(
                "离开外地的日期不会晚于到达日期。请核对这两个日期，例如 2020-02-19 和 2020-02-20"
            ),
        )
