"""Staff keep isolation cases: from the determination to the last day, with two supervisors and nothing closing by itself."""

from __future__ import annotations

import re
import threading
from datetime import date, datetime, time, timedelta

import pytest
from sqlalchemy import select, text

from forms_app.base import audit
from forms_app.base.access import Actor
from forms_app.people.isolation import case_labels
from forms_app.people.isolation import case_operations as operations
from forms_app.people.isolation import case_queries as queries
from forms_app.people.isolation.case_readings import missing_slots
from forms_app.people.isolation.case_rules import FLOW, Action, State, progress
from forms_app.people.isolation.models import (
    Alarm,
    Case,
    CaseEvent,
    Reading,
    SlotReport,
)
from forms_app.people.rosters.models import Determination, Person
from forms_app.sample.plans import SHANGHAI
from tests import journeys
from tests.conftest import post, token
from tests.stored import everything_stored

ISOLATION = "/app/staff/isolation/"
CASE = f"{ISOLATION}1/"
PLAN = {
    "mode": "home", "place": "金丝雀楼 201", "starts_on": "2020-02-25", "due_on": "2020-03-10",
    "enterprise_supervisor": "金丝雀安全员", "grid_supervisor": "grid-worker-0-qiantou-2", "follow_up": "金丝雀随访员",
    "reason": "",
}  # fmt: skip


def go_to(office, day: str, at: str = "09:30") -> None:
    moment = datetime.combine(date.fromisoformat(day), time.fromisoformat(at), SHANGHAI)
    object.__setattr__(office.clock, "moment", (moment,))


def add(clerk, **changed: str) -> None:
    fields = {
        "name": "金丝雀员工",
        "phone": "13800001201",
        "stayed": "no",
        "place": "广东深圳",
        "arrived_on": "2020-02-25",
    }
    answer = post(
        clerk,
        "/app/my/people/add/",
        **{
            **fields,
            "symptoms": "no",
            "transport": "train",
            "room": "金丝雀楼 201",
            **changed,
        },
    )
    assert answer.status_code == 302, answer.text


@pytest.fixture
def reference(client) -> str:
    """An enterprise with one person who must stay in at home until 10 March."""
    made, _code = journeys.register(client)
    add(client)
    return made


@pytest.fixture
def worker(staff):
    return staff("grid_worker", (), ("qiantou-2",))


@pytest.fixture
def officer(staff):
    return staff("office", ("qiantou",))


def open_case(worker, reference: str, number: int = 1, **changed: str):
    return post(worker, f"{ISOLATION}open/{reference}/{number}/", **{**PLAN, **changed})


@pytest.fixture
def opened(worker, reference) -> str:
    answer = open_case(worker, reference)
    assert answer.location == CASE, answer.text
    return reference


def act(who, action: str, **fields: str):
    """Open an action's page and send its form, as the page has it."""
    page = f"{CASE}{action}/"
    shown = who.get(page)
    if shown.status_code != 200:
        return shown
    version = re.search(r'name="version" value="(\d+)"', shown.text)
    return who.post(
        page,
        data={
            "csrf_token": token(who, page),
            **({"version": version[1]} if version else {}),
            **fields,
        },
    )


FILLED = {
    "visit": {"outcome": "well", "note": "金丝雀备注"},
    "outing": {
        "on": "2020-03-06",
        "starts": "9点半",
        "ends": "11:30",
        "why": "金丝雀换药",
    },
    "need": {"kind": "meals", "note": "金丝雀不吃辣"},
    "change": {
        **{
            name: PLAN[name]
            for name in ("enterprise_supervisor", "grid_supervisor", "follow_up")
        },
        "place": "金丝雀楼 305",
        "reason": "换了住处",
    },
    "extend": {"days": "2", "reason": "同屋的金丝雀晚到"},
    "release": {"reason": "电话问过，都好"},
    "early": {"reason": "有原住地社区的证明"},
    "stop": {"why": "left", "reason": "回老家了"},
    "reopen": {"reason": "点错了人"},
}


def the_case(office) -> Case:
    with office.database.reading() as session:
        return session.scalars(select(Case)).unique().one()


def the_person(office) -> Person:
    with office.database.reading() as session:
        return session.scalars(select(Person)).unique().one()


def events(office) -> list[CaseEvent]:
    with office.database.reading() as session:
        return list(session.scalars(select(CaseEvent).order_by(CaseEvent.id)))


def entries(office, reference: str, prefix: str = "case."):
    with office.database.reading() as session:
        return [
            (entry, reason)
            for entry, reason in audit.history(session, reference)
            if entry.action.startswith(prefix)
        ]


