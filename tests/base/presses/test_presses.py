"""A form that is sent several times is taken once, and each press is told the same."""

from __future__ import annotations

import re
from datetime import timedelta
from typing import Any

import pytest
from flask.testing import FlaskClient
from sqlalchemy import func, select, update

from forms_app.base.office import Office
from forms_app.base.presses.models import Press
from forms_app.ledger.items.models import Item
from forms_app.permits.enterprises.models import Enterprise
from tests import journeys, presses
from tests.conftest import post
from tests.stored import everything_stored

FEEDBACK = "/app/feedback/"
LAST_PAGE = "/app/register/contact/"
REPORT = {
    "about": "decision",
    "community": "qiantou",
    "phone": "13800005678",
    "text": "示例：门牌写错了",
}


def count(office: Office, table: Any) -> int:
    with office.database.reading() as session:
        return session.scalar(select(func.count()).select_from(table)) or 0


def before_the_last_page(client: FlaskClient) -> None:
    client.get("/app/register/")
    post(client, "/app/register/who/", **{k: v for k, v in journeys.WHO.items() if v})
    post(client, "/app/register/where/", **journeys.WHERE)


def test_three_presses_at_once_make_one_report(client, office):
    fields = {**REPORT, **presses.of_page(client, FEEDBACK)}
    answers = presses.together(client, FEEDBACK, fields)
    assert count(office, Item) == 1
    assert {answer.status_code for answer in answers} == {303}
    assert len({answer.location for answer in answers}) == 1


def test_whichever_press_the_browser_waits_for_shows_the_access_code(client, office):
    before_the_last_page(client)
    browsers = [presses.same_browser(client) for _ in range(2)]
    fields = {**journeys.CONTACT, **presses.of_page(client, LAST_PAGE)}
    codes = set()
    for browser in browsers:
        answer = browser.post(LAST_PAGE, data=fields)
        assert answer.status_code == 303
        shown = browser.get(answer.location).text
        codes.add(tuple(re.findall(r'class="code">([^<]+)<', shown)))
    assert len(codes) == 1
    assert len(codes.pop()) == 2
    assert count(office, Enterprise) == 1


def test_three_last_pages_at_once_register_one_enterprise(client, office):
    before_the_last_page(client)
    fields = {**journeys.CONTACT, **presses.of_page(client, LAST_PAGE)}
    answers = presses.together(client, LAST_PAGE, fields)
    assert count(office, Enterprise) == 1
    assert {answer.location for answer in answers} == {"/app/register/done/"}


def test_back_and_again_is_the_same_report(client, office):
    fields = {**REPORT, **presses.of_page(client, FEEDBACK)}
    first = client.post(FEEDBACK, data=fields)
    client.get(first.location)
    again = client.post(FEEDBACK, data=fields)
    assert (again.status_code, again.location) == (303, first.location)
    assert "Set-Cookie" not in again.headers, "or it would put an older cookie back"
    assert count(office, Item) == 1


def test_back_and_something_else_is_another_report(client, office):
    fields = {**REPORT, **presses.of_page(client, FEEDBACK)}
    client.post(FEEDBACK, data=fields)
    client.post(FEEDBACK, data={**fields, "text": "示例：路灯也不亮"})
    assert count(office, Item) == 2


def test_the_same_text_on_a_page_loaded_anew_is_another_report(client, office):
    for _ in range(2):
        fields = {**REPORT, **presses.of_page(client, FEEDBACK)}
        client.post(FEEDBACK, data=fields)
    assert count(office, Item) == 2


def test_what_was_refused_is_taken_once_it_is_right(client, office):
    hidden = presses.of_page(client, FEEDBACK)
    refused = client.post(FEEDBACK, data={**REPORT, **hidden, "text": ""})
    assert "请更正下面的内容" in refused.text
    assert count(office, Press) == 0
    assert client.post(FEEDBACK, data={**REPORT, **hidden}).status_code == 303
    assert count(office, Item) == 1


def test_another_browser_with_the_same_key_is_told_nothing(client, office):
    hidden = presses.of_page(client, FEEDBACK)
    first = client.post(FEEDBACK, data={**REPORT, **hidden})
    other = client.application.test_client()
    own = presses.of_page(other, FEEDBACK)
    other.post(FEEDBACK, data={**REPORT, **own, "press": hidden["press"]})
    assert first.status_code == 303
    assert count(office, Item) == 2


def test_answers_are_sealed(client, office):
    before_the_last_page(client)
    fields = {**journeys.CONTACT, **presses.of_page(client, LAST_PAGE)}
    answer = client.post(LAST_PAGE, data=fields)
    with office.database.reading() as session:
        newest = select(Press).order_by(Press.pressed_at.desc()).limit(1)
        kept = session.scalars(newest).one().answer
    assert kept and kept["cookies"], "the cookie that carries the code"
    stored = everything_stored(office)
    assert kept["cookies"][0] not in stored
    assert answer.location not in stored


def test_without_an_answer_it_says_that_it_was_received(client, office):
    """Its process ended between the commit and the answer."""
    fields = {**REPORT, **presses.of_page(client, FEEDBACK)}
    client.post(FEEDBACK, data=fields)
    with office.database.writing() as session:
        row = session.scalars(select(Press)).one()
        row.pressed_at -= timedelta(minutes=1)
        row.answer = None
    again = client.post(FEEDBACK, data=fields)
    assert (again.status_code, count(office, Item)) == (409, 1)
    assert "这一份已经收到了" in again.text


def test_a_press_waits_for_the_answer_of_the_first(client, office, monkeypatch):
    fields = {**REPORT, **presses.of_page(client, FEEDBACK)}
    first = client.post(FEEDBACK, data=fields)
    with office.database.writing() as session:
        row = session.scalars(select(Press)).one()
        answer = row.answer
        row.answer = None

    def come(_seconds: float) -> None:
        with office.database.writing() as session:
            session.execute(update(Press).values(answer=answer))

    monkeypatch.setattr("forms_app.base.presses.guard.time.sleep", come)
    assert client.post(FEEDBACK, data=fields).location == first.location


def test_presses_are_forgotten_after_a_day(client, office):
    client.post(FEEDBACK, data={**REPORT, **presses.of_page(client, FEEDBACK)})
    with office.database.writing() as session:
        row = session.scalars(select(Press)).one()
        row.pressed_at -= timedelta(days=1, minutes=1)
    client.post(FEEDBACK, data={**REPORT, **presses.of_page(client, FEEDBACK)})
    assert count(office, Press) == 1


@pytest.mark.parametrize("page", ["/app/staff/sign-in/", "/app/my/sign-in/"])
def test_signing_in_is_not_remembered(client, page):
    assert 'name="press"' not in client.get(page).text
