"""/app/grid/: which grid somebody is in, by the road and the number of the house."""

from __future__ import annotations

import pytest

pytestmark = pytest.mark.same_on_both(reason="about content, not about the database")


@pytest.fixture
def ask(client):
    def once(at: str, **more: str) -> str:
        answer = client.get("/app/grid/", query_string={"at": at, **more})
        assert answer.status_code == 200
        return answer.text.partition('role="status">')[2].partition("</div>")[0]

    return once


@pytest.mark.parametrize(
    ("typed", "grid"),
    [
        ("示例路12号", "第二网格（商城东区）"),
        ("示例路 60 号", "第二网格（商城东区）"),
        ("示例路61号", "第三网格（商城西区）"),
        ("泉州市丰泽区示例街3号二楼", "第四网格（沿街片）"),
        ("星光耀广场 B 座", "第一网格（星光耀广场）"),
        ("中骏世界城", "第一网格（世界城东）"),
    ],
)
def test_an_address_is_told_its_grid_and_whom_to_ring(ask, typed, grid) -> None:
    says = ask(typed)
    assert grid in says and "0595-2200 0" in says and 'href="tel:0595' in says


@pytest.mark.parametrize("typed", ["示例路", "示例路999号", "大洋彼岸", "<b>x</b>"])
def test_what_is_not_on_the_list_or_in_several_grids_is_said_so(ask, typed) -> None:
    says = ask(typed)
    assert "没有认出" in says and "第" not in says.partition("“")[0]
    assert "<b>" not in says


def test_nothing_is_said_before_anything_is_typed(ask) -> None:
    assert ask("").strip() == ""


def test_the_page_of_a_community_asks_within_it(ask) -> None:
    assert "没有认出" in ask("中骏世界城", community="qiantou")
    assert "第一网格（世界城东）" in ask("中骏世界城", community="nowhere")


def test_roads_and_buildings_can_be_read_without_asking(
    client, publish, office
) -> None:
    page = client.get("/app/grid/").text
    assert "示例路 1–60、城东万达商城" in page
    publish()
    site = office.site / "tree" / "communities" / "qiantou" / "index.html"
    assert "示例路 1–60、城东万达商城" in site.read_text(encoding="utf-8")
