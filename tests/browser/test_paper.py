"""What is printed, by three printers as offices have them: each paper on one sheet, its code read back from the sheet itself."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta
from itertools import product
from pathlib import Path
from unicodedata import normalize

import pytest
from playwright.sync_api import Browser, Page, expect
from sqlalchemy import select

from forms_app.base.access import Actor, Role
from forms_app.base.office import Office
from forms_app.permits.enterprises.models import Enterprise
from forms_app.permits.resumption.poster_operations import print_poster
from tests.browser.door import enter_as_staff
from tests.conftest import NOW
from tests.permissions import permit
from tests.permits.resumption.test_together import hand_in, reference, rows
from tests.printers import PRINTERS, printed
from tests.publishing.test_accept import GOOD, REFERENCE, put
from tests.rule_files import CAMPAIGN

pytestmark = [
    pytest.mark.browser,
    pytest.mark.same_on_both(reason="about paper, not about the database"),
]
PUBLIC = "http://kaigong.example.org"
OFFICE = {"actor": Actor("staff", "office", Role.OFFICE), "now": NOW}
POSTERS = "/app/staff/enterprises/posters/"
ENGLISH = "since4March2020"
LOOKS = ("festive", "white")
QR = "one => one.getBoundingClientRect().width / 96 * 25.4"  # in mm
DOCUMENTS = ("letters/to-enterprises", "letters/to-shops", "notices/list-explained")
LONG = "示例国际贸易（示例区）有限责任公司示例路第二仓储分公司"


@pytest.fixture
def office(office: Office) -> Office:
    """One that has an address on the net."""
    return replace(office, config=replace(office.config, public_url=PUBLIC))


@pytest.fixture
def paper(browser: Browser) -> Iterator[Page]:
    """A page that may be given the margins of a printer's window."""
    context = browser.new_context(
        bypass_csp=True, locale="zh-CN", viewport={"width": 1280, "height": 900}
    )
    yield context.new_page()
    context.close()


def with_posters(office, count: int) -> list[int]:
    """Enterprises whose posters were printed, the first with a long name; their ids."""
    hand_in(office, count, "approved")
    with office.database.writing() as session:
        units = session.scalars(select(Enterprise).order_by(Enterprise.id)).all()
        units[0].name = LONG
        for one in units:
            permit(one, since=NOW.date() - timedelta(days=1))
    with office.database.writing() as session:
        units = session.scalars(select(Enterprise).order_by(Enterprise.id)).all()
        for one in units:
            print_poster(session, office, one, CAMPAIGN, **OFFICE)
        return [one.id for one in units]


def doors(count: int) -> list[str]:
    return [f"{PUBLIC}/enterprises/{reference(n)}/" for n in range(count)]


def flat(words: str) -> str:
    """As they were written: in a PDF a character may stand as the radical that looks like it."""
    return "".join(normalize("NFKC", words).split())


def test_a_poster_fills_one_sheet_of_any_printer_and_its_code_is_read(
    paper: Page, office, staff, address, tmp_path: Path
) -> None:
    staff("office", ("qiantou",))
    page = rows(POSTERS, with_posters(office, 1))
    enter_as_staff(paper, address + page, "office-1-qiantou")
    paper.wait_for_url(f"**{POSTERS}**")
    for look, (name, printer) in product(LOOKS, PRINTERS.items()):
        paper.goto(f"{address}{page}&look={look}")
        sheets = printed(paper, printer)
        (words,) = map(flat, sheets.sheets)
        for said in ("开工大吉", LONG, f"{reference(0)}-0304", "盖章处", ENGLISH):
            assert flat(said) in words, (look, name, said)
        assert [*sheets.codes(tmp_path)] == [{*doors(1)}], (look, name)
    paper.emulate_media(media="print")
    assert paper.locator(".poster .qr svg").evaluate(QR) == pytest.approx(60, abs=0.1)


def test_fifty_posters_are_fifty_sheets(
    paper: Page, office, staff, address, tmp_path: Path
) -> None:
    staff("office", ("qiantou",))
    ids = with_posters(office, 50)
    enter_as_staff(paper, address + rows(POSTERS, ids), "office-1-qiantou")
    paper.wait_for_url(f"**{POSTERS}**")
    sheets = printed(paper, PRINTERS["as it comes"])
    assert len(sheets.sheets) == 50
    assert [*sheets.codes(tmp_path)] == [{one} for one in doors(50)]


def test_a_list_can_hang_in_a_corridor(paper: Page, office, staff, address) -> None:
    """Each sheet has the heads of the columns, whose list it is, where and when it was printed, and whole rows."""
    count = 70
    staff("office", ("qiantou",))
    hand_in(office, count)
    path = "/app/staff/enterprises/"
    enter_as_staff(paper, f"{address}{path}?per=100", "office-1-qiantou")
    paper.wait_for_url(f"**{path}**")
    whole = [f"示例厂{n:05}{reference(n)}" for n in range(count)]
    for name, printer in PRINTERS.items():
        sheets = [*map(flat, printed(paper, printer).sheets)]
        assert len(sheets) > 2
        for number, words in enumerate(sheets, 1):
            # its number stands in the margin
            which = f"{number}/{len(sheets)}" if printer.margin != "0" else ""
            for said in ("社区和网格", "丰泽社区告示", path, "打印", which):
                assert said in words, (name, number, said)
        on = [sum(row in words for words in sheets) for row in whole]
        assert on == [1] * count, name


def test_what_is_public_is_printed_with_where_and_as_of_when_it_is(
    paper: Page, office, address, release, tmp_path: Path
) -> None:
    for path, (name, printer) in product(DOCUMENTS, PRINTERS.items()):
        paper.goto(f"{address}/{path}/")
        sheets = printed(paper, printer)
        (words,) = map(flat, sheets.sheets)
        assert f"{PUBLIC}/{path}/" in words, (path, name)
        assert [*sheets.codes(tmp_path)] == [{f"{PUBLIC}/{path}/"}], (path, name)
    put(office, GOOD)
    release()
    paper.goto(f"{address}/enterprises/qiantou/")
    expect(paper.locator("[data-printed]")).to_contain_text("截至")
    (words,) = map(flat, printed(paper, PRINTERS["as it comes"]).sheets)
    assert "/enterprises/qiantou/截至" in words
    paper.goto(f"{address}/enterprises/{REFERENCE}/")
    for printer in PRINTERS.values():
        (words,) = map(flat, printed(paper, printer).sheets)
        assert "截图和照片不算" in words and "Ascreenshot" in words
