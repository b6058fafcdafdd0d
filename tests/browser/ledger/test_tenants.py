"""A mall's manager on the sample office, at phone size, by keyboard alone.

The first words of each test's description are the mechanisms it carries out (tests/mechanisms.py).
"""

from __future__ import annotations

from datetime import date

import pytest
from sqlalchemy import select

from forms_app.permits.enterprises.models import Enterprise
from tests.browser.demo import VISITOR
from tests.browser.keyboard import Keyboard

pytestmark = [pytest.mark.browser, pytest.mark.long, pytest.mark.same_on_both]


def register_the_mall(manager: Keyboard) -> None:
    manager.open("/app/register/")
    manager.write("单位名称", "示例购物广场九号")
    manager.pick("属于哪一类", "楼宇")
    manager.tick("还没有营业执照")
    manager.choose("行业", "服装、百货等零售")
    manager.press("保存并继续")
    manager.choose("在哪个社区和网格", "前头社区 第二网格")
    manager.write("经营地址", "示例路 99 号")
    manager.press("保存并继续")
    manager.write("防疫联系人", "示例管理员")
    manager.write("联系电话", "13800009999")
    manager.tick("我已阅读并同意")
    manager.press("完成登记")


def add_a_tenant(manager: Keyboard, name: str, place: str) -> None:
    """Address, contact and grid are filled in: only what is its own is typed."""
    manager.write("单位名称", name)
    manager.pick("属于哪一类", "商铺")
    manager.tick("还没有营业执照")
    manager.choose("行业", "服装、百货等零售")
    manager.write("楼栋和楼层（可以不填）", place)
    manager.tick("已告知租户")
    manager.press("登记")
    manager.sees(name, "登记好了")


def apply_for(manager: Keyboard, name: str, again: bool) -> None:
    """Of the second one only what the first did not answer already."""
    manager.open("/app/my/tenants/")
    manager.follow(name)
    manager.press("开始或接着填")
    if not again:
        manager.write_day("打算哪一天开工", date(2020, 3, 8))
    manager.write("一共有多少员工", "3")
    manager.write("第一批回来多少人", "3")
    manager.press("保存并继续")
    for item, amount in (
        ("口罩（个）", "60"),
        ("消毒液（升）", "6"),
        ("测温仪（支）", "1"),
    ):
        manager.write(item, amount)
    manager.press("保存并继续")
    if not again:
        manager.write("入口由谁测温、登记", "门口值班员")
        manager.pick("怎么吃饭", "不在单位吃")
        manager.pick("怎么上下班", "自己来")
        manager.write("每天消毒几次", "2")
        manager.press("保存并继续")
    manager.tick("以上各条，我都承诺")
    manager.press("提交申请")
    manager.sees("已收到您的申请", name)


def test_a_mall_hands_in_for_its_tenants_one_after_the_other(sit_down, one) -> None:
    """Q2: two tenants are registered and applied for, what is the same is not typed again, and the office sees for whom."""
    manager = sit_down(VISITOR)
    desk = sit_down("office")
    register_the_mall(manager)
    manager.open("/app/my/tenants/")
    manager.follow("加一家租户")
    add_a_tenant(manager, "示例奶茶店九号", "1 层")
    manager.follow("接着登记下一家")
    add_a_tenant(manager, "示例书店九号", "2 层")
    manager.press("我记下了")
    apply_for(manager, "示例奶茶店九号", again=False)
    apply_for(manager, "示例书店九号", again=True)
    manager.open("/app/my/tenants/")
    manager.sees("示例奶茶店九号", "1 层", "示例书店九号", "2 层")
    assert "还没有申请" not in manager.main.inner_text()
    mall, tenant = (
        one(select(Enterprise).where(Enterprise.name == name))
        for name in ("示例购物广场九号", "示例书店九号")
    )
    assert (tenant.address, tenant.grid, tenant.managed_by) == (
        mall.address,
        mall.grid,
        mall.id,
    )
    desk.open("/app/staff/applications/?community=qiantou")
    desk.follow("示例书店九号")
    desk.sees("示例购物广场九号")
    stranger = sit_down(
        one(select(Enterprise.reference).where(Enterprise.kind == "shop"))
    )
    stranger.open("/app/my/")
    assert "我的租户" not in stranger.main.inner_text()
