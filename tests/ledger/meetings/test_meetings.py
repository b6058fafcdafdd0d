"""The morning meeting: what is unfinished is on it by itself, and nothing closes without an answer and a measure."""

from __future__ import annotations

from datetime import timedelta
from itertools import count

import pytest
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    Bundle,
    RuleBasedStateMachine,
    invariant,
    rule,
    run_state_machine_as_test,
)
from sqlalchemy import select

from forms_app.base import audit
from forms_app.base.access import Actor, Role
from forms_app.base.refusal import Refused
from forms_app.ledger.items import operations as items
from forms_app.ledger.items.models import Item
from forms_app.ledger.items.operations import Place
from forms_app.ledger.items.rules import UNFINISHED, Status
from forms_app.ledger.meetings import operations, queries
from forms_app.ledger.meetings.kinds import MEETING
from forms_app.ledger.meetings.models import Meeting
from forms_app.ledger.meetings.public import collect
from forms_app.ledger.meetings.rules import Chair, Mode, Outcome
from forms_app.publishing.intake.figures import collect as collect_all
from tests import journeys
from tests.conftest import NOW, post
from tests.people.isolation.daily import move

OFFICER = Actor("staff", "office", Role.OFFICE, frozenset())
HEAD = {
    "community": "qiantou",
    "mode": "video",
    "chair": "secretary",
    "bodies": ["city", "district", "community"],
}
PAGE = "/app/staff/meetings/1/"


def item(office, number: int = 1) -> Item:
    with office.database.reading() as session:
        return session.get_one(Item, number)


def answer(staff, office, number: int, **given: str):
    page = f"/app/staff/items/{number}/"
    return post(
        staff, f"{page}answer/", page, version=item(office, number).version, **given
    )


@pytest.mark.walk
def test_an_item_from_an_application_stays_on_until_it_has_both(
    app, client, staff, office, publish
) -> None:
    journeys.register(client)
    journeys.apply(client)
    worker = staff("grid_worker", (), ("qiantou-2",))
    reviewer = staff("reviewer", ("qiantou",))
    bring = "/app/staff/meetings/bring/application/1/"
    assert bring in worker.get("/app/staff/applications/1/").text
    assert (
        post(worker, bring, title="仓库没有后门，能不能开工").location
        == "/app/staff/items/1/"
    )
    assert worker.get(bring).location == "/app/staff/items/1/", (
        "it comes in once while it is open"
    )
    assert post(reviewer, "/app/staff/meetings/open/", **HEAD).location == PAGE
    assert post(reviewer, "/app/staff/meetings/open/", **HEAD).status_code == 409
    shown = reviewer.get(PAGE).text
    assert "仓库没有后门" in shown and "区级驻社区干部" in shown and "留到下次" in shown
    assert (
        answer(reviewer, office, 1, answer="可以开，先隔出通道", finish="y").status_code
        == 409
    )
    assert reviewer.get("/app/staff/items/1/drop/").status_code == 409, "件件有答复"
    answer(reviewer, office, 1, answer="可以开，先隔出通道")
    assert post(reviewer, f"{PAGE}close/", PAGE).status_code == 302
    assert post(reviewer, f"{PAGE}close/", "/app/staff/items/1/").status_code == 409
    move(app, office, NOW + timedelta(days=1))
    assert post(
        reviewer, "/app/staff/meetings/open/", **{**HEAD, "mode": "wechat"}
    ).location.endswith("/2/")
    second = "/app/staff/meetings/2/"
    assert (
        "以前议过" in reviewer.get(second).text
        and "3月5日</a>" in reviewer.get(second).text
    )
    assert (
        answer(
            reviewer, office, 1, answer="可以开", measure="明天搭好隔断", finish="y"
        ).status_code
        == 302
    )
    post(reviewer, f"{second}close/", second)
    assert "3月5日、3月6日" in reviewer.get("/app/staff/items/1/").text
    with office.database.reading() as session:
        assert [
            heard.outcome for m in session.scalars(select(Meeting)) for heard in m.heard
        ] == ["carried", "closed"]
        trail = [
            entry.action
            for entry, _reason in audit.history(session, "qiantou/meeting-1")
        ]
        told = collect(session, NOW + timedelta(days=1), {})["communities"]
    assert trail == ["meeting.open", "meeting.close"]
    assert told == {
        "qiantou": {
            "held": 2, "online": 2, "last": "2020-03-06", "raised": 1, "answered": 1, "with_measure": 1, "closed": 1,
        }
    }  # fmt: skip
    assert post(worker, bring, title="又有新问题").location == "/app/staff/items/2/", (
        "the old one is finished"
    )
    publish()
    assert collect_all(office) is False, "the same numbers are the same bytes"
    page = (office.site / "tree" / "statistics" / "index.html").read_text(
        encoding="utf-8"
    )
    assert "件件有答复" in page and "仓库" not in page and "隔断" not in page


