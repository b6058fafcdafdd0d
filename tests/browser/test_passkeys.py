"""Passkeys in a real browser, with a virtual authenticator: made, signed in with, and what a browser without them says."""

from __future__ import annotations

import pytest
from playwright.sync_api import Page, expect

from tests.base.second_step.codes import PAGE
from tests.browser.axe import judge
from tests.browser.test_second_step import enter

pytestmark = [
    pytest.mark.browser,
    pytest.mark.same_on_both(reason="about pages, not about the database"),
]
SIGN_IN = "/app/staff/sign-in/"


@pytest.fixture
def place(address: str) -> str:
    """The same office by a name: a number has no passkeys."""
    return address.replace("127.0.0.1", "localhost")


def with_authenticator(page: Page, verifies: bool = True):
    """A phone with a fingerprint; its owner is there or is somebody else."""
    wire = page.context.new_cdp_session(page)
    wire.send("WebAuthn.enable")
    options = {
        "protocol": "ctap2",
        "transport": "internal",
        "hasResidentKey": True,
        "hasUserVerification": True,
        "isUserVerified": verifies,
        "automaticPresenceSimulation": True,
    }
    made = wire.send("WebAuthn.addVirtualAuthenticator", {"options": options})
    return wire, made["authenticatorId"]


def sign_out(page: Page) -> None:
    page.get_by_role("button", name="退出", exact=True).first.click()
    page.wait_for_url(f"**{SIGN_IN}")


def test_a_passkey_is_made_and_signed_in_with(page, place, staff) -> None:
    staff("reviewer", ("qiantou",))
    wire, device = with_authenticator(page)
    enter(page, place)
    page.wait_for_url("**/app/staff/")
    page.goto(f"{place}{PAGE}")
    page.get_by_role("link", name="加一个通行密钥").click()
    judge(page, "passkey-add")
    page.get_by_role("button", name="加通行密钥").click()
    expect(page.locator(".recovery .code")).to_have_count(10)
    page.get_by_role("button", name="我记下了").click()
    page.wait_for_url(f"{place}{PAGE}")
    judge(page, "passkey-own")
    sign_out(page)
    judge(page, "sign-in-with-passkey")
    page.get_by_role("link", name="用通行密钥登录").click()
    judge(page, "passkey-prove")
    page.get_by_role("button", name="用通行密钥登录").click()
    page.wait_for_url("**/app/staff/")
    sign_out(page)
    # somebody else's finger
    wire.send(
        "WebAuthn.setUserVerified",
        {"authenticatorId": device, "isUserVerified": False},
    )
    page.goto(f"{place}{SIGN_IN}passkey/")
    page.get_by_role("button", name="用通行密钥登录").click()
    expect(page.get_by_role("status").last).to_contain_text("没有成功")
    assert "/sign-in/" in page.url


def test_the_page_of_the_code_leads_to_the_passkey(page, place, staff) -> None:
    staff("reviewer", ("qiantou",))
    with_authenticator(page)
    enter(page, place)
    page.goto(f"{place}{PAGE}passkeys/new/")
    page.get_by_role("button", name="加通行密钥").click()
    page.get_by_role("button", name="我记下了").click()
    page.wait_for_url(f"{place}{PAGE}")
    sign_out(page)
    enter(page, place)
    page.wait_for_url(f"{place}{SIGN_IN}code/")
    page.get_by_role("link", name="用通行密钥登录").click()
    page.get_by_role("button", name="用通行密钥登录").click()
    page.wait_for_url("**/app/staff/")


def test_a_browser_without_passkeys_says_what_else_there_is(
    browser, place, staff
) -> None:
    page = browser.new_context(java_script_enabled=False).new_page()
    page.goto(f"{place}{SIGN_IN}passkey/")
    expect(page.get_by_text("这个浏览器不能用通行密钥")).to_be_visible()
    expect(page.get_by_role("button", name="用通行密钥登录")).to_be_hidden()
    expect(page.get_by_role("link", name="用密码登录")).to_be_visible()
