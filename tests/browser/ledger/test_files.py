"""What staff write as files: each is saved as an editor would and read by the public at phone size, by keyboard alone.

The first words of each test's description are the mechanisms it carries out (tests/mechanisms.py).
"""

from __future__ import annotations

from collections.abc import Callable

import pytest

from tests.browser.demo import VISITOR
from tests.rule_files import DECISIONS

pytestmark = [pytest.mark.browser, pytest.mark.long, pytest.mark.same_on_both]


@pytest.fixture
def save(office, publish) -> Callable[[str, str], None]:
    """Save a file of the content folder and publish it."""

    def once(path: str, words: str) -> None:
        (office.content / path).write_text(words, encoding="utf-8")
        publish()

    return once


@pytest.fixture
def change(office, save) -> Callable[[str, str, str], None]:
    """Replace some words of a file and publish it."""

    def once(path: str, before: str, after: str) -> None:
        words = (office.content / path).read_text(encoding="utf-8")
        assert before in words, path
        save(path, words.replace(before, after))

    return once


def test_a_measure_stands_in_its_group_with_its_basis_and_is_over_when_it_ends(
    sit_down, save, change
) -> None:
    """N8 N1: against crowds, on the front page and with its basis; the day after it ended it is said to be over."""
    reader = sit_down(VISITOR)
    reader.open("/")
    assert "电梯" not in reader.main.inner_text()
    words = "Title: 电梯一次只乘四人\nGroup: crowds\nBasis: temperature-and-register\nSince: 2020-03-05\nOrder: 1\n"
    save("measures/lift.md", words)
    reader.open("/")
    groups = reader.main.locator(".two-groups section")
    assert (
        "防聚集" in groups.nth(1).inner_text()
        and "电梯一次只乘四人" in groups.nth(1).inner_text()
    )
    assert "电梯" not in groups.nth(0).inner_text()
    reader.follow("每条措施的依据")
    lift = reader.main.locator("li", has_text="电梯一次只乘四人")
    assert "自 3月5日 起 · 依据：" in lift.inner_text()
    change(
        "measures/lift.md", "Since: 2020-03-05", "Since: 2020-03-01\nUntil: 2020-03-04"
    )
    reader.open("/measures/")
    assert "已于 3月4日 结束" in lift.inner_text()
    reader.open("/")
    assert "电梯" not in reader.main.inner_text()


def test_a_shop_opens_again_and_a_slip_in_its_file_is_told_where_it_is(
    sit_down, change
) -> None:
    """N9: closed is said and open comes first; a word nobody knows changes nothing and is put right by the page's hint."""
    reader = sit_down(VISITOR)
    desk = sit_down("office")
    shop = reader.main.locator("tr", has_text="示例大药房")
    file = "shops/qiantou-pharmacy.md"
    reader.open("/")
    reader.follow("生活必需品供应点")
    assert "没有营业" in shop.inner_text()
    change(file, "State: closed", "State: opne")
    reader.open("/shops/")
    assert "没有营业" in shop.inner_text(), "as it was before the slip"
    desk.open("/app/staff/publishing/")
    desk.sees("qiantou-pharmacy.md", "State: opne", "State: open")
    change(file, "State: opne", "State: open")
    change(file, "Hours: 暂停，恢复后另行公布", "Hours: 每天 9:00–17:00")
    reader.open("/shops/")
    assert (
        "营业" in shop.inner_text()
        and "没有营业" not in shop.inner_text()
        and "9:00–17:00" in shop.inner_text()
    )
    desk.open("/app/staff/publishing/")
    desk.sees("没有需要改的文件")