def report_all(office, *, but: int = 0) -> None:
    """A reading in every slot that is missing, but the last few."""
    with office.database.writing() as session:
        case = session.get(Case, 1)
        with_app = missing_slots(session, case)
        for day, slot in with_app[: len(with_app) - but]:
            at = datetime.combine(day, time(9), SHANGHAI)
            report = SlotReport(
                enterprise_id=case.enterprise_id, day=day, slot=slot, client_id=f"{day}{slot}", written_at=at,
                received_at=at, source="enterprise", covers=0, is_late=False, nobody=False, by="enterprise:test",
            )  # fmt: skip
            report.readings.append(
                Reading(person_id=1, day=day, slot=slot, celsius="36.5", received_at=at)
            )
            session.add(report)


# Rules


def test_day_n_counts_calendar_days_over_29_february_and_the_end_of_a_month() -> None:
    starts = date(2020, 2, 20)
    due = date(2020, 3, 5)
    told = {
        today: progress(starts, due, today)
        for today in (
            date(2020, 2, 20),
            date(2020, 2, 29),
            date(2020, 3, 1),
            date(2020, 3, 5),
        )
    }
    assert [(p.day, p.days, p.left) for p in told.values()] == [
        (1, 14, 14),
        (10, 14, 5),
        (11, 14, 4),
        (15, 14, 0),
    ]
    assert progress(date(2021, 2, 20), date(2021, 3, 6), date(2021, 3, 1)).day == 10, (
        "2021 has no 29 February"
    )
    assert (
        str(case_labels.progress_shown(told[date(2020, 2, 29)])) == "第 10 天，共 14 天"
    )
    assert "今天满 14 天" in str(case_labels.progress_shown(told[date(2020, 3, 5)]))
    assert "过了 2 天" in str(
        case_labels.progress_shown(progress(starts, due, date(2020, 3, 7)))
    )


def test_every_state_has_a_word_and_a_look() -> None:
    assert set(case_labels.STATES) == set(State)
    assert set(case_labels.ACTIONS) | {Action.FULFIL} == set(Action)
    assert set(case_labels.ABOUT) == set(case_labels.ACTIONS)


@pytest.mark.parametrize("action", Action)
@pytest.mark.same_on_both(
    "what may follow on what is a table, the same on any database"
)
@pytest.mark.parametrize("state", State)
def test_each_action_is_taken_or_refused_with_a_sentence(
    state, action, worker, officer, opened, office
) -> None:
    act(worker, "need", **FILLED["need"])
    if state is State.STOPPED:
        act(worker, "stop", why="error", reason="开错了")
    if state is State.RELEASED:
        act(officer, "early", **FILLED["early"])
    if action is Action.RELEASE:
        go_to(office, "2020-03-10")
    before = len(entries(office, opened))
    if action in {Action.FULFIL, Action.STRIKE}:
        page = f"{CASE}2/{action}/"
        sent = {"csrf_token": token(officer, CASE), "reason": "记错了"}
        if action is Action.STRIKE and state is State.OPEN:
            assert officer.get(page).status_code == 200
        answer = officer.post(page, data=sent)
    else:
        answer = act(officer, action, **FILLED[action])
    after = the_case(office).state
    new = len(entries(office, opened)) - before
    if action in FLOW.actions(state):
        assert answer.status_code == 302, answer.text
        assert (after, new) == (FLOW.after(state, action), 1)
    else:
        assert answer.status_code == 409 and "重新打开" in answer.text
        assert (after, new) == (state, 0)


# Opening


def test_who_must_stay_in_waits_until_a_case_is_opened_with_what_is_known(
    worker, reference, office
) -> None:
    shown = worker.get(ISOLATION).text
    assert "金丝雀员工" in shown and f"open/{reference}/1/" in shown
    assert "1 号要隔离，还没有安排" in worker.get("/app/staff/").text
    form = worker.get(f"{ISOLATION}open/{reference}/1/").text
    for known in (
        "金丝雀楼 201",
        "2020-02-25",
        "2020-03-10",
        "金丝雀安全员",
        "请您在家或宿舍单独居住",
    ):
        assert known in form
    assert re.search(r'<option value="grid-worker-0-qiantou-2" selected', form)
    assert open_case(worker, reference).location == CASE
    case = the_case(office)
    assert (case.state, case.mode, case.starts_on, case.due_on) == (
        "open",
        "home",
        date(2020, 2, 25),
        date(2020, 3, 10),
    )
    [(entry, reason)] = entries(office, reference)
    assert (
        entry.action == "case.open"
        and entry.basis == "isolation@2020-02-08"
        and reason is None
    )
    assert entry.details["supervisor"] == "grid-worker-0-qiantou-2"
    page = worker.get(CASE).text
    assert (
        "第 10 天，共 14 天" in page
        and 'href="tel:13800001201"' in page
        and "金丝雀随访员" in page
    )
    assert f"open/{reference}/1/" not in worker.get(ISOLATION).text


