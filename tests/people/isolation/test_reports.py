"""Two reports a day: one screen for everybody, what was understood before it is kept, and nothing ever overwritten."""

from __future__ import annotations

import threading
from datetime import timedelta

import pytest
from sqlalchemy import select, text

from forms_app.base import audit
from forms_app.people.isolation.models import Alarm, Reading, SlotReport
from forms_app.people.rosters.models import Person
from tests import journeys
from tests.conftest import NOW, download, post, post_and_open
from tests.people.isolation import daily
from tests.people.isolation.daily import GOOD, PAGE, fields, send
from tests.stored import everything_stored


@pytest.fixture
def clerk(client, office):
    """An enterprise of five, two of them in isolation."""
    journeys.register(client)
    daily.people(office)
    return client


def kept(office) -> list[SlotReport]:
    with office.database.reading() as session:
        found = list(session.scalars(select(SlotReport).order_by(SlotReport.id)))
        for report in found:
            report.readings.sort(key=lambda read: read.person_id)
        return found


def test_the_page_knows_the_slot_and_who_is_in_isolation(clerk) -> None:
    page = clerk.get(PAGE).text
    assert "两报：3月5日早上" in page and "10:00 以前报" in page
    assert (
        page.index("1 示例甲") < page.index("其余 3 人里")
        and page.count("data-staying=") == 2
    )


def test_a_plain_form_shows_what_it_understood_then_keeps_it_and_says_so(
    clerk, office
) -> None:
    sent = fields(clerk, *GOOD, exceptions__0__who="示例丙", exceptions__0__absent="y")
    look = clerk.post(PAGE, data={**sent, "step": "look"}).text
    assert (
        "36.7 ℃" in look
        and "其余 2 人都好" in look
        and "今天没来" in look
        and "还没有发送" in look
    )
    assert kept(office) == []
    answer = clerk.post(PAGE, data={**sent, "step": "send"})
    assert answer.status_code == 302
    shown = clerk.get(answer.location).text
    assert "按时" in shown and "36.7 ℃" in shown and "其余 2 人都好" in shown
    report = kept(office)[0]
    assert (report.covers, report.is_late, report.nobody, report.source) == (
        2,
        False,
        False,
        "enterprise",
    )
    assert [(r.celsius, r.unwell, r.absent) for r in report.readings] == [
        ("36.5", False, False),
        ("36.7", False, False),
        (None, None, True),
    ]


def test_changing_after_the_look_keeps_what_was_typed(clerk) -> None:
    sent = fields(clerk, ("36度5", "well"), ("36.7", "unwell"))
    again = clerk.post(PAGE, data={**sent, "step": "change"}).text
    assert (
        'value="36度5"' in again
        and "请更正下面的内容" not in again.partition("hidden")[0]
    )
    rows = {f"exceptions-{n}-who": "" for n in range(3)}
    more = clerk.post(PAGE, data={**sent, **rows, "step": "more"}).text
    assert more.count("data-exception") == 8 and 'value="36度5"' in more


@pytest.mark.parametrize(
    ("celsius", "how", "says"),
    [
        ("三百", "well", "认不出是多少度"),
        ("98.6", "well", "华氏度"),
        ("30.0", "well", "体温要在 34 到 43 ℃ 之间"),
        ("", "well", "示例甲：请填体温"),
        ("36.5", "", "示例甲：请选有没有不舒服"),
        ("36.5", "unread", "就不是“没有量到”"),
    ],
)
def test_a_bad_reading_keeps_what_was_typed_and_says_so_at_its_field(
    clerk, office, celsius, how, says
) -> None:
    sent = fields(clerk, (celsius, how), ("36.7", "well"))
    page = clerk.post(PAGE, data={**sent, "step": "send"}).text
    field = "celsius" if how == "well" else "how"
    assert (
        says in page
        and f'id="staying-0-{field}-error"' in page
        and 'id="summary"' in page
    )
    assert f'value="{celsius}"' in page and kept(office) == []
    assert send(clerk, (celsius, how), ("36.7", "well")).status_code == 422


