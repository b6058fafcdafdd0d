"""A keeper registers who passes; the office sees who needs somebody, plans shifts, and looks back with a reason."""

from __future__ import annotations

import io
import re
from datetime import timedelta

import pytest
from openpyxl import load_workbook
from sqlalchemy import select

from forms_app.base import audit
from forms_app.base.logs import masked
from forms_app.people.gates.codes import code_of
from forms_app.people.gates.models import BusTrip, Passage, Shift, Visitor
from tests import journeys
from tests.conftest import NOW, post, post_and_open, token
from tests.people.rosters.test_roster import HEADER, LETTERS, ROW, paste, take
from tests.stored import everything_stored

POINT = "/app/gate/xunmei-point-1/"
OFFICE = "/app/staff/gates/"
CANARIES = ("金丝雀来客", "13900007777", "武汉金丝雀", "37.9", "闽C7K777", "金丝雀守门")


def factory(client, people: int, place: str = "福建泉州", **changed: str) -> str:
    """An enterprise of xunmei with people on its roster, phones 138000012NN; gives its reference."""
    reference, _code = journeys.register(
        client, community="xunmei", grid="xunmei-1", **changed
    )
    rows = [
        ROW.format(n=n, place=place, day="2020-02-25").replace(
            f"示例{n}", f"{LETTERS[n % 30]}示例"
        )
        for n in range(people)
    ]
    page = paste(client, HEADER + "".join(rows))
    assert take(client, page).status_code == 302
    return reference


@pytest.fixture
def keeper(staff):
    """A keeper who is signed on at the first point of xunmei."""
    signed_in = staff("keeper", ("xunmei",))
    assert (
        post(signed_in, f"{POINT}sign-on/", POINT, name="金丝雀守门").status_code == 302
    )
    return signed_in


@pytest.fixture
def officer(staff):
    return staff("office", ("xunmei",))


def passes(keeper, page: str = POINT, **fields):
    """Post a page's own form, as without scripts; gives the page that follows."""
    shown = keeper.get(fields.pop("opened", page)).text
    ids = re.search(r'name="client_id" value="([^"]+)"', shown)[1]
    sent = {
        "csrf_token": token(keeper, page),
        "client_id": ids,
        "direction": "in",
        **fields,
    }
    answer = keeper.post(page, data=sent)
    return keeper.get(answer.location) if answer.status_code == 302 else answer


def sends(keeper, *items: dict, **headers: str):
    """What a phone sends: several entries at once."""
    shown = {"X-CSRFToken": token(keeper, POINT), **headers}
    return keeper.post(f"{POINT}passages/", json={"items": list(items)}, headers=shown)


def an_entry(number: int = 1, **changed) -> dict:
    return {
        "kind": "person",
        "client_id": f"client-id-{number:04}",
        "direction": "in",
        "celsius": "36.5",
        **changed,
    }


STRANGER = {
    "name": "金丝雀来客",
    "phone": "139 0000 7777",
    "place": "泉州晋江",
    "celsius": "36.4",
}


def kept(office, kind=Passage) -> list:
    with office.database.reading() as session:
        return list(session.scalars(select(kind).order_by(kind.id)))


def actions(office) -> list[str]:
    with office.database.reading() as session:
        assert audit.verify(session) is None
        entries = session.scalars(
            select(audit.AuditEntry).order_by(audit.AuditEntry.number)
        )
        return [entry.action for entry in entries if entry.action.startswith("gate.")]


def test_a_stranger_is_registered_and_known_the_next_time(keeper, office) -> None:
    first = passes(keeper, **STRANGER)
    assert (
        "放行" in first.text
        and "金* 36.4 ℃" in " ".join(first.text.split())
        and "13900007777" not in first.text
    )
    again = passes(keeper, tail="7777", celsius="三十六度五", direction="out")
    assert "金* 36.5 ℃" in " ".join(again.text.split())
    one, two = kept(office)
    assert one.visitor_id == two.visitor_id and [one.outcome, two.outcome] == [
        "pass",
        "pass",
    ]
    assert len(kept(office, Visitor)) == 1


