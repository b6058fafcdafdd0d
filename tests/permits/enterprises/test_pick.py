"""An enterprise is picked by what people know it by."""

from __future__ import annotations

import re

import pytest

from tests import journeys
from tests.conftest import post

NEW = "/app/staff/items/new/suggestion/"
SAID = {"title": "加装扫码牌", "text": "门口排队太久"}


@pytest.fixture
def registered(client, app) -> dict[str, str]:
    """The reference of each, by its name."""
    names = ("示例箱包加工厂", "示例箱包零售店", "示例阀门店")
    made = {}
    for number, name in enumerate(names):
        one = app.test_client()
        address = f"前头示例路 {number} 号"
        made[name] = journeys.register(one, name=name, address=address)[0]
    return made


@pytest.mark.parametrize("typed", ["阀门", "阀门 前头示例路2号", "slfmd"])
def test_a_word_that_fits_one_names_it(registered, staff, typed) -> None:
    desk = staff("office", ("qiantou",))
    answer = post(desk, NEW, **SAID, reference=typed)
    assert answer.status_code == 302
    assert registered["示例阀门店"] in desk.get(answer.location).text


def test_of_several_one_is_chosen(registered, staff) -> None:
    desk = staff("office", ("qiantou",))
    page = post(desk, NEW, **SAID, reference="箱包").text
    assert "请选是哪一家" in page
    offered = re.findall(r'type="radio"[^>]*value="(QT-\w+)"', page)
    shop = registered["示例箱包零售店"]
    assert sorted(offered) == sorted([registered["示例箱包加工厂"], shop])
    answer = post(desk, NEW, **SAID, reference=["箱包", shop])
    assert shop in desk.get(answer.location).text


def test_what_only_nearly_fits_is_asked_about(registered, staff) -> None:
    page = post(staff("office", ("qiantou",)), NEW, **SAID, reference="示列阀门").text
    assert registered["示例阀门店"] in page
    assert "请选是哪一家" in page


@pytest.mark.parametrize("typed", ["没有这家", "QT-AAAAAA"])
def test_what_fits_nobody_is_told_at_its_field(registered, staff, typed) -> None:
    page = post(staff("office", ("qiantou",)), NEW, **SAID, reference=typed).text
    assert "没有找到这家单位，或者它不归您管" in page


def test_what_is_not_theirs_is_as_if_it_were_not_there(registered, staff) -> None:
    elsewhere = staff("office", ("nanpu",))
    reference = registered["示例阀门店"]
    assert reference not in post(elsewhere, NEW, **SAID, reference="阀门").text
    assert "不归您管" in post(elsewhere, NEW, **SAID, reference=reference).text