@pytest.mark.parametrize(
    ("more", "says"),
    [
        (
            {"exceptions__0__who": "不在的人", "exceptions__0__unwell": "y"},
            "花名册上没有“不在的人”",
        ),
        (
            {"exceptions__0__who": "示例", "exceptions__0__unwell": "y"},
            "有几个人，请写编号",
        ),
        (
            {"exceptions__0__who": "示利丙", "exceptions__0__unwell": "y"},
            "名字相近的，请写编号：3 示例丙",
        ),
        ({"exceptions__0__who": "1", "exceptions__0__unwell": "y"}, "一个人只写一次"),
        ({"exceptions__0__who": "3"}, "请填体温，或者勾选"),
        ({"exceptions__0__celsius": "36.5"}, "请写姓名或编号"),
        ({"rest": ""}, "请选一项：其余的人都好"),
        (
            {"rest": "nobody", "exceptions__0__who": "3", "exceptions__0__absent": "y"},
            "就不是“没有人上班”",
        ),
    ],
)
def test_an_exception_that_means_nobody_is_told_in_words(
    clerk, office, more, says
) -> None:
    sent = fields(clerk, *GOOD, **more)
    assert says in clerk.post(PAGE, data={**sent, "step": "look"}).text
    assert kept(office) == []


def test_a_number_or_a_name_means_the_same_person(clerk, office) -> None:
    send(clerk, *GOOD, exceptions__0__who="3", exceptions__0__celsius="365")
    send(clerk, *GOOD, exceptions__0__who="3 示例丙", exceptions__0__celsius="36.5")
    first, second = kept(office)
    assert [r.person_id for r in first.readings] == [
        r.person_id for r in second.readings
    ]
    assert second.follows == "doubled"


def test_nobody_today_is_said_explicitly_and_who_stays_in_stays_unread(
    clerk, office
) -> None:
    unread = (("", "unread"), ("", "unread"))
    assert send(clerk, *unread, rest="nobody").json["kept"] is True
    report = kept(office)[0]
    assert (
        report.nobody
        and report.covers == 0
        and [r.celsius for r in report.readings] == [None, None]
    )


def test_after_the_cut_off_it_is_kept_and_marked_late(clerk, app, office) -> None:
    daily.move(app, office, NOW.replace(hour=10, minute=1))
    answer = send(clerk, *GOOD)
    assert "晚报" in answer.json["says"][0] and kept(office)[0].is_late


def test_the_minute_of_the_cut_off_is_in_time(clerk, app, office) -> None:
    daily.move(app, office, NOW.replace(hour=10, minute=0, second=59))
    assert "按时" in send(clerk, *GOOD).json["says"][0]


def test_the_other_slot_can_be_reported_late(clerk, app, office) -> None:
    daily.move(app, office, NOW.replace(hour=16))
    assert "两报：3月5日晚上" in clerk.get(PAGE).text
    page = f"{PAGE}?day=2020-03-05&slot=morning"
    assert "两报：3月5日早上" in clerk.get(page).text
    assert send(clerk, *GOOD, page=page).json["kept"]
    assert (kept(office)[0].slot, kept(office)[0].is_late) == ("morning", True)


@pytest.mark.parametrize(
    ("day", "slot", "says"),
    [
        ("2020-03-06", "morning", "还没有到，不能提前报"),
        ("2020-03-05", "evening", "还没有到，不能提前报"),
        ("2020-03-03", "evening", "只能报今天和昨天的"),
        ("昨天", "evening", "这一页不完整"),
        ("2020-03-05", "noon", "这一页不完整"),
    ],
)
def test_a_day_to_come_or_long_over_is_refused_in_words(
    clerk, office, day, slot, says
) -> None:
    answer = send(clerk, *GOOD, day=day, slot=slot)
    assert answer.status_code == 422 and says in answer.json["faults"][0][1]
    assert kept(office) == []


def test_what_waited_over_night_is_kept_as_late(clerk, office) -> None:
    written = (NOW - timedelta(hours=16)).isoformat()
    assert send(
        clerk, *GOOD, day="2020-03-04", slot="evening", written_at=written
    ).json["kept"]
    report = kept(office)[0]
    assert (
        report.is_late
        and report.written_at == NOW - timedelta(hours=16)
        and report.received_at == NOW
    )


def test_a_phone_with_a_wrong_clock_does_not_say_when_it_was_written(
    clerk, office
) -> None:
    send(clerk, *GOOD, written_at="1970-01-01T00:00:00Z")
    assert kept(office)[0].written_at == NOW


def test_a_correction_is_kept_beside_and_says_what_differs(clerk, office) -> None:
    send(clerk, *GOOD)
    answer = send(
        clerk,
        ("37.0", "well"),
        GOOD[1],
        exceptions__0__who="3",
        exceptions__0__absent="y",
    )
    assert "记为更正" in answer.json["says"][1]
    first, second = kept(office)
    assert (first.follows, second.follows) == ("", "corrected") and first.readings[
        0
    ].celsius == "36.5"
    shown = clerk.get(answer.json["url"]).text
    assert (
        "36.5 ℃，没有不舒服 → 37.0 ℃" in shown
        and "其余 3 人都好 → 其余 2 人都好" in shown
    )


