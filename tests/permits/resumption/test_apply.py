"""Applying: every page is kept, sums must agree, nothing incomplete is handed in."""

from __future__ import annotations

import io
import re

import pytest
from sqlalchemy import select

from forms_app.base.notions.credit_code import with_checks
from forms_app.permits.resumption.models import Application
from tests import journeys
from tests.base.attachments.test_deposits import photo
from tests.conftest import post


def newest(office) -> Application:
    with office.database.reading() as session:
        return session.scalars(
            select(Application).order_by(Application.id.desc())
        ).first()


def test_more_people_than_there_are_is_told_and_kept(client, office) -> None:
    journeys.register(client)
    post(client, "/app/apply/")
    page = post(
        client, "/app/apply/people/", **{**journeys.PAGES["people"], "first_batch": 7}
    )
    assert (
        page.status_code == 200
        and "“第一批回来多少人”是 7，比" in page.text
        and "的 5 还多" in page.text
        and 'id="summary"' in page.text
    )
    assert newest(office).answers["people"]["first_batch"] == 7, (
        "what was typed is kept on the server"
    )
    away = {**journeys.PAGES["people"], "province_full": 4}
    page = post(client, "/app/apply/people/", **away).text
    assert "“从外地回来多少人”加起来是 4，比" in page and "的 3 还多" in page


def test_zeros_are_not_typed_and_nobody_from_elsewhere_is_none(client, office) -> None:
    journeys.register(client)
    post(client, "/app/apply/")
    said = {"planned": "2020-03-08", "total": "3", "first_batch": "3"}
    assert post(client, "/app/apply/people/", **said).status_code == 302
    kept = newest(office).answers["people"]
    assert kept["key_area_short"] == 0 and kept["abroad_full"] == 0


def test_a_first_batch_of_nobody_is_told(client) -> None:
    journeys.register(client)
    post(client, "/app/apply/")
    nobody = {**journeys.PAGES["people"], "first_batch": 0}
    told = post(client, "/app/apply/people/", **nobody).text
    assert "第一批回来多少人：请填大于 0 的整数" in told


def test_an_incomplete_application_cannot_be_handed_in(client, office) -> None:
    journeys.register(client)
    post(client, "/app/apply/")
    post(client, "/app/apply/people/", **journeys.PAGES["people"])
    page = post(client, "/app/apply/check/", **journeys.COMMITMENT)
    assert "还有几页没有填好" in page.text and newest(office).stage == "draft"


def test_without_the_commitment_nothing_is_handed_in(client, office) -> None:
    journeys.register(client)
    post(client, "/app/apply/")
    for name, answers in journeys.PAGES.items():
        post(client, f"/app/apply/{name}/", **answers)
    told = post(client, "/app/apply/check/").text
    assert "请看过每一条，勾选承诺" in told and "接受上门核验" in told
    assert newest(office).stage == "draft"


def test_a_draft_goes_on_from_another_phone(client, app) -> None:
    reference, code = journeys.register(client)
    post(client, "/app/apply/")
    post(client, "/app/apply/people/", **journeys.PAGES["people"])
    phone = app.test_client()
    post(phone, "/app/my/sign-in/", reference=reference, access_code=code)
    assert 'value="2020-03-08"' in phone.get("/app/apply/people/").text


def test_the_receipt_promises_a_time_in_office_hours(client) -> None:
    journeys.register(client)
    journeys.apply(client)
    page = client.get("/app/apply/receipt/").text
    assert "3月5日 17:30" in page and "小分队" in page


def test_a_day_the_hours_do_not_know_gets_no_promise(client, office) -> None:
    hours = office.accepted / "rules" / "hours.toml"
    hours.write_text(
        hours.read_text(encoding="utf-8").replace("to = 2020-04-30", "to = 2020-03-04"),
        encoding="utf-8",
    )
    journeys.register(client)
    journeys.apply(client)
    assert "现在不能承诺时间" in client.get("/app/apply/receipt/").text


def test_a_code_never_blocks_a_second_applicant(client, app, staff) -> None:
    code = {"code": with_checks("91350503MA3ABCDE"), "no_code": ""}
    journeys.register(client, **code)
    journeys.apply(client)
    second = app.test_client()
    journeys.register(second, **code, name="示例箱包厂二部")
    assert "已有另一份申请正在办理" in second.get("/app/apply/").text
    journeys.apply(second)
    reviewer = staff("reviewer", ("qiantou",))
    assert "放在一起看" in reviewer.get("/app/staff/applications/2/").text


def test_a_stale_decision_is_refused_and_an_unexplained_class_too(
    client, staff, office
) -> None:
    journeys.register(client)
    journeys.apply(client)
    reviewer = staff("reviewer", ("qiantou",))
    assert "请写明理由" in journeys.accept(reviewer, priority="deferred").text
    old = journeys.version(reviewer)
    page = "/app/staff/applications/1/"
    post(reviewer, f"{page}take/", page)
    stale = post(reviewer, f"{page}refuse/", page, version=old, reason="不行")
    assert (
        stale.status_code == 409
        and "别人已经处理过" in stale.text
        and newest(office).stage == "submitted"
    )


