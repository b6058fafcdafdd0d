"""A check sent by a phone: the shell holds nothing of anybody, it is kept once, and two that differ stand side by side."""

from __future__ import annotations

import re

from sqlalchemy import select

from forms_app.permits.resumption.models import SiteCheck
from tests import journeys
from tests.conftest import NOW, post
from tests.permits.resumption.test_checks import accepted

LIST = "/app/staff/checks/today.json"


def send(who, stop, **changed):
    fresh = who.get("/app/staff/phone/token/").json["csrf_token"]
    lines = {f"line-{line}": "passed" for line in stop["lines"]}
    given = {
        "reference": stop["reference"],
        "base": stop["base"],
        "client_id": "c" * 32,
        "at": "2020-03-05T08:10",
        "visitors": ["community"],
        **lines,
        **changed,
    }
    return who.post("/app/staff/checks/send/", data={**given, "csrf_token": fresh})


def kept(office) -> list[SiteCheck]:
    with office.database.reading() as session:
        return list(session.scalars(select(SiteCheck).order_by(SiteCheck.id)))


def test_a_phone_gets_the_doors_that_wait_and_sends_each_check_once(
    client, staff, office
) -> None:
    reference, reviewer, worker = accepted(client, staff)
    other = staff("grid_worker", grids=("xunmei-1",))
    shell = worker.get("/app/staff/checks/offline/").text
    assert reference not in shell and "csrf" not in shell
    assert shell == other.get("/app/staff/checks/offline/").text
    script = worker.get("/app/staff/checks/sw.js")
    assert script.headers["Service-Worker-Allowed"] == "/app/staff/check"
    assert "/js/check.js" in script.text
    listed = worker.get(LIST)
    (stop,) = listed.json["stops"]
    assert stop["reference"] == reference and len(stop["lines"]) == 8
    assert not re.search(r"1\d{10}|金丝雀", listed.text)
    assert other.get(LIST).json["stops"] == []
    assert "不归您管" in send(other, stop).json["says"]
    assert "将来" in send(worker, stop, at="2020-03-05T18:00").json["says"]
    assert "口罩数量够用" in send(worker, stop, **{"line-masks": ""}).json["says"]
    for _again in range(2):
        answer = send(worker, stop).json
        assert answer["kept"] == "c" * 32 and not answer["conflict"]
    (check,) = kept(office)
    assert (check.visited_at.hour, check.recorded_at) == (8, NOW)
    assert "核验通过，等决定" in reviewer.get("/app/staff/applications/1/").text
    assert worker.get(LIST).json["stops"] == []


def test_two_checks_that_knew_nothing_of_each_other_are_seen_side_by_side(
    client, staff, office
) -> None:
    reference, reviewer, worker = accepted(client, staff)
    (stop,) = worker.get(LIST).json["stops"]
    journeys.check(reviewer, reference)
    answer = send(worker, stop, **{"line-masks": "failed", "note-masks": "记少"}).json
    assert answer["conflict"]
    first, second = kept(office)
    assert second.conflicts_with == first.id
    assert second.application_id == first.application_id
    page = "/app/staff/checks/conflicts/"
    shown = reviewer.get(page).text
    assert "核验合格" in shown and "要整改" in shown and "记少" in shown
    assert "两次核验不一样" in reviewer.get("/app/staff/").text
    assert "记少" in reviewer.get("/app/staff/applications/1/").text
    post(reviewer, f"{page}{second.id}/", page)
    assert "示例箱包厂" not in reviewer.get(page).text
    assert worker.get(page).status_code == 403
