"""Two pairs of eyes: what is written by one account is public once another has confirmed the very text; taking away
never waits."""

from __future__ import annotations

import re
from dataclasses import replace
from pathlib import Path

import pytest
from flask.testing import FlaskClient
from sqlalchemy import select

from forms_app.base import audit, logs
from forms_app.base.access import Actor, Role
from forms_app.base.contentfile.write import file_hash
from forms_app.base.office import Office
from forms_app.base.profile import FILE, profile_in
from forms_app.base.refusal import Refused
from forms_app.base.second_eyes import OF_DOCUMENTS
from forms_app.permits.resumption.models import Intent
from forms_app.publishing.countersigns import operations
from forms_app.publishing.countersigns.models import Countersign
from forms_app.publishing.countersigns.queries import open_ones
from forms_app.publishing.countersigns.rules import is_enough, may_confirm, needed
from forms_app.publishing.intake import authors
from forms_app.publishing.intake.countersigned import Countersigned
from forms_app.publishing.intake.sections import SECTIONS
from forms_app.publishing.service.publisher import Publisher
from tests import journeys
from tests.conftest import NOW, post
from tests.publishing.editor.test_staff_pages import opened, send
from tests.publishing.test_accept import GOOD, REFERENCE, path_of, put, standing
from tests.publishing.test_schedule import NOTICE, PATH
from tests.rule_files import CAMPAIGN, DECISIONS

pytestmark = pytest.mark.same_on_both(reason="about files, not about the database")
FOLDER = "/app/staff/countersigns/"
ALL = '\n[second_eyes]\napprovals = ["all"]\ndocuments = ["notices"]\n'
PENDING = GOOD.replace("approved", "pending").replace("Revision: 3", "Revision: 2")
SUSPENDED = GOOD.replace("approved", "suspended").replace(
    "Pilot", "Reason: 整改\nPilot"
)


class Room:
    """An office that wants second accounts, with a publisher of its own."""

    def __init__(self, office: Office, asks: str = ALL) -> None:
        self.office = office
        self.file = office.content / FILE
        self.file.write_text(self.file.read_text(encoding="utf-8") + asks)
        self.publisher = Publisher(office, logs.configure())
        self.round()

    def round(self) -> None:
        self.publisher.cycle("test")

    def save(self, text: str) -> Path:
        put(self.office, text)
        self.round()
        return path_of(self.office)

    def waits(self) -> list[Countersign]:
        with self.office.database.reading() as session:
            query = select(Countersign).order_by(Countersign.id)
            return [one for one in session.scalars(query) if one.ended is None]

    def ended(self) -> list[str | None]:
        with self.office.database.reading() as session:
            return list(
                session.scalars(select(Countersign.ended).order_by(Countersign.id))
            )

    def noted(self, subject: str = REFERENCE) -> list[tuple[str, str, str | None]]:
        with self.office.database.reading() as session:
            found = audit.history(session, subject)
        return [(one.action, one.actor_id, reason) for one, reason in found]

    def faults(self) -> dict[str, str]:
        return {one.path: one.message for one in self.publisher.round.faults}


@pytest.fixture
def room(office):
    return Room(office)


@pytest.fixture
def pair(staff):
    """Two accounts that may confirm decisions of the community."""
    return staff("reviewer", ("qiantou",)), staff("office", ("qiantou",))


def do(client: FlaskClient, one: Countersign, step: str, **fields: object):
    page = f"{FOLDER}{one.id}/"
    return post(client, f"{page}{step}/", page, **fields)


def test_every_folder_of_documents_may_be_named():
    names = {one.name for one in SECTIONS if one.name in OF_DOCUMENTS}
    assert names == OF_DOCUMENTS.keys()


@pytest.mark.parametrize(
    "writer, confirmed_by, is_alone, expected",
    [
        ("a", [], False, False),
        ("a", ["a"], False, False),
        ("a", ["b"], False, True),
        ("", ["b"], False, False),
        ("", ["b", "b"], False, False),
        ("", ["b", "c"], False, True),
        ("a", ["a"], True, True),
    ],
)
def test_when_it_is_enough(writer, confirmed_by, is_alone, expected):
    assert is_enough(writer, confirmed_by, is_alone) is expected
    assert needed(writer) == (1 if writer else 2)
    assert not may_confirm(writer, confirmed_by, writer or "b") or not confirmed_by


