"""An inspection that is made of files alone, from the first door to the archive, on a phone in either language; axe on every page."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta

import pytest
from playwright.sync_api import Locator, Page, expect

from forms_app.base import logs
from forms_app.publishing.service.publisher import Publisher
from tests import journeys
from tests.browser.axe import judge
from tests.browser.demo import followed
from tests.browser.door import Door
from tests.conftest import NOW, PASSWORD, TestClock
from tests.inspections import KITCHENS, LIST
from tests.kitchens import FILES, NAMES, answer
from tests.publishing.test_accept import GOOD, REFERENCE, put
from tests.publishing.test_campaigns import PASSED, decide

pytestmark = pytest.mark.browser
WORKER = "grid-worker-0-qiantou-2"
SPOILT = "米面离地离墙，没有受潮"
# of the words of each line of the poster
MIDDLES = """() => [...document.querySelectorAll(".poster .line, .poster .firm")].map((one) => {
  const words = document.createRange();
  words.selectNodeContents(one);
  const box = words.getBoundingClientRect();
  return (box.left + box.right) / 2;
})"""
REASON = "后厨漏水，已经停火"
FAILING = PASSED.replace("Status: passed", "Status: mending").replace(
    "Revision: 3", "Revision: 4"
)
# what the pages say, by language: the inspection, and how somebody stands
SAYS = {
    "zh": {
        "title": "汛期安置点厨房检查",
        "body": "市场监管所",
        "asks": "一顿做多少份饭",
        "answered": "煤气",
        "told": "请填 1 到 5000 的整数",
        "again": "要复查",
        "mending": "整改中",
        "over": "这次检查已经结束",
        "ended": "已于 3月31日 结束",
        "refused": "这次检查还没有开始，或者已经结束",
        "print": "打印放心厨房公示",
        "hangs": "已经贴上",
    },
    "en": {
        "title": "Kitchens of flood shelters",
        "body": "Market supervision",
        "asks": "How many meals are cooked at a time?",
        "answered": "Gas",
        "told": "Enter a whole number from 1 to 5000",
        "again": "To look at again",
        "mending": "Being put right",
        "over": "This inspection is over",
        "ended": "ended on 31 March",
        "refused": "has not begun yet, or is over",
        "print": "Print: Poster of a safe kitchen",
        "hangs": "It is posted",
    },
}


@pytest.fixture(params=SAYS)
def lang(request) -> str:
    return request.param


@pytest.fixture
def says(lang) -> dict[str, str]:
    return SAYS[lang]


@pytest.fixture
def kitchens(office) -> None:
    """Before the office is published."""
    shutil.copytree(FILES, office.content, dirs_exist_ok=True)


@pytest.fixture
def references(app, kitchens, office, address) -> tuple[str, str]:
    """Two kitchens of one grid; the first may work in the leading campaign too."""
    found = [
        journeys.register(
            app.test_client(), name=name, trade="food", address=f"示例路 {n} 号"
        )[0]
        for n, name in enumerate(("示例食堂", "示例面馆"), 1)
    ]
    put(office, GOOD.replace("QT-7K3M9P", found[0]), found[0])
    return found[0], found[1]


@pytest.fixture
def later(office, address) -> Callable[[int], None]:
    """The office some days later, published."""

    def go(days: int) -> None:
        moment = NOW + timedelta(days=days)
        object.__setattr__(office, "clock", TestClock(moment=(moment,)))
        publisher = Publisher(replace(office), logs.configure())
        publisher.cycle("later")
        publisher.later.settle()
        followed(address, publisher.releaser.number)

    return go


@pytest.fixture
def page(page: Page, address, lang) -> Page:
    """A phone of somebody who reads this language."""
    page.goto(f"{address}/app/staff/sign-in/?lang={lang}")
    return page


def sign_in(page: Page, address: str, path: str) -> None:
    page.goto(f"{address}{path}")
    if page.locator("[name=password]").count():
        page.locator("[name=username]").fill(WORKER)
        page.locator("[name=password]").fill(PASSWORD)
        page.locator("main form button").first.click()


def lines(page: Page) -> Locator:
    return page.locator(".checkline")


def pass_all(page: Page, says: dict[str, str]) -> None:
    page.locator("[data-rest]").click()
    answer(page)
    page.get_by_label(says["body"]).check()
    page.locator("form[enctype] button.button:not(.second)").click()


def test_from_the_first_door_to_the_archive(
    page, references, address, staff, release, later, says, lang
) -> None:
    staff("grid_worker", grids=("qiantou-2",))
    release()
    first, second = references
    own = f"{LIST}?campaign={KITCHENS}"
    public = f"{address}{'/en' if lang == 'en' else ''}"

    sign_in(page, address, own)
    expect(page.get_by_role("heading", level=1)).to_have_text(says["title"])
    judge(page, f"inspection-list-{lang}")
    page.get_by_role("link", name="示例食堂").click()
    assert lines(page).count() == 12
    page.locator("form[enctype] button.button:not(.second)").click()
    judge(page, f"inspection-check-failed-{lang}")
    page.get_by_label(says["asks"]).fill("5001")
    valve = page.locator(f"[name='{NAMES}valve']").first
    expect(valve).to_be_hidden()
    page.locator("form[enctype] button.button:not(.second)").click()
    expect(page.locator("#summary")).to_contain_text(says["told"])
    expect(page.get_by_label(says["asks"])).to_have_value("5001")
    spoilt = lines(page).filter(has_text=SPOILT)
    spoilt.locator("[value=failed]").check()
    spoilt.locator("[type=date]").fill("2020-03-08")
    judge(page, f"inspection-check-{lang}")
    pass_all(page, says)
    expect(page.get_by_text(SPOILT)).to_be_visible()
    expect(page.get_by_text(says["answered"], exact=True)).to_be_visible()
    judge(page, f"inspection-kept-{lang}")

    page.goto(f"{address}{LIST}{KITCHENS}/{second}/")
    page.locator("details.card summary").click()
    page.locator("details.card button").click()
    judge(page, f"inspection-suspend-failed-{lang}")
    page.locator("[name=reason]").fill(REASON)
    page.locator("main form button").first.click()
    expect(page.get_by_role("status").filter(has_text="示例面馆")).to_be_visible()
    release()

    page.goto(f"{address}/app/staff/")
    expect(page.get_by_text(says["again"]).first).to_be_visible()
    for name, path, word in (
        ("campaign", f"{public}/campaigns/{KITCHENS}/", says["title"]),
        ("public-list", f"{public}/campaigns/{KITCHENS}/qiantou/", says["mending"]),
        ("two-blocks", f"{address}/enterprises/{first}/", says["mending"]),
        ("suspended", f"{address}/enterprises/{second}/", REASON),
    ):
        page.goto(path)
        expect(page.get_by_text(word).first).to_be_visible()
        judge(page, f"inspection-{name}-{lang}")
        assert SPOILT not in page.content()
        assert "食堂主任" not in page.content()

    later(3)
    sign_in(page, address, own)
    judge(page, f"inspection-due-{lang}")
    for name in ("示例食堂", "示例面馆"):
        page.goto(f"{address}{own}")
        page.get_by_role("link", name=name).click()
        if name == "示例食堂":
            expect(lines(page).first).to_contain_text(SPOILT)
            page.locator("main details > summary").first.click()
            expect(page.get_by_text("食堂主任")).to_be_visible()
            judge(page, f"inspection-second-visit-{lang}")
        pass_all(page, says)
    later(3)
    for reference in references:
        page.goto(f"{address}/enterprises/{reference}/")
        expect(page.get_by_text("检查合格").first).to_be_visible()  # in one language

    later(27)
    for name, path, word in (
        ("archive", f"/campaigns/{KITCHENS}/", says["over"]),
        ("archive-list", f"/campaigns/{KITCHENS}/qiantou/", says["ended"]),
    ):
        page.goto(public + path)
        expect(page.get_by_text(word).first).to_be_visible()
        judge(page, f"inspection-{name}-{lang}")
    page.goto(f"{public}/")
    expect(page.locator(f"main a[href$='/campaigns/{KITCHENS}/']")).to_have_count(0)
    sign_in(page, address, own)
    expect(page.get_by_role("heading", level=1)).not_to_have_text(says["title"])
    page.goto(f"{address}{LIST}{KITCHENS}/{first}/")
    expect(page.get_by_text(says["refused"])).to_be_visible()


def test_whoever_passed_prints_the_poster_of_the_inspection(
    page, app, kitchens, office, address, staff, release, says, lang
) -> None:
    staff("grid_worker", grids=("qiantou-2",))
    reference, code = journeys.register(
        app.test_client(), name="示例食堂", trade="food", address="示例路 1 号"
    )
    decide(office, KITCHENS, PASSED.replace(REFERENCE, reference), reference)
    release()

    Door(address, reference, code).enter(page)
    judge(page, f"inspection-mine-{lang}")
    page.get_by_role("button", name=says["print"]).click()
    expect(page.get_by_role("heading", name="放心厨房", exact=True)).to_be_visible()
    judge(page, f"inspection-poster-{lang}")
    pages = page.pdf(prefer_css_page_size=True).count(b"/Type /Page\n")
    assert pages == 1, "one sheet of A4"
    middles = page.evaluate(MIDDLES)
    assert max(middles) - min(middles) < 2, "what stands on it stands in its middle"

    unit = f"/app/staff/enterprises/{reference}/"
    sign_in(page, address, unit)
    judge(page, f"inspection-poster-unit-{lang}")
    page.get_by_role("button", name=says["print"]).click()
    expect(page.get_by_text(f"放心厨房公示 {reference}-0305 号")).to_be_visible()
    page.goto(f"{address}/app/staff/posters/?campaign={KITCHENS}")
    judge(page, f"inspection-posters-{lang}")
    page.get_by_role("button", name=says["hangs"]).click()
    expect(page.get_by_role("status").filter(has_text="示例食堂")).to_be_visible()

    decide(office, KITCHENS, FAILING.replace(REFERENCE, reference), reference)
    release()
    page.goto(f"{address}{unit}poster/?campaign={KITCHENS}")
    expect(page.get_by_text(reference).first).to_be_visible()
    expect(page.get_by_role("button", name=says["print"])).to_have_count(0)
    page.goto(f"{address}/enterprises/{reference}/")
    expect(page.get_by_text("整改中").first).to_be_visible()
