"""Whom a page showed to staff: entered by the page itself, once a look; no page without it."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from threading import Barrier

import pytest
from sqlalchemy import select

from forms_app.base import audit, read_log
from forms_app.base.away import Busy, DatabaseAway
from forms_app.base.clock import OfficeClock, real_now
from forms_app.base.reads import looks_at
from tests import journeys, presses
from tests.conftest import post, token
from tests.people.isolation.test_cases import add

ENTERPRISES = "/app/staff/enterprises/"


@pytest.fixture
def reference(client) -> str:
    return journeys.register(client, contact_name="金丝雀联络")[0]


@pytest.fixture
def officer(staff):
    return staff("office", ("qiantou",))


def looks(office) -> list[dict]:
    query = select(audit.AuditEntry).where(audit.AuditEntry.action == read_log.READ)
    with office.database.reading() as session:
        entries = session.scalars(query.order_by(audit.AuditEntry.number)).all()
    return [{"by": entry.actor_id, **entry.details} for entry in entries]


def test_a_page_that_shows_somebody_is_one_entry_with_ids_and_no_names(
    officer, reference, office
) -> None:
    assert "金丝雀联络" in officer.get(f"{ENTERPRISES}{reference}/").text
    [look] = looks(office)
    assert look == {
        "by": "office-1-qiantou",
        "page": "/app/staff/enterprises/<reference>/",
        "shown": {"enterprise": [1]},
        "count": 1,
        "why": "check",
    }


def test_a_page_that_shows_nobody_is_no_look(officer, reference, office) -> None:
    assert "金丝雀联络" not in officer.get(ENTERPRISES).text
    assert reference in officer.get(ENTERPRISES).text
    assert looks(office) == []


def test_the_same_page_again_within_ten_minutes_is_the_same_look(
    officer, staff, reference, office
) -> None:
    page = f"{ENTERPRISES}{reference}/"
    officer.get(page)
    officer.get(page)
    assert len(looks(office)) == 1
    staff("reviewer", ("qiantou",)).get(page)
    assert len(looks(office)) == 2, "somebody else looks"


def test_three_same_looks_at_the_same_moment_are_one(
    officer, reference, office, monkeypatch
) -> None:
    page = f"{ENTERPRISES}{reference}/"
    barrier = Barrier(3)
    really = read_log.Entered.has

    def all_ask_before_any_enters(*given) -> bool:
        found = really(*given)
        barrier.wait(10)
        return found

    monkeypatch.setattr(read_log.Entered, "has", all_ask_before_any_enters)
    browsers = [presses.same_browser(officer) for _ in range(3)]
    with ThreadPoolExecutor(3) as pool:
        answers = list(pool.map(lambda browser: browser.get(page), browsers))
    assert {answer.status_code for answer in answers} == {200}
    assert len(looks(office)) == 1


def test_a_look_that_another_process_entered_is_not_entered_again(
    officer, reference, office, monkeypatch
) -> None:
    page = f"{ENTERPRISES}{reference}/"
    monkeypatch.setattr(read_log.Entered, "has", lambda *_given: False)
    for _ in range(2):
        assert officer.get(page).status_code == 200
    assert len(looks(office)) == 1


def test_a_look_that_was_not_kept_is_entered_with_the_next(
    officer, reference, office, monkeypatch
) -> None:
    page = f"{ENTERPRISES}{reference}/"
    with monkeypatch.context() as broken:
        broken.setattr(read_log, "_enter_once", _busy)
        assert officer.get(page).status_code == 503
    assert looks(office) == []
    assert officer.get(page).status_code == 200
    assert len(looks(office)) == 1


def _busy(*_given: object) -> None:
    raise Busy


def test_after_ten_minutes_it_is_another_look(officer, reference, office) -> None:
    page = f"{ENTERPRISES}{reference}/"
    officer.get(page)
    moved = OfficeClock(office.clock.now() + timedelta(minutes=11), real_now())
    object.__setattr__(office, "clock", moved)
    officer.get(page)
    assert len(looks(office)) == 2


@pytest.mark.parametrize("trouble", [Busy, lambda: DatabaseAway("gone")])
def test_a_look_that_cannot_be_entered_shows_nothing(
    officer, reference, monkeypatch, trouble
) -> None:
    def fail(*_given: object) -> None:
        raise trouble()

    monkeypatch.setattr(read_log, "_write", fail)
    answer = officer.get(f"{ENTERPRISES}{reference}/")
    assert answer.status_code == 503
    assert "金丝雀联络" not in answer.text


def test_what_an_enterprise_reads_of_itself_is_no_look(
    client, reference, office
) -> None:
    add(client)
    assert "金丝雀员工" in client.get("/app/my/people/").text
    assert looks(office) == []


def test_who_looks_for_a_name_is_entered_without_the_name(
    officer, reference, office
) -> None:
    post(officer, f"{ENTERPRISES}{reference}/people/", words="金丝雀别人")
    [look] = looks(office)
    assert look["search"] and look["count"] == 0
    assert "金丝雀" not in str(look)


def test_the_looks_at_an_enterprise_are_read_on_a_page(
    officer, staff, reference
) -> None:
    officer.get(f"{ENTERPRISES}{reference}/")
    page = officer.get(f"{ENTERPRISES}{reference}/looks/").text
    assert "核对名单" in page and "金丝雀" not in page
    assert (
        f"{ENTERPRISES}{reference}/looks/"
        in officer.get(f"{ENTERPRISES}{reference}/").text
    )
    worker = staff("grid_worker", (), ("qiantou-2",))
    assert worker.get(f"{ENTERPRISES}{reference}/looks/").status_code == 403
    other = staff("reviewer", ("xunmei",))
    assert other.get(f"{ENTERPRISES}{reference}/looks/").status_code == 404


def test_a_roster_asks_what_for_once_an_hour_and_goes_on_there(
    client, officer, reference, office
) -> None:
    add(client)
    with officer.session_transaction() as cookie:
        del cookie["purpose"]
    people = f"{ENTERPRISES}{reference}/people/"
    asked = officer.get(people)
    assert "金丝雀员工" not in asked.text and looks(office) == []
    assert asked.status_code == 302
    question = asked.location
    assert "请选一项：为什么要看" in post(officer, question).text
    assert post(officer, question, why="call").location == people
    assert "金丝雀员工" in officer.get(people).text
    [look] = looks(office)
    assert look["why"] == "call" and look["shown"] == {"person": [1]}
    with office.database.reading() as session:
        assert len(looks_at(session, "person", 1)) == 1


def test_the_question_leads_to_no_page_but_those_of_staff(officer) -> None:
    for elsewhere in ("https://example.org/", "//example.org/app/staff/", "/app/my/"):
        sent = {"csrf_token": token(officer, "/app/staff/why/"), "why": "call"}
        answer = officer.post(
            "/app/staff/why/", query_string={"next": elsewhere}, data=sent
        )
        assert answer.location == "/app/staff/"