@pytest.mark.walk
def test_an_approval_by_file_waits_for_two_accounts_where_nobody_knows_who_wrote_it(
    room, pair
):
    one, other = pair
    room.save(GOOD)
    assert standing(room.office) == "none"
    (waits,) = room.waits()
    assert (waits.writer, waits.reference) == ("", REFERENCE)
    assert "要另一个账号确认" in room.faults()[waits.path]
    page = one.get(f"{FOLDER}{waits.id}/").text
    assert "示例箱包厂" in page
    assert "还差 2 个账号" in page
    do(one, waits, "confirm")
    room.round()
    assert standing(room.office) == "none"
    again = do(one, waits, "confirm")
    assert again.status_code == 409
    do(other, waits, "confirm")
    room.round()
    assert standing(room.office) == "approved"
    assert room.ended() == ["accepted"]
    assert [action for action, *_ in room.noted()][:2] == ["countersign.confirm"] * 2
    assert room.faults().keys() == set()


@pytest.mark.walk
def test_whoever_wrote_the_file_does_not_confirm_it_and_one_other_account_is_enough(
    office, app, pair, monkeypatch
):
    one, other = pair
    named = replace(office.config, writers={"wang": "reviewer-1-qiantou"})
    room = Room(replace(office, config=named))
    monkeypatch.setattr(authors, "_owner", lambda _path: "wang")
    room.save(GOOD)
    (waits,) = room.waits()
    assert waits.writer == "reviewer-1-qiantou"
    assert do(one, waits, "confirm").status_code == 409
    assert "要另一个人来确认" in one.get(f"{FOLDER}{waits.id}/").text
    do(other, waits, "confirm")
    room.round()
    assert standing(office) == "approved"


def test_a_name_that_is_no_account_is_nobodys(office, pair, monkeypatch):
    named = replace(office.config, writers={"wang": "reviewer-1-quantou"})
    room = Room(replace(office, config=named))
    monkeypatch.setattr(authors, "_owner", lambda _path: "wang")
    room.save(GOOD)
    (waits,) = room.waits()
    assert waits.writer == "", "a slip in settings.toml lets nobody confirm alone"


@pytest.mark.walk
def test_what_is_edited_after_it_was_confirmed_waits_anew(room, pair):
    one, other = pair
    room.save(GOOD)
    (waits,) = room.waits()
    do(one, waits, "confirm")
    do(other, waits, "confirm")
    room.save(GOOD.replace("示例箱包厂", "示例鞋厂"))
    assert standing(room.office) == "none"
    (anew,) = room.waits()
    assert anew.text_hash != waits.text_hash
    assert anew.confirmed_by == []
    assert room.ended()[0] == "overtaken"


@pytest.mark.walk
def test_an_edit_of_what_is_approved_waits_and_the_approved_text_stays(room, pair):
    one, other = pair
    room.save(GOOD)
    (waits,) = room.waits()
    do(one, waits, "confirm")
    do(other, waits, "confirm")
    room.round()
    room.save(GOOD.replace("示例箱包厂", "示例鞋厂"))
    assert standing(room.office) == "approved"
    kept = room.office.accepted / DECISIONS / "qiantou" / f"{REFERENCE}.md"
    assert "示例箱包厂" in kept.read_text(encoding="utf-8")
    assert len(room.waits()) == 1


@pytest.mark.walk
def test_taking_away_never_waits_and_giving_back_does(room, pair):
    one, other = pair
    room.save(GOOD)
    (waits,) = room.waits()
    do(one, waits, "confirm")
    do(other, waits, "confirm")
    room.round()
    room.save(SUSPENDED)
    assert standing(room.office) == "suspended"
    room.save(GOOD)
    assert standing(room.office) == "suspended"
    assert len(room.waits()) == 1, "the confirmation of before is good for nothing"
    path_of(room.office).unlink()
    room.round()
    assert standing(room.office) == "withdrawn"
    assert room.waits() == []


@pytest.mark.walk
def test_a_confirmation_is_good_once(room, pair):
    """Deleted and put back, the very text that was confirmed waits again."""
    one, other = pair
    path = room.save(GOOD)
    (waits,) = room.waits()
    do(one, waits, "confirm")
    do(other, waits, "confirm")
    room.round()
    path.unlink()
    room.round()
    room.save(GOOD)
    assert standing(room.office) == "withdrawn"
    assert len(room.waits()) == 1


def test_a_confirmation_is_used_up_where_no_database_can_say_so(room):
    """What a publisher knows by itself, also of the text of before: a file that the register writes anew when it is there."""
    path = "notices/one.md"
    digest = file_hash(NOTICE.encode())
    known = Countersigned(room.office.accepted)
    known.take({path: digest})
    assert not known.holds_document(path, NOTICE)
    known.use(path)
    begun_again = Countersigned(room.office.accepted)
    for one in (known, begun_again):
        assert one.holds_document(path, NOTICE)
        assert one.waits == {path: digest}


@pytest.mark.parametrize("step", [operations.let_go, operations.decline])
def test_without_a_reason_nothing_goes_and_nothing_is_put_back(room, step):
    room.save(GOOD)
    by = {"actor": Actor("staff", "somebody", Role.OFFICE), "now": NOW}
    with room.office.database.writing() as session:
        (found,) = open_ones(session)
        with pytest.raises(Refused):
            step(session, found, "  ", **by)
    room.round()
    assert standing(room.office) == "none" and len(room.waits()) == 1