def test_somebody_else_at_work_is_named(client, staff) -> None:
    journeys.register(client)
    journeys.apply(client)
    first = staff("reviewer", ("qiantou",))
    second = staff("office", ("qiantou",))
    page = "/app/staff/applications/1/"
    post(first, f"{page}take/", page)
    assert (
        "正在办这一件" in second.get(page).text
        and "正在办这一件" not in first.get(page).text
    )


def test_a_check_with_an_unanswered_line_names_it(client, staff) -> None:
    reference, _code = journeys.register(client)
    journeys.apply(client)
    journeys.accept(staff("reviewer", ("qiantou",)))
    worker = staff("grid_worker", (), ("qiantou-2",))
    page = post(
        worker, f"/app/staff/check/{reference}/", visitors="community", confirmed=""
    )
    assert "请选“开工手续齐全" in page.text


def test_a_page_of_no_application_leads_to_where_one_begins(client) -> None:
    journeys.register(client)
    for page in ("/app/apply/people/", "/app/apply/check/", "/app/my/papers/"):
        told = client.get(page, follow_redirects=True)
        assert told.status_code == 200 and told.request.path == "/app/apply/"
        assert "您还没有开始申请" in told.text
    assert (
        "not begun an application"
        in client.get("/app/my/papers/?lang=en", follow_redirects=True).text
    )


CHECK = "/app/apply/check/"


def pictures(page: str) -> list[int]:
    """Of which attachments a page shows the picture."""
    return [int(one) for one in re.findall(r"/attachments/(\d+)/\?view=1", page)]


def test_papers_are_added_replaced_and_removed_where_one_checks(client) -> None:
    journeys.register(client)
    post(client, "/app/apply/")
    assert "加照片或 PDF" in client.get(CHECK).text
    only = {"only_papers": "y"}
    added = post(client, CHECK, **only, papers=[photo(), photo("blue")])
    assert pictures(added.text) == [1, 2] and "勾选承诺" not in added.text
    instead = {**only, "papers-out": ["1"]}
    replaced = post(client, CHECK, **instead, papers=[photo("green")])
    assert pictures(replaced.text) == [2, 3]
    assert (
        pictures(post(client, CHECK, **{**only, "papers-out": ["2", "3"]}).text) == []
    )
    assert pictures(client.get(CHECK).text) == []


def test_an_error_beside_a_good_paper_keeps_it(client) -> None:
    journeys.register(client)
    post(client, "/app/apply/")
    for page, answers in journeys.PAGES.items():
        assert post(client, f"/app/apply/{page}/", **answers).status_code == 302
    broken = (io.BytesIO(b"#!/bin/sh"), "x.jpg")
    page = post(client, CHECK, papers=[photo(), broken]).text
    assert "勾选承诺" in page and "第 2 个文件：" in page
    assert pictures(page) == [1] == pictures(client.get(CHECK).text)
    assert post(client, CHECK, promised="y", papers=[photo("blue")]).status_code == 302
    assert pictures(client.get("/app/apply/receipt/").text) == [1, 2]


def test_what_was_handed_in_is_not_changed_by_a_page_that_was_left_open(client) -> None:
    journeys.register(client)
    journeys.apply(client)
    post(client, "/app/my/papers/", papers=[photo()])
    sent = {"only_papers": "y", "papers-out": ["1"]}
    late = post(client, CHECK, "/app/my/papers/", **sent)
    assert late.location.endswith("/app/my/")
    assert pictures(client.get("/app/apply/receipt/").text) == [1]


@pytest.mark.walk
def test_whoever_decides_or_stands_at_the_door_sees_what_was_handed_in(
    client, staff, publish
) -> None:
    reference, _code = journeys.register(client)
    journeys.apply(client)
    post(client, "/app/my/papers/", papers=[photo(), photo("blue")])
    reviewer = staff("reviewer", ("qiantou",))
    journeys.accept(reviewer)
    publish()
    worker = staff("grid_worker", ("qiantou",), ("qiantou-2",))
    door = f"/app/staff/check/{reference}/"
    assert pictures(worker.get(door).text) == [1, 2]
    journeys.check(reviewer, reference)
    publish()
    decides = reviewer.get(f"/app/staff/enterprises/{reference}/approve/").text
    assert pictures(decides) == [1, 2]


def test_another_application_begins_with_the_answers_of_the_last(
    client, office
) -> None:
    journeys.register(client)
    journeys.apply(client)
    before = newest(office).answers
    post(client, "/app/my/cancel/")
    post(client, "/app/apply/")
    again = newest(office)
    assert again.number == 2 and again.stage == "draft"
    for page, given in before.items():
        told = {name: value for name, value in given.items() if value != ""}
        assert again.answers[page] == {**told, "complete": False}, "looked at again"
    assert 'value="2020-03-08"' in client.get("/app/apply/people/").text
    told = post(client, "/app/apply/check/", **journeys.COMMITMENT).text
    assert "还有几页没有填好" in told
