"""How often a page asks the database: what many panels want to know is asked once, whatever stands on the page."""

from __future__ import annotations

import pytest
from sqlalchemy import select

from forms_app.permits.enterprises.models import Enterprise
from forms_app.permits.messages.models import Message
from tests import journeys
from tests.conftest import NOW, post
from tests.people.isolation import daily
from tests.statements import counted

# the most; of each two are whose browser it is, three who is signed in
OF_ENTERPRISES = {
    "/app/my/": 24,
    "/app/apply/people/": 6,
    "/app/my/report/": 10,
    "/app/my/sign-in/": 2,
    "/app/register/who/": 3,
}


def asked(client, office, path: str) -> int:
    """By the second who opens it."""
    assert client.get(path).status_code == 200
    with counted(office) as said:
        client.get(path)
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
