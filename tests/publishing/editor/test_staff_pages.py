"""/app/staff/content/: content files listed, opened, judged, saved; nobody's version overwritten, nothing typed lost."""

from __future__ import annotations

import html
import re
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import select

from forms_app.base import audit
from forms_app.permits.resumption.models import Intent
from forms_app.publishing.editor import places
from tests.publishing.soon import SUSPENDED
from tests.publishing.test_accept import GOOD, REFERENCE, path_of, put

LIST = "/app/staff/content/"
NOTICE = "notices/canteen.md"
EDIT = f"{LIST}edit/{NOTICE}/"
REASON = "示例：改正时间"


@pytest.fixture
def desk(staff):
    return staff("office", ("qiantou",))


def file(office, path: str = NOTICE) -> Path:
    return office.content / path


def fields(page: str) -> dict[str, str]:
    """What a browser would send of the editor's form as it stands."""
    form = page[page.index('<form class="editor"') :]
    found = dict[str, str]()
    for tag in re.findall(r"<input[^>]+>", form):
        named = dict(re.findall(r'(\w+)="([^"]*)"', tag))
        if "name" in named and named.get("type") != "checkbox":
            found[named["name"]] = html.unescape(named.get("value", ""))
    for name, text in re.findall(
        r'<textarea[^>]*name="(\w+)"[^>]*>\n(.*?)</textarea>', form, re.DOTALL
    ):
        found[name] = html.unescape(text).replace("\n", "\r\n")
    for name, inside in re.findall(
        r'<select[^>]*name="([\w-]+)"[^>]*>(.*?)</select>', form, re.DOTALL
    ):
        chosen = re.search(r'<option value="([^"]*)" selected>', inside)
        found[name] = html.unescape(chosen[1]) if chosen else ""
    return found


def opened(desk, address: str = EDIT, **changed: str) -> dict[str, str]:
    return {**fields(desk.get(address).text), "reason": REASON, **changed}


def send(desk, values: dict[str, str], address: str = EDIT) -> Any:
    return desk.post(address, data=values)


def entries(office) -> list[tuple[str, str, str]]:
    with office.database.reading() as session:
        query = select(audit.AuditEntry).where(
            audit.AuditEntry.action == "content.edit"
        )
        return [
            (one.subject, one.actor_id, audit.history(session, one.subject)[-1][1])
            for one in session.scalars(query)
        ]


def test_the_list_shows_each_file_with_its_state_and_leads_to_it(
    office, publish, desk
) -> None:
    publish()
    page = desk.get(LIST, query_string={"q": "canteen"}).text
    assert EDIT in page and "已公布" in page
    file(office).write_text("Title: 示例\n\n正文\n", encoding="utf-8")
    publish()
    page = desk.get(LIST, query_string={"q": "canteen"}).text
    assert "有错，没有公布" in page and "缺少“Date”" in page


def test_the_list_begins_with_what_is_written_daily(office, desk) -> None:
    page = desk.get(LIST).text
    kinds = [
        found.partition("/")[0] for found in re.findall(r"content/edit/([^\"]+)/", page)
    ]
    order = ["notices", "letters", "policies", "measures", "plans", "shops"]
    first = [*dict.fromkeys(kinds)]  # as many as stand on the first page
    assert len(first) > 3 and first == order[: len(first)]
    offered = re.findall(r'<option value="([\w.]+)"', page)
    assert offered[:2] == ["notices", "letters"] and offered[-1] == "office.toml"
    assert places.in_order(["stray.txt", "office.toml"])[-1] == "stray.txt"


def test_a_draft_is_said_to_take_its_page_away_and_told_as_one(
    office, publish, desk
) -> None:
    address = f"{LIST}edit/notices/monitoring-points.md/"
    values = opened(desk, address, **{"key-Draft": "yes"})
    answer = send(desk, values, address)
    assert "这会撤下它" in answer.text and "变成“还不公开”" in answer.text
    sure = re.search(r'name="sure" value="(\w+)"', answer.text)[1]
    assert send(desk, {**values, "sure": sure}, address).status_code == 302
    assert "已经存好，现在不公布：草稿，不公开。" in desk.get(address).text
    publish()
    page = desk.get(LIST, query_string={"q": "monitoring-points"}).text
    assert "还不公开" in page and "草稿，不公开" in page
    assert 'href="/notices/monitoring-points/"' not in page
    edit = desk.get(address).text
    assert "看公众看到的网页" not in edit and "YYYY-MM-DD HH:MM" in edit


