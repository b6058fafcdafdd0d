"""Taking in a visit that was written on a phone: exactly once, by its own time, and never over somebody else's."""

from __future__ import annotations

from datetime import timedelta

import pytest
from sqlalchemy import func, select

from forms_app.base import audit
from forms_app.base.access import Actor, Role
from forms_app.base.audit import AuditEntry
from forms_app.ledger.items.models import Item
from forms_app.ledger.visits.models import Visit
from forms_app.ledger.visits.receiving import NotTaken, receive
from forms_app.ledger.visits.rules import Outcome, proposed
from tests import journeys
from tests.conftest import NOW
from tests.stored import everything_stored

WORKER = Actor(
    "staff", "worker-1", Role.GRID_WORKER, frozenset(), frozenset({"qiantou-2"})
)
CADRE = Actor("staff", "cadre-1", Role.OFFICE, frozenset({"qiantou"}))
SENT = {
    "client_id": "phone-1-0001", "base": "0", "at": "2020-03-05T08:15", "channel": "in-person",
    "visitors": ["community", "street"], "outcome": "done", "a-papers": "partly", "a-health-records": "no",
    "left": ["to-shops"], "note": "金丝雀备注", "difficulty_head": "purchasing", "difficulty_title": "口罩买不到",
}  # fmt: skip


@pytest.fixture
def take(app, client, office):
    """Receives what a phone sent about the one enterprise there is."""
    reference, _code = journeys.register(client)

    def once(actor: Actor = WORKER, now=NOW, **changed):
        with app.test_request_context(), office.database.writing() as session:
            sent = {**SENT, "reference": reference, **changed}
            return receive(session, office, sent, actor, now)

    return once


def test_it_is_kept_once_by_its_own_time_with_a_request_and_one_entry(
    take, office
) -> None:
    first = take()
    again = take(now=NOW + timedelta(minutes=5))
    assert first.is_new and not again.is_new and first.visit.id == again.visit.id
    with office.database.reading() as session:
        visit = session.scalars(select(Visit)).one()
        item = session.scalars(select(Item)).one()
        entries = [
            entry.action for entry, _reason in audit.history(session, visit.subject)
        ]
        assert (
            session.scalar(
                select(func.count())
                .select_from(AuditEntry)
                .where(AuditEntry.subject == item.subject)
            )
            == 1
        )
    assert (visit.at.hour, visit.at.minute, visit.recorded_at) == (8, 15, NOW)
    assert (
        entries == ["visit.record"]
        and item.origin == visit.subject
        and item.title == "物资采购保障：口罩买不到"
    )
    stored = everything_stored(office)
    assert "金丝雀" not in stored and "口罩买不到" not in stored


def test_needs_help_is_a_request_without_a_sentence_too(take, office) -> None:
    take(difficulty_title="", **{"a-hygiene": "help", "a-logistics": "fine"})
    with office.database.reading() as session:
        assert session.scalars(select(Item)).one().title == "生产卫生防护：要帮忙"


def test_what_is_wrong_is_refused_in_words_by_field(take) -> None:
    wrong = (
        ({"at": "2020-03-05T18:00"}, "at", "将来"),
        ({"at": "2020-02-26T08:00"}, "at", "7 天以前"),
        ({"a-papers": "perhaps"}, "a-papers", "选项"),
        ({"outcome": ""}, "outcome", "结果"),
        ({"visitors": []}, "visitors", "一方"),
    )
    for changed, field, says in wrong:
        with pytest.raises(NotTaken) as refused:
            take(**changed)
        assert says in refused.value.faults[field] and says in str(refused.value)
    with pytest.raises(NotTaken):
        take(
            Actor(
                "staff",
                "other",
                Role.GRID_WORKER,
                frozenset(),
                frozenset({"qiantou-1"}),
            )
        )
    assert take(at="2020-03-05T00:15:00+00:00").visit.at.hour == 8, (
        "a moment with its offset is that moment here"
    )


def test_of_two_that_knew_nothing_of_each_other_both_are_kept(take) -> None:
    first = take(CADRE, client_id="desk-0001", outcome="nobody", difficulty_title="")
    later = take(client_id="phone-1-0002")
    mine = take(client_id="phone-1-0003", base=str(first.visit.id))
    assert later.visit.conflicts_with == first.visit.id and later.conflicts
    assert mine.visit.conflicts_with is None, "one's own two visits do not conflict"


def test_the_next_try_is_the_next_half_day_or_the_next_day_of_work(app, office) -> None:
    from forms_app.permits.resumption.promises import open_hours

    hours = open_hours(office, NOW.date())
    afternoon = NOW.replace(hour=14, minute=0)
    evening = NOW.replace(hour=19)
    assert proposed(Outcome.NOBODY, NOW, hours) == afternoon
    assert proposed(Outcome.NOBODY, evening, hours) == (
        NOW + timedelta(days=1)
    ).replace(hour=8, minute=0)
    assert proposed(Outcome.REFUSED, NOW, hours) == (NOW + timedelta(days=1)).replace(
        hour=8, minute=0
    )
    assert (
        proposed(Outcome.NOBODY, NOW, {}) is None
        and proposed(Outcome.MOVED, NOW, hours) is None
    )
    short = NOW.replace(month=4, day=4)
    assert proposed(
        Outcome.NOBODY, short, open_hours(office, short.date())
    ) == short.replace(day=5, hour=8, minute=0)