def test_somebody_on_a_roster_is_known_by_four_digits(keeper, app, office) -> None:
    factory(app.test_client(), 3)
    shown = passes(keeper, tail="1201", celsius="365")
    assert "乙* 示例箱包厂 36.5 ℃" in " ".join(shown.text.split())
    assert kept(office)[0].person_id == 2 and kept(office)[0].outcome == "pass"
    looked = keeper.post(
        f"{POINT}known/",
        json={"tail": "1201"},
        headers={"X-CSRFToken": token(keeper, POINT)},
    ).json
    assert [(one["name"], one["enterprise"]) for one in looked["known"]] == [
        ("乙*", "示例箱包厂")
    ]


@pytest.mark.parametrize("typed", ["13800001201", "+86 138-0000-1201", "１２０１"])
def test_a_whole_number_is_known_by_its_last_four_digits(
    keeper, app, office, typed
) -> None:
    factory(app.test_client(), 3)
    assert "乙*" in passes(keeper, tail=typed, celsius="36.5").text
    assert kept(office)[0].person_id == 2
    assert 'maxlength="4"' not in keeper.get(POINT).text, "nothing is cut off unsaid"


@pytest.mark.same_on_both("what is typed is judged before the database is asked")
@pytest.mark.parametrize("typed", ["120", "12011", "1380000120", "138000012011"])
def test_what_is_no_phone_and_no_four_digits_is_asked_for_again(
    keeper, app, office, typed
) -> None:
    factory(app.test_client(), 3)
    answer = passes(keeper, tail=typed, celsius="36.5")
    assert answer.status_code == 422 and "请填手机号后四位" in answer.text


def test_two_people_with_the_same_digits_are_told_apart(keeper, app, office) -> None:
    factory(app.test_client(), 2)
    passes(keeper, **{**STRANGER, "phone": "13900001201"})
    asked = passes(keeper, tail="1201", celsius="36.5")
    assert (
        asked.status_code == 422
        and "有 2 个人是这四位数" in asked.text
        and len(kept(office)) == 1
    )
    codes = re.findall(r'name="code" value="([^"]+)"', asked.text)
    assert len(codes) == 2
    passes(keeper, tail="1201", celsius="36.5", code=codes[1])
    assert kept(office)[1].visitor_id == 1


def test_unknown_digits_ask_for_somebody_new(keeper, office) -> None:
    asked = passes(keeper, tail="9999", celsius="36.5")
    assert (
        asked.status_code == 422
        and "第一次来的，请填" in asked.text
        and kept(office) == []
    )


OUTCOMES = [
    ({}, "pass", "放行"),
    ({"reason": "return"}, "work", "可以先上岗"),
    ({"celsius": "37.3"}, "ask", "先问社区，不要放行"),
    ({"celsius": "37.3", "direction": "out"}, "ask", "先问社区，不要放行"),
    ({"unwell": "y"}, "ask", "先问社区，不要放行"),
    ({"place": "浙江杭州"}, "isolate", "需要隔离，不要放行"),
    ({"place": "广东深圳", "arrived_on": "2月10日"}, "pass", "放行"),
    ({"place": "没有写到的地方"}, "ask", "先问社区，不要放行"),
]


def test_only_somebody_of_whom_everything_is_known_passes(
    keeper, officer, office
) -> None:
    for n, (fields, outcome, word) in enumerate(OUTCOMES):
        phone = f"1390000770{n}"
        shown = passes(
            keeper, **{**STRANGER, "phone": phone, "reason": "daily", **fields}
        )
        assert word in shown.text, fields
        assert kept(office)[-1].outcome == outcome, fields
        assert (phone in officer.get(OFFICE).text) == (outcome != "pass"), (
            "the office sees whoever needs somebody"
        )