def test_the_case_page_says_day_10_on_29_february(client, worker, office) -> None:
    go_to(office, "2020-02-29", "23:59")
    made, _code = journeys.register(client)
    add(client, arrived_on="2020-02-20")
    assert (
        open_case(worker, made, starts_on="2020-02-20", due_on="2020-03-05").location
        == CASE
    )
    assert "第 10 天，共 14 天" in worker.get(CASE).text
    go_to(office, "2020-03-01", "00:00")
    assert "第 11 天，共 14 天" in worker.get(CASE).text
    go_to(office, "2020-03-05")
    listed = worker.get(ISOLATION).text
    assert "今天满 14 天，可以解除" in listed and "今天没有期满的人" not in listed
    go_to(office, "2020-03-08")
    sign = '<span class="tag held"><span aria-hidden="true">‖</span>'
    assert f"{sign} 满 14 天已经过了 3 天，还没有解除" in worker.get(ISOLATION).text
    assert f"{sign} 隔离中" in worker.get(CASE).text
    assert the_case(office).state == "open"


@pytest.mark.same_on_both(
    "what may follow on what is a table, the same on any database"
)
@pytest.mark.parametrize(
    "missing", ["enterprise_supervisor", "grid_supervisor", "follow_up", "place"]
)
def test_two_supervisors_a_place_and_one_who_follows_up_are_required(
    worker, reference, office, missing
) -> None:
    answer = open_case(worker, reference, **{missing: ""})
    assert answer.status_code == 200 and 'class="summary"' in answer.text
    with office.database.reading() as session:
        assert session.scalars(select(Case)).unique().all() == []


def test_who_supervises_and_where_somebody_stays_can_change(
    worker, staff, reference, office
) -> None:
    assert open_case(worker, reference).status_code == 302
    other = staff("grid_worker", (), ("qiantou-2", "qiantou-3"))
    page = f"{CASE}change/"
    shown = worker.get(page).text
    assert "金丝雀安全员" in shown and "金丝雀随访员" in shown, (
        "what it is now is filled in"
    )
    changed = {
        name: PLAN[name] for name in ("place", "enterprise_supervisor", "follow_up")
    }
    changed |= {"grid_supervisor": "grid-worker-0-qiantou-2-qiantou-3", "reason": ""}
    assert "请写明理由" in act(worker, "change", **changed).text
    stranger = {**changed, "grid_supervisor": "grid-worker-9", "reason": "换岗"}
    assert "请选网格的监督人" in act(worker, "change", **stranger).text
    done = act(
        worker,
        "change",
        **{**changed, "place": "金丝雀楼 305", "reason": "原来的监督人换岗了"},
    )
    assert done.status_code == 302
    with office.database.reading() as session:
        case = session.scalars(select(Case)).unique().one()
    assert (case.place, case.mode) == ("金丝雀楼 305", "home")
    assert case.grid_supervisor == "grid-worker-0-qiantou-2-qiantou-3"
    shown = other.get(CASE).text
    assert "换人或换住处" in shown and "原来的监督人换岗了" in shown
    last, _reason = entries(office, reference)[-1]
    assert last.action == "case.change" and last.details["changed"] == [
        "place",
        "grid_supervisor",
    ]
    assert "金丝雀" not in everything_stored(office)


def test_an_account_of_another_grid_cannot_supervise(worker, staff, reference) -> None:
    staff("grid_worker", (), ("qiantou-1",))
    answer = open_case(worker, reference, grid_supervisor="grid-worker-0-qiantou-1")
    assert "请选网格的监督人" in answer.text


@pytest.mark.same_on_both(
    "what may follow on what is a table, the same on any database"
)
@pytest.mark.parametrize(
    ("changed", "says"),
    [
        ({"due_on": "2020-03-12"}, "请写明理由"),
        ({"starts_on": "2020-02-26"}, "请写明理由"),
        ({"mode": "designated"}, "请写明理由"),
        ({"due_on": "2020-03-08", "reason": "早点好"}, "要由社区办公室决定"),
        ({"due_on": "2020-03-05", "reason": "今天就满"}, "已经满了"),
        ({"due_on": "2020-06-30", "reason": "很久"}, "最多 60 天"),
        ({"starts_on": "2020-03-06", "reason": "明天到"}, "不晚于今天"),
        ({"due_on": "过几天"}, "日期认不出来"),
        ({"mode": "hotel"}, "请选居家隔离"),
    ],
)
def test_what_departs_from_the_rule_is_refused_without_a_reason_or_an_officer(
    worker, reference, office, changed, says
):
    answer = open_case(worker, reference, **changed)
    assert answer.status_code == 200 and says in answer.text
    assert the_person(office).outcome == "home"
    assert entries(office, reference) == []


