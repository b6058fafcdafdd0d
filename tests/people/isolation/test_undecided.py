"""Whoever waits for an officer stands in one queue with a time, on the desk and in the day's close."""

from __future__ import annotations

from datetime import timedelta
from itertools import product

import pytest
from sqlalchemy import select

from forms_app.base.access import Actor, Role
from forms_app.people.health_rules.rules import Outcome
from forms_app.people.isolation.case_queries import Within, open_cases
from forms_app.people.isolation.undecided import to_arrange, unconfirmed, undecided
from forms_app.people.rosters.models import Person
from forms_app.permits.enterprises.models import Enterprise
from tests import journeys
from tests.conftest import NOW, post
from tests.people.isolation import daily
from tests.people.isolation.test_cases import add, go_to

QUEUE = "/app/staff/isolation/undecided/"
DESK = "/app/staff/"
CLOSE = "/app/staff/day/qiantou/close/"
OFFICER = Actor("staff", "x", Role.OFFICE, frozenset({"qiantou"}))


@pytest.fixture
def asked(client) -> str:
    """An enterprise with somebody of whom the rule of qiantou asks the community."""
    made, _code = journeys.register(client)
    add(client, place="湖北武汉")
    return made


@pytest.fixture
def officer(staff):
    return staff("office", ("qiantou",))


def test_whom_the_rule_asks_about_is_on_the_desk_until_an_officer_decides(
    asked, officer, staff, office
) -> None:
    override = f"/app/staff/enterprises/{asked}/people/1/override/"
    shown = officer.get(QUEUE).text
    assert "金丝雀员工" in shown and "3月5日 13:30 前要决定" in shown
    assert f'href="{override}"' in shown, "one tap from the queue"
    assert "<dd>1</dd>" in officer.get("/app/staff/isolation/").text
    desk = officer.get(DESK).text
    assert "1 号先问了社区，等决定" in desk and override in desk
    assert "金丝雀" not in desk, "a desk is looked at by whoever walks by"
    refused = post(officer, CLOSE, for_all="")
    assert "还有 1 件没有写" in refused.text and "1 号先问了社区" in refused.text
    elsewhere = staff("office", ("xunmei",))
    assert "金丝雀" not in elsewhere.get(QUEUE).text
    post(officer, override, outcome="none", reason="有证明")
    assert "没有等着决定的人" in officer.get(QUEUE).text
    assert "先问了社区" not in officer.get(DESK).text


def test_a_grid_worker_sees_the_queue_and_may_not_decide(asked, staff) -> None:
    worker = staff("grid_worker", (), ("qiantou-2",))
    shown = worker.get(QUEUE).text
    assert "金丝雀员工" in shown and "override" not in shown
    assert f'href="{QUEUE}"' in worker.get(DESK).text


def test_the_hours_to_decide_are_those_of_the_rule(asked, officer, office) -> None:
    rule = office.accepted / "rules" / "isolation-2020-02.toml"
    rule.write_text(
        rule.read_text().replace("decide_within_hours = 4", "decide_within_hours = 2")
    )
    assert "3月5日 11:30 前要决定" in officer.get(QUEUE).text
    go_to(office, "2020-03-05", "12:00")
    assert "前要决定，已过" in officer.get(QUEUE).text


def test_the_queue_is_narrowed_to_a_grid(asked, staff) -> None:
    officer = staff("office", ("qiantou", "xunmei"))
    assert "金丝雀员工" in officer.get(f"{QUEUE}?community=qiantou").text
    assert "金丝雀员工" not in officer.get(f"{QUEUE}?community=xunmei").text
    assert "金丝雀员工" not in officer.get(f"{QUEUE}?grid=qiantou-1").text


STATES = list(
    product(
        ("", *Outcome),
        (None, -1, 0, 1),  # when the days are over
        (False, True),  # a case is open
        (False, True),  # confirmed by the enterprise
        (False, True),  # has left
    )
)


def test_every_outcome_that_is_open_stands_in_exactly_one_queue(client, office) -> None:
    """All that may be known of somebody, one person each: the queues share nobody and miss nobody."""
    journeys.register(client)
    with office.database.writing() as session:
        unit = session.scalars(select(Enterprise)).one()
        people = [_somebody(unit, n, state) for n, state in enumerate(STATES, 1)]
        session.add_all(people)
        session.flush()
        ids = [person.id for person in people]
    with_case = [n for n, state in zip(ids, STATES, strict=True) if state[2]]
    for person_id in with_case:
        daily.case(office, person_id)
    today = NOW.date()
    with office.database.reading() as session:
        within = Within(OFFICER)
        decide = [one.person.id for one in undecided(session, within, today, None)]
        arrange = [one.id for one in to_arrange(session, within, today)]
        confirm = [one.id for one in unconfirmed(session, within)]
        cases = [one.person_id for one in open_cases(session, within)]
    queued = decide + arrange + confirm
    assert len(queued) == len(set(queued)), "nobody stands in two"
    assert not set(arrange) & set(cases), "who has a case is arranged"
    assert sorted(cases) == with_case
    for person_id, (outcome, ends, has_case, confirmed, left) in zip(
        ids, STATES, strict=True
    ):
        is_nothing_open = left or outcome == Outcome.NONE
        is_in_its_case = has_case and confirmed and outcome in ("home", "designated")
        waits = not is_nothing_open and not is_in_its_case
        assert (person_id in queued) == waits, (outcome, ends, has_case, confirmed)
        if waits and confirmed:
            is_asked = outcome in ("", "ask") or (ends is not None and ends <= 0)
            assert (person_id in decide) == is_asked


def _somebody(unit: Enterprise, number: int, state) -> Person:
    outcome, ends, _has_case, confirmed, left = state
    made = daily.person(unit, number, outcome)
    made.ends_on = None if ends is None else NOW.date() + timedelta(days=ends)
    made.confirmed = confirmed
    made.left_on = NOW.date() if left else None
    return made


def test_who_filled_in_the_form_on_the_wall_is_seen_before_the_enterprise_looks(
    client, officer, office
) -> None:
    journeys.register(client)
    with office.database.writing() as session:
        unit = session.scalars(select(Enterprise)).one()
        one = daily.person(unit, 1, "ask", 0)
        one.confirmed = False
        session.add(one)
    shown = officer.get(QUEUE).text
    assert "等单位确认" in shown and "示例箱包厂" in shown and "没有等着决定" in shown
    assert "墙上登记的人，等单位确认" in officer.get(DESK).text
    assert "还有 1 件没有写" in post(officer, CLOSE, for_all="").text
