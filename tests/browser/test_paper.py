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

from forms_app.base import audit
from forms_app.base.access import Actor, Role
from forms_app.base.office import Office
from forms_app.office.desk.models import DayClose
from forms_app.permits.enterprises.models import Enterprise
from forms_app.permits.resumption.poster_operations import print_poster
from tests import journeys
from tests.browser.door import Door, enter_as_staff
from tests.browser.test_day_accounts import made
from tests.browser.test_upload import signed_in
from tests.conftest import NOW, post
from tests.office.retention import filled
from tests.permissions import permit
from tests.permits.resumption.test_together import hand_in, reference, rows
from tests.permits.tenants.test_sheet import CARDS, SHEET, cards, mall, row, take, text
from tests.printers import PRINTERS, printed
from tests.publishing.test_accept import GOOD, REFERENCE, put
from tests.rule_files import CAMPAIGN

pytestmark = [
    pytest.mark.browser,
    pytest.mark.same_on_both(reason="about paper, not about the database"),
]
__all__ = ["mall"]
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


def one_sheet(paper: Page, folder: Path, *said: str) -> list[set[str]]:
    """The codes on it, the same by every printer."""
    found = []
    for name, printer in PRINTERS.items():
        sheets = printed(paper, printer)
        (words,) = map(flat, sheets.sheets)
        for one in said:
            assert flat(one) in words, (name, one)
        found.append(next(sheets.codes(folder)))
    assert found == [found[0]] * len(PRINTERS)
    return [{one} for one in sorted(found[0])]


def test_a_code_for_a_wall_says_whose_it_is_and_who_reads_what_is_filled_in(
    paper: Page, app, address, tmp_path: Path
) -> None:
    unit, code = journeys.register(app.test_client(), name="示例箱包厂")
    Door(address, unit, code).enter(paper)
    paper.goto(f"{address}/app/my/people/wall/")
    paper.get_by_role("button", name="做一个码").click()
    shown = paper.locator(".poster .address")
    expect(shown).to_contain_text("/app/")
    link = shown.inner_text()
    says = ("示例箱包厂", "本单位和前头社区居", "2020年3月5日")
    assert one_sheet(paper, tmp_path, "员工健康登记", *says) == [{link}]


def test_cards_and_the_sheet_of_a_day_are_one_sheet(
    paper: Page, office, staff, address, tmp_path: Path
) -> None:
    with office.database.writing() as session:
        head = audit.head(session)
        closed = DayClose(community="qiantou", day=NOW.date(), head=head, figures={})
        closed.closed_at = NOW
        closed.closed_by = "staff:a"
        session.add(closed)
    staff("reviewer", ("qiantou",))
    enter_as_staff(paper, f"{address}/app/staff/sign-in/", "reviewer-1-qiantou")
    made(paper, address, lambda _page, _name: None)
    codes = paper.locator(".card .code")
    expect(codes).to_have_count(3)
    opens = f"{address}/app/staff/sign-in/day/#"
    links = [{opens + one.replace("-", "")} for one in codes.all_inner_texts()]
    found = one_sheet(paper, tmp_path, "志愿者", "签名")
    assert sorted(map(sorted, found)) == sorted(map(sorted, links))
    staff("office", ("qiantou",))
    paper.context.clear_cookies()
    day = f"{address}/app/staff/day/qiantou/{NOW.date()}/"
    enter_as_staff(paper, day, "office-1-qiantou")
    paper.wait_for_url(day)
    assert one_sheet(paper, tmp_path, "前头社区日结单", "盖章处", "2020年3月5日") == []


def test_the_cards_of_tenants_are_cut_apart_whole(
    paper: Page, client, address, mall
) -> None:
    """Each of eighty on one sheet, with its reference and its code."""
    page = post(client, SHEET, rows=text(*(row(n) for n in range(1, 81)))).text
    take(client, page)
    found = cards(client)
    assert len(found) == 80
    signed_in(paper.context, client, address)
    paper.goto(f"{address}{CARDS}")
    for printer_name, printer in PRINTERS.items():
        sheets = [*map(flat, printed(paper, printer).sheets)]
        for name, said in found.items():
            on = [sheet for sheet in sheets if flat(name) in sheet]
            assert len(on) == 1, (printer_name, name)
            assert all(one in on[0] for one in said), (printer_name, name)
        for sheet in sheets:
            on_it = sum(flat(name) in sheet for name in found)
            assert sheet.count("用编号和查询码进去") == on_it, printer_name


def test_a_certificate_of_erasure_is_one_sheet_with_room_for_a_seal(
    paper: Page, app, office, staff, address, tmp_path: Path
) -> None:
    with office.database.writing() as session:
        unit = filled.enterprise(office, session)
        filled.person(session, unit, 1, left_on=NOW.date() - timedelta(days=20))
    answer = app.test_cli_runner().invoke(args=["retention"])
    assert answer.exit_code == 0, answer.output
    staff("office", ("qiantou",))
    page = "/app/staff/retention/2020-03-05-1/"
    enter_as_staff(paper, f"{address}{page}", "office-1-qiantou")
    paper.wait_for_url(f"{address}{page}")
    says = ("删除证明", "盖章处", "花名册上的人")
    assert one_sheet(paper, tmp_path, *says) == []