def test_more_than_the_rule_says_needs_a_reason_and_stands_beside_the_rule(
    worker, reference, office, client
) -> None:
    changed = {"mode": "designated", "due_on": "3月12日", "reason": "家里有金丝雀老人"}
    assert open_case(worker, reference, **changed).status_code == 302
    person = the_person(office)
    assert (person.outcome, person.ends_on) == ("designated", date(2020, 3, 12))
    with office.database.reading() as session:
        kept = session.scalars(select(Determination)).one()
    assert (kept.outcome, kept.overridden_to, kept.ends_on) == (
        "home",
        "designated",
        date(2020, 3, 10),
    )
    assert (
        "规则说：居家隔离" in worker.get(CASE).text
        and "决定：到指定地点隔离" in worker.get(CASE).text
    )
    assert (
        "社区决定：到指定地点隔离，到 3月12日 为止"
        in client.get("/app/my/people/1/").text
    )


def test_an_officer_may_take_away_from_the_rule(
    officer, worker, reference, office
) -> None:
    assert (
        open_case(officer, reference, due_on="2020-03-08", reason="有证明").status_code
        == 302
    )
    assert the_case(office).due_on == date(2020, 3, 8)


def test_who_is_not_determined_to_stay_in_gets_no_case(client, worker, office) -> None:
    made, _code = journeys.register(client)
    add(client, place="火星基地")
    answer = open_case(worker, made)
    assert (
        "没有判定要隔离" in answer.text
        and "没有等着安排的人" in worker.get(ISOLATION).text
    )


def test_a_second_case_leads_to_the_first(worker, opened) -> None:
    assert worker.get(f"{ISOLATION}open/{opened}/1/").location == CASE


def test_two_who_open_at_once_make_one_case(
    staff, worker, officer, reference, office
) -> None:
    page = f"{ISOLATION}open/{reference}/1/"
    answers = []
    tokens = [(who, token(who, page)) for who in (worker, officer)]
    barrier = threading.Barrier(2)

    def press(who, sent: str) -> None:
        barrier.wait()
        answers.append(who.post(page, data={"csrf_token": sent, **PLAN}))

    threads = [threading.Thread(target=press, args=one) for one in tokens]
    [thread.start() for thread in threads]
    [thread.join() for thread in threads]
    assert the_case(office).state == "open" and len(entries(office, reference)) == 1
    assert all(
        answer.location == CASE or "已经有一件开着的" in answer.text
        for answer in answers
    )


def test_the_database_itself_keeps_to_one_open_case(opened, office) -> None:
    columns = "person_id, enterprise_id, community, grid, state, mode, place, starts_on, due_on, enterprise_supervisor, grid_supervisor, follow_up, opened_at, version"
    with (
        pytest.raises(Exception, match=r"(?i)unique"),
        office.database.writing() as session,
    ):
        session.execute(
            text(
                f"insert into isolation_cases ({columns}) select {columns} from isolation_cases"
            )
        )


# What happens in a case


def test_a_visit_is_two_taps_and_a_wrong_one_is_struck_with_a_reason_not_deleted(
    worker, opened, office
) -> None:
    assert (
        act(worker, "visit", outcome="unwell", note="说金丝雀头疼").status_code == 302
    )
    assert "示例箱包厂" in worker.get("/app/staff/alarms/").text, (
        "who is unwell at a visit is an alarm too"
    )
    assert "请选一项：都好" in act(worker, "visit").text
    page = f"{CASE}2/strike/"
    assert "请写明理由" in post(worker, page, reason="").text
    assert post(worker, page, reason="是隔壁的人").location == CASE
    shown = worker.get(CASE).text
    assert "<del>" in shown and "不舒服" in shown and "已划掉：是隔壁的人" in shown
    assert events(office)[1].struck_by == "staff:grid-worker-0-qiantou-2"
    assert post(worker, page, reason="再划一次").status_code == 409
    assert post(worker, f"{CASE}1/strike/", reason="开始也划掉").status_code == 409
    assert worker.get(f"{CASE}99/strike/").status_code == 404


def test_an_outing_has_its_hours_and_its_reason(worker, opened, office) -> None:
    assert act(worker, "outing", **FILLED["outing"]).status_code == 302
    kept = events(office)[-1]
    assert (kept.from_at.isoformat(), kept.until_at.hour) == (
        "2020-03-06T09:30:00+08:00",
        11,
    )
    assert "3月6日 09:30 – 11:30" in worker.get(CASE).text
    for changed, says in (({"ends": "9:00"}, "结束要在开始之后"), ({"on": "3月4日"}, "还没有过去"), ({"starts": "早上"}, "时间认不出来"), ({"why": ""}, "为什么要外出")):  # fmt: skip
        assert says in act(worker, "outing", **{**FILLED["outing"], **changed}).text


