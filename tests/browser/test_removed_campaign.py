"""The folder of a campaign that is gone: nobody vanishes from the public list until somebody says that it was meant."""

from __future__ import annotations

import shutil

import pytest
from playwright.sync_api import Page, expect

from tests import journeys
from tests.browser.axe import judge
from tests.browser.test_journey import sign_in
from tests.inspections import KITCHENS, begin_inspection
from tests.publishing.test_accept import REFERENCE
from tests.publishing.test_campaigns import PASSED, decide

pytestmark = pytest.mark.browser
STATUS = "/app/staff/publishing/"


def test_a_folder_that_is_deleted_is_held_and_put_back_or_confirmed(
    page: Page, app, office, address, staff, release, tmp_path
) -> None:
    reference, _code = journeys.register(app.test_client())
    folder = begin_inspection(office)
    decide(office, KITCHENS, PASSED.replace(REFERENCE, reference), reference)
    release()
    public = f"{address}/campaigns/{KITCHENS}/qiantou/"
    door = f"{address}/enterprises/{reference}/"
    staff("reviewer", ("qiantou",))
    sign_in(page, address, "reviewer-1-qiantou")

    aside = tmp_path / "aside"
    shutil.move(folder, aside)
    release()
    page.goto(f"{address}{STATUS}")
    held = page.locator("main .note.warn", has=page.get_by_role("button"))
    expect(held).to_contain_text("餐饮燃气安全检查 · 前头社区")
    expect(held).to_contain_text(f"示例箱包厂 {reference}")
    expect(page.locator("main")).to_contain_text("整个文件夹不见了")
    judge(page, "publishing-held")
    page.goto(public)
    expect(page.locator("main")).to_contain_text("示例箱包厂")

    shutil.move(aside, folder)
    release()
    page.goto(f"{address}{STATUS}")
    expect(held).to_have_count(0)

    shutil.rmtree(folder)
    release()
    page.goto(f"{address}{STATUS}")
    held.get_by_role("button", name="确认撤下这 1 家").click()
    release()
    page.goto(f"{address}{STATUS}")
    expect(held).to_have_count(0)
    expect(page.get_by_role("heading", name="一下子不见的文件")).to_have_count(0)
    page.goto(door)
    expect(page.locator("main")).not_to_contain_text("检查合格")
