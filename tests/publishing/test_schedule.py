"""Drafts, and documents that come and go by their minute: nothing of them is public before,
everything at that minute, and what is served is what a build from nothing gives.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime, timedelta
from pathlib import Path

import pytest
from sqlalchemy import select

from forms_app.base import logs
from forms_app.base.audit import AuditEntry
from forms_app.base.db import DatabaseAway
from forms_app.base.documents.schedule import State
from forms_app.base.office import Office
from forms_app.publishing.intake.accept import Acceptance
from forms_app.publishing.intake.check import check_tree
from forms_app.publishing.intake.waiting import waiting_in
from forms_app.publishing.release.serve import LiveSite
from forms_app.publishing.service.publisher import Publisher
from forms_app.publishing.site.build import build
from tests.base.attachments.test_attachments import photo
from tests.conftest import NOW
from tests.publishing import cold
from tests.publishing.soon import running, until
from tests.publishing.test_release import get

pytestmark = [
    pytest.mark.walk,
    pytest.mark.same_on_both(reason="about files, not about the database"),
]
SECRET = "示例粮油补贴"
NOTICE = f"""Title: {SECRET}
Date: 2020-03-05
Issuer: 示例街道办事处
Kind: service

{SECRET}的办法。
"""
ENGLISH = NOTICE.replace(SECRET, "Example grain subsidy")
PATH = "notices/subsidy.md"


def said(moment: datetime) -> str:
    return f"{moment:%Y-%m-%d %H:%M}"


def headed(text: str, *lines: str) -> str:
    return text.replace("\n\n", "\n" + "\n".join(lines) + "\n\n", 1)


def move(office: Office, moment: datetime) -> None:
    office.clock.__dict__["moment"] = (moment,)


def later(minutes: int) -> datetime:
    return NOW + timedelta(minutes=minutes)


class Room:
    """An office where documents are saved, and the clock is moved by minutes."""

    def __init__(self, office: Office) -> None:
        self.office = office
        self.publisher = Publisher(office, logs.configure())
        self.publisher.cycle("start")

    def save(self, text: str, path: str = PATH) -> None:
        (self.office.content / path).write_text(text, encoding="utf-8")

    def at(self, minutes: int) -> None:
        move(self.office, later(minutes))

    def served(self) -> dict[str, bytes]:
        return cold.released(self.office)

    def cold(self, out: Path) -> dict[str, bytes]:
        """What a build from nothing gives."""
        return cold.built(self.office, out)

    def round(self) -> dict[str, bytes]:
        self.publisher.cycle("content", set(), others=True)
        self.publisher.later.settle()
        return self.served()

    def is_due(self) -> bool:
        return self.publisher.acceptance.is_due(self.office.clock.now())

    def told(self) -> list[str]:
        """Of the notice, in which files of the site its words stand."""
        return [
            path
            for path, data in self.served().items()
            if SECRET.encode() in data or b"subsidy" in data or "subsidy" in path
        ]

    def whats(self) -> list[tuple[str, str, str]]:
        return [
            (one.what, one.path, one.author)
            for one in self.publisher.acceptance.journal
            if one.is_document
        ]

    def states(self) -> dict[str, State]:
        return {one.path: one.state for one in waiting_in(self.office.data)}

    def faults(self) -> dict[str, str]:
        return {one.path: one.message for one in self.publisher.round.faults}


@pytest.fixture
def room(office):
    return Room(office)


def test_a_draft_is_judged_and_nowhere_on_the_site_until_it_is_none(room, tmp_path):
    room.save(headed(NOTICE, "Draft: yes"))
    room.round()
    assert room.told() == []
    assert room.states() == {PATH: State.DRAFT}
    assert not (room.office.accepted / PATH).exists()
    kept = room.office.data / "waiting" / PATH
    assert kept.read_text(encoding="utf-8") == headed(NOTICE, "Draft: yes")
    room.save(headed(NOTICE, "Draft: maybe"))
    room.round()
    assert room.faults() == {PATH: "“maybe”不在可选的词里"}
    assert room.states() == {}
    assert not kept.exists()
    room.save(NOTICE)
    assert room.round() == room.cold(tmp_path / "cold")
    assert "notices/subsidy/index.html" in room.told()


def test_a_notice_comes_at_its_minute_by_nobodys_hand_as_one_entry_of_the_journal(
    room, tmp_path
):
    text = headed(NOTICE, f"Publish: {said(later(30))}")
    room.save(text)
    assert room.round() == room.cold(tmp_path / "before")
    assert room.told() == []
    assert room.states() == {PATH: State.WAITING}
    room.at(29)
    assert not room.is_due()
    room.at(30)
    assert room.is_due()
    assert room.round() == room.cold(tmp_path / "after")
    assert {"notices/subsidy/index.html", "feeds/notices.atom.xml"} <= set(room.told())
    assert room.whats() == [("published", PATH, "publisher")]
    assert room.states() == {}
    assert (room.office.accepted / PATH).read_text(encoding="utf-8") == text
    assert not room.is_due()
    room.round()
    assert len(room.whats()) == 1
    with room.office.database.reading() as session:
        chosen = select(AuditEntry).where(AuditEntry.subject == PATH)
        [entry] = session.scalars(chosen)
        assert entry.action == "document.published"
        assert entry.actor_kind == "system"


def test_a_change_of_what_is_public_waits_while_the_version_in_force_stays(
    room, tmp_path
):
    room.save(NOTICE)
    room.round()
    changed = NOTICE.replace("的办法", "的新办法")
    room.save(headed(changed, f"Publish: {said(later(30))}"))
    served = room.round()
    page = served["notices/subsidy/index.html"].decode()
    assert f"{SECRET}的办法" in page
    assert "新办法" not in page
    room.at(30)
    assert room.round() == room.cold(tmp_path / "after")
    assert "新办法" in room.served()["notices/subsidy/index.html"].decode()


def test_a_draft_takes_down_what_is_public_at_once_even_from_a_faulty_file(
    room, tmp_path
):
    for faulty in (False, True):
        room.save(NOTICE)
        room.round()
        assert room.told()
        kind = "Kind: nonsense" if faulty else "Kind: service"
        room.save(headed(NOTICE, "Draft: yes").replace("Kind: service", kind))
        assert room.round() == room.cold(tmp_path / f"cold-{faulty}")
        assert room.told() == []
        assert room.whats()[-1][0] == "drafted"


def test_a_page_goes_at_its_minute_and_is_there_until_then(room, tmp_path):
    room.save(headed(NOTICE, f"Unpublish: {said(later(30))}"))
    room.round()
    assert room.told()
    room.at(29)
    assert not room.is_due()
    room.at(31)
    assert room.is_due()
    assert room.round() == room.cold(tmp_path / "cold")
    assert room.told() == []
    assert room.states() == {PATH: State.OVER}
    assert room.whats() == [("unpublished", PATH, "publisher")]
    room.round()
    assert len(room.whats()) == 1


def test_what_was_accepted_goes_at_its_minute_whatever_was_saved_since(room):
    room.save(headed(NOTICE, f"Unpublish: {said(later(30))}"))
    room.round()
    room.save(NOTICE.replace("Kind: service", "Kind: nonsense"))
    room.round()
    assert room.told()
    room.at(30)
    assert room.is_due()
    room.round()
    assert room.told() == []
    room.save(NOTICE)
    room.round()
    assert room.told()


def test_a_translation_is_never_public_without_what_it_translates(room, tmp_path):
    english = "notices/subsidy.en.md"
    room.save(headed(NOTICE, f"Publish: {said(later(30))}"))
    room.save(ENGLISH, english)
    served = room.round()
    assert "en/notices/subsidy/index.html" not in served
    assert room.states() == {PATH: State.WAITING, english: State.WAITING}
    room.at(30)
    assert room.round() == room.cold(tmp_path / "cold")
    assert "en/notices/subsidy/index.html" in room.served()
    room.save(headed(NOTICE, "Draft: yes"))
    served = room.round()
    assert "en/notices/subsidy/index.html" not in served
    assert "notices/subsidy/index.html" not in served
    room.save(headed(NOTICE, "Publish: 明天"))
    room.round()
    assert "en/notices/subsidy/index.html" not in room.served()


def test_a_draft_of_a_translation_leaves_the_chinese_public(room):
    room.save(NOTICE)
    room.save(headed(ENGLISH, "Draft: yes"), "notices/subsidy.en.md")
    served = room.round()
    assert "notices/subsidy/index.html" in served
    assert "en/notices/subsidy/index.html" not in served


def test_a_public_text_cannot_link_to_what_waits_nor_rest_on_it(room):
    room.save(headed(NOTICE, f"Publish: {said(later(30))}"))
    other = NOTICE.replace(SECRET, "另一份").replace(
        "的办法。", "见 [办法]({filename}subsidy.md)。"
    )
    room.save(other, "notices/other.md")
    measure = f"Title: 示例措施\nGroup: crowds\nBasis: subsidy\nSince: {NOW.date()}\n"
    room.save(measure, "measures/example-measure.md")
    served = room.round()
    assert "notices/other/index.html" not in served
    says = "“notices/subsidy.md”还没有公开，不能先链接到它、以它为依据"
    assert room.faults() == {
        "notices/other.md": says,
        "measures/example-measure.md": says,
    }
    same = f"Publish: {said(later(30))}"
    room.save(headed(other, same), "notices/other.md")
    room.save(measure + same + "\n", "measures/example-measure.md")
    room.round()
    assert room.faults() == {}
    room.at(30)
    served = room.round()
    assert room.faults() == {}
    assert "notices/other/index.html" in served
    assert "示例措施" in served["measures/index.html"].decode()


def test_nothing_new_can_rest_on_what_is_made_a_draft_in_the_same_moment(room):
    room.save(NOTICE)
    room.round()
    room.save(headed(NOTICE, "Draft: yes"))
    measure = f"Title: 示例措施\nGroup: crowds\nBasis: subsidy\nSince: {NOW.date()}\n"
    room.save(measure, "measures/example-measure.md")
    served = room.round()
    assert set(room.faults()) == {"measures/example-measure.md"}
    assert "示例措施" not in served["measures/index.html"].decode()


def test_a_picture_of_a_draft_is_published_with_it_and_not_before(room):
    media = room.office.content / "media"
    media.mkdir(exist_ok=True)
    (media / "oil.jpg").write_bytes(photo((40, 30)))
    shown = NOTICE + "\n![粮油](media/oil.jpg)\n"
    room.save(headed(shown, f"Publish: {said(later(30))}"))
    before = set(room.round())
    room.at(30)
    after = set(room.round())
    [added] = [path for path in after - before if path.startswith("media/")]
    assert added.endswith(".jpg")


def test_a_publisher_that_was_off_over_the_minute_does_it_at_its_start(room, tmp_path):
    room.save(headed(NOTICE, f"Publish: {said(later(30))}"))
    going = headed(NOTICE.replace(SECRET, "要撤下的"), f"Unpublish: {said(later(30))}")
    room.save(going, "notices/going.md")
    served = room.round()
    assert "notices/going/index.html" in served
    room.at(60 * 24 * 3)
    room.publisher = Publisher(room.office, logs.configure())
    room.publisher.cycle("start")
    room.publisher.later.settle()
    served = room.served()
    assert served == room.cold(tmp_path / "cold")
    assert "notices/subsidy/index.html" in served
    assert "notices/going/index.html" not in served
    assert {what for what, _path, _author in room.whats()} == {
        "published",
        "unpublished",
    }


def test_a_clock_that_goes_back_takes_nothing_back_that_is_public(room):
    room.save(headed(NOTICE, f"Publish: {said(later(30))}"))
    room.round()
    room.at(45)
    room.round()
    assert room.told()
    room.at(5)
    room.round()
    assert room.told()


@contextmanager
def database_away(room: Room) -> Iterator[None]:
    def gone(*_words: object, **_named: object) -> object:
        raise DatabaseAway

    with pytest.MonkeyPatch.context() as away:
        for name in ("reading", "writing"):
            away.setattr(type(room.office.database), name, gone)
        yield


def entries(room: Room) -> list[str]:
    with room.office.database.reading() as session:
        found = select(AuditEntry).where(AuditEntry.subject == PATH)
        return [one.action for one in session.scalars(found)]


def test_pages_come_and_go_at_their_minute_with_the_database_away(room):
    """Once it is there again, it follows: an entry for each."""
    said_when = f"Publish: {said(later(30))}\nUnpublish: {said(later(60))}"
    room.save(headed(NOTICE, said_when))
    room.round()
    assert room.told() == []
    with database_away(room):
        room.at(30)
        room.publisher.cycle("schedule", set(), others=True)
        assert room.told()
        room.at(60)
        room.publisher.cycle("schedule", set(), others=True)
        assert room.told() == []
    assert entries(room) == []
    room.publisher.cycle("content", None)
    assert len(entries(room)) == 2


def test_a_draft_takes_its_page_down_with_the_database_away(room):
    room.save(NOTICE)
    room.round()
    assert room.told()
    with database_away(room):
        room.save(headed(NOTICE, "Draft: yes"))
        room.publisher.cycle("content", set(), others=True)
        assert room.told() == []
    room.publisher.cycle("content", None)
    assert room.told() == [] and len(entries(room)) == 1


def test_a_crash_between_the_journal_and_the_tree_is_finished_without_a_second_entry(
    room, monkeypatch
):
    room.save(headed(NOTICE, f"Publish: {said(later(30))}"))
    room.round()
    room.at(30)
    acceptance = room.publisher.acceptance

    class Killed(BaseException):
        pass

    def kill(_changes: object) -> None:
        raise Killed

    with monkeypatch.context() as crash, pytest.raises(Killed):
        crash.setattr(acceptance.accepted, "apply", kill)
        room.publisher.cycle("schedule", set(), others=True)
    room.publisher = Publisher(room.office, logs.configure())
    assert (room.office.accepted / PATH).exists()
    room.publisher.cycle("start")
    assert room.told()
    assert [what for what, _path, _author in room.whats()] == ["published"]


def test_the_minute_is_that_of_the_clock_of_the_office(office):
    """In the zone of its office.toml, whatever the machine says."""
    path = office.content / PATH
    path.write_text(headed(NOTICE, "Publish: 2020-03-05 12:00"), encoding="utf-8")
    noon = datetime.fromisoformat("2020-03-05T04:00:00+00:00")
    for minutes, state in ((-1, True), (0, False)):
        moment = noon + timedelta(minutes=minutes)
        tree = check_tree(office.content, NOW.date(), office.accepted, moment)
        assert (PATH in tree.waiting) is state


def test_a_page_that_would_go_before_it_comes_is_a_fault_with_its_line(office):
    path = office.content / PATH
    lines = ("Publish: 2020-03-08 09:00", "Unpublish: 2020-03-08 09:00")
    path.write_text(headed(NOTICE, *lines), encoding="utf-8")
    [fault] = check_tree(office.content, NOW.date(), office.accepted).faults
    assert fault.line == 6
    assert "一刻也看不到" in fault.message


def test_a_running_publisher_wakes_for_a_minute_by_itself(office):
    with running(office):
        path = office.content / PATH
        path.write_text(headed(NOTICE, f"Publish: {said(later(5))}"), encoding="utf-8")
        until(lambda: bool(waiting_in(office.data)))
        move(office, later(5))
        until(lambda: _status(office) == "200 OK")


def _status(office) -> str:
    return get(LiveSite(lambda *_: [], office.site), "/notices/subsidy/")[0]


def test_what_waits_for_its_minute_survives_acceptance_being_made_anew(office):
    """As after any fault of the disk."""
    path = office.content / PATH
    path.write_text(headed(NOTICE, f"Publish: {said(later(5))}"), encoding="utf-8")

    def accepted(minutes: int) -> list[str]:
        made = Acceptance(office.content, office.accepted, office.data)
        found = made.run(NOW.date(), later(minutes))
        return [one.what for one in found.scheduled]

    assert accepted(0) == []
    assert accepted(5) == ["published"]
    assert accepted(6) == []


def test_pelican_by_hand_leaves_out_of_content_what_waits(office, tmp_path):
    content: Path = office.content
    (content / PATH).write_text(headed(NOTICE, "Draft: yes"), encoding="utf-8")
    build(content, tmp_path / "out", "https://example.org")
    told = [
        path
        for path in (tmp_path / "out").rglob("*")
        if path.is_file() and SECRET.encode() in path.read_bytes()
    ]
    assert told == []
    assert (tmp_path / "out" / "notices" / "canteen" / "index.html").exists()
