"""How often a page asks the database: what many panels want to know is asked once, however much stands on the page."""

from __future__ import annotations

import pytest
from sqlalchemy import select

from forms_app.permits.enterprises.models import Enterprise
from forms_app.permits.messages.models import Message
from tests import journeys
from tests.conftest import NOW, post, token
from tests.people.isolation import daily
from tests.permits.resumption.test_lists import grow
from tests.statements import counted

# the most; every session begins with one, and whose browser it is takes two
OF_ENTERPRISES = {
    "/app/my/": 23,
    "/app/apply/people/": 5,
    "/app/my/report/": 8,
    "/app/my/sign-in/": 2,
    "/app/register/who/": 3,
}
OF_STAFF = {"/app/staff/applications/": 13, "/app/gate/xunmei-point-1/": 6}
REPORT = 27
A_PAGE_OF_THE_APPLICATION = 17


def asked(client, office, path: str) -> int:
    """By the second who opens it."""
    assert client.get(path).status_code == 200
    with counted(office) as said:
        client.get(path)
    return len(said)


def asked_by_sending(client, office, path: str, **given: object) -> int:
    """By the second time that a form is sent."""
    for _time in range(2):
        csrf = token(client, path)
        with counted(office) as said:
            answer = client.post(path, data={**given, "csrf_token": csrf})
        assert answer.status_code == 302, answer.text
    return len(said)


@pytest.fixture
def clerk(client, office):
    """Of an enterprise that is open, has a hundred people, and applies once more."""
    journeys.register(client)
    daily.people(office, count=100, staying=0)
    post(client, "/app/apply/")
    return client


@pytest.mark.parametrize("path", OF_ENTERPRISES)
def test_a_page_of_an_enterprise_asks_no_more_than_it_needs(
    clerk, office, path
) -> None:
    assert asked(clerk, office, path) <= OF_ENTERPRISES[path]


def test_a_page_of_staff_asks_no_more_than_it_needs(office, staff) -> None:
    grow(office, 60)
    officer = staff("office", ("qiantou", "xunmei"))
    keeper = staff("keeper", ("xunmei",))
    for client, path in zip((officer, keeper), OF_STAFF, strict=True):
        assert asked(client, office, path) <= OF_STAFF[path], path


def test_what_is_sent_is_kept_by_no_more_than_it_needs(clerk, office) -> None:
    people = journeys.PAGES["people"]
    page = "/app/apply/people/"
    most = A_PAGE_OF_THE_APPLICATION
    assert asked_by_sending(clerk, office, page, **people) <= most
    report = {**daily.fields(clerk), "step": "send", "client_id": ""}
    for number in range(2):
        with counted(office) as said:
            sent = {**report, "client_id": f"report-{number}"}
            assert clerk.post(daily.PAGE, data=sent).status_code == 302
    assert len(said) <= REPORT


def test_what_happened_with_an_enterprise_is_asked_at_once_however_long(
    clerk, office
) -> None:
    before = asked(clerk, office, "/app/my/")
    with office.database.writing() as session:
        unit = session.scalars(select(Enterprise)).one()
        session.add_all(
            Message(
                enterprise_id=unit.id,
                kind="returned",
                event=f"returned/{number}",
                channel="sms",
                title="请看",
                text="请看",
                state="sent",
                at=NOW,
            )
            for number in range(30)
        )
    assert asked(clerk, office, "/app/my/") == before