def test_who_stays_in_does_not_get_past_under_a_new_name(keeper, app, office) -> None:
    factory(app.test_client(), 1, place="浙江杭州")
    shown = passes(keeper, **{**STRANGER, "phone": "13800001200"})
    assert (
        "需要隔离，不要放行" in shown.text
        and kept(office, Visitor) == []
        and kept(office)[0].person_id == 1
    )


def test_a_temperature_is_never_guessed(keeper, office) -> None:
    for celsius, says in (
        ("", "请填写体温"),
        ("98", "华氏度"),
        ("56", "体温一般在"),
        ("热", "请填写体温"),
    ):
        shown = passes(keeper, **{**STRANGER, "celsius": celsius})
        assert shown.status_code == 422 and says in shown.text and kept(office) == [], (
            celsius
        )


def test_a_vehicle_needs_a_plate_that_can_be_one(keeper, officer, office) -> None:
    page = f"{POINT}vehicle/"
    fields = {"heads": "3", "vehicle": "van", "celsius": "36.6", "reason": "deliver"}
    wrong = passes(keeper, page, plate="C12345", **fields)
    assert wrong.status_code == 422 and "车牌号看不懂" in wrong.text
    assert "放行" in passes(keeper, page, plate="闽c·7k777", **fields).text
    assert (kept(office)[0].plate, kept(office)[0].heads) == ("闽C7K777", 3)
    assert (
        "先问社区"
        in passes(keeper, page, plate="闽C12345D", **{**fields, "celsius": "37.9"}).text
    )
    assert "闽C12345D" in officer.get(OFFICE).text


def test_a_bus_with_forty_passengers_names_only_the_exceptions(
    keeper, officer, app, office
) -> None:
    reference = factory(app.test_client(), 40)
    page = f"{POINT}bus/"
    assert "示例箱包厂" in keeper.get(page).text
    opened = f"{page}?enterprise={reference}"
    fields = {
        "enterprise": reference,
        "route": "一号线",
        "plate": "闽C12345",
        "disinfected": "y",
        "opened": opened,
    }
    everybody = [str(n) for n in range(1, 41)]
    wrong = passes(keeper, page, **fields, passengers=everybody, **{"t-3": "热"})
    assert (
        wrong.status_code == 422
        and "花名册第 3 号" in wrong.text
        and 'value="热"' in wrong.text
    )
    shown = passes(keeper, page, **fields, passengers=everybody, **{"t-3": "37.9"})
    assert (
        "班车，40 人" in shown.text
        and "丙* 示例箱包厂 37.9 ℃" in shown.text
        and "先问社区" in shown.text
    )
    (trip,) = kept(office, BusTrip)
    passengers = kept(office)
    assert (trip.passengers, trip.disinfected, len(passengers)) == (40, True, 40)
    assert [one.outcome for one in passengers].count("pass") == 39 and passengers[
        2
    ].outcome == "ask"
    one_more = {
        "kind": "bus",
        "client_id": trip.client_id,
        **{k: v for k, v in fields.items() if k != "opened"},
    }
    answer = sends(keeper, {**one_more, "direction": "in", "passengers": everybody})
    assert (
        answer.json["kept"][0]["client_id"] == trip.client_id
        and len(kept(office)) == 40
    ), "kept once"
    stopped = officer.get(f"{OFFICE}xunmei-point-1/{passengers[2].id}/").text
    assert "一号线 · 闽C12345 · 40 人 · 已消毒" in stopped
    assert "keeper-1-xunmei" in stopped, "who wrote it"


def test_the_same_client_id_is_kept_once(keeper, office) -> None:
    item = an_entry(**STRANGER)
    for _time in range(3):
        answer = sends(keeper, item, item)
        assert [one["client_id"] for one in answer.json["kept"]] == [
            "client-id-0001"
        ] * 2
    assert len(kept(office)) == 1


