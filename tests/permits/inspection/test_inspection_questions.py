"""An inspection that asks beside its lines: at the door and on a phone, told again at the next visit, never public."""

from __future__ import annotations

import io

import pytest
from openpyxl import load_workbook

from tests import journeys
from tests.inspections import KITCHENS, LIST, door, file_of
from tests.permits.inspection.test_inspection import FAILED, inspect
from tests.permits.inspection.test_phone import kept, send, stops
from tests.publishing.test_campaigns import page
from tests.questions_at_door import ANSWERS, add_questions, answers


@pytest.fixture
def worker(staff):
    return staff("grid_worker", (), ("qiantou-2",))


@pytest.fixture
def asked(gas, publish) -> None:
    """The inspection asks beside its lines."""
    add_questions(gas)
    publish()


@pytest.mark.walk
def test_what_was_answered_is_told_at_the_next_visit_and_never_public(
    client, office, publish, asked, worker
) -> None:
    reference, _code = journeys.register(client)
    told = inspect(worker, reference, **FAILED)
    assert told.status_code == 200 and "请选一项" in told.text
    answered = answers(KITCHENS)
    shown = inspect(worker, reference, **FAILED, **answered)
    assert "门后面" in worker.get(shown.location).text
    publish()
    again = worker.get(door(reference)).text
    assert again.index("门后面") < again.rindex("软管没有老化")
    assert "金丝雀" in worker.get(f"/app/staff/enterprises/{reference}/").text
    for text in (
        file_of(office, reference),
        page(office, f"enterprises/{reference}"),
        page(office, f"campaigns/{KITCHENS}/qiantou"),
        client.get("/app/my/").text,
    ):
        assert "金丝雀" not in text and "总阀" not in text
    data = worker.get("/app/staff/checks.xlsx").data
    header, row = load_workbook(io.BytesIO(data)).active.iter_rows(values_only=True)
    told = dict(zip(header, row, strict=True))
    assert told["餐饮燃气安全检查：灶"] == 3, (
        "with its campaign where there are several"
    )


@pytest.mark.walk
def test_a_phone_asks_what_each_inspection_asks(client, office, asked, worker) -> None:
    journeys.register(client)
    shell = worker.get(f"{LIST}offline/").text
    assert f'data-names="ask@{KITCHENS}-"' in shell and "有几个灶" in shell
    assert "有几个灶" not in worker.get("/app/staff/checks/offline/").text
    (stop,) = stops(worker)
    refused = send(worker, stop)
    named = f"ask@{KITCHENS}-"
    assert {f"{named}burners", f"{named}fuel"} == refused.json["faults"].keys()
    hose = send(worker, stop, **{"line-hose": ""})
    assert f"line-hose@{KITCHENS}" in hose.json["faults"]
    sent = send_all(worker, stop, answers(KITCHENS))
    assert sent.json["kept"] == "c" * 32, sent.json
    (one,) = kept(office)
    assert one.answers and one.answers["valve"] == ANSWERS["valve"]


def send_all(who, stop, given):
    """As the page on a phone sends a check with its answers."""
    fresh = who.get("/app/staff/phone/token/").json["csrf_token"]
    lines = dict.fromkeys((f"line-{line}" for line in stop["lines"]), "passed")
    fields = {
        **{name: stop[name] for name in ("base", "revision", "reference")},
        "client_id": "c" * 32,
        "at": "2020-03-05T08:10",
        "visitors": stop["bodies"],
    }
    return who.post(
        f"{LIST}send/", data={**fields, **lines, **given, "csrf_token": fresh}
    )