def test_a_need_is_ticked_by_somebody_who_does_not_see_why(
    worker, opened, office
) -> None:
    act(worker, "need", **FILLED["need"])
    with office.database.reading() as session:
        within = queries.Within(Actor("staff", "x", grids=frozenset({"qiantou-2"})))
        assert not queries.to_fulfil(session, within), (
            "an actor without a role sees nothing"
        )
    listed = worker.get(ISOLATION).text
    row = listed[listed.index("送餐") : listed.index("办好了")]
    assert "金丝雀楼 201" in row and "金丝雀不吃辣" in row and "13800001201" in row
    assert "金丝雀员工" not in row and "隔离" not in row.replace(
        "/app/staff/isolation/", ""
    )
    page = f"{CASE}2/fulfil/"
    sent = {"csrf_token": token(worker, CASE), "back": "list"}
    assert worker.post(page, data=sent).location == ISOLATION
    assert events(office)[1].done_at and "没有要办的事" in worker.get(ISOLATION).text
    first = events(office)[1].done_at
    go_to(office, "2020-03-06")
    worker.post(page, data=sent)
    assert events(office)[1].done_at == first
    assert worker.post(f"{CASE}1/fulfil/", data=sent).status_code == 409


def test_extending_moves_the_last_day_and_the_sentence_and_never_twice_by_one_press(
    worker, opened, office, client
):
    page = f"{CASE}extend/"
    form = worker.get(page).text
    sent = {
        "csrf_token": token(worker, page),
        "version": re.search(r'name="version" value="(\d+)"', form)[1],
    }
    sent |= FILLED["extend"]
    assert worker.post(page, data=sent).location == CASE
    again = worker.post(page, data=sent)
    assert again.status_code == 409 and "别人已经处理过" in again.text
    assert the_case(office).due_on == the_person(office).ends_on == date(2020, 3, 12)
    assert "到 3月12日 为止" in client.get("/app/my/people/1/").text
    assert "请填整数" in act(worker, "extend", days="", reason="x").text
    assert "请填 1 到 60 天" in act(worker, "extend", days="0", reason="x").text
    assert "请写明理由" in act(worker, "extend", days="1", reason="").text


# Release


def test_nobody_is_released_before_the_day_and_only_an_officer_releases_early(
    worker, officer, opened, office
) -> None:
    assert "要到 3月10日 才满" in act(worker, "release", reason="差不多了").text
    assert worker.get(f"{CASE}early/").status_code == 403
    assert "请写明理由" in act(officer, "early", reason="").text
    assert act(officer, "early", **FILLED["early"]).status_code == 302
    person = the_person(office)
    [*_rest, (entry, reason)] = entries(office, opened)
    assert person.outcome == "none" and the_case(office).closed_at
    assert (entry.action, entry.details["days_left"], reason) == (
        "case.early",
        5,
        "有原住地社区的证明",
    )
    with office.database.reading() as session:
        kept = session.scalars(select(Determination)).one()
    assert (kept.outcome, kept.isolation_row, kept.overridden_to) == (
        "home",
        "other-province",
        "none",
    )


def test_release_with_every_reading_needs_no_reason_and_with_missing_ones_it_does(
    app, worker, opened, office
) -> None:
    go_to(office, "2020-03-10")
    with app.app_context():
        report_all(office, but=3)
    answer = act(worker, "release", reason="")
    assert (
        "还缺 3 次报备。缺着也要解除，请写明理由。" in answer.text
        and the_case(office).state == "open"
    )
    with app.app_context():
        report_all(office)
    assert act(worker, "release", reason="").status_code == 302
    entry, reason = entries(office, opened)[-1]
    assert (entry.action, entry.details["missing"], reason) == ("case.release", 0, None)
    assert the_person(office).outcome == "none"


def test_missing_slots_begin_with_the_first_report_due_after_opening(
    app, worker, opened, office
) -> None:
    def missing():
        with app.app_context(), office.database.reading() as session:
            return missing_slots(session, session.get(Case, 1))

    assert missing() == [], "what is to come is not missing"
    go_to(office, "2020-03-05", "18:01")
    assert missing() == [(date(2020, 3, 5), "morning"), (date(2020, 3, 5), "evening")]
    go_to(office, "2020-03-10")
    missing = missing()
    assert missing[:2] == [(date(2020, 3, 5), "morning"), (date(2020, 3, 5), "evening")]
    assert missing[-1] == (date(2020, 3, 9), "evening") and len(missing) == 10


def test_release_with_missing_readings_goes_with_a_reason(
    worker, opened, office
) -> None:
    go_to(office, "2020-03-11")
    assert act(worker, "release", **FILLED["release"]).status_code == 302
    entry, reason = entries(office, opened)[-1]
    assert entry.details["missing"] == 10 and reason == "电话问过，都好"


def test_nobody_is_released_with_an_open_alarm_or_while_the_office_is_to_be_asked(
    worker, officer, opened, office
):
    go_to(office, "2020-03-10")
    with office.database.writing() as session:
        alarm = Alarm(
            person_id=1,
            enterprise_id=1,
            community="qiantou",
            grid="qiantou-2",
            kind="fever",
            state="open",
        )
        alarm.raised_at = office.clock.now()
        session.add(alarm)
    assert "提醒还没有处理完" in act(worker, "release", **FILLED["release"]).text
    with office.database.writing() as session:
        session.get(Alarm, 1).closed_at = office.clock.now()
        session.get(Person, 1).outcome = "ask"
    assert "先问社区" in act(worker, "release", **FILLED["release"]).text
    assert the_case(office).state == "open"