def test_what_waited_keeps_its_own_time_and_what_is_wrong_comes_back(
    keeper, office
) -> None:
    answer = sends(
        keeper,
        an_entry(1, **STRANGER, seconds_ago=3600),
        an_entry(2, tail="0000"),
        an_entry(3, tail="7777", celsius="56"),
    ).json
    assert [one["client_id"] for one in answer["kept"]] == ["client-id-0001"]
    assert [(one["client_id"], one["field"]) for one in answer["refused"]] == [
        ("client-id-0002", "tail"),
        ("client-id-0003", "celsius"),
    ]
    (one,) = kept(office)
    assert (one.at, one.received_at) == (NOW - timedelta(hours=1), NOW)


def test_what_is_no_entry_or_another_keepers_is_refused_whole(keeper) -> None:
    headers = {"X-CSRFToken": token(keeper, POINT)}
    for sent in ({}, {"items": []}, {"items": [1]}, {"items": [{"kind": "other"}]}, []):
        assert (
            keeper.post(f"{POINT}passages/", json=sent, headers=headers).status_code
            == 400
        ), sent
    of_another = {"account": "somebody-else", "items": [an_entry()]}
    assert (
        keeper.post(f"{POINT}passages/", json=of_another, headers=headers).status_code
        == 403
    )


def test_a_persons_code_opens_only_at_a_gate_of_the_community(
    keeper, staff, app, office
) -> None:
    client = app.test_client()
    factory(client, 1)
    page = client.get("/app/my/people/codes/").text
    assert page.count("<svg") == 1
    code = code_of("person", 1)
    assert keeper.get(f"/app/gate/p/{code}").location == "/app/gate/"
    shown = keeper.get(POINT).text
    assert "甲* 示例箱包厂" in shown and re.search(
        r'name="code" value="[^"]+" checked', shown
    )
    assert "甲*" not in keeper.get(POINT).text, "once"
    keeper.get(f"/app/gate/p/{code[:-4]}AAAA")
    assert "甲*" not in keeper.get(POINT).text, "a code that was changed opens nothing"
    assert app.test_client().get(f"/app/gate/p/{code}").status_code == 302, (
        "nobody else sees anything"
    )


def test_a_keeper_of_another_point_finds_nothing(staff, office, app) -> None:
    other = staff("keeper", ("qiantou",))
    for page in ("", "vehicle/", "bus/", "sign-off/"):
        assert other.get(f"{POINT}{page}").status_code == 404
    headers = {"X-CSRFToken": token(other, "/app/gate/password/")}
    for page in ("passages/", "known/"):
        assert (
            other.post(
                f"{POINT}{page}",
                json={"items": [an_entry()], "tail": "1200"},
                headers=headers,
            ).status_code
            == 404
        )


def test_a_keeper_of_one_point_keeps_only_that(app, office) -> None:
    made = app.test_cli_runner().invoke(
        args=[
            "staff",
            "add",
            "west-gate",
            "--role",
            "keeper",
            "--point",
            "xunmei-point-2",
            "--password",
            "a long password",
        ]
    )
    assert made.exit_code == 0, made.output
    west = app.test_client()
    post(west, "/app/staff/sign-in/", username="west-gate", password="a long password")
    assert west.get("/app/gate/").location == "/app/gate/xunmei-point-2/"
    assert west.get(POINT).status_code == 404


def test_admins_open_accounts_for_keepers(staff) -> None:
    admin = staff("admin")
    page = "/app/staff/accounts/new/"
    gate = {"username": "east-gate", "name": "东门值守", "role": "keeper"}
    assert "值守员要有看守的监测点" in post(admin, page, **gate).text
    opened = post_and_open(admin, page, points="xunmei-point-1", **gate).text
    assert "账号 east-gate 的一次性密码" in opened


