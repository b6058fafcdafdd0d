"""A list as Excel and back: the same file changes nothing, three changed cells are three lines, faults stay out."""

from __future__ import annotations

import io
import re
from collections.abc import Callable
from datetime import datetime

import pytest
from openpyxl import load_workbook
from sqlalchemy import func, select

from forms_app.base import audit
from forms_app.base.accounts.models import Account
from forms_app.base.audit import AuditEntry
from forms_app.base.read_log import READ
from forms_app.ledger.items.models import Item
from tests import journeys
from tests.conftest import post

LIST = "/app/staff/lists/request"


@pytest.fixture
def reviewer(client, staff):
    """Somebody with three requests in reach, one of them a formula."""
    reference = journeys.register(client)[0]
    found = staff("reviewer", ("qiantou",))
    for title in ("口罩买不到", "=1+1", "宿舍不够"):
        post(
            found,
            "/app/staff/items/new/request/",
            reference=reference,
            title=title,
            text="两行\n文字",
        )
    return found


def download(client) -> bytes:
    answer = client.get(f"{LIST}.xlsx?state=")
    assert answer.headers["Content-Disposition"].startswith("attachment")
    return answer.data


def changed(data: bytes, change: Callable) -> bytes:
    book = load_workbook(io.BytesIO(data))
    change(book.active)
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def upload(client, data: bytes):
    answer = post(client, f"{LIST}/upload/", sheet=(io.BytesIO(data), "x.xlsx"))
    assert answer.status_code == 302, answer.text
    return client.get(answer.location), answer.location


def cell(sheet, header: str, row: int):
    titles = [one.value for one in sheet[1]]
    return sheet.cell(row, titles.index(header) + 1)


def test_the_sheet_has_chinese_headers_and_computes_nothing(reviewer) -> None:
    sheet = load_workbook(io.BytesIO(download(reviewer))).active
    assert [one.value for one in sheet[1]][:4] == ["编号", "事项", "单位", "社区和网格"]
    assert (
        cell(sheet, "事项", 3).value == "=1+1"
        and cell(sheet, "事项", 3).data_type == "s"
    )


def test_a_long_list_is_turned_page_by_page_with_its_filters(
    reviewer, monkeypatch
) -> None:
    monkeypatch.setattr("forms_app.ledger.lists.views.SHOWN", 2)
    first = reviewer.get(f"{LIST}/?state=&community=qiantou").text
    assert (
        "共 3 条，这里是第 1 到 2 条" in first
        and "宿舍不够" not in first
        and "上一页" not in first
    )
    (following,) = re.findall(r'rel="next" href="([^"]+)"', first)
    second = reviewer.get(f"{LIST}/{following.replace('&amp;', '&')}").text
    assert "第 3 到 3 条" in second and "宿舍不够" in second
    assert "口罩买不到" not in second and "下一页" not in second
    assert "community=qiantou" in following and 'rel="prev"' in second
    for beyond in ("9", "99999999999999999999"):
        last = reviewer.get(f"{LIST}/?state=&from={beyond}").text
        assert "第 3 到 3 条" in last, "the last page there is"
    assert reviewer.get(f"{LIST}/?state=&from=-1").text.count("<tr>") == reviewer.get(
        f"{LIST}/?state=&from=x"
    ).text.count("<tr>")


def test_a_state_has_its_sign_on_the_page_and_its_word_alone_in_the_sheet(
    reviewer,
) -> None:
    page = reviewer.get(f"{LIST}/?state=").text
    tag = '<span class="tag wait"><span aria-hidden="true">…</span> 还没有人接</span>'
    assert page.count(tag) == 3
    sheet = load_workbook(io.BytesIO(download(reviewer))).active
    assert cell(sheet, "状态", 2).value == "还没有人接"


def test_the_same_file_in_again_changes_nothing(reviewer) -> None:
    shown, _where = upload(reviewer, download(reviewer))
    assert "没有要改的" in shown.text


def test_a_sheet_in_one_language_comes_back_by_who_reads_the_other(reviewer) -> None:
    chinese = download(reviewer)
    reviewer.get("/app/staff/?lang=en")
    assert "nothing to change" in upload(reviewer, chinese)[0].text
    english = download(reviewer)
    reviewer.get("/app/staff/?lang=zh-Hans")
    assert "没有要改的" in upload(reviewer, english)[0].text