def test_who_left_is_off_the_roster_and_one_opened_in_error_is_to_be_arranged_again(
    worker, opened, office
) -> None:
    act(worker, "stop", why="error", reason="开错了")
    assert (
        the_person(office).left_on is None
        and f"open/{opened}/1/" in worker.get(ISOLATION).text
    )
    act(worker, "reopen", reason="没有开错")
    act(worker, "stop", why="left", reason="回老家了")
    assert (
        the_person(office).left_on == date(2020, 3, 5)
        and f"open/{opened}/1/" not in worker.get(ISOLATION).text
    )
    act(worker, "reopen", reason="没走成")
    assert the_person(office).left_on is None and the_case(office).state == "open"


def test_a_release_by_a_slip_is_taken_back_with_the_days_as_they_were(
    worker, officer, opened, office
) -> None:
    act(officer, "early", **FILLED["early"])
    act(worker, "reopen", reason="点错了人")
    person = the_person(office)
    assert (person.outcome, person.ends_on, the_case(office).due_on) == (
        "home",
        date(2020, 3, 10),
        date(2020, 3, 10),
    )
    with office.database.reading() as session:
        words = [
            kept.overridden_to
            for kept in session.scalars(
                select(Determination).order_by(Determination.id)
            )
        ]
    assert words == ["none", "home"], "the earlier word is kept"


# Officers, rules, records


def test_an_officer_decides_where_the_rule_asks_and_its_word_stays_beside(
    client, worker, officer, office
) -> None:
    made, _code = journeys.register(client)
    add(client, place="湖北武汉")
    record = f"/app/staff/enterprises/{made}/people/1/"
    assert worker.get(f"{record}override/").status_code == 403
    assert (
        "请写明理由"
        in post(officer, f"{record}override/", outcome="home", reason="").text
    )
    assert (
        "请选怎样安排"
        in post(officer, f"{record}override/", outcome="", reason="有房间").text
    )
    assert the_person(office).outcome == "ask"
    assert (
        post(
            officer, f"{record}override/", outcome="home", reason="单独一间，金丝雀可以"
        ).location
        == record
    )
    post(officer, record, why="check")
    shown = officer.get(record).text
    assert (
        "规则说：先问社区" in shown
        and "决定：居家隔离" in shown
        and "单独一间，金丝雀可以" in shown
    )
    assert 'value="2020-03-10"' in worker.get(f"{ISOLATION}open/{made}/1/").text, (
        "by the days that the rule names"
    )
    short = open_case(worker, made, due_on="2020-03-09")
    assert "这样是 13 天，判定是 14 天" in short.text
    assert open_case(worker, made).status_code == 302
    assert "（共 14 天）" in worker.get(CASE).text
    assert entries(office, made, "roster.override")[0][0].details == {
        "person": 1,
        "outcome": "home",
    }


def test_days_that_differ_from_the_rule_are_counted_out_before_they_are_taken(
    client, officer, office
) -> None:
    made, _code = journeys.register(client)
    add(client, place="湖北武汉", arrived_on="2020-03-04")
    page = f"/app/staff/enterprises/{made}/people/1/override/"
    assert 'value="2020-03-18"' in officer.get(page).text
    sent = {"outcome": "home", "reason": "有单间"}
    assert (
        "已经满了"
        in post(officer, page, until="3月5日", counted="2020-03-05", **sent).text
    )
    told = post(officer, page, until="3月17日", **sent).text
    assert "到这一天是 13 天，规则写的是 14 天" in told
    assert the_person(office).outcome == "ask", "nothing is decided by the first press"
    assert 'name="counted" value="2020-03-17"' in told
    done = post(officer, page, until="3月17日", counted="2020-03-17", **sent)
    assert done.status_code == 302
    assert the_person(office).ends_on == date(2020, 3, 17)


def test_a_record_is_opened_with_a_reason_once_and_that_is_kept(
    worker, officer, reference, office
) -> None:
    people = f"/app/staff/enterprises/{reference}/people/"
    record = f"/app/staff/enterprises/{reference}/people/1/"
    listed = worker.get(people).text
    assert "金丝雀员工" in listed and "13800001201" not in listed
    assert "没有这样的人" in post(worker, people, words="别人").text
    assert "没有找到" not in post(worker, people, words="金丝雀·员工").text
    similar = post(worker, people, words="金丝鸟员工").text
    assert "没有找到“金丝鸟员工”。下面只是名称相近的" in similar
    assert "金丝雀员工" in similar
    gate = worker.get(record).text
    assert (
        "为什么要看这份记录" in gate
        and "广东深圳" not in gate
        and "金丝雀员工" not in gate
    )
    assert "请选一项：为什么要看" in post(worker, record).text
    assert post(worker, record, why="visit").location == record
    assert (
        "广东深圳" in worker.get(record).text
        and "人工判定" not in worker.get(record).text
    )
    worker.get(record)
    [(entry, _reason)] = entries(office, reference, "roster.look")
    assert (
        entry.details == {"person": 1, "why": "visit"}
        and entry.actor_id == "grid-worker-0-qiantou-2"
    )
    assert "广东深圳" not in officer.get(record).text, (
        "another session gives its own reason"
    )
    assert worker.get(f"{people}2/").status_code == 404


