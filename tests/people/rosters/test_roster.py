"""A clerk keeps the roster: by paste, by sheet, by hand, by the code on the wall; and each person's determination."""

from __future__ import annotations

import io
import re

import pytest
from openpyxl import Workbook
from sqlalchemy import select

from forms_app.base import audit
from forms_app.people.rosters.models import Determination, Person, RosterImport
from tests import journeys
from tests.conftest import post, post_and_open, token
from tests.stored import everything_stored

HEADER = "姓名\t手机号\t留厂\t从哪里来\t到达日期\t交通工具\t宿舍\t症状\n"
ROW = "示例{n}\t138000012{n:02}\t否\t{place}\t{day}\t高铁\t3号楼{n}\t无\n"
LETTERS = "甲乙丙丁戊己庚辛壬癸子丑寅卯辰巳午未申酉戌亥天地人和东西南北"


def rows(
    count: int = 30, place: str = "广东深圳", day: str = "2020-02-25"
) -> list[str]:
    return [
        ROW.format(n=n, place=place, day=day).replace(f"示例{n}", f"示例{LETTERS[n]}")
        for n in range(count)
    ]


@pytest.fixture
def clerk(client):
    """An enterprise that is signed in."""
    journeys.register(client)
    return client


def paste(clerk, text: str) -> str:
    """Paste rows; gives the address of the page that shows them."""
    answer = post(clerk, "/app/my/people/paste/", rows=text)
    assert answer.status_code == 302, answer.text
    return answer.location


def take(clerk, page: str):
    version = re.search(r'name="version" value="(\d+)"', clerk.get(page).text)[1]
    return post(clerk, f"{page}take/", page, version=version)


def everybody(office) -> list[Person]:
    with office.database.reading() as session:
        return list(session.scalars(select(Person).order_by(Person.number)))


def test_thirty_pasted_four_wrong_good_ones_are_taken_and_the_others_mended(
    clerk, office
) -> None:
    made = rows()
    made[3] = made[3].replace("13800001203", "1380000120")
    made[7] = made[7].replace("2020-02-25", "2020-03-25")
    made[11] = made[11].replace("广东深圳", "")
    made[19] = made[19].replace("13800001219", "13800001218")
    page = paste(clerk, HEADER + "".join(made))
    shown = clerk.get(page).text
    assert "好的 26 行可以收下；要改的 4 行留在这里" in shown
    assert take(clerk, page).location == page
    assert "3月5日 09:30 交的名单还有 4 行" in clerk.get("/app/my/people/").text
    assert len(everybody(office)) == 26
    for number, fields in (
        (5, {"phone": "13800001203"}),
        (9, {"arrived_on": "2月25日"}),
        (13, {"place": "湖北武汉"}),
    ):
        assert _mend(clerk, page, number, **fields).status_code == 302
    dropped = post(clerk, f"{page}21/drop/", page)
    assert dropped.status_code == 302 and "还没有收下任何一行" in clerk.get(page).text
    assert take(clerk, page).location == "/app/my/people/"
    people = everybody(office)
    assert len(people) == 29 and {person.outcome for person in people} == {
        "home",
        "ask",
    }
    assert "收下了：新增 3 人" in clerk.get("/app/my/people/").text


def _mend(clerk, page: str, number: int, **changed: str):
    path = f"{page}{number}/"
    form = clerk.get(path).text
    fields = dict(
        re.findall(r'<input id="(\w+)" name="\w+" type="\w+" value="([^"]*)"', form)
    )
    chosen = {"stayed": "no", "symptoms": "no", "transport": "train", "origin": ""}
    return clerk.post(
        path, data={"csrf_token": token(clerk, path), **fields, **chosen, **changed}
    )


def test_the_same_sheet_twice_imports_nobody_twice_and_another_one_is_a_difference(
    clerk, office
) -> None:
    page = paste(clerk, HEADER + "".join(rows(5)))
    take(clerk, page)
    again = paste(clerk, HEADER + "".join(rows(5)))
    assert "另有 5 行和花名册一样" in clerk.get(again).text
    take(clerk, again)
    assert len(everybody(office)) == 5
    changed = rows(6)
    changed[2] = changed[2].replace("3号楼2", "5号楼2")
    third = paste(clerk, HEADER + "".join(changed))
    shown = clerk.get(third).text
    assert (
        "有变化（1）" in shown
        and "和花名册不同：住在哪里" in shown
        and "新增（1）" in shown
    )
    take(clerk, third)
    people = everybody(office)
    assert len(people) == 6 and people[2].room == "5号楼2"


