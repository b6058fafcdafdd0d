"""What lies in quarantine is looked at by staff, and becomes what it was sent for, or goes; either can be taken back."""

from __future__ import annotations

import re
import time

import pytest
from sqlalchemy import select

from forms_app.base.audit import AuditEntry
from forms_app.base.jobs import lease
from forms_app.base.quarantine.models import Quarantined
from forms_app.base.reads import Look
from forms_app.ledger.feedback import queries as reports
from forms_app.office.junk import carrying_out
from forms_app.office.junk.jobs import JUNK
from tests.base.quarantine.forms import (
    CANARY,
    EACH,
    PAGES,
    PHONE,
    RECEIVED,
    SAID,
    opened,
    pass_by,
    send,
)
from tests.base.quarantine.test_traps import made, rows
from tests.conftest import NOW, post
from tests.office.retention.conftest import forget, rule

__all__ = ["forget", "rule"]
FOLDER = "/app/staff/junk/"
LIST = "/app/staff/lists/mistake/"
TITLE = "别的问题"  # of the report, as the office calls it
SOON = 2.0  # seconds for a page on a busy machine


def entries(office, action: str) -> list[AuditEntry]:
    with office.database.reading() as session:
        query = select(AuditEntry).where(AuditEntry.action == action)
        return list(session.scalars(query))


@pytest.fixture
def caught(client, office):
    """A report that a program sent; gives the id of its row."""
    assert send(client, "feedback", leave_empty="x").location == RECEIVED
    return rows(office)[0].id


@pytest.fixture
def reviewer(staff):
    return staff("reviewer", ("qiantou",))


def say(client, decision: str, *ids: int):
    return post(client, f"{FOLDER}{decision}/", FOLDER, row=[str(one) for one in ids])


@pytest.mark.parametrize("name", EACH)
def test_what_is_real_becomes_what_it_was_sent_for_as_if_it_came_then(
    client, office, staff, name
) -> None:
    assert send(client, name, leave_empty="x").location == RECEIVED
    before = made(office, name)
    reviewer = staff("reviewer", ("qiantou",))
    shown = reviewer.get(FOLDER).text
    assert CANARY in shown and "填了人看不见的一格" in shown
    assert say(reviewer, "real", rows(office)[0].id).status_code == 302
    assert "十分钟以后照常办" in reviewer.get(FOLDER).text
    pass_by(office, minutes=9)
    with client.application.app_context():
        assert carrying_out.run(office) == 0
        assert made(office, name) == before, "it can be taken back"
        pass_by(office, minutes=1)
        assert carrying_out.run(office) == 1
    assert made(office, name) == before + 1
    assert rows(office) == [], "nothing of it is left here"
    (entry,) = entries(office, "quarantine.real")
    assert entry.details["forms"] == {name: 1}
    assert CANARY not in str(entry.details)
    assert "没有疑似垃圾" in reviewer.get(FOLDER).text


def test_a_report_that_is_let_through_stands_in_its_list_under_who_let_it(
    client, office, caught, reviewer
) -> None:
    assert TITLE not in plain(reviewer, LIST)
    say(reviewer, "real", caught)
    pass_by(office, minutes=10)
    with client.application.app_context():
        carrying_out.run(office)
    assert TITLE in plain(reviewer, LIST)
    assert CANARY in reviewer.get("/app/staff/items/1/").text
    assert CANARY not in client.get("/app/feedback/thread/").text, "nor is it public"
    with office.database.reading() as session:
        (report,) = reports.every(session)
        assert report.phone == PHONE
        assert report.item.raised_at == office.clock.now()
        of_item = select(AuditEntry).where(AuditEntry.subject == report.item.subject)
        raised = session.scalars(of_item).one()
    assert (raised.actor_kind, raised.actor_id) == ("staff", "reviewer-1-qiantou")


@pytest.mark.parametrize("decision", ["real", "junk"])
def test_either_can_be_taken_back(client, office, caught, reviewer, decision) -> None:
    say(reviewer, decision, caught)
    assert CANARY in reviewer.get(FOLDER).text, "among what was said"
    assert rows(office)[0].decision == decision
    assert post(reviewer, f"{FOLDER}take-back/", FOLDER, row=str(caught)).location
    assert rows(office)[0].decision == ""
    pass_by(office, days=2)
    with client.application.app_context():
        assert carrying_out.run(office) == 0
    assert len(rows(office)) == 1
    (entry,) = entries(office, "quarantine.take-back")
    assert entry.details["numbers"] == [caught]


def test_what_is_junk_goes_after_a_day(client, office, caught, reviewer) -> None:
    say(reviewer, "junk", caught)
    for hours, left in ((23, 1), (1, 0)):
        pass_by(office, hours=hours)
        with client.application.app_context():
            carrying_out.run(office)
        assert len(rows(office)) == left
    assert made(office, "feedback") == 0
    (entry,) = entries(office, "quarantine.junk")
    assert entry.details["numbers"] == [caught]


