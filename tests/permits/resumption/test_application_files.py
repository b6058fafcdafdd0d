"""Files as the answer to a question: asked, judged, kept with the page, shown to both sides, taken out again."""

from __future__ import annotations

import io
import re

import pytest
from sqlalchemy import select

from forms_app.base.attachments.models import Attachment
from tests import journeys
from tests.base.attachments.test_attachments import pdf
from tests.base.attachments.test_deposits import photo
from tests.conftest import post
from tests.permits.resumption.test_application_form import (
    FLOOD,
    SITE,
    begin,
    newest,
)
from tests.permits.tenants.test_tenants import add, mall
from tests.publishing.test_rule_files import faults_in
from tests.rule_files import DECISIONS

PHOTOS = """
[[rows]]
page = "site"
id = "door"
kind = "files"
text = "门口的照片"
text_en = "Photos of the door"
hint = "拍到沙袋"
hint_en = "With the sandbags"
takes = ["photo"]
most = 2
[[rows]]
page = "site"
id = "plan"
kind = "files"
text = "防汛方案"
text_en = "The plan against floods"
required = false
when = ["gear = lamp"]

[[commitments]]"""
ASKED = FLOOD.replace("\n[[commitments]]", PHOTOS)
PAGE = "/app/apply/site/"
__all__ = ["mall"]


def paper() -> tuple[io.BytesIO, str]:
    return io.BytesIO(pdf()), "平面图.pdf"


def files(office) -> list[tuple[str, str]]:
    with office.database.reading() as session:
        rows = session.scalars(select(Attachment).order_by(Attachment.id))
        return [(row.belongs_to, row.kind) for row in rows]


@pytest.fixture
def applying(client, office, publish):
    begin(client, office, publish, ASKED)
    return client


def test_a_page_without_its_photos_is_not_complete_and_keeps_the_rest(
    applying, office
) -> None:
    page = applying.get(PAGE).text
    assert 'enctype="multipart/form-data"' in page
    assert "拍到沙袋；照片（JPG、PNG、WebP），最多 2 张" in page
    assert 'accept="image/jpeg,image/png,image/webp"' in page
    assert "请至少交 1 个文件" in post(applying, PAGE, **SITE).text
    answers = newest(office).answers["site"]
    assert answers["staff"] == 12 and not answers["complete"]
    assert "door" not in answers


def test_good_photos_stay_while_another_answer_is_mended(applying, office) -> None:
    wrong = {**SITE, "staff": "很多"}
    page = post(applying, PAGE, **wrong, door=[photo()]).text
    assert "请填整数" in page or "请填大于 0 的整数" in page
    assert "请至少交" not in page
    assert files(office) == [("application/1/door", "photo")]
    shown = re.search(r"/app/my/attachments/\d+/\?view=1", page)
    assert shown and applying.get(shown[0]).mimetype == "image/jpeg"
    assert post(applying, PAGE, **SITE).status_code == 302
    assert newest(office).answers["site"]["complete"]


def test_what_a_question_does_not_take_is_told_at_it(applying, office) -> None:
    three = [photo(), photo("blue"), photo("green")]
    for given, says in (
        ([paper()], "这里只收照片"),
        (three, "最多 2 个附件"),
        ([(io.BytesIO(b"#!/bin/sh"), "x.jpg")], "不是照片，也不是 PDF"),
    ):
        assert says in post(applying, PAGE, **SITE, door=given).text
    assert files(office) == []


@pytest.mark.walk
def test_what_is_ticked_goes_with_the_page_and_makes_room(applying, office) -> None:
    both = [photo(), photo("blue")]
    assert post(applying, PAGE, **SITE, door=both).status_code == 302
    assert "还能加 0 个" in post(applying, PAGE, **SITE, door=[photo("green")]).text
    instead = {**SITE, "door-out": ["1"]}
    assert post(applying, PAGE, **instead, door=[photo("green")]).status_code == 302
    with office.database.reading() as session:
        assert session.scalars(select(Attachment.id)).all() == [2, 3]
    none = post(applying, PAGE, **{**SITE, "door-out": ["2", "3"]})
    assert "请至少交 1 个文件" in none.text and files(office) == []
    assert not newest(office).answers["site"]["complete"]


