"""A fever or somebody unwell: said at once, taken step by step, and never closed by itself."""

from __future__ import annotations

import pytest
from sqlalchemy import select

from forms_app.base import audit
from forms_app.base.refusal import Refused
from forms_app.people.isolation.models import Alarm
from forms_app.people.isolation.rules import FLOW, OPEN, Action, State, actions
from tests import journeys
from tests.conftest import post
from tests.people.isolation import daily
from tests.people.isolation.daily import GOOD, send


@pytest.fixture
def clerk(client, office):
    journeys.register(client)
    daily.people(office)
    return client


def alarms(office) -> list[Alarm]:
    with office.database.reading() as session:
        found = list(session.scalars(select(Alarm).order_by(Alarm.id)).unique())
        for alarm in found:
            list(alarm.steps)
        return found


def test_nothing_leads_out_of_closed_and_only_acting_leads_there() -> None:
    assert not actions(State.CLOSED, is_staff=True)
    assert [state for state in OPEN if Action.CLOSE in FLOW.actions(state)] == [
        State.ACTED
    ]
    assert set(actions(State.TOLD, is_staff=False)) == {Action.MEASURE}


@pytest.mark.parametrize("state", State)
def test_a_step_out_of_order_is_refused_with_what_comes_first(state: State) -> None:
    out_of_order = set(Action) - FLOW.actions(state)
    assert out_of_order
    for action in out_of_order:
        with pytest.raises(Refused) as refused:
            FLOW.after(state, action)
        assert refused.value.says == FLOW.refusals[state]


@pytest.mark.parametrize(
    ("reading", "kind"),
    [
        (("37.2", "well"), None),
        (("37.3", "well"), "fever"),
        (("36.5", "unwell"), "unwell"),
        (("38.0", "unwell"), "fever"),
    ],
)
def test_an_alarm_is_raised_from_the_rule_or_unwell_and_said_at_once(
    clerk, office, reading, kind
) -> None:
    says = " ".join(send(clerk, reading, GOOD[1]).json["says"])
    assert [alarm.kind for alarm in alarms(office)] == ([kind] if kind else [])
    assert ("15 分钟内（09:45 以前）再量一次" in says) is bool(kind)


def test_an_exception_with_a_fever_raises_one_too(clerk, office) -> None:
    answer = send(
        clerk, *GOOD, exceptions__0__who="示例丁", exceptions__0__celsius="38.1"
    )
    assert (
        "示例丁发热" in clerk.get(answer.json["url"]).text and len(alarms(office)) == 1
    )


def test_a_second_fever_is_a_step_of_the_same_alarm_and_a_good_reading_closes_nothing(
    clerk, office
) -> None:
    send(clerk, ("38.0", "well"), GOOD[1])
    send(clerk, ("38.4", "well"), GOOD[1])
    send(clerk, *GOOD)
    alarm = alarms(office)[0]
    assert (
        len(alarms(office)) == 1
        and alarm.state == "raised"
        and [s.note for s in alarm.steps] == ["38.0", "38.4"]
    )


def take(client, office, action: str, note: str, base: str = "/app/staff/alarms/1/"):
    return post(
        client, f"{base}{action}/", base, note=note, version=alarms(office)[0].version
    )


def test_from_the_fever_to_the_reason_each_step_with_who_and_when(
    clerk, office, staff
) -> None:
    send(clerk, ("38.0", "well"), GOOD[1])
    worker = staff("grid_worker", (), ("qiantou-2",))
    own = "/app/my/report/alarms/1/"
    wrong = take(clerk, office, "measure", "烧得厉害", own)
    assert "认不出是多少度" in wrong.text and 'value="烧得厉害"' in wrong.text
    assert take(clerk, office, "measure", "37度9", own).status_code == 302
    assert take(clerk, office, "tell", "打了值班电话", own).status_code == 302
    assert take(worker, office, "close", "好了").status_code == 409, (
        "not before something was done"
    )
    assert take(worker, office, "act", "送发热门诊").status_code == 302
    assert "请写明内容" in take(worker, office, "close", "").text
    assert take(worker, office, "close", "复诊正常").status_code == 302
    alarm = alarms(office)[0]
    assert alarm.state == "closed" and alarm.closed_at
    assert [(step.kind, step.note) for step in alarm.steps] == [
        ("reported", "38.0"),
        ("measure", "37.9"),
        ("tell", "打了值班电话"),
        ("act", "送发热门诊"),
        ("close", "复诊正常"),
    ]
    assert alarm.steps[1].by.startswith("enterprise:") and alarm.steps[
        -1
    ].by.startswith("staff:")
    with office.database.reading() as session:
        reference = clerk.get("/app/my/report/token/").json["whose"]
        actions_taken = [
            entry.action for entry, _r in audit.history(session, reference)
        ][-4:]
    assert actions_taken == ["alarm.measure", "alarm.tell", "alarm.act", "alarm.close"]
    page = worker.get("/app/staff/alarms/").text
    assert "现在没有要办的" in page and "最近结束的" in page


def test_an_enterprise_can_neither_act_nor_close(clerk, office) -> None:
    send(clerk, ("38.0", "well"), GOOD[1])
    assert (
        take(clerk, office, "act", "自己处置", "/app/my/report/alarms/1/").status_code
        == 409
    )
    assert alarms(office)[0].state == "raised"


def test_a_page_opened_before_somebody_else_took_a_step_changes_nothing(
    clerk, office, staff
) -> None:
    send(clerk, ("38.0", "well"), GOOD[1])
    old = alarms(office)[0].version
    worker = staff("grid_worker", (), ("qiantou-2",))
    take(worker, office, "tell", "接到电话")
    answer = post(
        worker,
        "/app/staff/alarms/1/act/",
        "/app/staff/alarms/1/",
        note="送诊",
        version=old,
    )
    assert answer.status_code == 409 and alarms(office)[0].state == "told"


def test_an_alarm_is_seen_by_its_grid_and_its_enterprise_only(
    clerk, app, office, staff
) -> None:
    send(clerk, ("38.0", "well"), GOOD[1])
    other = staff("grid_worker", (), ("qiantou-1",))
    assert "示例甲" not in other.get("/app/staff/alarms/").text
    assert other.get("/app/staff/alarms/1/").status_code == 404
    firm = app.test_client()
    journeys.register(firm, name="示例别的厂", address="示例路 9 号")
    assert firm.get("/app/my/report/alarms/1/").status_code == 404


def test_the_time_to_measure_again_that_is_over_is_shown(
    clerk, app, office, staff
) -> None:
    send(clerk, ("38.0", "well"), GOOD[1])
    worker = staff("reviewer", ("qiantou",))
    assert "过了再量的时间" not in worker.get("/app/staff/alarms/").text
    daily.move(app, office, daily.NOW.replace(hour=9, minute=46))
    assert "过了再量的时间" in worker.get("/app/staff/alarms/").text