def test_sent_twice_with_one_id_it_is_kept_once_with_the_same_answer(
    clerk, app, office
) -> None:
    sent = {**fields(clerk, *GOOD), "step": "send"}
    asked = {"data": sent, "headers": {"Accept": "application/json"}}
    first = clerk.post(PAGE, **asked).json
    daily.move(app, office, NOW + timedelta(days=3))
    assert clerk.post(PAGE, **asked).json == first, "also when its day is long over"
    assert len(kept(office)) == 1


def test_two_at_one_moment_with_one_id_keep_one(clerk, app, office) -> None:
    sent = {**fields(clerk, *GOOD), "step": "send"}
    cookie = clerk.get_cookie("kaigong")
    answers = []

    def one() -> None:
        other = app.test_client()
        other.set_cookie("kaigong", cookie.value)
        answers.append(
            other.post(PAGE, data=sent, headers={"Accept": "application/json"}).json
        )

    threads = [threading.Thread(target=one) for _n in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(kept(office)) == 1 and len({answer["url"] for answer in answers}) == 1


def test_one_report_is_one_audit_entry_with_counts_only(clerk, office) -> None:
    send(clerk, ("38.2", "unwell"), GOOD[1])
    with office.database.reading() as session:
        reference = session.scalars(select(SlotReport)).one().enterprise.reference
        entries = [
            entry
            for entry, _reason in audit.history(session, reference)
            if entry.action.startswith("report")
        ]
    assert len(entries) == 1
    assert entries[0].details == {
        "day": "2020-03-05",
        "slot": "morning",
        "source": "enterprise",
        "covers": 3,
        "named": 2,
        "alarms": 1,
        "late": False,
        "nobody": False,
        "follows": "",
    }


def test_another_enterprise_sees_nothing_and_cannot_send_what_waits_for_this_one(
    clerk, app, office
) -> None:
    answer = send(clerk, *GOOD)
    other = app.test_client()
    journeys.register(other, name="示例别的厂", address="示例路 9 号")
    assert other.get(answer.json["url"]).status_code == 404
    assert "示例甲" not in other.get(PAGE).text
    sent = fields(clerk, *GOOD)
    sent["csrf_token"] = other.get(f"{PAGE}token/").json["csrf_token"]
    refused = other.post(
        PAGE, data={**sent, "step": "send"}, headers={"Accept": "application/json"}
    )
    assert refused.status_code == 409 and "另一家单位" in refused.json["says"]
    assert len(kept(office)) == 1


def test_the_token_says_whose_session_it_is(clerk, app) -> None:
    assert clerk.get(f"{PAGE}token/").json["whose"]
    assert app.test_client().get(f"{PAGE}token/").json["whose"] == ""


def test_who_waits_for_the_clerk_is_not_on_the_report(clerk, office) -> None:
    with office.database.writing() as session:
        session.scalars(
            select(Person).where(Person.number == 1)
        ).one().confirmed = False
    assert "示例甲" not in clerk.get(PAGE).text


def own_link(clerk, office) -> str:
    """Somebody's own link, as the clerk sees it and notes it."""
    with office.database.reading() as session:
        first = session.scalars(select(Person.id).where(Person.number == 1)).one()
    daily.case(office, first)
    shown = post_and_open(clerk, "/app/my/people/1/own-link/").text
    assert "我记下了" in shown and "<svg" in shown
    post(clerk, "/app/noted/own-link/", "/app/my/people/1/own-link/", record="1")
    return (
        shown.partition('class="code">')[2].partition("<")[0].partition("/app/own/")[2]
    )


def test_without_a_case_there_is_no_link(clerk) -> None:
    assert "让本人自己报体温" in clerk.get("/app/my/people/1/").text
    assert "社区立案以后才能做链接" in clerk.get("/app/my/people/1/own-link/").text


def test_somebody_reports_alone_by_the_own_link(clerk, app, office) -> None:
    code = own_link(clerk, office)
    worker = app.test_client()
    assert worker.get("/app/own/").status_code == 404
    assert "替自己报" in worker.get(f"/app/own/{code}").text
    assert worker.get("/app/own/").status_code == 404, "not by a look at the link"
    assert post(worker, f"/app/own/{code}").location == "/app/own/"
    assert worker.get(f"/app/own/{code}").location == "/app/own/", "a bookmark"
    page = worker.get("/app/own/").text
    assert "示例甲的体温：3月5日早上" in page and "示例乙" not in page
    sent = fields(worker, ("", "well"), page="/app/own/")
    assert "请填体温" in worker.post("/app/own/", data=sent).text
    shown = worker.post(
        "/app/own/", data={**sent, "staying-0-celsius": "３６．６℃"}
    ).text
    assert "收到了" in shown and "36.6 ℃" in shown
    again = worker.post("/app/own/", data={**sent, "staying-0-celsius": "39.0"}).text
    assert "36.6 ℃" in again, "the same id is the same report"
    report = kept(office)[0]
    assert (report.source, report.covers, report.follows) == ("own", 0, "") and len(
        kept(office)
    ) == 1
    assert post_and_open(clerk, "/app/my/people/1/own-link/").status_code == 200
    assert worker.get("/app/own/").status_code == 404, "a new link ends the old one"


def test_the_link_is_kept_as_a_hash_and_ends_with_the_case(clerk, app, office) -> None:
    code = own_link(clerk, office)
    worker = app.test_client()
    worker.get(f"/app/own/{code}")
    with office.database.writing() as session:
        assert code not in str(
            session.execute(text("select * from isolation_cases")).all()
        )
        session.execute(
            text("update isolation_cases set closed_at = '2020-03-05 01:00:00'")
        )
    assert worker.get("/app/own/").status_code == 404
    assert worker.get(f"/app/own/{code}").status_code == 404


def test_staff_make_a_link_for_a_case_of_their_grid_only(clerk, office, staff) -> None:
    own_link(clerk, office)
    own = staff("grid_worker", (), ("qiantou-2",))
    other = staff("grid_worker", (), ("qiantou-1",))
    page = "/app/staff/reports/own-link/1/"
    assert "/app/own/" in post_and_open(own, page).text
    assert other.get(page).status_code == 404


def test_readings_names_and_notes_are_not_in_the_database_file_in_the_clear(
    clerk, office
) -> None:
    with office.database.writing() as session:
        session.scalars(
            select(Person).where(Person.number == 1)
        ).one().name = "金丝雀员工"
    send(clerk, ("38.7", "unwell"), ("35.9", "well"))
    with office.database.reading() as session:
        alarm = session.scalars(select(Alarm)).one()
        reading = session.scalars(select(Reading)).first()
    path = f"/app/my/report/alarms/{alarm.id}/"
    post(clerk, f"{path}tell/", path, note="金丝雀备注", version=alarm.version)
    stored = everything_stored(office)
    assert reading.celsius == "38.7"
    for canary in ("金丝雀员工", "金丝雀备注", "38.7", "35.9"):
        assert canary not in stored or canary.isascii(), (
            canary
        )  # four bytes any file may hold
        assert canary not in stored.partition("SQLite format 3")[0], canary


def test_the_sheet_has_a_morning_and_an_evening_and_shows_what_is_missing(
    clerk, app, office, staff
) -> None:
    import io

    from openpyxl import load_workbook

    daily.move(app, office, NOW.replace(hour=20))
    send(
        clerk,
        ("36.5", "well"),
        ("", "unread"),
        page=f"{PAGE}?day=2020-03-05&slot=morning",
    )
    sheet = load_workbook(
        io.BytesIO(download(clerk, f"{PAGE}readings.xlsx", PAGE, days=1).data)
    ).active
    rows = [[cell.value for cell in row] for row in sheet]
    assert rows[0] == ["日期", "单位", "编号", "姓名", "早上", "晚上"]
    assert rows[1][2:] == [1, "示例甲", "36.5 ℃，没有不舒服", "缺报"] and rows[2][
        2:
    ] == [
        2,
        "示例乙",
        "没有量到",
        "缺报",
    ]
    reports = "/app/staff/reports/"
    for client in (staff("reviewer", ("qiantou",)), staff("admin")):
        data = download(client, f"{reports}readings/qiantou.xlsx", reports, days=1).data
        assert load_workbook(io.BytesIO(data)).active.max_row == 3
    other = staff("reviewer", ("xunmei",))
    assert post(other, f"{reports}readings/qiantou.xlsx", reports).status_code == 404
    with office.database.reading() as session:
        assert [
            entry.action for entry, _reason in audit.history(session, "qiantou")
        ] == ["export.fetch"] * 2