def test_a_sheet_cannot_turn_somebody_into_somebody_else(clerk, office) -> None:
    take(clerk, paste(clerk, HEADER + "".join(rows(2))))
    page = paste(clerk, HEADER + rows(2)[1].replace("示例乙", "示例某"))
    assert (
        "花名册上这个手机号是示例乙的" in clerk.get(page).text
        and "收下好的" not in clerk.get(page).text
    )
    assert [person.name for person in everybody(office)] == ["示例甲", "示例乙"]


def test_taking_twice_takes_once(clerk, office) -> None:
    page = paste(clerk, HEADER + "".join(rows(3)))
    version = re.search(r'name="version" value="(\d+)"', clerk.get(page).text)[1]
    sent = {"csrf_token": token(clerk, page), "version": version}
    assert clerk.post(f"{page}take/", data=sent).status_code == 302
    assert clerk.post(f"{page}take/", data=sent).status_code == 302
    assert len(everybody(office)) == 3


def test_an_excel_sheet_is_read_and_its_id_numbers_are_not(clerk, office) -> None:
    book = Workbook()
    book.active.append(["姓名", "身份证号", "手机", "从哪里来", "到达日期"])
    book.active.append(
        ["示例甲", "110101199003070070", "13800001201", "湖北武汉", "2020-02-20"]
    )
    data = io.BytesIO()
    book.save(data)
    page = "/app/my/people/upload/"
    sent = {
        "csrf_token": token(clerk, page),
        "sheet": (io.BytesIO(data.getvalue()), "花名册.xlsx"),
    }
    answer = clerk.post(page, data=sent, content_type="multipart/form-data")
    assert answer.status_code == 302, answer.text
    assert "身份证号码没有读入" in clerk.get(answer.location).text
    with office.database.reading() as session:
        staged = session.scalars(select(RosterImport)).one()
    assert "110101199003070070" not in str(staged.rows)


def test_what_is_no_sheet_is_told_at_the_field_and_nothing_is_kept(
    clerk, office
) -> None:
    page = "/app/my/people/upload/"
    sent = {
        "csrf_token": token(clerk, page),
        "sheet": (io.BytesIO(b"\x89PNG\r\n\x1a\n" + b"x" * 900_000), "名单.xlsx"),
    }
    answer = clerk.post(page, data=sent, content_type="multipart/form-data")
    assert answer.status_code == 200 and "这是图片" in answer.text
    assert (
        "没有认出姓名或手机号"
        in post(clerk, "/app/my/people/paste/", rows="今天天气不错").text
    )
    with office.database.reading() as session:
        assert session.scalars(select(RosterImport)).all() == []


def add(clerk, **changed: str):
    fields = {
        "name": "示例甲",
        "phone": "13800001201",
        "stayed": "no",
        "place": "湖北武汉",
        "arrived_on": "2月25日",
    }
    return post(
        clerk,
        "/app/my/people/add/",
        **{**fields, "symptoms": "no", "transport": "train", **changed},
    )


def test_a_person_added_by_hand_gets_a_determination_with_its_rows(
    clerk, office
) -> None:
    assert add(clerk, place="广东深圳").location == "/app/my/people/1/"
    shown = clerk.get("/app/my/people/1/").text
    assert "请您在家或宿舍单独居住" in shown and "3月10日" in shown and "14" in shown
    with office.database.reading() as session:
        kept = session.scalars(select(Determination)).one()
        entry = audit.history(session, _reference(office))[-1][0]
    assert (
        kept.isolation.startswith("isolation@")
        and kept.isolation_row
        and kept.regions
        and kept.region_row
    )
    assert entry.action == "roster.add" and entry.details == {
        "person": 1,
        "source": "hand",
    }


def _reference(office) -> str:
    return everybody(office)[0].enterprise.reference


@pytest.mark.parametrize(
    ("fields", "says"),
    [
        ({"place": "火星基地"}, "先问"),
        ({"symptoms": "yes"}, "身体不舒服或者发热"),
        ({"stayed": "yes", "place": "", "arrived_on": ""}, "您不用隔离"),
        ({"place": "广东深圳", "arrived_on": "2月1日"}, "已满 14 天"),
    ],
)
def test_what_the_rule_does_not_say_is_asked_and_never_clear(
    clerk, fields, says
) -> None:
    add(clerk, **fields)
    assert says in clerk.get("/app/my/people/1/").text