def test_shifts_are_planned_signed_on_and_off(staff, officer, office) -> None:
    keeper = staff("keeper", ("xunmei",))
    page = f"{OFFICE}xunmei-point-1/shifts/"
    plan = {
        "account": "keeper-1-xunmei",
        "name": "金丝雀守门",
        "begins": "2020-03-05T09:00",
        "ends": "2020-03-05T13:00",
    }
    assert post(officer, page, **plan).status_code == 302
    assert "已经有班" in post(officer, page, **plan).text
    assert (
        "下岗要晚于上岗"
        in post(officer, page, **{**plan, "ends": "2020-03-05T08:00"}).text
    )
    assert (
        "上岗" in keeper.get(POINT).text
        and "进出" not in keeper.get(POINT).text.split("<main")[1]
    )
    assert post(keeper, f"{POINT}sign-on/", POINT, name="金丝雀守门").status_code == 302
    assert "金丝雀守门 从 09:30 在岗" in officer.get(OFFICE).text
    assert (
        "已经在岗"
        in post(keeper, f"{POINT}sign-on/", f"{POINT}sign-off/", name="别人").text
    )
    passes(keeper, **STRANGER)
    assert "登记了 1 条" in keeper.get(f"{POINT}sign-off/").text
    assert post(keeper, f"{POINT}sign-off/").status_code == 302
    (shift,) = kept(office, Shift)
    assert (shift.planned_to is not None, shift.on_at, shift.off_at) == (True, NOW, NOW)
    assert actions(office) == ["gate.plan", "gate.sign_on", "gate.sign_off"]
    with office.database.reading() as session:
        entry = session.scalar(
            select(audit.AuditEntry).where(audit.AuditEntry.action == "gate.sign_off")
        )
        assert entry.details == {"registered": 1}


def test_a_shift_can_be_cancelled_until_it_began(officer, keeper, office) -> None:
    page = f"{OFFICE}xunmei-point-1/shifts/"
    plan = {
        "account": "keeper-1-xunmei",
        "name": "示例",
        "begins": "2020-03-06T09:00",
        "ends": "2020-03-06T13:00",
    }
    post(officer, page, **plan)
    assert post(officer, f"{page}1/cancel/", page).status_code == 409, (
        "that one is on duty"
    )
    assert post(officer, f"{page}2/cancel/", page).status_code == 302
    assert [shift.id for shift in kept(office, Shift)] == [1]


def test_looking_back_needs_a_reason_and_leaves_an_entry(
    keeper, officer, office
) -> None:
    passes(keeper, **STRANGER)
    page = f"{OFFICE}xunmei-point-1/look-back/"
    span = {"begins": "2020-03-05T09:00", "ends": "2020-03-05T10:00"}
    assert "请写明理由" in post(officer, page, **span).text and actions(office) == [
        "gate.sign_on"
    ]
    assert (
        "一次最多查 48 小时"
        in post(
            officer,
            page,
            begins="2020-03-01T09:00",
            ends="2020-03-05T10:00",
            reason="核实",
        ).text
    )
    found = post(officer, page, **span, reason="配合调查")
    assert (
        "金丝雀来客" in found.text
        and "13900007777" in found.text
        and "3月5日到本地" in found.text
        and "keeper-1-xunmei登记" in found.text
        and actions(office)[-1] == "gate.look_back"
    )
    sheet = post(officer, page, **span, reason="配合调查", export="y")
    rows = list(load_workbook(io.BytesIO(sheet.data)).active.values)
    assert (
        rows[1][2:4] == ("金丝雀来客", "13900007777")
        and (f"{rows[1][8]:%Y-%m-%d}", rows[1][10]) == ("2020-03-05", "keeper-1-xunmei")
        and actions(office)[-1] == "gate.export"
    )
    with office.database.reading() as session:
        entry, reason = audit.history(session, "xunmei-point-1")[-1]
        assert (
            entry.details == {"rows": 1, "span": "2020-03-05T09:00/2020-03-05T10:00"}
            and reason == "配合调查"
        )