def test_where_it_is_asked_for_in_one_community_others_do_not_wait(office):
    room = Room(office, '\n[second_eyes]\napprovals = ["xunmei"]\n')
    room.save(GOOD)
    assert standing(office) == "approved"
    assert room.waits() == []


def test_a_file_is_asked_for_by_its_campaign(office):
    room = Room(office, f'\n[second_eyes]\napprovals = ["{CAMPAIGN}"]\n')
    room.save(GOOD)
    assert standing(office) == "none"


@pytest.mark.walk
def test_what_is_urgent_goes_with_one_account_and_its_reason_until_another_saw_it(
    room, pair
):
    one, other = pair
    room.save(GOOD)
    (waits,) = room.waits()
    refused = do(one, waits, "alone", reason="")
    assert "请写明为什么不能等" in refused.text
    room.round()
    assert standing(room.office) == "none"
    do(one, waits, "alone", reason="示例：医院等着口罩")
    room.round()
    assert standing(room.office) == "approved"
    for client in pair:
        desk = client.get("/app/staff/").text
        assert "紧急放行的，另一个人还没有看" in desk
    close = one.get("/app/staff/day/qiantou/close/").text
    assert "紧急放行的，另一个人还没有看" in close
    assert do(one, waits, "seen").status_code == 409
    page = other.get(f"{FOLDER}{waits.id}/").text
    assert "示例：医院等着口罩" in page
    do(other, waits, "seen")
    assert "看过了，3月5日" in one.get(f"{FOLDER}{waits.id}/").text
    assert "紧急放行的，另一个人" not in other.get("/app/staff/").text
    assert ("countersign.alone", "reviewer-1-qiantou", "示例：医院等着口罩") in (
        room.noted()
    )
    assert "countersign.seen" in [action for action, *_ in room.noted()]


@pytest.mark.walk
def test_only_who_may_confirm_has_it_on_the_desk(room, pair, staff):
    one, _other = pair
    room.save(GOOD)
    assert "要第二个人确认" in one.get("/app/staff/").text
    elsewhere = staff("reviewer", ("xunmei",))
    assert "要第二个人确认" not in elsewhere.get("/app/staff/").text
    (waits,) = room.waits()
    assert elsewhere.get(f"{FOLDER}{waits.id}/").status_code == 404
    do(one, waits, "confirm")
    assert "要第二个人确认" not in one.get("/app/staff/").text


@pytest.mark.walk
def test_many_are_confirmed_together_and_what_was_edited_is_left(room, pair):
    one, _other = pair
    second = "QT-7K3M9A"
    put(room.office, GOOD)
    put(room.office, GOOD.replace(REFERENCE, second), second)
    room.round()
    both = [waits.id for waits in room.waits()]
    put(room.office, GOOD.replace("箱包", "鞋"))
    answer = post(one, f"{FOLDER}confirm/", FOLDER, row=both)
    page = one.get(answer.location).text
    assert "确认了 1 件。" in page
    assert "1 件没有确认" in page


def test_a_confirmed_text_is_public_with_the_database_away(room, pair, monkeypatch):
    """The publisher has what it needs in the accepted tree."""
    one, other = pair
    room.save(GOOD)
    (waits,) = room.waits()
    do(one, waits, "confirm")
    do(other, waits, "confirm")
    room.publisher.register.confirmed(room.publisher.acceptance.countersigned)
    monkeypatch.setattr(
        room.publisher.register, "_with_database", lambda *_args, **_more: None
    )
    room.round()
    assert standing(room.office) == "approved"


@pytest.mark.walk
def test_a_notice_waits_and_the_published_one_stays_until_it_is_confirmed(room, staff):
    writer = staff("office", ("qiantou",))
    other = staff("admin")
    notice = room.office.content / PATH
    notice.write_text(NOTICE, encoding="utf-8")
    room.round()
    accepted = room.office.accepted / PATH
    assert not accepted.exists()
    assert "要另一个账号确认才公开" in writer.get("/app/staff/publishing/").text
    (waits,) = room.waits()
    do(writer, waits, "confirm")
    do(other, waits, "confirm")
    room.round()
    assert accepted.read_text(encoding="utf-8") == NOTICE
    notice.write_text(NOTICE.replace("的办法", "的新办法"), encoding="utf-8")
    room.round()
    assert accepted.read_text(encoding="utf-8") == NOTICE
    notice.write_text(NOTICE.replace("Kind", "Draft: yes\nKind"), encoding="utf-8")
    room.round()
    assert not accepted.exists(), "a draft takes down at once"


