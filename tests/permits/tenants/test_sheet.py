"""Many tenants at once: every row is judged and named, what is wrong stays, what is good has a card each."""

from __future__ import annotations

import html
import io
import re

import pytest
from flask.testing import FlaskClient
from sqlalchemy import select

from forms_app.base.spreadsheets import workbook
from forms_app.permits.enterprises.models import Enterprise
from tests import journeys
from tests.conftest import post

SHEET = "/app/my/tenants/sheet/"
CARDS = "/app/my/tenants/cards/"
HEADER = ("店名", "铺位号", "负责人", "手机", "业态")


def row(number: int, **changed: str) -> tuple[str, ...]:
    said = {
        "name": f"示例{number}号店",
        "place": f"A{number:03}",
        "contact": "金丝雀店长",
        "phone": f"1380000{number:04}",
        "trade": "零售",
    }
    return tuple({**said, **changed}.values())


def text(*rows: tuple[str, ...]) -> str:
    return "\n".join("\t".join(cells) for cells in (HEADER, *rows))


def words(page: str) -> str:
    return re.sub(r"\s+", " ", html.unescape(re.sub(r"<[^>]+>", " ", page)))


def hidden(page: str, name: str) -> str:
    found = re.search(rf'name="{name}" value="([^"]*)"', page)
    return html.unescape(found[1]) if found else ""


def left(page: str) -> str:
    """The rows that are to be mended, as they stand in their field."""
    found = re.search(r'<textarea id="rows"[^>]*>(.*?)</textarea>', page, re.DOTALL)
    return html.unescape(found[1]) if found else ""


def take(client: FlaskClient, page: str, **said: str):
    """Register what the page offers."""
    given = {"good": hidden(page, "good"), "rows": left(page), "consent": "y"}
    return post(client, SHEET, **{**given, "take": "y", **said})


def cards(client: FlaskClient) -> dict[str, tuple[str, str]]:
    """By name of a tenant, its reference and its code."""
    found = re.findall(
        r'class="cut">\s*<h2>([^<]+)</h2>.*?class="code">([^<]+)<.*?class="code">([^<]+)<',
        client.get(CARDS).text,
        re.DOTALL,
    )
    return {name: (reference, code) for name, reference, code in found}


def names(office) -> list[str]:
    with office.database.reading() as session:
        of_mall = Enterprise.managed_by.is_not(None)
        return [one.name for one in session.scalars(select(Enterprise).where(of_mall))]


@pytest.fixture
def mall(client) -> str:
    return journeys.register(client, name="示例广场", kind="building")[0]


def test_pasted_rows_are_shown_first_and_registered_with_a_card_each(
    app, client, mall, office
) -> None:
    page = post(client, SHEET, rows=text(row(1), row(2))).text
    assert "可以登记的 2 家" in page and names(office) == []
    assert "勾选" in take(client, page, consent="").text and names(office) == []
    assert take(client, page).location == CARDS
    assert names(office) == ["示例1号店", "示例2号店"]
    found = cards(client)
    assert list(found) == names(office)
    assert cards(client) == found, "a page that is loaded again shows the same"
    reference, code = found["示例2号店"]
    tenant = app.test_client()
    signed = post(tenant, "/app/my/sign-in/", reference=reference, access_code=code)
    assert signed.location == "/app/my/" and "示例2号店" in tenant.get("/app/my/").text
    with office.database.reading() as session:
        kept = session.scalars(select(Enterprise).order_by(Enterprise.id)).all()
    assert [kept[2].contact_phone, kept[2].place] == ["13800000002", "A002"]
    assert [kept[2].address, kept[2].grid] == [kept[0].address, kept[0].grid]


def test_a_sheet_is_read_by_its_header_wherever_its_columns_stand(
    client, mall, office
) -> None:
    turned = [cells[::-1] for cells in (row(1), row(2))]
    data = workbook("租户", HEADER[::-1], turned)
    page = post(client, SHEET, sheet=(io.BytesIO(data), "租户.xlsx")).text
    assert "可以登记的 2 家" in page
    take(client, page)
    assert names(office) == ["示例1号店", "示例2号店"]