def test_several_are_said_at_once_and_the_next_run_is_asked_for(
    client, office, reviewer
) -> None:
    for n in range(3):
        send(client, "feedback", leave_empty="x", text=f"示例 {n}")
    first, second, third = [row.id for row in rows(office)]
    assert say(reviewer, "junk", first, second, 999).status_code == 302
    assert [row.decision for row in rows(office)] == ["junk", "junk", ""]
    assert lease.is_asked(office, JUNK.name, NOW)
    with client.application.app_context():
        carrying_out.run(office)
    assert not lease.is_asked(office, JUNK.name, office.clock.now())
    pass_by(office, days=1)
    assert lease.is_asked(office, JUNK.name, office.clock.now())
    assert third


def test_what_cannot_be_done_any_more_is_looked_at_again(client, office, staff) -> None:
    send(client, "wall", leave_empty="x")
    with office.database.writing() as session:
        row = session.scalars(select(Quarantined)).one()
        row.given = {**row.given, "enterprise": "QT-AAAA22"}
    admin = staff("admin")
    say(admin, "real", rows(office)[0].id)
    pass_by(office, minutes=10)
    with client.application.app_context():
        assert carrying_out.run(office) == 0
    assert "登记的单位没有了" in admin.get(FOLDER).text
    assert rows(office)[0].decision == ""


def test_only_staff_of_the_community_see_it(office, caught, staff) -> None:
    elsewhere = staff("reviewer", ("xunmei",))
    assert CANARY not in elsewhere.get(FOLDER).text
    say(elsewhere, "junk", caught)
    assert rows(office)[0].decision == ""
    assert staff("grid_worker", (), ("qiantou-2",)).get(FOLDER).status_code == 403


def test_who_looks_at_it_is_entered(office, caught, reviewer) -> None:
    assert CANARY in reviewer.get(FOLDER).text
    with office.database.reading() as session:
        assert session.scalar(select(Look.of)) == f"quarantined:{caught}"


def test_the_desk_has_one_line_with_the_number_and_no_word_of_it(
    client, office, reviewer
) -> None:
    assert "疑似垃圾" not in main_of(reviewer)
    for n in range(3):
        send(client, "feedback", leave_empty="x", text=f"{CANARY} {n}")
    desk = main_of(reviewer)
    assert desk.count("3 条，没有算进别的列表") == 1
    assert CANARY not in desk


def main_of(client) -> str:
    page = client.get("/app/staff/?show=all").text
    return page[page.index("<main") :]


def test_what_nobody_looks_at_goes_when_its_days_are_over(
    office, caught, rule, forget
) -> None:
    pass_by(office, days=29)
    forget(office.clock.now())
    assert len(rows(office)) == 1
    pass_by(office, days=1)
    forget(office.clock.now())
    assert rows(office) == []


@pytest.mark.walk
@pytest.mark.same_on_both(reason="sends hundreds of forms")
@pytest.mark.parametrize("number", [300, pytest.param(5_000, marks=pytest.mark.long)])
def test_junk_pushes_nothing_real_off_the_desk(
    client, office, reviewer, number
) -> None:
    """Sent from many addresses, filled in and too quick, each with words of its own."""
    client.application.config["RATELIMIT_ENABLED"] = False
    send(client, "feedback", text="示例真的一件")
    pages = ("/app/staff/", LIST, "/app/staff/day/")
    before = {page: plain(reviewer, page) for page in pages}
    assert TITLE in before[LIST]
    hidden = opened(client, "feedback")
    for n in range(number):
        said = {**SAID["feedback"], "text": f"{CANARY} {n}", "leave_empty": "x"}
        answer = client.post(
            PAGES["feedback"],
            data={**hidden, **said},
            environ_base={"REMOTE_ADDR": f"192.0.{n // 250}.{n % 250}"},
        )
        assert answer.location == RECEIVED
    for page in pages:
        began = time.monotonic()
        after = plain(reviewer, page)
        assert time.monotonic() - began < SOON
        assert without_the_line(after) == without_the_line(before[page])
    assert len(rows(office)) == number
    shown = reviewer.get(FOLDER).text
    assert f"共 {number} 条" in shown and shown.count('name="row"') == 50


def plain(client, page: str) -> str:
    """What a page says, without its markup."""
    text = client.get(page).text
    words = re.sub(r"<[^>]+>", " ", text[text.index("<main") :])
    return " ".join(words.split())


def without_the_line(words: str) -> str:
    """Without the one line of the desk that tells how much lies in quarantine."""
    line = r" \d+ 条，没有算进别的列表 … 不限时 看一眼，是真的就放行 · 前头社区"
    words, lines = re.subn(line, "", words.replace("疑似垃圾 1 ", ""))
    return words.replace("没办完的 2", "没办完的 1") if lines == 1 else words