@pytest.mark.same_on_both(reason="about who sees what, not about the database")
def test_another_community_sees_nothing_of_a_meeting(staff) -> None:
    assert (
        post(
            staff("reviewer", ("qiantou",)), "/app/staff/meetings/open/", **HEAD
        ).status_code
        == 302
    )
    other = staff("office", ("xunmei",))
    assert other.get(PAGE).status_code == 404
    assert "3月5日" not in other.get("/app/staff/lists/meetings/").text
    assert post(other, "/app/staff/meetings/open/", **HEAD).status_code == 200, (
        "and cannot hold it"
    )


NUMBERS = count()


def machine(office) -> type[RuleBasedStateMachine]:
    """A community of its own for every run, on the real database."""

    class Meetings(RuleBasedStateMachine):
        raised = Bundle("raised")

        def __init__(self) -> None:
            super().__init__()
            self.community = f"c{next(NUMBERS)}"
            self.now = NOW
            self.session = office.database.writing().__enter__()

        def by(self) -> dict:
            self.now += timedelta(minutes=1)
            return {"actor": OFFICER, "now": self.now}

        @rule(target=raised)
        def bring(self) -> Item:
            return items.raise_item(
                self.session, MEETING, Place(self.community), "一件事", **self.by()
            )

        @rule(
            item=raised,
            name=st.sampled_from(["answer", "measure"]),
            said=st.sampled_from(["", " ", "好"]),
        )
        def say(self, item: Item, name: str, said: str) -> None:
            if item.status in UNFINISHED:
                items.answer(self.session, item, **{name: said}, **self.by())

        @rule(item=raised)
        def finish(self, item: Item) -> None:
            has_both = bool(item.answer.strip() and item.measure.strip())
            is_open = item.status in UNFINISHED
            savepoint = self.session.begin_nested()
            try:
                items.finish(self.session, item, MEETING, **self.by())
                savepoint.commit()
                assert has_both and is_open
            except Refused:
                savepoint.rollback()
                assert not (has_both and is_open)

        @rule()
        def next_day(self) -> None:
            self.now += timedelta(days=1)
            if meeting := queries.open_one(self.session, self.community):
                operations.close(self.session, meeting, **self.by())
                stood = {heard.item_id: heard.outcome for heard in meeting.heard}
                assert all(
                    (stood[i.id] == Outcome.CLOSED) == (i.status == Status.DONE)
                    for i in self.own()
                    if i.id in stood
                )
            opened = operations.open_meeting(
                self.session, self.community, Mode.VIDEO, Chair.CITY, [], **self.by()
            )
            on_it = {item.id for item in queries.agenda(self.session, opened)}
            assert on_it == {
                item.id for item in self.own() if item.status in UNFINISHED
            }

        def own(self) -> list[Item]:
            return list(
                self.session.scalars(
                    select(Item).where(Item.community == self.community)
                )
            )

        @invariant()
        def nothing_closes_without_an_answer_and_a_measure(self) -> None:
            assert all(
                i.answer.strip() and i.measure.strip()
                for i in self.own()
                if i.status not in UNFINISHED
            )

        def teardown(self) -> None:
            self.session.rollback()
            self.session.close()

    return Meetings


@pytest.mark.sqlite_only(reason="about the order of steps, not about the database")
def test_what_is_open_is_on_the_next_meeting_whatever_happened(office) -> None:
    quick = settings(
        max_examples=8,
        stateful_step_count=14,
        deadline=None,
        suppress_health_check=list(HealthCheck),
    )
    run_state_machine_as_test(machine(office), settings=quick)
