"""A notice as a clerk writes it, read on a phone and on a desk: nothing runs together, nothing is cut off, everything leads somewhere."""

from __future__ import annotations

import pytest
from playwright.sync_api import Page

from tests.base.attachments.test_attachments import photo
from tests.publishing.test_media import docx, put_media

pytestmark = pytest.mark.same_on_both(reason="about files, not about the database")
LONG = "https://example.org/s?" + "&".join(
    f"part{n}=0123456789abcdef" for n in range(9)
)
HEADS = "|".join(f"第{n}项" for n in range(30))
ROW = "|".join("数值" for _ in range(30))
NOTICE = f"""Title: 关于返岗人员登记和测温的通知
Date: 2020-03-01
Number: 示例〔2020〕9号
Issuer: 示例街道办事处
Kind: prevention

# 总的要求

各企业、各商户：
一、每天测量体温两次，上午九时、下午四时各一次。
二、进门戴口罩，隔开坐。[^1]
（一）食堂分批就餐；
（二）会议改在网上开。

联系地址：示例路 1 号
时间：每天 8:00–20:00

![厂门口的测温点，在大门左侧](media/gate.jpg)

原文见 <{LONG}>

|{HEADS}|
{"|---" * 30}|
|{ROW}|

附件：[返岗人员登记表](media/附件1.docx)

[^1]: 以社区的规定为准。
"""
LINES = """() => { const tops = {};
    const walk = document.createTreeWalker(document.querySelector('.body'), NodeFilter.SHOW_TEXT);
    while (walk.nextNode()) { const text = walk.currentNode.textContent.trim(); if (!text) continue;
        const range = document.createRange(); range.selectNodeContents(walk.currentNode);
        tops[text.slice(0, 3)] = Math.round(range.getBoundingClientRect().top); }
    return tops; }"""
STARTS = ("各企业", "一、每", "二、进", "（一）", "（二）", "联系地", "时间：")


@pytest.mark.parametrize("width", [375, 1280])
def test_a_notice_with_everything_in_it_reads_well(
    page: Page, office, publish, address: str, width: int
) -> None:
    put_media(office, "gate.jpg", photo())
    put_media(office, "附件1.docx", docx())
    (office.content / "notices" / "text.md").write_text(NOTICE, encoding="utf-8")
    publish()
    page.set_viewport_size({"width": width, "height": 800})
    page.goto(f"{address}/notices/text/")
    page.locator(".body img").scroll_into_view_if_needed()
    page.wait_for_function("document.querySelector('.body img').naturalWidth > 0")
    page.evaluate("scrollTo(0, 0)")
    tops = page.evaluate(LINES)
    shown = [tops[start] for start in STARTS]
    assert shown == sorted(set(shown)), "each on a line of its own, in their order"
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    table = page.locator(".wide")
    assert table.evaluate("one => one.scrollWidth > one.clientWidth")
    assert page.locator("h1").count() == 1
    picture = page.locator(".body img")
    assert picture.evaluate(
        "one => one.clientHeight / one.clientWidth"
    ) == pytest.approx(1600 / 1200, rel=0.02)
    page.click(".footnote-ref")
    assert page.locator(":target").inner_text().startswith("以社区的规定为准")
    page.click(".footnote-backref")
    assert page.locator("sup:target").inner_text() == "1"
    with page.expect_download() as download:
        page.click("text=返岗人员登记表")
    assert download.value.suggested_filename == "附件1.docx"