@pytest.mark.walk
def test_opening_and_saving_unchanged_keeps_every_byte(office, desk) -> None:
    before = {
        path: path.read_bytes()
        for path in sorted(office.content.rglob("*.md"))
        if "enterprises" not in path.parts
    }
    assert len(before) > 30
    for path in before:
        address = f"{LIST}edit/{path.relative_to(office.content).as_posix()}/"
        answer = send(desk, opened(desk, address), address)
        assert answer.status_code == 302, (address, answer.text)
    assert {path: path.read_bytes() for path in before} == before
    assert entries(office) == []


def test_a_field_changes_its_line_alone(office, desk) -> None:
    old = file(office).read_text(encoding="utf-8")
    line = next(row for row in old.split("\n") if row.startswith("Summary:"))
    values = opened(desk, **{"key-Summary": "示例：改过的摘要"})
    answer = send(desk, values)
    assert answer.status_code == 302
    new = file(office).read_text(encoding="utf-8")
    assert new == old.replace(line, "Summary: 示例：改过的摘要")
    assert entries(office) == [(NOTICE, "office-1-qiantou", REASON)]


def test_what_is_not_touched_keeps_its_line_ends_and_its_mark(office, desk) -> None:
    old = b"\xef\xbb\xbf" + file(office).read_bytes().replace(b"\n", b"\r\n")
    file(office).write_bytes(old)
    values = opened(desk)
    values["body"] += "示例：加在末尾的一句\r\n"
    assert send(desk, values).status_code == 302
    assert file(office).read_bytes() == old + "示例：加在末尾的一句\r\n".encode()


def test_an_emptied_field_takes_its_line_out_and_a_new_one_stands_in_order(
    office, desk
) -> None:
    changed = {"key-Summary": "", "key-Number": "示例〔2020〕9号"}
    assert send(desk, opened(desk, **changed)).status_code == 302
    text = file(office).read_text(encoding="utf-8")
    assert "Summary:" not in text
    keys = [row.partition(":")[0] for row in text.split("\n\n")[0].split("\n")]
    assert keys.index("Date") < keys.index("Number") < keys.index("Issuer")


def test_a_faulty_file_is_not_saved_and_nothing_typed_is_lost(office, desk) -> None:
    before = file(office).read_bytes()
    values = opened(desk, **{"key-Title": ""})
    values["body"] = "示例：打了 13800001234"
    answer = send(desk, values)
    assert "缺少“Title”" in answer.text and "这里有电话号码" in answer.text
    assert "示例：打了 13800001234" in answer.text and REASON in answer.text
    assert 'href="#key-Title"' in answer.text and 'href="#body"' in answer.text
    assert file(office).read_bytes() == before
    assert entries(office) == []


def test_a_reason_is_asked_for(office, desk) -> None:
    before = file(office).read_bytes()
    values = opened(desk, reason="", **{"key-Title": "示例：新标题"})
    answer = send(desk, values)
    assert "请写改了什么" in answer.text and "示例：新标题" in answer.text
    assert file(office).read_bytes() == before


def test_of_two_who_edit_the_same_file_the_second_sees_both_and_overwrites_nothing(
    office, staff
) -> None:
    first = staff("office", ("qiantou",))
    second = staff("admin")
    one = opened(first, **{"key-Title": "示例：第一个人的标题"})
    other = opened(second, **{"key-Summary": "示例：第二个人的摘要"})
    assert send(first, one).status_code == 302
    answer = send(second, other)
    assert "被别人改过" in answer.text
    page = re.sub("</?(del|ins)>", "", answer.text)
    assert "第一个人的标题" in page and "第二个人的摘要" in page
    assert "第一个人" in file(office).read_text(encoding="utf-8")
    assert "第二个人" not in file(office).read_text(encoding="utf-8")
    careless = send(second, fields(answer.text))
    assert careless.status_code == 200, "what the first wrote would go"
    assert "<del>" in careless.text and "我看过了" in careless.text
    merged = {**fields(careless.text), "key-Title": "示例：第一个人的标题"}
    answer = send(second, merged)
    sure = re.search(r'name="sure" value="(\w+)"', answer.text)[1]
    assert send(second, {**merged, "sure": sure}).status_code == 302
    text = file(office).read_text(encoding="utf-8")
    assert "第一个人" in text and "第二个人" in text