def test_whoever_saved_a_notice_in_the_browser_is_its_writer(room, staff):
    writer = staff("office", ("qiantou",))
    other = staff("admin")
    notice = room.office.content / PATH
    notice.write_text(NOTICE.replace("\n\n", "\nDraft: yes\n\n", 1), encoding="utf-8")
    room.round()
    edit = f"/app/staff/content/edit/{PATH}/"
    whole = f"{edit}?as=text"
    answer = send(writer, opened(writer, whole, text=NOTICE, reason="示例"), edit)
    assert "要另一个账号确认才公开" in writer.get(answer.location).text
    room.round()
    (waits,) = room.waits()
    assert waits.writer == "office-1-qiantou"
    do(other, waits, "confirm")
    room.round()
    assert (room.office.accepted / PATH).exists()


@pytest.mark.walk
def test_fewer_second_accounts_wait_for_one_and_more_do_not(room, staff):
    one = staff("office", ("qiantou",))
    other = staff("admin")
    asks = room.file.read_text(encoding="utf-8")
    room.file.write_text(asks.replace('["all"]', "[]"), encoding="utf-8")
    room.save(GOOD)
    assert standing(room.office) == "none", "what was asked for still holds"
    assert "少要两人确认的地方" in room.faults()[FILE]
    more = asks.replace('["notices"]', '["all"]')
    room.file.write_text(more, encoding="utf-8")
    room.round()
    assert profile_in(room.office.accepted).second_eyes.of_document("plans/a.md")
    room.file.write_text(asks, encoding="utf-8")
    room.round()
    waits = next(found for found in room.waits() if found.path == FILE)
    do(one, waits, "confirm")
    do(other, waits, "confirm")
    room.round()
    assert not profile_in(room.office.accepted).second_eyes.of_document("plans/a.md")


def through_the_door(client: FlaskClient, reviewer: FlaskClient) -> str:
    """An application up to its decision; gives the reference."""
    reference, _code = journeys.register(client)
    journeys.apply(client)
    journeys.accept(reviewer)
    journeys.check(reviewer, reference)
    return reference


@pytest.mark.walk
def test_an_approval_by_the_button_waits_and_everybody_concerned_is_told(
    room, client, pair
):
    one, other = pair
    reference = through_the_door(client, one)
    room.round()
    page = f"/app/staff/enterprises/{reference}/approve/"
    assert "另一个账号看过、确认，就公开" in one.get(page).text
    answer = post(one, page)
    assert "edited=held" in answer.location
    room.round()
    assert standing(room.office, reference) == "pending"
    (waits,) = room.waits()
    assert waits.writer == "reviewer-1-qiantou"
    assert "等另一个账号确认" in one.get("/app/staff/applications/").text
    unit = one.get(f"/app/staff/enterprises/{reference}/").text
    assert "去看、确认" in unit
    assert f"/{reference}/approve/" not in unit, "it is not done a second time"
    assert "还要另一位工作人员看过、确认" in client.get("/app/my/").text
    assert "要第二个人确认" in other.get("/app/staff/").text
    assert "要第二个人确认" not in one.get("/app/staff/").text
    assert do(one, waits, "confirm").status_code == 409
    do(other, waits, "confirm")
    room.round()
    assert standing(room.office, reference) == "approved"
    assert "还要另一位工作人员" not in client.get("/app/my/").text
    noted = [(action, who) for action, who, _reason in room.noted(reference)]
    assert ("permission.approved", "reviewer-1-qiantou") in noted, "whose it was"
    assert ("countersign.confirm", "office-1-qiantou") in noted
    history = one.get(f"/app/staff/enterprises/{reference}/").text
    assert "第二人确认" in history


@pytest.mark.walk
def test_what_is_not_confirmed_is_put_back_and_no_button_does_it_again(
    room, client, pair
):
    one, other = pair
    reference = through_the_door(client, one)
    room.round()
    post(one, f"/app/staff/enterprises/{reference}/approve/")
    room.round()
    (waits,) = room.waits()
    page = f"{FOLDER}{waits.id}/"
    seen = re.search(r'name="seen" value="([^"]*)"', other.get(page).text)
    assert seen
    stale = do(other, waits, "decline", reason="示例：照片不清楚", seen="0" * 64)
    assert stale.status_code == 409
    do(other, waits, "decline", reason="示例：照片不清楚", seen=seen[1])
    room.round()
    room.round()
    file = path_of(room.office, reference).read_text(encoding="utf-8")
    assert "Status: pending" in file
    assert room.waits() == []
    with room.office.database.reading() as session:
        settled = session.scalars(
            select(Intent.settled).where(Intent.action == "approve")
        ).all()
    assert settled == ["declined"]
    again = one.get(f"/app/staff/enterprises/{reference}/")
    assert "/approve/" in again.text, "it may be decided again"
    assert "示例：照片不清楚" in again.text
