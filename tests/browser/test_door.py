"""The page of a door on a phone: the state is read at two metres, and says so when nobody can check it."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import Page, expect

from tests.publishing.test_accept import GOOD, REFERENCE, put

pytestmark = [
    pytest.mark.browser,
    pytest.mark.same_on_both(reason="about published files, not the database"),
]
CHECKED = re.compile(r"\d+月\d+日 \d\d:\d\d 核对过")


def test_the_state_fills_the_first_screen_and_is_told_to_be_unsure_without_a_network(
    page: Page, address: str, office, release
) -> None:
    put(office, GOOD)
    release()
    page.set_viewport_size({"width": 375, "height": 812})
    page.goto(f"{address}/enterprises/{REFERENCE}/")
    door = page.locator(".door").first
    height = "e => parseFloat(getComputedStyle(e).fontSize)"
    assert door.locator(".word").evaluate(height) >= 100  # 18 mm on a phone
    phone = door.locator("a.phone").bounding_box()
    assert phone and phone["y"] + phone["height"] <= 812
    assert phone["height"] >= 44
    expect(door.locator(".checked")).to_have_text(CHECKED)
    expect(door.locator(".unsure-says")).to_be_hidden()
    page.context.set_offline(True)
    page.evaluate("document.dispatchEvent(new Event('visibilitychange'))")
    expect(door.locator(".unsure-says")).to_be_visible()
    page.context.set_offline(False)
    page.evaluate("document.dispatchEvent(new Event('visibilitychange'))")
    expect(door.locator(".unsure-says")).to_be_hidden()