def test_a_second_person_with_the_same_phone_is_refused_in_words(clerk, office) -> None:
    add(clerk)
    answer = add(clerk, name="示例乙")
    assert answer.status_code >= 400 and "已经有人用这个手机号" in answer.text
    assert len(everybody(office)) == 1


def test_an_arrival_has_its_own_times_and_is_determined_anew(clerk, office) -> None:
    add(clerk, stayed="yes", place="", arrived_on="")
    page = "/app/my/people/1/arrival/"
    answer = post(
        clerk,
        page,
        place="浙江杭州",
        arrived_on="3月3日",
        transport="train",
        symptoms="no",
    )
    assert answer.status_code == 302, answer.text
    shown = clerk.get("/app/my/people/1/").text
    assert (
        "返岗 3月3日" in shown
        and "晚了 2 天" in shown
        and "请您在家或宿舍单独居住" in shown
    )


def test_leaving_is_dated_and_can_be_taken_back(clerk, office) -> None:
    add(clerk)
    soon = post(clerk, "/app/my/people/1/leave/", on="3月6日").text
    assert "这一天还没有到" in soon
    assert post(clerk, "/app/my/people/1/leave/", on="3月4日").status_code == 302
    assert "3月4日 已离开本单位" in clerk.get("/app/my/people/1/").text
    assert "示例甲" not in clerk.get("/app/my/people/").text
    assert post(clerk, "/app/my/people/1/undo/", "/app/my/people/1/").status_code == 302
    assert everybody(office)[0].left_on is None


def test_the_code_on_the_wall_brings_people_who_wait_for_the_clerk(
    clerk, app, office
) -> None:
    shown = post_and_open(clerk, "/app/my/people/wall/").text
    address = re.search(r"http://[^<]+/app/wall/([^<]+)<", shown)[1]
    worker = app.test_client()
    assert worker.get(f"/app/wall/{address}").location == "/app/wall/"
    fields = {
        "name": "示例甲",
        "phone": "13800001201",
        "stayed": "no",
        "place": "广东深圳",
        "arrived_on": "2月25日",
    }
    assert (
        "请阅读告知并勾选" in post(worker, "/app/wall/", **fields, symptoms="no").text
    )
    answer = post(worker, "/app/wall/", **fields, symptoms="no", consent="y")
    assert "交好了" in answer.text and "请您在家或宿舍单独居住" in answer.text
    assert (
        not everybody(office)[0].confirmed
        and "等您确认" in clerk.get("/app/my/people/").text
    )
    assert (
        post(clerk, "/app/my/people/1/confirm/", "/app/my/people/").status_code == 302
    )
    assert everybody(office)[0].confirmed
    reference = re.search(r'name="record" value="([^"]+)"', shown)[1]
    assert (
        post(
            clerk, "/app/noted/wall/", "/app/my/people/wall/", record=reference
        ).location
        == "/app/my/people/"
    )
    post_and_open(clerk, "/app/my/people/wall/")
    assert worker.get(f"/app/wall/{address}").status_code == 404, "the old code is out"


def test_an_enterprise_sees_only_its_own_people(clerk, app) -> None:
    add(clerk)
    page = paste(clerk, HEADER + "".join(rows(2)))
    other = app.test_client()
    journeys.register(other, name="示例别的厂", address="示例路 9 号")
    for path in ("/app/my/people/1/", "/app/my/people/1/edit/", page, f"{page}2/"):
        assert other.get(path).status_code == 404, path
    assert "示例甲" not in other.get("/app/my/people/").text


def test_a_name_is_looked_for_without_standing_in_an_address(clerk) -> None:
    add(clerk, name="金丝雀员工", phone="13800009999")
    page = "/app/my/people/"
    assert "金丝雀员工" in post(clerk, page, words="金丝雀").text
    assert "金丝雀员工" in post(clerk, page, words="9999").text
    assert "金丝雀员工" not in post(clerk, page, words="别人").text
    assert "金丝雀员工" in clerk.get(f"{page}?words=别人").text, "no name by address"


def test_names_phones_places_and_rooms_are_not_in_the_database_in_the_clear(
    clerk, office
) -> None:
    add(
        clerk,
        name="金丝雀员工",
        phone="13800009999",
        place="湖北武汉金丝雀",
        room="金丝雀楼 201",
    )
    stored = everything_stored(office)
    assert not any(
        canary in stored
        for canary in ("金丝雀员工", "13800009999", "金丝雀楼", "武汉金丝雀")
    )
