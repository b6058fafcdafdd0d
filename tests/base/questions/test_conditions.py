"""Conditions on answers: what they compare, and what is wrong with one that cannot be met."""

from __future__ import annotations

import pytest

from forms_app.base.contentfile.rows import Row
from forms_app.base.contentfile.written import Written
from forms_app.base.questions.conditions import all_hold, read_conditions

ANSWERS = {
    "isolation": ("yes", "no"),
    "gear": ("pump", "sandbag"),
    "staff": (),
    "first-batch": (),
}
VALUES = {"isolation": "no", "gear": ["pump"], "staff": 20, "first-batch": 0}


def conditions(*written: str, known=ANSWERS):
    text = f"[[rows]]\nwhen = {list(written)}"
    row = Row(Written("a.toml", text), 1, {"when": list(written)})
    return read_conditions(row, "when", known), row.judged.faults


@pytest.mark.parametrize(
    ("written", "holds"),
    [
        ("isolation = no", True),
        ("isolation = yes", False),
        ("isolation ≠ yes", True),
        ("isolation != no", False),
        ("gear = pump", True),
        ("gear = sandbag", False),
        ("gear ≠ sandbag", True),
        ("staff > 19", True),
        ("staff > 20", False),
        ("staff >= 20", True),
        ("staff ≤ 19", False),
        ("staff<21", True),
        ("first-batch = 0", True),
        ("first-batch ≠ 0", False),
    ],
)
def test_a_condition_compares_an_answer(written, holds) -> None:
    found, faults = conditions(written)
    assert not faults
    assert all_hold(found, VALUES) is holds
    assert not all_hold(found, {}), "what was not answered fulfils nothing"


def test_several_conditions_must_all_hold() -> None:
    found, _faults = conditions("isolation = no", "staff > 20")
    assert not all_hold(found, VALUES)
    assert all_hold((), {}), "no condition is always met"


@pytest.mark.parametrize(
    ("written", "says", "corrected"),
    [
        ("isolation", "不是条件", ""),
        ("isolaton = no", "没有“isolaton”这一问", "isolation = no"),
        ("isolation = non", "没有“non”这个答案", ""),
        ("isolation > 1", "不是数字", ""),
        ("staff = many", "是数字", ""),
        ("staff > -1", "是数字", ""),
    ],
)
def test_a_condition_that_nobody_can_meet_is_told_with_its_line(
    written, says, corrected
) -> None:
    _found, [fault] = conditions(written)
    assert says in fault.message and fault.line == 2
    assert corrected in fault.corrected


def test_a_condition_of_an_accepted_file_is_read_without_looking_beside_it() -> None:
    found, faults = conditions("anything = 1", known=None)
    assert [str(one) for one in found] == ["anything = 1"] and not faults