def test_a_file_edited_on_disk_meanwhile_is_not_overwritten(office, desk) -> None:
    values = opened(desk, **{"key-Summary": "示例：网页上写的"})
    with file(office).open("a", encoding="utf-8") as saved:
        saved.write("示例：文件夹里加的一句\n")
    answer = send(desk, values)
    assert "被别人改过" in answer.text and "文件夹里加的一句" in answer.text
    assert "网页上写的" not in file(office).read_text(encoding="utf-8")


def test_a_file_changed_in_the_last_moment_is_not_overwritten(
    office, desk, monkeypatch
) -> None:
    """Between the look at it and the writing."""
    values = opened(desk, **{"key-Summary": "示例：网页上写的"})

    def late(*_args: object, **_named: object) -> None:
        file(office).write_text("示例：别人的\n", encoding="utf-8")

    monkeypatch.setattr("forms_app.base.contentfile.write.must_be_good", late)
    assert "被别人改过" in send(desk, values).text
    assert file(office).read_text(encoding="utf-8") == "示例：别人的\n"
    assert entries(office) == []


def test_what_differs_is_shown_before_it_is_saved(office, desk) -> None:
    before = file(office).read_bytes()
    values = opened(desk, compare="y")
    values["body"] += "示例：<b>加的</b>\r\n"
    page = send(desk, values).text
    assert "<ins>示例：&lt;b&gt;加的&lt;/b&gt;</ins>" in page
    assert file(office).read_bytes() == before


@pytest.mark.parametrize(
    "path",
    [
        "../settings.toml",
        "notices/../../settings.toml",
        "campaigns/../office.toml",
        "notices/.canteen.md",
        "notices/canteen.md~",
        "FAULTS.txt",
        "media/a.jpg",
        "notices/nothing.md",
        "notices/sub/canteen.md",
    ],
)
def test_no_address_leads_outside_the_content(desk, path) -> None:
    assert desk.get(f"{LIST}edit/{path}/").status_code == 404


def test_decisions_of_another_community_are_not_there(office, staff, desk) -> None:
    put(office, GOOD)
    address = f"{LIST}edit/{path_of(office).relative_to(office.content).as_posix()}/"
    other = staff("office", ("xunmei",))
    assert desk.get(address).status_code == 200
    assert other.get(address).status_code == 404
    listed = {"section": "enterprises", "q": REFERENCE}
    assert REFERENCE in desk.get(LIST, query_string=listed).text
    assert address not in other.get(LIST, query_string=listed).text


@pytest.mark.walk
def test_taking_an_enterprise_away_is_said_first_and_goes_into_the_audit_with_its_reason(
    office, publish, desk
) -> None:
    put(office, GOOD)
    publish()
    path = path_of(office)
    address = f"{LIST}edit/{path.relative_to(office.content).as_posix()}/"
    values = opened(desk, address, text=SUSPENDED.replace("\n", "\r\n"))
    answer = send(desk, values, address)
    assert "这会撤下它" in answer.text and "变成“暂停”" in answer.text
    assert path.read_text(encoding="utf-8") == GOOD
    sure = re.search(r'name="sure" value="(\w+)"', answer.text)[1]
    other = {**values, "sure": sure, "text": values["text"].replace("整改", "停电")}
    assert "这会撤下它" in send(desk, other, address).text, "another text than shown"
    assert send(desk, {**values, "sure": sure}, address).status_code == 302
    assert path.read_text(encoding="utf-8") == SUSPENDED
    publish()
    with office.database.reading() as session:
        entry, reason = audit.history(session, REFERENCE)[-1]
        assert (entry.action, entry.actor_id) == (
            "permission.suspended",
            "office-1-qiantou",
        )
        assert reason == REASON
        assert session.scalar(select(Intent.settled)) == "matched"


def test_an_approval_without_a_check_at_the_door_is_not_saved(
    office, publish, desk
) -> None:
    pending = GOOD.replace("approved", "pending")
    put(office, pending)
    publish()
    path = path_of(office)
    address = f"{LIST}edit/{path.relative_to(office.content).as_posix()}/"
    answer = send(
        desk, opened(desk, address, text=GOOD.replace("paper", "canteen")), address
    )
    assert "批准先等着" in answer.text
    assert path.read_text(encoding="utf-8") == pending
