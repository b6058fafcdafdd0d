"""The pages people need every day: shops, benefits, measures in two groups, joint plans, and where a notice went."""

from __future__ import annotations

import re
import shutil
from pathlib import Path

import pytest
from pelican import Pelican
from pelican.settings import read_settings

from forms_app.base.jsonfiles import write_json
from tests.conftest import PROJECT


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The sample office as `pelican` writes it."""
    folder = tmp_path_factory.mktemp("daily")
    shutil.copytree(PROJECT / "content", folder / "content")
    notice = (
        folder / "content" / "notices" / "tonghai-market.md"
    )  # called as a shop is called
    notice.write_text(
        "Title: 同名的通知\nDate: 2020-03-01\nIssuer: 示例社区\n\n正文。\n",
        encoding="utf-8",
    )
    write_json(
        folder / "content" / "today.json",
        {"today": "2020-03-05", "as_of": "2020-03-05 09:30", "demo": True},
    )
    override = {"PATH": str(folder / "content"), "OUTPUT_PATH": str(folder / "out")}
    Pelican(read_settings(str(PROJECT / "pelicanconf.py"), override=override)).run()
    return folder / "out"


def words(page: Path) -> str:
    main = (
        page.read_text(encoding="utf-8").partition("<main")[2].partition("</main>")[0]
    )
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", main))


def in_order(text: str, *parts: str) -> bool:
    return bool(re.search(".*?".join(map(re.escape, parts)), text))


@pytest.mark.walk
def test_shops_stand_by_community_with_what_is_open_first_and_closed_said(site) -> None:
    qiantou = (
        "示例粮油店",
        "营业",
        "示例鲜菜摊位",
        "限时限量",
        "下午不开门",
        "示例大药房",
        "没有营业",
    )
    assert in_order(
        words(site / "shops/index.html"), "南埔社区", "前头社区", *qiantou, "浔美社区"
    )
    assert in_order(words(site / "communities/qiantou/index.html"), *qiantou)
    english = words(site / "en/shops/index.html")
    assert in_order(
        english,
        "Sample grain and oil shop",
        "Open",
        "since 20 February",
        "示例鲜菜摊位",
        "Limited",
    )
    assert "同名的通知" in words(site / "notices/tonghai-market/index.html")
    assert not (site / "shops/tonghai-market").exists(), "a shop is a row, not a page"


def test_benefits_that_end_soonest_come_first_and_past_ones_are_an_archive(
    site,
) -> None:
    page = words(site / "policies/index.html")
    order = (
        "承租国有用房",
        "3月31日",
        "约120家",
        "3月3日",
        "社会保险费缓缴",
        "6月30日",
        "还没有上报",
    )
    assert in_order(
        page, *order, "规定和说明", "帮扶企业政策汇总", "已经截止", "首批开工口罩"
    )
    assert "申请已经截止" in words(site / "policies/masks-first-batch/index.html")
    english = words(site / "en/policies/rent-relief/index.html")
    assert "31 March" in english and "约120家" in english, (
        "a translation has the facts of its original"
    )


def test_measures_stand_in_two_groups_each_with_its_basis_and_day(site) -> None:
    imported = ("防输入", "到达当天告诉社区", "自 2月14日 起")
    crowds = ("防聚集", "食堂打包分餐")
    page = words(site / "measures/index.html")
    assert in_order(
        page,
        *imported,
        "依据： 关于外地返岗人员",
        *crowds,
        "红白喜事",
        "已于 2月23日 结束",
    )
    home = words(site / "index.html")
    assert in_order(home, "今天怎么办", *imported, *crowds) and "红白喜事" not in home
    english = (
        "Against cases brought in",
        "Whoever comes back",
        "Health monitoring points",
        "Against crowds",
    )
    assert in_order(words(site / "en/index.html"), *english, "Canteens pack meals")


def test_a_plan_names_its_bodies_version_and_days(site) -> None:
    listed = words(site / "plans/index.html")
    assert in_order(
        listed,
        "商场疫情应急处置",
        "2月20日 起，到 6月30日",
        "第2版",
        "前头社区居民委员会、示例商场",
    )
    assert in_order(listed, "商场疫情应急处置", "园区突发情况", "用到 2月29日 为止")
    assert "第2版" in words(site / "en/plans/mall-emergency/index.html")


def test_a_notice_says_what_kind_it_is_and_where_else_it_went(site) -> None:
    page = words(site / "notices/report-returnees/index.html")
    assert in_order(
        page, "类别：", "防控", "还通过这些渠道发布：", "大喇叭、微信群、短信"
    )
    english = words(site / "en/notices/how-to-apply/index.html")
    assert in_order(
        english, "Opening again", "WeChat account, notice boards, text message"
    )