def test_when_the_rule_changes_who_moves_is_seen_before_anything_moves(
    client, officer, worker, office
) -> None:
    go_to(office, "2020-04-05")
    made, _code = journeys.register(client)
    add(client, arrived_on="2020-04-05")
    add(
        client,
        name="金丝雀别人",
        phone="13800001202",
        place="福建福州",
        arrived_on="2020-04-05",
    )
    assert worker.get(f"{ISOLATION}affected/").status_code == 403
    assert "没有人受影响" in officer.get(f"{ISOLATION}affected/").text
    go_to(office, "2020-04-08")
    shown = officer.get(f"{ISOLATION}affected/").text
    assert (
        "金丝雀员工" in shown
        and "居家隔离，到 4月19日 → <b>不用隔离" in shown
        and "先问社区 → <b>不用隔离" in shown
    )
    with office.database.reading() as session:
        assert [
            p.outcome
            for p in session.scalars(select(Person).order_by(Person.id)).unique()
        ] == ["home", "ask"]
    page = f"{ISOLATION}affected/"
    assert post(officer, page).location == page, "nobody chosen, nobody moved"
    assert post(officer, page, people="1").location == f"{page}?done=1"
    with office.database.reading() as session:
        assert [
            p.outcome
            for p in session.scalars(select(Person).order_by(Person.id)).unique()
        ] == ["none", "ask"]
    assert [
        entry.details for entry, _r in entries(office, made, "roster.determine")
    ] == [{"person": 1, "outcome": "none"}]
    assert "已按今天的规则重新判定 1 人" in officer.get(f"{page}?done=1").text


def test_a_case_that_differs_from_the_present_rule_says_so_and_does_not_move(
    client, officer, worker, office
) -> None:
    go_to(office, "2020-04-05")
    made, _code = journeys.register(client)
    add(client, arrived_on="2020-04-05")
    open_case(worker, made, starts_on="2020-04-05", due_on="2020-04-19")
    go_to(office, "2020-04-08")
    post(officer, f"{ISOLATION}affected/", people="1")
    assert (
        the_case(office).state == "open"
        and "现在的判定和这一件不一样" in worker.get(CASE).text
    )


def test_days_that_passed_without_a_case_are_determined_again(
    client, worker, officer, reference, office
) -> None:
    go_to(office, "2020-03-12")
    assert "没有等着安排的人" in worker.get(ISOLATION).text
    assert "金丝雀员工" in worker.get(f"{ISOLATION}undecided/").text
    assert "已经满了" in open_case(worker, reference).text
    record = f"/app/staff/enterprises/{reference}/people/1/"
    post(officer, record, why="check")
    assert post(officer, f"{record}determine/", record).location == record
    assert (
        the_person(office).outcome == "none"
        and "没有等着决定的人" in worker.get(f"{ISOLATION}undecided/").text
    )


# Who sees what


def test_another_grid_sees_nothing_of_it(staff, worker, opened) -> None:
    act(worker, "need", **FILLED["need"])
    for other in (
        staff("grid_worker", (), ("qiantou-1",)),
        staff("reviewer", ("xunmei",)),
    ):
        for path in (
            CASE,
            f"{CASE}visit/",
            f"{CASE}release/",
            f"{CASE}2/strike/",
            f"{ISOLATION}open/{opened}/1/",
        ):
            assert other.get(path).status_code == 404, path
        assert (
            other.get(f"/app/staff/enterprises/{opened}/people/1/").status_code == 404
        )
        sent = {
            "csrf_token": token(other, "/app/staff/register/"),
            **FILLED["visit"],
            "version": "1",
        }
        assert other.post(f"{CASE}visit/", data=sent).status_code == 404
        listed = other.get(ISOLATION).text
        assert (
            "金丝雀" not in listed
            and "没有等着安排的人" in listed
            and "没有要办的事" in listed
        )


def test_the_list_is_narrowed_by_community_and_grid(staff, worker, opened) -> None:
    admin = staff("admin")
    assert (
        "金丝雀员工" in admin.get(f"{ISOLATION}?community=qiantou&grid=qiantou-2").text
    )
    assert "金丝雀员工" not in admin.get(f"{ISOLATION}?community=xunmei").text
    assert "金丝雀员工" not in admin.get(f"{ISOLATION}?grid=qiantou-1").text
    assert (
        "金丝雀员工" in admin.get(ISOLATION).text
        and "<select" not in worker.get(ISOLATION).text
    )


