"""The main job, whole: register, apply, be returned, hand in again, accepted, checked, approved, public; and taken away."""

from __future__ import annotations

import json
import re
from collections.abc import Callable

import pytest
from flask.testing import FlaskClient
from sqlalchemy import select

from forms_app.base import audit
from forms_app.base.office import Office
from forms_app.permits.resumption.models import Application, Call
from tests import journeys
from tests.conftest import post
from tests.rule_files import DECISIONS


def public(office: Office, reference: str) -> str:
    return (office.site / "tree" / "enterprises" / reference / "index.html").read_text(
        encoding="utf-8"
    )


def listed(office: Office) -> dict[str, str]:
    data = json.loads(
        (office.site / "tree/data/enterprises/qiantou.json").read_text(encoding="utf-8")
    )
    return {row["reference"]: row["status"] for row in data["enterprises"]}


def up_to_checked(
    client: FlaskClient, staff: Callable[..., FlaskClient], publish: Callable[[], int]
) -> tuple[str, FlaskClient]:
    reference, _code = journeys.register(client)
    journeys.apply(client)
    reviewer = staff("reviewer", ("qiantou",))
    worker = staff("grid_worker", (), ("qiantou-2",))
    assert journeys.accept(reviewer).status_code == 302
    publish()
    assert journeys.check(worker, reference).status_code == 302
    return reference, reviewer


def test_the_loop_from_registration_to_the_public_list_by_the_button(
    client, staff, publish, office
) -> None:
    reference, _code = journeys.register(client)
    journeys.apply(client)
    reviewer = staff("reviewer", ("qiantou",))
    worker = staff("grid_worker", (), ("qiantou-2",))
    page = "/app/staff/applications/1/"
    returned = post(
        reviewer,
        f"{page}return/",
        page,
        version=journeys.version(reviewer),
        supplies="口罩请再数一遍",
    )
    assert returned.status_code == 302
    assert "口罩请再数一遍" in client.get("/app/my/").text
    assert client.get("/app/apply/people/").status_code == 302, (
        "only what was returned is asked again"
    )
    assert (
        post(client, "/app/apply/supplies/", **journeys.PAGES["supplies"]).status_code
        == 302
    )
    assert post(client, "/app/apply/check/", **journeys.COMMITMENT).status_code == 302
    assert journeys.accept(reviewer).status_code == 302
    text = (office.content / DECISIONS / "qiantou" / f"{reference}.md").read_text(
        encoding="utf-8"
    )
    assert (
        "Status: pending" in text and "13800009876" not in text and "金丝雀" not in text
    )
    publish()
    assert not (office.site / "tree" / "enterprises" / reference).exists(), (
        "pending shows nothing"
    )
    assert (
        journeys.check(worker, reference, gate_temperature="failed").status_code == 302
    )
    assert "入口有人测温" in client.get("/app/my/").text
    assert journeys.check(worker, reference).status_code == 302
    path = f"/app/staff/enterprises/{reference}/approve/"
    assert post(reviewer, path).status_code == 302
    publish()
    assert (
        "有效" in public(office, reference) and listed(office)[reference] == "approved"
    )
    assert "准予开工" in client.get("/app/my/").text
    with office.database.reading() as session:
        assert session.scalars(select(Application)).one().stage == "approved"
        assert [
            call.about for call in session.scalars(select(Call).order_by(Call.id))
        ] == [
            "returned",
            "to-put-right",
            "approved",
        ]
        assert audit.verify(session) is None


@pytest.mark.same_on_both
def test_an_approval_by_editing_the_file_is_the_same_approval(
    client, staff, publish, office
) -> None:
    reference, _reviewer = up_to_checked(client, staff, publish)
    path = office.content / DECISIONS / "qiantou" / f"{reference}.md"
    text = path.read_text(encoding="utf-8").replace(
        "Status: pending", "Status: approved"
    )
    path.write_text(text + "本店的备注。\n", encoding="utf-8")
    publish()
    assert "有效" in public(office, reference) and "本店的备注" in public(
        office, reference
    )
    with office.database.reading() as session:
        entry = [entry for entry, _reason in audit.history(session, reference)][-1]
        assert (entry.action, entry.actor_kind) == (
            "permission.approved",
            "content-file",
        )
        assert session.scalars(select(Application)).one().stage == "approved"


@pytest.mark.same_on_both
def test_taking_away_by_button_by_file_and_by_deletion(
    client, staff, publish, office
) -> None:
    reference, reviewer = up_to_checked(client, staff, publish)
    post(reviewer, f"/app/staff/enterprises/{reference}/approve/")
    publish()
    path = f"/app/staff/enterprises/{reference}/suspend/"
    assert "请写明理由" in post(reviewer, path, reason="").text
    assert post(reviewer, path, reason="入口测温没有落实").status_code == 302
    publish()
    assert "暂停" in public(office, reference) and "入口测温没有落实" in public(
        office, reference
    )
    assert listed(office)[reference] == "suspended"
    file = office.content / DECISIONS / "qiantou" / f"{reference}.md"
    text = file.read_text(encoding="utf-8").replace(
        "Status: suspended", "Status: revoked"
    )
    file.write_text(text, encoding="utf-8")
    publish()
    assert "已撤销" in public(office, reference)
    file.unlink()
    publish()
    assert "已撤下" in public(office, reference) and reference not in listed(office)
    assert client.get("/app/my/poster/").status_code == 302, (
        "no poster for what is not valid"
    )


@pytest.mark.same_on_both
def test_an_approval_before_the_check_at_the_door_waits_and_says_why(
    client, staff, publish, office
) -> None:
    reference, _code = journeys.register(client)
    journeys.apply(client)
    journeys.accept(staff("reviewer", ("qiantou",)))
    publish()
    file = office.content / DECISIONS / "qiantou" / f"{reference}.md"
    file.write_text(
        file.read_text(encoding="utf-8").replace("pending", "approved"),
        encoding="utf-8",
    )
    publish()
    assert reference not in listed(office)
    faults = (office.content / "FAULTS.txt").read_text(encoding="utf-8")
    assert re.search(rf"{reference}\.md:\d+: 上门核验还没有通过", faults)
    journeys.check(staff("grid_worker", (), ("qiantou-2",)), reference)
    publish()
    assert listed(office)[reference] == "approved", (
        "it takes effect by itself when the check has passed"
    )


def test_personal_data_is_nowhere_but_encrypted_in_the_database(
    client, staff, publish, office, capfd
) -> None:
    reference, reviewer = up_to_checked(client, staff, publish)
    post(reviewer, f"/app/staff/enterprises/{reference}/approve/")
    publish()
    office.database.close()
    canaries = [
        word.encode() for word in ("金丝雀联系人", "金丝雀安全员", "13800009876")
    ]
    for file in office.config.office.rglob("*"):
        if file.is_file():
            data = file.read_bytes()
            assert not any(canary in data for canary in canaries), file
    logged = "".join(capfd.readouterr())
    assert not any(canary.decode() in logged for canary in canaries)
