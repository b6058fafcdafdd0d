"""Covering a face on a phone: a box drawn with the finger is painted over by the server; papers look right on both widths."""

from __future__ import annotations

import io

import pytest
from PIL import Image
from playwright.sync_api import Page, expect

from tests import journeys
from tests.base.attachments.test_attachments import PAPERS, pdf, saved, sent
from tests.browser.axe import judge
from tests.conftest import post

pytestmark = pytest.mark.browser


def upload(page: Page) -> None:
    """A photo from the camera is made smaller before it leaves the phone."""
    large = saved(Image.effect_noise((2400, 1800), 60), quality=85)
    page.locator("#papers").set_input_files(
        [{"name": "IMG_1.jpg", "mimeType": "image/jpeg", "buffer": large}]
    )
    expect(page.locator("#papers")).to_have_attribute("data-photos", "ready")
    assert (
        page.locator("#papers").evaluate("input => input.files[0].size")
        < len(large) / 2
    )
    page.get_by_role("button", name="上传").click()
    expect(page.locator(".shots li")).to_have_count(3)
    page.wait_for_load_state(
        "networkidle"
    )  # an answer that is still under way would bring the cookie back


def test_a_box_drawn_over_a_face_is_painted_over(
    page: Page, address: str, client, staff
) -> None:
    journeys.register(client)
    journeys.apply(client)
    post(
        client, PAPERS, papers=sent(saved(Image.new("RGB", (400, 300), "white")), pdf())
    )
    reviewer = staff("reviewer", ("qiantou",))
    for signed_in, path, name in (
        (client, PAPERS, "papers"),
        (reviewer, "/app/staff/attachments/1/cover/", "cover"),
    ):
        page.context.add_cookies(
            [
                {
                    "name": "kaigong",
                    "value": signed_in.get_cookie("kaigong").value,
                    "url": address,
                }
            ]
        )
        page.goto(f"{address}{path}")
        expect(page.locator("main img").first).to_have_js_property("naturalWidth", 400)
        judge(page, name)
        if name == "papers":
            upload(page)
    box = page.locator(".cover canvas").bounding_box()
    assert box
    page.mouse.move(box["x"] + box["width"] * 0.2, box["y"] + box["height"] * 0.2)
    page.mouse.down()
    page.mouse.move(box["x"] + box["width"] * 0.4, box["y"] + box["height"] * 0.5)
    page.mouse.up()
    expect(page.locator("[data-cover-count]")).to_have_text("已框 1 处")
    page.get_by_role("button", name="涂黑并保存").click()
    expect(page.locator(".note.good")).to_contain_text("已经遮盖")
    now = Image.open(io.BytesIO(client.get("/app/my/attachments/1/").data))
    assert [now.getpixel(spot)[0] > 200 for spot in ((120, 100), (200, 200))] == [
        False,
        True,
    ]
