"""Pictures of numbers: a scale that holds them, a sentence, a source, and the same numbers as a table."""

from __future__ import annotations

import re
from datetime import date, timedelta
from functools import cache
from itertools import pairwise
from xml.etree import ElementTree

import pytest

import pelicanconf
from forms_app.publishing.site.overview import overview
from forms_app.publishing.site.scale import ticks
from forms_app.publishing.site.theme import Theme

pytestmark = pytest.mark.same_on_both(reason="about pages, not about the database")
WIDE = 320.0
TOP = 14.0  # of the highest column
BOTTOM = 118.0


@cache
def macros():
    settings = {name: getattr(pelicanconf, name) for name in dir(pelicanconf)}
    return Theme(settings).in_language["zh-Hans"].get_template("macros/chart.html")


def picture(markup: str) -> ElementTree.Element:
    return ElementTree.fromstring(re.search(r"<svg.*?</svg>", markup, re.S)[0])


def drawn(markup: str, look: str) -> list[dict[str, float]]:
    """The places of the columns or bars."""
    found = picture(markup).iter("rect")
    rows = [one.attrib for one in found if one.attrib["class"] == look]
    keys = ("x", "y", "width", "height")
    return [{key: float(one[key]) for key in keys} for one in rows]


def table(markup: str) -> list[list[str]]:
    rows = re.findall(r"<tr>\s*<th scope=\"row\">.*?</tr>", markup, re.S)
    return [re.findall(r"<t[hd][^>]*>(.*?)</t[hd]>", row) for row in rows]


def days(number: int, received: int = 3) -> list[tuple[str, int, int]]:
    first = date(2020, 2, 21)
    every = [first + timedelta(days=n) for n in range(number)]
    return [(day.isoformat(), received + n, n) for n, day in enumerate(every)]


@pytest.mark.parametrize(
    ("most", "marks"),
    [
        (0, [0, 1]),
        (1, [0, 1]),
        (4, [0, 1, 2, 3, 4]),
        (5, [0, 2, 4, 6]),
        (100, [0, 50, 100]),
        (101, [0, 50, 100, 150]),
        (5_000, [0, 2_000, 4_000, 6_000]),
    ],
)
def test_a_scale_has_round_numbers_and_holds_the_most(most, marks) -> None:
    assert ticks(most) == marks


def test_every_scale_is_even_short_and_never_much_too_long() -> None:
    for most in range(1, 20_000, 7):
        marks = ticks(most)
        steps = {after - before for before, after in pairwise(marks)}
        assert len(steps) == 1 and len(marks) <= 5
        assert marks[-1] - steps.pop() < most <= marks[-1]


@pytest.mark.parametrize("value", [0, 1, 5_000])
def test_a_bar_is_as_long_as_its_number_on_the_scale(value) -> None:
    rows = [("前头社区", value), ("南埔社区", value // 2)]
    markup = str(
        macros().module.bars(rows, "有效（家）", "社区", "一句话。", "本站名单")
    )
    marks = ticks(value)
    lengths = [one["width"] for one in drawn(markup, "bar")]
    assert lengths == [pytest.approx(250 * n / marks[-1], abs=0.1) for _name, n in rows]
    assert all(0 <= one <= 250 for one in lengths)
    said = [one.text for one in picture(markup).iter("text")]
    assert [str(mark) for mark in marks] == said[: len(marks)]
    assert table(markup) == [[name, str(n)] for name, n in rows]
    assert "一句话。" in markup and "本站名单" in markup


@pytest.mark.parametrize("number", [1, 5_000])
def test_columns_of_any_number_of_days_stay_in_their_picture(number) -> None:
    markup = str(macros().module.columns(days(number), "收到和答复", "收到", "答复了"))
    for look in ("bar", "bar two"):
        *shown, _beside_its_word = drawn(markup, look)
        assert len(shown) == min(number, 31)
        for one in shown:
            assert one["x"] >= 0 and one["x"] + one["width"] <= WIDE
            assert one["y"] >= TOP - 0.1
            assert one["y"] + one["height"] == pytest.approx(BOTTOM, abs=0.2)
    assert len(table(markup)) == number
    assert ("图里是最近 31 天" in markup) == (number > 31)
    for text in picture(markup).iter("text"):
        assert 0 <= float(text.attrib["x"]) <= WIDE


def test_of_very_many_rows_the_largest_are_drawn_and_all_are_in_the_table() -> None:
    rows = [(f"社区{n}", n) for n in range(5_000)]
    markup = str(macros().module.bars(rows, "有效（家）", "社区"))
    names = [
        one.text
        for one in picture(markup).iter("text")
        if one.attrib["class"] == "name"
    ]
    assert names == [f"社区{n}" for n in range(4_999, 4_975, -1)]
    assert len(table(markup)) == 5_000 and "图里是最多的 24 个" in markup


@pytest.mark.parametrize("kind", ["bars", "columns", "small"])
def test_where_nothing_was_counted_a_sentence_says_so(kind) -> None:
    more = {
        "bars": ("有效（家）", "社区"),
        "columns": ("收到和答复", "收到", "答复了"),
        "small": ("前头社区", 0),
    }
    markup = str(getattr(macros().module, kind)([], *more[kind]))
    assert "还没有数字。" in markup and "<svg" not in markup


def test_small_pictures_beside_one_another_share_one_scale() -> None:
    small = macros().module.small
    lengths = [
        drawn(str(small([("商铺", value)], "前头社区", 5_000)), "bar")[0]["width"]
        for value in (0, 1, 2_500, 5_000)
    ]
    assert lengths == [0, 0, 63, 126]


def test_a_name_cannot_become_markup() -> None:
    rows = [("<b>社区</b>", 1)]
    for markup in (
        macros().module.bars(rows, "有效", "社区"),
        macros().module.small(rows, "<b>社区</b>", 1),
    ):
        assert "<b>" not in str(markup)


def test_the_sentences_are_of_yesterday_of_the_busiest_day_and_of_the_most() -> None:
    counted = {
        "by_day": [("2020-03-03", 4, 1), ("2020-03-04", 4, 2), ("2020-03-05", 1, 9)]
    }
    work = overview(counted, {"a": 0, "b": 3}, {"a": "甲", "b": "乙"})
    assert work.yesterday == ("2020-03-04", 4, 2)
    assert work.busiest == ("2020-03-04", 4, 2), "the latest of two alike"
    assert work.largest == ("乙", 3)
    idle = overview({"by_day": [("2020-03-05", 0, 0)]}, {"a": 0}, {"a": "甲"})
    assert (idle.yesterday, idle.busiest, idle.largest) == (None, None, None)