def test_rows_without_a_header_and_names_alone_are_enough(client, mall, office) -> None:
    page = post(client, SHEET, rows="示例面馆\n示例书店\n", trade="retail").text
    assert "可以登记的 2 家" in page
    take(client, page, trade="retail")
    assert names(office) == ["示例面馆", "示例书店"]


def test_wrong_rows_are_named_and_stay_while_the_good_ones_are_registered(
    client, mall, office
) -> None:
    rows = (row(1), row(2, phone="12"), row(3, trade="火箭"), row(4, name=""), row(1))
    page = post(client, SHEET, rows=text(*rows)).text
    told = words(page)
    assert "可以登记的 1 家" in told and "要改的 4 行" in told
    assert re.search(r"第 3 行 示例2号店 联系电话：?", told)
    assert "第 4 行 示例3号店 行业里没有“火箭”" in told
    assert "第 5 行 没有名称 请填写单位名称" in told
    assert "第 6 行 示例1号店 和第 2 行是同一家" in told
    after = take(client, page).text
    assert names(office) == ["示例1号店"] and "登记好了 1 家" in after
    assert left(after).count("\n") == 4 and "火箭" in left(after)
    mended = left(after).replace("火箭", "零售").replace("\t12\t", "\t13800000002\t")
    again = post(client, SHEET, rows=mended).text
    assert "可以登记的 2 家" in again and "1 家已经登记过" in again
    take(client, again)
    assert names(office) == ["示例1号店", "示例2号店", "示例3号店"]
    assert set(cards(client)) == {*names(office)}, "of both times"


def test_a_sheet_that_is_sent_again_registers_nobody_twice(
    client, mall, office
) -> None:
    take(client, post(client, SHEET, rows=text(row(1), row(2))).text)
    page = post(client, SHEET, rows=text(row(1), row(2), row(3))).text
    assert "2 家已经登记过" in words(page) and "可以登记的 1 家" in page
    take(client, page)
    assert names(office) == ["示例1号店", "示例2号店", "示例3号店"]


def test_what_another_has_registered_is_not_taken_by_a_sheet(
    app, client, office
) -> None:
    other = app.test_client()
    journeys.register(other, name="示例1号店")
    journeys.register(client, name="示例广场", kind="building")
    page = words(post(client, SHEET, rows=text(row(1))).text)
    assert "可能登记过了：示例1号店" in page and "可以登记" not in page


def test_among_many_of_one_name_at_one_address_the_own_tenant_is_known(
    app, client, mall, office
) -> None:
    for _n in range(11):
        journeys.register(app.test_client(), name="示例1号店")
    with office.database.writing() as session:
        query = select(Enterprise).where(Enterprise.name == "示例1号店")
        last = session.scalars(query.order_by(Enterprise.id.desc())).first()
        manager = select(Enterprise.id).where(Enterprise.reference == mall)
        last.managed_by = session.scalar(manager)
    page = words(post(client, SHEET, rows=text(row(1))).text)
    assert "1 家已经登记过" in page and "可能登记过了" not in page


def test_a_file_that_is_no_sheet_says_so(client, mall) -> None:
    sent = (io.BytesIO(b"%PDF-1.7 "), "a.xlsx")
    assert "这是 PDF 文件" in post(client, SHEET, sheet=sent).text
    assert "请贴上几行，或者选一张表" in post(client, SHEET).text


def test_cards_go_when_they_are_noted_and_are_shown_to_nobody_else(
    app, client, mall
) -> None:
    take(client, post(client, SHEET, rows=text(row(1))).text)
    other = app.test_client()
    journeys.register(other, name="示例别家广场", kind="building")
    assert other.get(CARDS).location == "/app/my/tenants/"
    record = hidden(client.get(CARDS).text, "record")
    post(client, "/app/noted/tenant-cards/", CARDS, record=record)
    assert client.get(CARDS).location == "/app/my/tenants/"


def test_the_empty_sheet_is_read_back_in_both_languages(client, mall) -> None:
    for lang in ("zh-Hans", "en"):
        empty = client.get(f"/app/my/tenants/template.xlsx?lang={lang}").data
        sent = (io.BytesIO(empty), "tenants.xlsx")
        assert "第 1 行" not in words(post(client, SHEET, sheet=sent).text)
