"""The roster and the daily report on the own page of an enterprise."""

from __future__ import annotations

from datetime import timedelta

from sqlalchemy import select

from forms_app.people.rosters.models import Roster
from tests import journeys
from tests.conftest import NOW, post
from tests.home_page import rows
from tests.people.isolation import daily


def turn(client, title: str) -> tuple[str, str]:
    return rows(client.get("/app/my/").text)[title][:2]


def test_the_roster_says_what_is_missing_until_it_is_complete(client, office) -> None:
    journeys.register(client)
    assert turn(client, "员工花名册") == ("要办", "上班的人都要在册")
    assert turn(client, "今天的两报") == ("", "准予以后，册上有了人，再报")
    daily.people(office, count=3, staying=0)
    says = "在册 3 人；人齐了，请确认一次"
    assert turn(client, "员工花名册") == ("要办", says)
    post(client, "/app/my/people/complete/", "/app/my/people/")
    assert turn(client, "员工花名册") == ("好了", "在册 3 人")


def test_the_report_stands_first_and_says_by_when(app, client, office) -> None:
    """In the slot of now; what is missing of today afterwards; nothing once it was sent."""
    journeys.register(client)
    daily.people(office, count=3, staying=0)
    found = rows(client.get("/app/my/").text)
    assert next(iter(found)) == "今天的两报"
    word, says, address = found["今天的两报"]
    assert (word, says) == ("要办", "早上，10:00 以前")
    given = daily.form(client, address)
    assert given["day"] == "2020-03-05", given
    sent = client.post(
        "/app/my/report/", data={**given, "rest": "well", "step": "send"}
    )
    assert sent.status_code == 302, sent.text
    assert turn(client, "今天的两报") == ("好了", "早上 09:30 报了")
    daily.move(app, office, NOW + timedelta(hours=13))
    assert turn(client, "今天的两报") == ("要办", "晚上过了 18:00，请补报")


def test_whoever_waits_for_the_community_is_named_by_number(client, office) -> None:
    journeys.register(client)
    daily.people(office, count=2, staying=0)
    with office.database.writing() as session:
        session.scalars(select(Roster)).one().complete_on = NOW.date()
        for number, outcome in ((3, "ask"), (4, "ask")):
            unit = session.scalars(select(Roster)).one().enterprise_id
            person = daily.person(
                session.get_one(daily.Enterprise, unit), number, outcome
            )
            session.add(person)
    assert turn(client, "员工花名册") == ("等答复", "2 人等社区答复")