def test_a_benefit_says_who_may_apply_until_when_and_how_many_were_helped(
    sit_down, save, change
) -> None:
    """N10: the one that ends soonest comes first; what was reported is shown with its day and source."""
    words = (
        "Title: 稳岗培训补贴\nDate: 2020-03-04\nIssuer: 区复工帮扶专班（示例）\nKind: service\n"
        "Who: 在岗培训员工的中小企业\nUntil: 2020-03-15\nHow: 到社区窗口填一张表\nContact: 社区值班电话（见页面下方）\n"
        "Summary: 按培训人数补贴。\n\n各企业：\n\n开展线上培训的，可以申请补贴。\n"
    )
    save("policies/training-grant.md", words)
    reader = sit_down(VISITOR)
    reader.open("/")
    reader.follow("可以申请的帮扶")
    row = reader.main.locator("tbody tr").first
    assert [
        word in row.inner_text()
        for word in (
            "稳岗培训补贴",
            "在岗培训员工的中小企业",
            "3月15日",
            "还没有上报",
        )
    ] == [True] * 4
    change(
        "policies/training-grant.md",
        "Summary:",
        "Helped: 近30家 | 2020-03-05 | 帮扶专班情况通报（示例）\nSummary:",
    )
    reader.open("/policies/")
    assert (
        "近30家" in row.inner_text() and "帮扶专班情况通报（示例）" in row.inner_text()
    )
    reader.follow("稳岗培训补贴")
    reader.sees("在岗培训员工的中小企业", "3月15日", "到社区窗口填一张表")


def test_the_next_version_of_a_joint_plan_takes_its_place(sit_down, change) -> None:
    """H2: both bodies, the version and the days; who is called stays with them."""
    reader = sit_down(VISITOR)
    reader.open("/")
    reader.follow("联合预案")
    reader.sees("第2版", "前头社区居民委员会、示例商场管理办公室")
    change(
        "plans/mall-emergency.md",
        "Version: 第2版\nFrom: 2020-02-20",
        "Version: 第3版\nFrom: 2020-03-05",
    )
    reader.open("/plans/")
    reader.sees("第3版", "3月5日 起，到 6月30日")
    reader.follow("商场疫情应急处置")
    reader.sees("第3版", "联络名单由双方各自保管，不公开")


def test_a_notice_says_its_kind_and_every_channel_it_went_by(sit_down, save) -> None:
    """C16 H16: what to mind on opening again, on the site first and then by WeChat and the loudspeaker."""
    words = (
        "Title: 关于开工前通风的提示\nDate: 2020-03-05\nIssuer: 前头社区居民委员会\nKind: resumption\n"
        "Channels: 微信公众号、大喇叭\nSummary: 开工前先通风半小时。\n\n各企业：\n\n开门前先通风半小时，再消毒一遍。\n"
    )
    save("notices/airing.md", words)
    reader = sit_down(VISITOR)
    desk = sit_down("office")
    reader.open("/")
    reader.follow("全部通知公告")
    reader.follow("关于开工前通风的提示")
    reader.sees("类别：", "复工", "还通过这些渠道发布：", "微信公众号、大喇叭")
    desk.open("/app/staff/publicity/groups/send/")
    desk.choose("哪一份通知", "3月5日 关于开工前通风的提示")


def test_progress_of_every_community_follows_the_files(sit_down, office, save) -> None:
    """G2: one enterprise less may open, by a word in its file, and the figures of its community say so."""
    reader = sit_down(VISITOR)
    reader.open("/statistics/")
    before = sum(reader.figures("本站名单", "前头社区"))
    listed = sorted((office.content / DECISIONS / "qiantou").glob("*.md"))
    file = next(
        path
        for path in listed
        if "Status: approved" in path.read_text(encoding="utf-8")
    )
    words = file.read_text(encoding="utf-8").replace(
        "Status: approved", "Status: suspended"
    )
    save(
        f"{DECISIONS}/qiantou/{file.name}",
        words.replace("\nReason:", "\nReason: 整改消防通道"),
    )
    reader.open("/statistics/")
    assert sum(reader.figures("本站名单", "前头社区")) == before - 1
    reader.open(f"/enterprises/{file.stem}/")
    reader.sees("暂停", "整改消防通道")
