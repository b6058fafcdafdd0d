"""A desk with ten checked applications: four clicks from the queue, and by keyboard alone."""

from __future__ import annotations

import pytest
from playwright.sync_api import Page, expect
from sqlalchemy import select

from forms_app.permits.enterprises.models import Permission
from tests import journeys
from tests.browser.axe import judge
from tests.browser.door import enter_as_staff
from tests.permits.resumption.test_together import accepted, reference

pytestmark = pytest.mark.browser
TEN = 10


@pytest.fixture
def checked(office, publish, staff) -> str:
    """Ten applications that passed at the door, and the account of who decides."""
    reviewer = staff("reviewer", ("qiantou",))
    accepted(office, reviewer, TEN)
    publish()
    for number in range(TEN):
        assert journeys.check(reviewer, reference(number)).status_code == 302
    return "reviewer-1-qiantou"


def sign_in(page: Page, address: str, account: str) -> None:
    page.set_viewport_size({"width": 1280, "height": 900})
    enter_as_staff(page, f"{address}/app/staff/sign-in/", account)
    page.wait_for_url("**/app/staff/")


def test_ten_checked_ones_are_approved_with_four_clicks(
    checked, office, address, release, page
) -> None:
    sign_in(page, address, checked)
    page.goto(f"{address}/app/staff/applications/")
    main = page.locator("main")
    clicks = [
        main.get_by_role("link", name="等决定"),
        main.get_by_role("link", name="全选这一页"),
        main.get_by_role("button", name="准予开工"),
        main.get_by_role("button", name="确认，准予开工"),
    ]
    for one in clicks:
        one.click()
    expect(main).to_contain_text(f"办好了 {TEN} 件")
    assert len(clicks) <= 4
    release()
    with office.database.reading() as session:
        states = session.scalars(select(Permission.status)).all()
    assert states == ["approved"] * TEN
    page.goto(f"{address}/enterprises/{reference(3)}/")
    expect(page.locator("main")).to_contain_text("有效")


def test_a_list_is_worked_through_by_keyboard(checked, address, page) -> None:
    sign_in(page, address, checked)
    page.goto(f"{address}/app/staff/applications/?stage=checked&sort=name")
    page.keyboard.press("?")
    expect(page.locator("#keys dl")).to_be_visible()
    page.keyboard.press("?")
    for key in "jjxjx":
        page.keyboard.press(key)
    expect(page.locator("[data-ticked]")).to_have_text("选中 2")
    assert [box.is_checked() for box in page.locator("[data-row] input").all()[:4]] == [
        False,
        True,
        True,
        False,
    ]
    page.keyboard.press("k")
    page.keyboard.press("Enter")
    expect(page.locator("h1")).to_have_text("示例厂00001")
    page.wait_for_load_state()  # with its scripts
    page.keyboard.press("n")
    expect(page.locator("h1")).to_have_text("示例厂00002")
    page.wait_for_load_state()  # a page left while it loads is a step back that may be refused
    page.go_back()
    expect(page.locator("h1")).to_have_text("示例厂00001")
    page.wait_for_load_state()
    page.go_back()
    page.keyboard.press("/")
    page.keyboard.type("00007jx")
    expect(page.locator("[data-search]")).to_have_value("00007jx")


def test_a_view_is_kept_by_name_in_this_browser(checked, address, page) -> None:
    sign_in(page, address, checked)
    page.goto(f"{address}/app/staff/applications/?class=orderly&words=13800001234")
    page.get_by_placeholder("给这些条件起个名字").fill("有序的")
    page.get_by_role("button", name="记在这台电脑上").click()
    page.goto(f"{address}/app/staff/applications/")
    page.get_by_role("link", name="有序的").click()
    page.wait_for_url("**?class=orderly")  # what was typed is not kept
    page.get_by_role("button", name="删除 有序的").click()
    expect(page.get_by_role("link", name="有序的")).to_have_count(0)


@pytest.mark.long
def test_axe_finds_nothing_on_the_lists_and_on_what_is_done_together(
    checked, address, page
) -> None:
    sign_in(page, address, checked)
    for name, path in {
        "queue": "applications/?stage=checked",
        "queue-narrowed": "applications/?class=orderly",
        "enterprises": "enterprises/",
        "calls-made": "calls/?state=made",
        "together-approve": "applications/together/approve/?row=1&row=2&row=99",
        "together-accept": "applications/together/accept/?row=1",
        "together-assign": "applications/together/assign/?row=1",
        "one-of-a-list": "applications/2/?list=",
    }.items():
        page.goto(f"{address}/app/staff/{path}")
        judge(page, name)
    page.goto(f"{address}/app/staff/applications/together/take/?row=1&row=2")
    page.get_by_role("button", name="确认，我来办").click()
    judge(page, "together-done")
