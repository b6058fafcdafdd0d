"""Photos that are sent say how far each has come, and stay chosen where the network or another answer fails."""

from __future__ import annotations

import pytest
from PIL import Image
from playwright.sync_api import Browser, BrowserContext, Page, expect

from tests import journeys
from tests.base.attachments.test_attachments import saved
from tests.browser.axe import judge
from tests.conftest import post
from tests.publishing.soon import until

pytestmark = [pytest.mark.browser, pytest.mark.same_on_both(reason="a browser")]
CHECK = "/app/apply/check/"
BARS = ".plain progress"


def chosen(*colours: str) -> list[dict]:
    """Photos as a phone offers them: large enough that sending takes a while."""
    noise = Image.effect_noise((900, 700), 60)
    return [
        {
            "name": f"{colour}.jpg",
            "mimeType": "image/jpeg",
            "buffer": saved(
                Image.merge("RGB", (noise, noise, Image.new("L", noise.size, n * 90)))
            ),
        }
        for n, colour in enumerate(colours)
    ]


@pytest.fixture
def filled(client, office):
    """An application with every page but the promise."""
    journeys.register(client)
    post(client, "/app/apply/")
    for page, answers in journeys.PAGES.items():
        assert post(client, f"/app/apply/{page}/", **answers).status_code == 302
    return client


def signed_in(context: BrowserContext, client, address: str) -> None:
    value = client.get_cookie("kaigong").value
    context.add_cookies([{"name": "kaigong", "value": value, "url": address}])


def test_each_photo_says_how_far_it_has_come_and_a_lost_network_loses_none(
    page: Page, context: BrowserContext, address: str, filled
) -> None:
    signed_in(context, filled, address)
    page.goto(f"{address}{CHECK}")
    page.locator("#papers").set_input_files(chosen("red", "green", "blue"))
    expect(page.locator("#papers")).to_have_attribute("data-photos", "ready")
    page.route(f"**{CHECK}", lambda route: route.abort())
    page.get_by_role("button", name="只保存附件").click()
    expect(page.locator("[data-sending] [role=status]")).to_contain_text("选好的都还在")
    assert page.locator("#papers").evaluate("input => input.files.length") == 3
    page.unroute(f"**{CHECK}")
    slow = context.new_cdp_session(page)
    network = {"offline": False, "latency": 50, "downloadThroughput": -1}
    slow.send(
        "Network.emulateNetworkConditions", {**network, "uploadThroughput": 200_000}
    )
    page.get_by_role("button", name="只保存附件").click()
    expect(page.locator(BARS)).to_have_count(3)
    some_way = "bars => bars[0].value > 0 && bars[2].value < bars[2].max"
    until(lambda: page.locator(BARS).evaluate_all(some_way))
    judge(page, "uploading")
    expect(page.locator(".shots li")).to_have_count(3)
    slow.send("Network.emulateNetworkConditions", {**network, "uploadThroughput": -1})
    page.locator(".shots .choice input").first.check()
    page.locator("#papers").set_input_files(chosen("green"))
    page.get_by_role("button", name="只保存附件").click()
    expect(page.locator("a[href='/app/my/attachments/4/']")).to_be_visible()
    expect(page.locator(".shots li")).to_have_count(3)
    judge(page, "check-papers")


@pytest.mark.parametrize("has_scripts", [True, False])
def test_a_forgotten_tick_keeps_the_photo_that_was_sent_along(
    browser: Browser, address: str, filled, has_scripts: bool
) -> None:
    context = browser.new_context(java_script_enabled=has_scripts, locale="zh-CN")
    signed_in(context, filled, address)
    page = context.new_page()
    page.goto(f"{address}{CHECK}")
    page.locator("#papers").set_input_files(chosen("red"))
    page.get_by_role("button", name="提交申请").click()
    expect(page.locator("#summary")).to_contain_text("勾选承诺")
    expect(page.locator(".shots li")).to_have_count(1)
    page.locator("#promised").check()
    page.get_by_role("button", name="提交申请").click()
    expect(page.get_by_role("heading", name="已收到您的申请")).to_be_visible()
    expect(page.locator(".shots li")).to_have_count(1)
    context.close()