def test_three_changed_cells_are_three_lines_and_are_taken_once(
    reviewer, office
) -> None:
    def change(sheet) -> None:
        cell(sheet, "答复", 2).value = "社区代购"
        cell(sheet, "期限", 3).value = "2020-03-09 12:00"
        cell(sheet, "答复", 4).value = "在找房子"

    shown, where = upload(reviewer, changed(download(reviewer), change))
    assert "改动 3 处" in shown.text
    assert post(reviewer, f"{where}take/", where).status_code == 302
    with office.database.reading() as session:
        answers = list(session.scalars(select(Item).order_by(Item.id)))
    assert [one.answer for one in answers] == ["社区代购", "", "在找房子"]
    assert f"{answers[1].due_at:%Y-%m-%d %H:%M}" == "2020-03-09 12:00"
    assert reviewer.get(where).status_code == 404, "it was taken"


def test_what_cannot_be_changed_is_said_at_its_line_and_the_rest_is_taken(
    reviewer, staff, office
) -> None:
    def change(sheet) -> None:
        cell(sheet, "事项", 2).value = "改了名字"
        cell(sheet, "期限", 2).value = "后天"
        cell(sheet, "谁负责", 3).value = "no-such-account"
        cell(sheet, "答复", 4).value = "在找房子"
        sheet.append(["99", "没有的"])
        sheet.append([None, "没有编号"])

    shown, where = upload(reviewer, changed(download(reviewer), change))
    for says in (
        "这一列不能在表格里改",
        "请写上日期和时间，例如 2020-03-05 08:00",
        "没有“no-such-account”",
        "没有这个编号",
        "第 6 行没有编号",
    ):
        assert says in shown.text
    other = staff("office", ("qiantou",))
    assert other.get(where).status_code == 404, "a sheet is taken by who uploaded it"
    post(reviewer, f"{where}take/", where)
    with office.database.reading() as session:
        found = list(session.scalars(select(Item).order_by(Item.id)))
    assert (
        [one.answer for one in found] == ["", "", "在找房子"]
        and found[1].owner == ""
        and found[0].title == "口罩买不到"
    )


BROKEN = {
    "error": ("#N/A", "错误值 #N/A"),
    "error of a reference": ("#REF!", "错误值 #REF!"),
    "error of LibreOffice": ("Err:502", "错误值 Err:502"),
    "formula without a result": ("=A9", "是公式，没有带着算好的结果"),
    "too narrow": ("#####", "这一格只有 #"),
}


@pytest.mark.parametrize("value, says", BROKEN.values(), ids=list(BROKEN))
def test_a_cell_that_came_without_its_value_is_refused_and_empties_nothing(
    reviewer, office, value, says
) -> None:
    with office.database.writing() as session:
        session.get(Item, 1).answer = "社区代购"

    def change(sheet) -> None:
        cell(sheet, "答复", 2).value = value

    shown, where = upload(reviewer, changed(download(reviewer), change))
    assert "不能改的 1 处" in shown.text and says in shown.text
    post(reviewer, f"{where}take/", where)
    with office.database.reading() as session:
        assert session.get(Item, 1).answer == "社区代购"


@pytest.mark.parametrize(
    "value",
    [
        datetime(2020, 3, 9, 8, 30),
        "2020/3/9 8:30",
        "2020年3月9日 8点半",
        "２０２０－３－９　８：３０",
        "3月9日 上午8:30",
    ],
    ids=str,
)
def test_a_moment_is_read_however_excel_or_a_clerk_writes_it(
    reviewer, office, value
) -> None:
    def change(sheet) -> None:
        cell(sheet, "期限", 2).value = value

    shown, where = upload(reviewer, changed(download(reviewer), change))
    assert "改动 1 处" in shown.text and 'class="err"' not in shown.text
    post(reviewer, f"{where}take/", where)
    with office.database.reading() as session:
        assert f"{session.get(Item, 1).due_at:%Y-%m-%d %H:%M}" == "2020-03-09 08:30"


def test_what_was_not_read_of_a_sheet_is_said_beside_what_would_change(
    reviewer,
) -> None:
    def change(sheet) -> None:
        cell(sheet, "答复", 2).value = "示例甲 110105 19491231 002X 已经到了"
        sheet.parent.create_sheet("说明").append(["怎么填"])

    shown, _where = upload(reviewer, changed(download(reviewer), change))
    assert "改动 1 处" in shown.text and "示例甲 已经到了" in shown.text
    assert "身份证号码没有读入，本系统不需要" in shown.text
    assert "有几张工作表，只读了" in shown.text


def test_titles_with_blanks_inside_are_still_the_titles(reviewer) -> None:
    def change(sheet) -> None:
        cell(sheet, "答复", 2).value = "社区代购"
        for title in sheet[1]:
            title.value = "　".join(title.value)
        sheet["A1"].value = "编 号"

    shown, _where = upload(reviewer, changed(download(reviewer), change))
    assert "改动 1 处" in shown.text


