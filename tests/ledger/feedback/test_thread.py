"""What was reported and put right, for everybody: without a word of anybody; others have met it too; whoever left a phone is called."""

from __future__ import annotations

import re

import pytest
from sqlalchemy import select

from forms_app.base import audit
from forms_app.ledger.feedback.models import Report
from forms_app.permits.enterprises.queries import by_reference
from tests import journeys
from tests.conftest import post
from tests.permissions import permit
from tests.permits.tenants.test_sheet import words

PAGE = "/app/feedback/"
THREAD = "/app/feedback/thread/"
ANSWERED = "/app/staff/feedback/answered/"
SAID = {"text": "金丝雀写错了", "community": "qiantou", "phone": "13800005678"}


@pytest.fixture
def listed(app, office) -> str:
    """The page of an enterprise that may open."""
    reference, _code = journeys.register(app.test_client())
    with office.database.writing() as session:
        permit(by_reference(session, reference))
    return f"/enterprises/{reference}/"


def report(client, about: str, where: str, **said: str) -> None:
    given = {**SAID, "about": about, "where": where, **said}
    assert post(client, PAGE, **given).location == "/app/feedback/mine/"


def reports(office) -> list[Report]:
    with office.database.reading() as session:
        return list(session.scalars(select(Report).order_by(Report.id)))


def answer(reviewer, number: int) -> None:
    page = f"/app/staff/items/{number}/"
    version = re.search(r'name="version" value="(\d+)"', reviewer.get(page).text)
    assert version
    said = {"answer": "已改正", "version": version[1], "finish": "y"}
    assert post(reviewer, f"{page}answer/", page, **said).status_code == 302


def test_everybody_reads_what_was_reported_and_when_it_was_answered(
    client, listed, staff, office
) -> None:
    assert "还没有人报告过" in client.get(THREAD).text
    report(client, "name", listed)
    report(client, "listed", listed)
    answer(staff("reviewer", ("qiantou",)), 1)
    page = client.get(THREAD).text
    told = words(page)
    assert "最近 30 天收到 2 件，答复了 1 件" in told and "一半在 1 小时内" in told
    assert re.search(r"不应该在名单上.*等候答复.*名称、地址或社区写错了.*已答复", told)
    assert page.count(f'href="{listed}"') == 1, "not of the objection"
    numbers = [one.number for one in reports(office)]
    for secret in ("金丝雀", "13800005678", "已改正", *numbers):
        assert secret not in page
    assert "What was reported" in client.get(f"{THREAD}?lang=en").text


def test_who_has_met_the_same_says_so_once_and_is_counted(
    app, client, listed, office
) -> None:
    report(client, "name", listed)
    report(client, "listed", listed)
    other = app.test_client()
    page = other.get(f"{PAGE}?about={listed}").text
    assert "这一页已经有人报告过" in page and page.count("我也有这个问题") == 1
    for _time in range(2):
        done = post(other, "/app/feedback/also/1/", PAGE)
        assert done.location == THREAD
    third = app.test_client()
    post(third, "/app/feedback/also/1/", PAGE)
    post(client, "/app/feedback/also/1/", PAGE)  # who has reported it
    assert [one.also for one in reports(office)] == [2, 0]
    assert "还有 2 人也有这个问题" in words(client.get(THREAD).text)
    assert "您也有这个问题" in other.get(THREAD).text
    with office.database.reading() as session:
        actions = [one.action for one, _why in audit.history(session, "item/1")]
    assert actions.count("feedback.also") == 2


def test_an_objection_and_what_is_answered_are_joined_by_nobody(
    app, client, listed, office, staff
) -> None:
    report(client, "listed", listed)
    report(client, "name", listed)
    answer(staff("reviewer", ("qiantou",)), 2)
    other = app.test_client()
    for number in (1, 2):
        post(other, f"/app/feedback/also/{number}/", PAGE)
    assert post(other, "/app/feedback/also/9/", PAGE).status_code == 404
    assert [one.also for one in reports(office)] == [0, 0]


def test_whoever_left_a_phone_is_called_with_the_answer_and_once(
    client, listed, office, staff
) -> None:
    report(client, "decision", listed)
    report(client, "name", listed, phone="")
    reviewer = staff("reviewer", ("qiantou",))
    assert "没有要回的电话" in reviewer.get(ANSWERED).text
    early = post(reviewer, f"{ANSWERED}1/", ANSWERED)
    assert early.status_code == 409 and reports(office)[0].told_at is None
    answer(reviewer, 1)
    answer(reviewer, 2)
    page = reviewer.get(ANSWERED).text
    numbers = [one.number for one in reports(office)]
    assert numbers[0] in page and numbers[1] not in page
    assert "13800005678" not in page, "the phone stands with the item"
    assert "已答复，请回电话" in reviewer.get("/app/staff/").text
    elsewhere = staff("reviewer", ("fashi",))
    assert numbers[0] not in elsewhere.get(ANSWERED).text
    stolen = post(elsewhere, f"{ANSWERED}1/", ANSWERED)
    assert stolen.status_code in {403, 404}
    for _time in range(2):
        assert post(reviewer, f"{ANSWERED}1/", ANSWERED).status_code == 302
    assert (
        reports(office)[0].told_at and "没有要回的电话" in reviewer.get(ANSWERED).text
    )
    with office.database.reading() as session:
        actions = [one.action for one, _why in audit.history(session, "item/1")]
    assert actions.count("feedback.told") == 1