def test_at_most_a_page_is_shown(keeper, officer, office) -> None:
    sends(keeper, an_entry(0, **STRANGER))
    for batch in (range(1, 51), range(51, 104)):
        for first in range(batch.start, batch.stop, 50):
            sends(
                keeper,
                *(
                    an_entry(n, tail="7777")
                    for n in range(first, min(first + 50, batch.stop))
                ),
            )
    page = f"{OFFICE}xunmei-point-1/look-back/"
    span = {"begins": "2020-03-05T09:00", "ends": "2020-03-05T10:00"}
    shown = post(officer, page, **span, reason="核实").text
    assert "只显示前 100 条" in shown and shown.count("13900007777") == 100


def test_only_the_office_of_the_community_sees_the_register(
    keeper, staff, office
) -> None:
    passes(keeper, **{**STRANGER, "celsius": "37.9"})
    other = staff("office", ("qiantou",))
    assert "金丝雀" not in other.get(OFFICE).text
    for page in ("shifts/", "look-back/"):
        assert other.get(f"{OFFICE}xunmei-point-1/{page}").status_code == 404
        assert (
            staff("grid_worker", (), (f"xunmei-{len(page) % 5 + 1}",))
            .get(f"{OFFICE}xunmei-point-1/{page}")
            .status_code
            == 403
        )
    answer = other.post(
        f"{OFFICE}xunmei-point-1/1/",
        data={"csrf_token": token(other, "/app/staff/password/")},
    )
    assert answer.status_code == 404


def test_the_office_decides_about_what_waits_once_and_in_words(
    keeper, officer, office
) -> None:
    passes(keeper, **{**STRANGER, "celsius": "37.9"})
    page = f"{OFFICE}xunmei-point-1/1/"
    shown = officer.get(page).text
    assert "37.9 ℃" in shown and "泉州晋江" in shown and "体温偏高" in shown
    assert "请选怎么办" in post(officer, page, decision="").text
    assert "请写明怎么办的" in post(officer, page, decision="other", note=" ").text
    sent = {
        "csrf_token": token(officer, page),
        "decision": "hospital",
        "note": "金丝雀车送的",
    }
    answers = [officer.post(page, data=sent).status_code for _time in range(2)]
    assert answers == [302, 409]
    shown = officer.get(OFFICE).text
    waiting, _heading, decided = shown.partition("决定了的")
    assert "金丝雀来客" not in waiting and "没有等着处理的" in waiting
    assert "送发热门诊" in decided and "金丝雀车送的" in decided
    assert "office-1-xunmei" in decided, "by whom"
    assert actions(office)[-1] == "gate.handle"
    assert "金丝雀车" not in everything_stored(office)


def test_whoever_is_stopped_is_on_the_desk_until_somebody_decides(
    keeper, officer, office
) -> None:
    passes(keeper, **{**STRANGER, "celsius": "37.9"})
    desk = officer.get("/app/staff/").text
    assert f"{OFFICE}xunmei-point-1/1/" in desk and "先问社区，不要放行" in desk
    assert "金丝雀" not in desk
    assert (
        "监测点还有 1 人等着决定" in officer.get("/app/staff/isolation/undecided/").text
    )
    close = "/app/staff/day/xunmei/close/"
    assert "还有 1 件没有写" in post(officer, close, for_all="").text
    post(officer, f"{OFFICE}xunmei-point-1/1/", decision="sent-back")
    assert "先问社区" not in officer.get("/app/staff/").text


def test_a_question_about_somebody_on_a_roster_waits_where_the_person_stands(
    keeper, app, officer, office
) -> None:
    """One decision is not asked for in two places."""
    factory(app.test_client(), 1, place="湖北武汉")
    assert "先问社区" in passes(keeper, tail="1200", celsius="36.5").text
    assert "没有等着处理的" in officer.get(OFFICE).text
    assert "甲示例" in officer.get("/app/staff/isolation/undecided/").text
    assert kept(office)[0].decision == "asked"