def test_an_unknown_account_is_said_at_its_cell_and_the_others_of_its_row_are_taken(
    reviewer, office
) -> None:
    def change(sheet) -> None:
        cell(sheet, "谁负责", 2).value = "reviewer-1-qiantoo"
        cell(sheet, "答复", 2).value = "社区代购"
        cell(sheet, "期限", 2).value = "2020-03-09 12:00"

    done = select(func.count()).where(AuditEntry.action != READ)
    with office.database.reading() as session:
        entries = session.scalar(done)
    shown, where = upload(reviewer, changed(download(reviewer), change))
    assert "改动 2 处，不能改的 1 处" in shown.text
    assert "是不是“reviewer-1-qiantou”？" in shown.text
    with office.database.reading() as session:
        assert session.scalar(done) == entries
        assert session.get(Item, 1).answer == "", "a preview changes nothing"
    post(reviewer, f"{where}take/", where)
    assert "改好了 1 行" in reviewer.get(f"{LIST}/").text
    with office.database.reading() as session:
        item = session.get(Item, 1)
        assert (item.answer, item.owner) == ("社区代购", "")
        assert audit.verify(session) is None


def test_what_the_writing_would_refuse_is_said_in_the_preview(reviewer, office) -> None:
    """Of a row that is finished by now, no cell can be taken."""

    def change(sheet) -> None:
        cell(sheet, "答复", 2).value = "社区代购"
        cell(sheet, "期限", 2).value = "2020-03-09 12:00"
        cell(sheet, "答复", 3).value = "在找房子"

    data = changed(download(reviewer), change)
    with office.database.writing() as session:
        session.get(Item, 1).status = "done"
    shown, _where = upload(reviewer, data)
    assert shown.text.count("已经办结，不能再改") == 2
    assert "改动 1 处，不能改的 3 处" in shown.text


def test_somebody_elses_change_in_between_is_not_written_over(reviewer, office) -> None:
    def change(sheet) -> None:
        cell(sheet, "答复", 2).value = "我的答复"

    _shown, where = upload(reviewer, changed(download(reviewer), change))
    with office.database.writing() as session:
        session.get(Item, 1).answer = "别人的答复"
    post(reviewer, f"{where}take/", where)
    with office.database.reading() as session:
        assert session.get(Item, 1).answer == "别人的答复"


@pytest.mark.parametrize(
    "data",
    [b"", b"%PDF-1.4", b"\x89PNG\r\n\x1a\n", "名称,电话\n示例,1".encode()],
    ids=repr,
)
def test_another_file_is_refused_in_words(reviewer, data: bytes) -> None:
    answer = post(reviewer, f"{LIST}/upload/", sheet=(io.BytesIO(data), "x.xlsx"))
    assert answer.status_code == 200 and 'class="err"' in answer.text


def test_whoever_is_answerable_stands_in_the_sheet_by_name_and_is_named_there(
    reviewer, staff, office
) -> None:
    staff("office", ("qiantou",))
    names = {"reviewer-1-qiantou": "示例审核员", "office-1-qiantou": "示例办公室"}
    with office.database.writing() as session:
        for account in session.scalars(select(Account)).unique():
            account.name = names.get(account.username, "")
        session.get(Item, 1).owner = "reviewer-1-qiantou"
    data = download(reviewer)
    assert cell(load_workbook(io.BytesIO(data)).active, "谁负责", 2).value == (
        "示例审核员"
    )
    assert "没有要改的" in upload(reviewer, data)[0].text

    def change(sheet) -> None:
        cell(sheet, "谁负责", 2).value = "示例办公室"
        cell(sheet, "谁负责", 3).value = "示例办公宝"
        cell(sheet, "谁负责", 4).value = "office-1-qiantou"

    shown, where = upload(reviewer, changed(data, change))
    assert "是不是“示例办公室”？" in shown.text
    post(reviewer, f"{where}take/", where)
    with office.database.reading() as session:
        found = session.scalars(select(Item.owner).order_by(Item.id)).all()
    assert found == ["office-1-qiantou", "", "office-1-qiantou"]


def test_a_name_that_two_accounts_have_is_not_guessed(reviewer, staff, office) -> None:
    staff("office", ("qiantou",))
    with office.database.writing() as session:
        for account in session.scalars(select(Account)).unique():
            account.name = "示例人员"

    def change(sheet) -> None:
        cell(sheet, "谁负责", 2).value = "示例人员"

    shown, _where = upload(reviewer, changed(download(reviewer), change))
    assert "有几个“示例人员”，请写账号：" in shown.text
    assert "office-1-qiantou" in shown.text and "reviewer-1-qiantou" in shown.text
