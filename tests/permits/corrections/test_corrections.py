"""A registration is read and put right: contacts at once, what a decision rests on when staff have checked it."""

from __future__ import annotations

import pytest
from sqlalchemy import select

from forms_app.base.audit import AuditEntry
from forms_app.base.personal import phone_index
from forms_app.permits.corrections.models import Correction
from forms_app.permits.enterprises.models import Enterprise
from tests import journeys
from tests.conftest import post
from tests.home_page import happened, rows

OWN = "/app/my/registration/"
WAITING = "/app/staff/corrections/"
CONTACT = {
    "contact_name": "示例人",
    "contact_phone": "13800005678",
    "safety_manager": "示例安全员",
}
WHO = {
    "name": "示例新名称",
    "kind": "shop",
    "trade": "retail",
    "code": "",
    "no_code": "y",
}


@pytest.fixture
def applied(client) -> str:
    reference, _code = journeys.register(client)
    journeys.apply(client)
    return reference


def unit(office) -> Enterprise:
    with office.database.reading() as session:
        return session.scalars(select(Enterprise)).one()


def wishes(office) -> list[Correction]:
    with office.database.reading() as session:
        return list(session.scalars(select(Correction).order_by(Correction.id)))


def actions(office) -> list[str]:
    with office.database.reading() as session:
        entries = session.scalars(select(AuditEntry).order_by(AuditEntry.number))
        known = ("correction.", "enterprise.amend")
        return [one.action for one in entries if one.action.startswith(known)]


def test_a_mistyped_phone_is_mended_at_once_and_is_the_one_that_is_called(
    client, office, staff, applied
) -> None:
    assert "登记的内容" in client.get("/app/my/").text
    assert "更改" in client.get(OWN).text
    told = post(client, f"{OWN}contact/", **CONTACT)
    assert told.location == OWN
    page = client.get(OWN).text
    assert "改好了。" in page and "13800005678" in page
    assert unit(office).phone_index == phone_index("13800005678")
    reviewer = staff("reviewer", ("qiantou",))
    assert "13800005678" in reviewer.get(f"/app/staff/enterprises/{applied}/").text
    with office.database.reading() as session:
        query = select(AuditEntry).where(AuditEntry.action == "enterprise.amend")
        (entry,) = session.scalars(query)
    changed = ["contact_name", "contact_phone", "safety_manager"]
    assert entry.details == {"fields": changed}, "and none of what they say"


@pytest.mark.parametrize(
    ("wrong", "says"),
    [({"contact_phone": "12"}, "电话"), ({"contact_name": ""}, "请填写联系人姓名")],
)
def test_what_cannot_be_is_told_at_its_field_and_nothing_changes(
    client, office, applied, wrong, says
) -> None:
    before = unit(office)
    told = post(client, f"{OWN}contact/", **{**CONTACT, **wrong})
    assert told.status_code == 200 and 'id="summary"' in told.text and says in told.text
    assert unit(office).version == before.version and actions(office) == []


def test_until_something_rests_on_it_a_slip_is_mended_by_whoever_made_it(
    client, office
) -> None:
    journeys.register(client)
    assert "社区核对以后才改" not in client.get(f"{OWN}who/").text
    post(client, f"{OWN}who/", **WHO)
    assert unit(office).name == "示例新名称" and wishes(office) == []
    assert unit(office).name_key, "and it is found by its new name"
    post(client, "/app/apply/")
    assert "社区核对以后才改" not in client.get(f"{OWN}who/").text, "only a draft"


def test_what_an_application_rests_on_waits_for_staff(
    client, office, staff, applied
) -> None:
    before = unit(office).name
    assert "社区核对以后才改" in client.get(f"{OWN}who/").text
    post(client, f"{OWN}who/", **WHO)
    assert unit(office).name == before
    page = client.get(OWN).text
    assert "等社区核对" in page and "示例新名称" in page and before in page
    elsewhere = staff("reviewer", ("xunmei",))
    assert "示例新名称" not in elsewhere.get(WAITING).text
    reviewer = staff("reviewer", ("qiantou",))
    assert "要更正登记" in reviewer.get("/app/staff/").text
    assert "示例新名称" in reviewer.get(WAITING).text
    assert post(elsewhere, f"{WAITING}1/accept/", WAITING).status_code == 404
    post(reviewer, f"{WAITING}1/accept/", WAITING)
    assert unit(office).name == "示例新名称"
    assert "没有要核对的更正" in reviewer.get(WAITING).text
    assert "要更正登记" not in reviewer.get("/app/staff/").text
    assert "等社区核对" not in client.get(OWN).text
    wished = ["correction.ask", "enterprise.amend", "correction.accept"]
    assert actions(office) == wished
    history = reviewer.get(f"/app/staff/enterprises/{applied}/").text
    assert "照请求更正了登记" in history
    again = post(
        reviewer,
        f"{WAITING}1/accept/",
        f"/app/staff/enterprises/{applied}/registration/who/",
    )
    assert again.status_code == 409 and "别人已经处理过" in again.text
    assert actions(office) == wished