@pytest.mark.walk
def test_a_file_of_another_application_is_not_taken_out(applying, office, app) -> None:
    post(applying, PAGE, **SITE, door=[photo()])
    other = app.test_client()
    journeys.register(other, name="示例箱包二厂")
    post(other, "/app/apply/")
    post(other, PAGE, **{**SITE, "door-out": ["1"], "door-held": ["1"]})
    assert files(office) == [("application/1/door", "photo")]
    assert other.get("/app/my/attachments/1/").status_code == 404


@pytest.mark.walk
def test_files_of_a_question_that_is_asked_no_more_go(applying, office) -> None:
    with_lamp = {**SITE, "gear": ["pump", "lamp"], "lamp_keeper": "夜班"}
    post(applying, PAGE, **with_lamp, door=[photo()], plan=[paper()])
    assert files(office) == [
        ("application/1/door", "photo"),
        ("application/1/plan", "pdf"),
    ]
    post(applying, PAGE, **SITE, plan=[paper()])
    assert files(office) == [("application/1/door", "photo")]


@pytest.mark.walk
def test_the_reviewer_sees_the_files_at_their_question_and_no_content_does(
    applying, office, staff, publish
) -> None:
    with_lamp = {**SITE, "gear": ["pump", "lamp"], "lamp_keeper": "夜班"}
    post(applying, PAGE, **with_lamp, door=[photo()], plan=[paper()])
    assert "/app/my/attachments/1/?view=1" in applying.get("/app/apply/check/").text
    assert post(applying, "/app/apply/check/", promised="y").status_code == 302
    reviewer = staff("reviewer", ("qiantou",))
    shown = reviewer.get("/app/staff/applications/1/").text
    at_question = r"门口的照片</dt>\s*<dd>1 个文件.*?/app/staff/attachments/1/\?view=1"
    assert re.search(at_question, shown, re.DOTALL)
    assert "/app/staff/attachments/2/cover/" in shown
    assert reviewer.get("/app/staff/attachments/2/").mimetype == "application/pdf"
    others = staff("reviewer", ("fashi",))
    assert others.get("/app/staff/attachments/1/").status_code in {403, 404}
    journeys.accept(reviewer)
    publish()
    for path in (office.content / DECISIONS).rglob("*.md"):
        assert "attachments" not in path.read_text(encoding="utf-8")


def test_who_looks_after_a_tenant_sees_what_it_hands_in_for_it(
    app, client, mall
) -> None:
    tenant, _code = add(client)
    post(client, f"/app/apply/?for={tenant}")
    post(client, f"/app/my/papers/?for={tenant}", papers=[photo()])
    assert client.get("/app/my/attachments/1/").status_code == 200
    other = app.test_client()
    journeys.register(other, name="示例二厂", kind="building")
    assert other.get("/app/my/attachments/1/").status_code == 404


@pytest.mark.parametrize(
    ("was", "becomes", "says"),
    [
        ('takes = ["photo"]', 'takes = ["foto"]', "“takes”不能写“foto”"),
        ("most = 2", "most = 7", "一问最多收 6 个文件"),
        ("most = 2", "shared = true", "不能照搬"),
        ('id = "door"', 'id = "door-of-the-main-building"', "最多 20 个字母"),
        ('when = ["gear = lamp"]\n\n[[com', 'when = ["door = given"]\n\n[[com', "没有“door”这一问"),
    ],
)  # fmt: skip
def test_a_slip_in_a_question_for_files_is_told(was, becomes, says) -> None:
    assert was in ASKED
    told = faults_in(ASKED.replace(was, becomes, 1), "application.toml")
    hit = [fault for fault in told if says in fault.message]
    assert hit and hit[0].line, [fault.render() for fault in told]
