"""What nobody sees stays out of names, wherever they are typed; counts of few people are not told."""

from __future__ import annotations

import pytest
from werkzeug.datastructures import MultiDict
from wtforms import Form

from forms_app.base import disclosure
from forms_app.base.contentfile.loose import slip_of
from forms_app.base.contentfile.write import render
from forms_app.base.fields import Line
from forms_app.base.formulas import csv_line
from forms_app.base.sheets.cells import tidy

UNSEEN = [
    *range(0x202A, 0x202F),
    *range(0x2066, 0x206A),
    *range(0x200B, 0x2010),
    0xFEFF,
]


class OneName(Form):
    name = Line()


@pytest.mark.parametrize("code", UNSEEN, ids=hex)
def test_what_nobody_sees_is_in_no_name(code) -> None:
    typed = f"示例{chr(code)}箱包厂"
    assert OneName(MultiDict({"name": typed})).name.data == "示例箱包厂"
    assert tidy(typed) == "示例箱包厂"
    assert render({"Title": typed}).startswith("Title: 示例箱包厂\n")
    assert slip_of(f"Title: {typed}").corrected == "Title: 示例箱包厂"


@pytest.mark.parametrize("sign", "=+-@＝＋－＠")
def test_no_sign_of_a_formula_begins_a_cell(sign) -> None:
    assert csv_line([f"{sign}1+1", 5]) == f"'{sign}1+1,5\r\n"


def test_places_left_tell_of_six_volunteers_or_of_none() -> None:
    told = [disclosure.places_left(6, taken) for taken in range(7)]
    assert told == [None] * 6 + [0]