def test_a_wish_that_is_declined_says_why_to_whoever_made_it(
    client, office, staff, applied
) -> None:
    post(client, f"{OWN}who/", **WHO)
    reviewer = staff("reviewer", ("qiantou",))
    post(reviewer, f"{WAITING}1/decline/", WAITING)
    assert "请写明不改的理由" in reviewer.get(WAITING).text
    assert wishes(office)[0].decided_at is None
    post(reviewer, f"{WAITING}1/decline/", WAITING, reason="和执照不一样")
    page = client.get(OWN).text
    assert "上次要改的没有改" in page and "和执照不一样" in page
    assert unit(office).name != "示例新名称"


def test_asking_again_adds_to_the_open_wish_and_taking_back_ends_it(
    client, office, applied
) -> None:
    post(client, f"{OWN}who/", **WHO)
    post(client, f"{OWN}where/", grid="qiantou-2", address="示例路 99 号")
    first, second = wishes(office)
    assert first.outcome == "taken-back"
    assert second.given["name"] == "示例新名称"
    assert second.given["address"] == "示例路 99 号"
    assert 'value="示例新名称"' in client.get(f"{OWN}who/").text, "as it was wished"
    post(client, f"{OWN}take-back/", OWN)
    assert "等社区核对" not in client.get(OWN).text
    assert unit(office).name != "示例新名称"


def test_asking_for_what_is_there_already_asks_nothing(client, office, applied) -> None:
    known = unit(office)
    same = {"grid": known.grid, "address": known.address, "place": known.place}
    public = {"place_public": "y"} if known.place_public else {}
    post(client, f"{OWN}where/", **same, **public)
    assert "没有要改的" in client.get(OWN).text and wishes(office) == []


def test_staff_put_a_registration_right_within_their_reach(
    client, office, staff, applied
) -> None:
    path = f"/app/staff/enterprises/{applied}/registration/"
    worker = staff("grid_worker", (), (unit(office).grid,))
    assert "更正登记" in worker.get(f"/app/staff/enterprises/{applied}/").text
    told = post(worker, f"{path}contact/", **CONTACT)
    assert told.location == f"/app/staff/enterprises/{applied}/"
    assert unit(office).contact_phone == "13800005678"
    post(worker, f"{path}who/", **WHO)
    assert unit(office).name == "示例新名称"
    next_door = staff("grid_worker", (), ("xunmei-2",))
    assert next_door.get(f"{path}contact/").status_code == 404


def test_a_thousand_and_one_wishes_are_all_waiting(client, office, staff) -> None:
    journeys.register(client)
    with office.database.writing() as session:
        unit = session.scalars(select(Enterprise)).one()
        now = unit.registered_at
        wish = {"enterprise_id": unit.id, "asked_at": now, "given": {"name": "示例"}}
        session.add_all(Correction(**wish) for _number in range(1001))
    reviewer = staff("reviewer", ("qiantou",))
    assert "1001" in reviewer.get(WAITING).text
    assert "示例" in reviewer.get(f"{WAITING}?from=1000").text


def test_the_row_of_the_registration_says_that_a_wish_waits(client, applied) -> None:
    own = "登记的内容"
    assert rows(client.get("/app/my/").text)[own] == ("好了", "有错就改", OWN)
    where = {"grid": "qiantou-2", "address": "示例路 9 号", "place": ""}
    assert post(client, f"{OWN}where/", **where).status_code == 302
    page = client.get("/app/my/").text
    says = "3月5日 09:30 请求更正，等社区核对"
    assert rows(page)[own][:2] == ("等答复", says)
    assert happened(page).count("请求更正登记") == 1
    post(client, f"{OWN}take-back/", OWN)
    page = client.get("/app/my/").text
    assert rows(page)[own][0] == "好了" and "收回了" in page