def everything(worker, officer) -> None:
    """Each thing that leaves words behind."""
    for action in ("visit", "outing", "need", "change", "extend"):
        assert act(worker, action, **FILLED[action]).status_code == 302
    post(worker, f"{CASE}2/strike/", reason="金丝雀记错了")
    act(officer, "early", reason="金丝雀的证明")


def test_places_names_and_notes_cannot_be_read_in_the_database_file(
    worker, officer, opened, office
) -> None:
    everything(worker, officer)
    stored = everything_stored(office)
    assert "金丝雀" not in stored and "13800001201" not in stored


def test_the_audit_trail_holds_no_personal_data(
    worker, officer, opened, office
) -> None:
    everything(worker, officer)
    post(officer, f"/app/staff/enterprises/{opened}/people/1/", why="call")
    kept = entries(office, opened, "")
    said = "".join(
        str([entry.details, entry.actor_id, entry.basis, entry.action])
        for entry, _reason in kept
    )
    assert (
        "金丝雀" not in said
        and "13800001201" not in said
        and "unwell" not in said
        and "'well'" not in said
    )
    assert [entry.action for entry, _reason in kept if entry.action.startswith("case.")] == [
        "case.open", "case.visit", "case.outing", "case.need", "case.change", "case.extend", "case.strike", "case.early",
    ]  # fmt: skip
    with office.database.reading() as session:
        assert audit.verify(session) is None
    history = officer.get(f"/app/staff/enterprises/{opened}/").text
    assert "提前解除" in history and "case." not in history


@pytest.mark.walk
def test_all_of_it_speaks_english(client, worker, officer, reference, office) -> None:
    worker.get(f"{ISOLATION}?lang=en")
    officer.get(f"{ISOLATION}?lang=en")
    record = f"/app/staff/enterprises/{reference}/people/1/"
    pages = [
        worker.get(path)
        for path in (ISOLATION, f"{ISOLATION}open/{reference}/1/", record)
    ]
    post(officer, record, why="check")
    pages += [
        officer.get(path)
        for path in (
            record,
            f"{record}override/",
            f"{record[:-2]}",
            f"{ISOLATION}affected/",
        )
    ]
    open_case(worker, reference)
    pages += [
        worker.get(f"{CASE}{name}/")
        for name in ("visit", "outing", "need", "change", "extend", "release", "stop")
    ]
    for name in ("visit", "outing", "need", "extend"):
        fields = {
            key: value
            for key, value in FILLED[name].items()
            if not re.search("[\u4e00-\u9fff]", value)
        }
        words = {
            field: "words"
            for field in ("note", "why", "reason")
            if field in FILLED[name]
        }
        assert (
            act(
                worker,
                name,
                **{
                    **fields,
                    **words,
                    **({"starts": "9:30"} if name == "outing" else {}),
                },
            ).status_code
            == 302
        )
    pages += [
        worker.get(f"{CASE}2/strike/"),
        officer.get(f"{CASE}early/"),
        officer.get(CASE),
        worker.get(ISOLATION),
    ]
    act(officer, "early", reason="words")
    pages += [
        officer.get(CASE),
        officer.get(f"{CASE}reopen/"),
        act(officer, "visit"),
        officer.get("/app/staff/"),
    ]
    own = re.compile(
        r"金丝雀\w*( 201)?|示例箱包厂|广东深圳|中文|前头\w*|第\w+网格(?:（\w+）)?"
    )
    for page in pages:
        main = page.text[page.text.index("<main") : page.text.index("</main>")]
        left = re.findall(r"[\u4e00-\u9fff]+", own.sub("", main))
        assert page.status_code in {200, 409} and left == [], left


def test_operations_need_their_supervisors_whoever_calls_them(
    reference, office
) -> None:
    from forms_app.base.refusal import Refused
    from forms_app.people.isolation.case_plan import Plan
    from forms_app.people.isolation.case_rules import Terms

    terms = Terms("home", date(2020, 2, 25), date(2020, 3, 10))
    by = {"actor": Actor("staff", "somebody"), "now": office.clock.now()}
    for given in (
        ("房间", "", "b", "c"),
        ("房间", "a", "", "c"),
        ("房间", "a", "b", ""),
        ("", "a", "b", "c"),
    ):
        with (
            pytest.raises(Refused, match="两位监督人"),
            office.database.writing() as session,
        ):
            operations.open_case(
                session, session.get(Person, 1), Plan(terms, *given), **by
            )
    with office.database.writing() as session:
        case = operations.open_case(
            session, session.get(Person, 1), Plan(terms, "房间", "a", "b", "c"), **by
        )
    assert case.opened_at - by["now"] == timedelta(0)