def test_who_came_back_healthy_is_told_to_the_enterprise_as_its_next_step(
    keeper, app, officer
) -> None:
    clerk = app.test_client()
    factory(clerk, 1)
    passes(keeper, tail="1200", celsius="36.5", reason="return")
    post(officer, f"{OFFICE}xunmei-point-1/1/", decision="priority")
    shown = clerk.get("/app/my/people/1/").text
    assert "可以优先安排上岗" in shown and "已请单位优先安排上岗" in shown


def test_a_stranger_is_registered_with_the_residents_and_followed_in_a_case(
    keeper, officer, office
) -> None:
    """S8: nobody at the gate is without an outcome for want of an employer."""
    passes(keeper, **{**STRANGER, "place": "广东深圳", "celsius": "36.4"})
    page = f"{OFFICE}xunmei-point-1/1/register/"
    shown = officer.get(page).text
    assert "念给本人听的告知" in shown and "不收集身份证号码" in shown
    assert 'value="金丝雀来客"' in shown and "13900007777" in shown, "filled in"
    who = {
        "name": "金丝雀来客",
        "phone": "13900007777",
        "place": "广东深圳",
        "arrived_on": "2020-03-05",
        "stayed": "no",
        "symptoms": "no",
        "transport": "train",
        "room": "金丝雀里 5 号",
        "grid": "xunmei-2",
    }
    assert "请先把告知念给本人听" in post(officer, page, **who).text
    done = post(officer, page, **who, consent="y")
    assert "/app/staff/isolation/open/JM-" in done.location, "by the same rules"
    [passage] = kept(office)
    assert passage.decision == "registered" and passage.person_id == 1
    assert "登记为居民，按规则办" in officer.get(OFFICE).text
    plan = {
        "mode": "home",
        "place": "金丝雀里 5 号",
        "starts_on": "2020-03-05",
        "due_on": "2020-03-19",
        "enterprise_supervisor": "金丝雀儿子",
        "grid_supervisor": "office-1-xunmei",
        "follow_up": "金丝雀随访",
        "reason": "",
    }
    case = post(officer, done.location, **plan).location
    assert case == "/app/staff/isolation/1/"
    assert "代报人" in officer.get(case).text
    assert "金丝雀来客" in officer.get("/app/staff/residents/").text
    assert "金丝雀来客" not in officer.get("/app/staff/enterprises/").text
    assert "先回去" in passes(keeper, tail="7777", celsius="36.4").text, "known since"
    assert "金丝雀" not in everything_stored(office)


def test_nothing_of_a_person_is_readable_in_the_database_or_the_audit_trail(
    keeper, officer, office, caplog
) -> None:
    passes(keeper, **{**STRANGER, "place": "湖北武汉金丝雀", "celsius": "37.9"})
    passes(
        keeper,
        f"{POINT}vehicle/",
        plate="闽C7K777",
        heads="1",
        vehicle="car",
        celsius="37.9",
        reason="daily",
    )
    page = f"{OFFICE}xunmei-point-1/look-back/"
    span = {"begins": "2020-03-05T09:00", "ends": "2020-03-05T10:00"}
    post(officer, page, **span, reason="金丝雀来客 13900007777")
    with office.database.reading() as session:
        trail = "".join(
            str(vars(entry)) for entry in session.scalars(select(audit.AuditEntry))
        )
    stored = everything_stored(office)
    for canary in CANARIES:
        assert canary not in trail and canary not in caplog.text
        assert (
            canary not in stored or canary == "37.9"
        )  # four bytes that any file may hold


def test_no_code_of_a_person_stands_in_the_log() -> None:
    assert masked("/app/gate/p/AbCdEf") == "/app/gate/p/…"
    assert masked("/app/volunteer/r/AbCdEf") == "/app/volunteer/r/…"
    assert masked("/app/wall/AbCdEf") == "/app/wall/…"
    assert masked("/app/my/r/QT-AAAA22/AbCdEf") == "/app/my/…"
    assert masked("/app/own/AbCdEf") == "/app/own/…"
    assert masked("/app/gate/xunmei-point-1/") == "/app/gate/xunmei-point-1/"
