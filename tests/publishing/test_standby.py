"""Two folders, one database: what is saved on the host that does not publish is judged by the one that does, as if it
had been saved there.
"""

from __future__ import annotations

import os
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress

import pytest
from PIL import Image
from sqlalchemy import select

from forms_app.base import logs
from forms_app.base.away import DatabaseAway
from forms_app.base.jsonfiles import read_json
from forms_app.base.office import Office
from forms_app.base.processes import end_with_parent
from forms_app.publishing.intake import authors, working_copy
from forms_app.publishing.intake.offers import BESIDE
from forms_app.publishing.intake.shared_journal import is_known
from forms_app.publishing.intake.tombstones import Tombstones
from forms_app.publishing.models import Offer, Version
from forms_app.publishing.service.publisher import Publisher
from forms_app.publishing.service.standby import Standby
from tests.conftest import PROJECT
from tests.publishing.soon import SUSPENDED
from tests.publishing.test_accept import GOOD, REFERENCE, put, standing
from tests.publishing.test_crash import REVOKED
from tests.publishing.test_working_copy import (
    NOTICE,
    PAPER,
    PATH,
    text_in,
    told,
    write,
)

pytestmark = pytest.mark.postgresql_only(reason="SQLite is on one machine")
PATIENCE = 240.0
SECOND = PAPER.replace("第一版", "第二版")
FAULTY = PAPER.replace("Kind: prevention", "Kind: prevntion")


class Pair:
    """The host that publishes, and the one that stands by."""

    def __init__(self, first: Office, second: Office) -> None:
        self.first = first
        self.second = second
        self.publisher = Publisher(first, logs.configure())
        self.standby = Standby(second)
        self.publisher.cycle("start")
        self.look()

    def publish(self) -> set[str]:
        """What is offered, and what is saved on the first host."""
        written = self.publisher.register.take_offers()
        self.publisher.cycle("content")
        return written

    def look(self) -> None:
        """Until nothing on the second host waits to settle."""
        look(self.standby)

    def go_on(self) -> set[str]:
        self.look()
        written = self.publish()
        self.look()
        return written

    def offers(self) -> list[tuple[str, str]]:
        with self.first.database.reading() as session:
            query = select(Offer.path, Offer.state).order_by(Offer.path)
            return [tuple(row) for row in session.execute(query)]


def look(standby: Standby) -> None:
    """Until nothing waits to settle."""
    time.sleep(0.2)  # what was saved is heard of
    deadline = time.monotonic() + 10
    standby.go_on()
    while standby.offers.left:
        assert time.monotonic() < deadline
        time.sleep(0.1)
        standby.go_on()
    assert standby.says == ""


@pytest.fixture
def pair(office, other) -> Iterator[Pair]:
    put(office, GOOD)
    write(office, NOTICE, PAPER)
    made = Pair(office, other)
    assert text_in(other, PATH) == GOOD
    yield made
    made.standby.end()


def faults_of(office: Office) -> set[str]:
    return {one["path"] for one in read_json(office.data / "faults.json")}


def asides(office: Office) -> list[str]:
    return [path.name for path in office.content.rglob("*~")]


@pytest.mark.walk
def test_what_is_saved_on_a_standby_is_accepted_and_reaches_every_folder(pair) -> None:
    write(pair.second, NOTICE, SECOND)
    put(pair.second, SUSPENDED)
    assert pair.go_on() == {NOTICE, PATH}
    assert standing(pair.first) == "suspended"
    assert text_in(pair.first, NOTICE) == text_in(pair.second, NOTICE) == SECOND
    assert pair.offers() == []
    assert pair.go_on() == set(), "once"
    assert asides(pair.first) == asides(pair.second) == []


@pytest.mark.walk
def test_a_taking_away_that_cannot_be_offered_is_told_by_the_store_and_taken_back(
    pair,
) -> None:
    second = pair.second
    store = Tombstones(second.objects, second.keys)
    put(second, REVOKED)
    with pair.first.database.writing():  # nobody else can write meanwhile
        until(lambda: _is_told(pair, store))
    put(second, GOOD)
    pair.look()
    assert store.standing() == []
    put(second, SUSPENDED)
    assert pair.go_on() == {PATH}, "it goes on as ever"


@pytest.mark.walk
@pytest.mark.parametrize("is_told_of_the_grant", [True, False])
def test_a_taking_away_is_told_by_the_store_while_the_database_is_away(
    pair, monkeypatch, is_told_of_the_grant
) -> None:
    second = pair.second
    store = Tombstones(second.objects, second.keys)

    def away() -> None:
        raise DatabaseAway("cut off")

    with monkeypatch.context() as patch:
        patch.setattr(second.database, "reading", away)
        pair.standby.go_on()
        assert pair.standby.says == "DatabaseAway"
        if not is_told_of_the_grant:
            (second.accepted / PATH).unlink()
        put(second, REVOKED)
        until(lambda: _is_told(pair, store))
    assert pair.go_on() == {PATH}, "it goes on as ever"


@pytest.mark.walk
def test_what_is_put_aside_while_nothing_can_be_offered_takes_away_all_the_same(
    pair,
) -> None:
    second = pair.second
    store = Tombstones(second.objects, second.keys)
    newer = GOOD.replace("Revision: 3", "Revision: 4").replace("h: 3", "h: 4")
    put(pair.first, newer)
    pair.publish()
    put(second, REVOKED)
    with pair.first.database.writing():  # nobody else can write meanwhile
        until(lambda: _is_told(pair, store))
    assert text_in(second, PATH) == newer
    assert asides(second) == [f"{REFERENCE}.md~"]
    pair.go_on()
    assert standing(pair.first) == "checking", "as ever"


@pytest.mark.walk
def test_a_taking_away_that_no_publisher_takes_is_told_by_the_store(pair) -> None:
    second = pair.second
    store = Tombstones(second.objects, second.keys)
    put(second, REVOKED)
    pair.look()
    store.lay(second.data)
    assert store.standing() == [], "it was only just offered"
    until(lambda: _is_told(pair, store))
    assert pair.publish() == {PATH}
    pair.look()
    assert pair.standby.offers.telling.told == {}, "it ends when the journal knows it"


@pytest.mark.walk
def test_what_is_told_by_the_store_outlasts_the_text_before_and_ends_when_taken_back(
    pair,
) -> None:
    second = pair.second
    store = Tombstones(second.objects, second.keys)
    put(second, GOOD.replace("备注", "先改了备注"))
    pair.look()
    pair.publisher.register.take_offers()
    put(second, REVOKED)
    pair.look()
    until(lambda: _is_told(pair, store))
    pair.publisher.cycle("content")
    assert standing(pair.first) == "approved"
    (told,) = store.standing()
    with second.database.reading() as session:
        assert not is_known(session, told), "the text before was accepted later"
    pair.standby.end()
    pair.standby = Standby(second)
    put(second, GOOD)
    until(lambda: not _is_told(pair, store))


def _is_told(pair: Pair, store: Tombstones) -> bool:
    pair.standby.go_on()
    store.lay(pair.second.data)
    return [one.reference for one in store.standing()] == [REFERENCE]


@pytest.mark.walk
def test_what_is_saved_on_a_standby_before_anything_was_accepted_is_not_forgotten(
    office, other
) -> None:
    standby = Standby(other)
    standby.go_on()
    put(other, GOOD)
    for _look in range(8):
        time.sleep(0.2)
        standby.go_on()
    publisher = Publisher(office, logs.configure())
    publisher.cycle("start")
    standby.go_on()
    assert publisher.register.take_offers() == {PATH}
    standby.end()


@pytest.mark.walk
def test_a_fault_stands_on_the_standby_as_on_one_machine_and_ends_when_it_is_mended(
    pair,
) -> None:
    put(pair.second, REVOKED.replace("revoked", "revokd"))
    write(pair.second, NOTICE, FAULTY)
    pair.go_on()
    assert standing(pair.first) == "checking", "no fault keeps a permission alive"
    assert faults_of(pair.second) == faults_of(pair.first) == {PATH, NOTICE}
    assert f"{PATH}:7: " in told(pair.second)
    put(pair.second, REVOKED)
    write(pair.second, NOTICE, SECOND)
    pair.go_on()
    assert standing(pair.first) == "revoked"
    assert text_in(pair.first, NOTICE) == SECOND
    assert faults_of(pair.second) == faults_of(pair.first) == set()
    assert told(pair.second) == "没有需要改的文件。\n"
    assert pair.offers() == []
    assert asides(pair.first) == asides(pair.second) == []


@pytest.mark.walk
def test_a_fault_of_another_host_is_on_the_staff_page_and_not_in_this_folder(
    pair,
) -> None:
    write(pair.first, NOTICE, FAULTY)
    pair.go_on()
    assert faults_of(pair.second) == {NOTICE}
    assert told(pair.second) == "没有需要改的文件。\n"
    assert NOTICE in told(pair.first)


@pytest.mark.walk
def test_of_two_edits_on_one_version_the_second_is_put_aside_and_told(pair) -> None:
    mine = PAPER.replace("第一版", "在备用的主机上改的")
    write(pair.second, NOTICE, mine)
    write(pair.first, NOTICE, SECOND)
    pair.publish()
    pair.go_on()
    assert text_in(pair.first, NOTICE) == text_in(pair.second, NOTICE) == SECOND
    assert text_in(pair.second, f"{NOTICE}~") == mine
    assert f"{NOTICE}: {working_copy.OTHER}" in told(pair.second)
    (pair.second.content / f"{NOTICE}~").unlink()
    pair.go_on()
    assert told(pair.second) == "没有需要改的文件。\n"
    assert pair.offers() == []


@pytest.mark.walk
def test_an_edit_beside_an_unfinished_one_waits_and_goes_on_by_itself(pair) -> None:
    write(pair.first, NOTICE, FAULTY)
    pair.publish()
    write(pair.second, NOTICE, SECOND)
    assert pair.go_on() == set()
    pair.look()
    assert f"{NOTICE}: {BESIDE}" in told(pair.second)
    assert text_in(pair.first, NOTICE) == FAULTY
    assert text_in(pair.second, NOTICE) == SECOND
    write(pair.first, NOTICE, PAPER)
    assert pair.go_on() == {NOTICE}
    assert text_in(pair.first, NOTICE) == SECOND
    assert told(pair.second) == "没有需要改的文件。\n"


@pytest.mark.walk
def test_a_taking_away_counts_also_from_an_old_version(pair) -> None:
    put(pair.second, REVOKED)
    put(pair.first, GOOD.replace("Revision: 3", "Revision: 4").replace("h: 3", "h: 4"))
    pair.publish()
    pair.look()
    assert text_in(pair.second, f"{PATH}~") == REVOKED
    assert standing(pair.first) == "approved"
    pair.go_on()
    assert standing(pair.first) == "checking", "and whoever wrote it is told"
    assert faults_of(pair.second) == {PATH}
    pair.go_on()
    assert standing(pair.first) == "checking"
    newest = REVOKED.replace("Revision: 3", "Revision: 5")
    put(pair.second, newest)
    pair.go_on()
    assert standing(pair.first) == "revoked"
    assert text_in(pair.first, PATH) == text_in(pair.second, PATH) == newest


@pytest.mark.walk
def test_what_is_saved_over_an_offer_before_it_is_seen_to_be_taken_is_no_conflict(
    pair,
) -> None:
    put(pair.second, GOOD.replace("备注", "第一次备注"))
    pair.look()
    newest = GOOD.replace("备注", "第二次备注")
    put(pair.second, newest)
    pair.publish()
    pair.go_on()
    assert text_in(pair.first, PATH) == text_in(pair.second, PATH) == newest
    assert not (pair.second.content / f"{PATH}~").exists()


@pytest.mark.walk
def test_what_is_offered_over_a_text_that_is_just_being_accepted_is_no_conflict(
    pair, monkeypatch
) -> None:
    put(pair.second, GOOD.replace("备注", "第一次备注"))
    pair.look()
    pair.publisher.register.take_offers()
    newest = GOOD.replace("备注", "第二次备注")
    put(pair.second, newest)
    pair.look()  # offered, before it is known here that the first one is accepted
    with monkeypatch.context() as patched:
        patched.setattr("forms_app.publishing.intake.offered.bring", lambda _: set())
        pair.publisher.cycle("content")
    pair.look()
    assert text_in(pair.second, PATH) == newest
    assert asides(pair.second) == []
    pair.go_on()
    assert text_in(pair.first, PATH) == text_in(pair.second, PATH) == newest


@pytest.mark.walk
@pytest.mark.parametrize("is_deleted", [False, True])
def test_of_three_texts_in_a_row_none_is_in_conflict_with_the_first(
    pair, monkeypatch, is_deleted
) -> None:
    newest = PAPER.replace("第一版", "第四版")
    if is_deleted:
        (pair.second.content / NOTICE).unlink()
    else:
        write(pair.second, NOTICE, SECOND)
    pair.look()
    pair.publisher.register.take_offers()
    with monkeypatch.context() as patched:
        patched.setattr(pair.publisher.versions, "_write", _away)
        pair.publisher.cycle("content")  # accepted, and not told yet
    write(pair.second, NOTICE, PAPER.replace("第一版", "第三版"))
    pair.look()
    pair.publisher.register.take_offers()
    write(pair.second, NOTICE, newest)
    pair.look()
    pair.publisher.versions.bring()
    pair.look()
    assert text_in(pair.second, NOTICE) == newest
    assert asides(pair.second) == []
    pair.go_on()
    assert text_in(pair.first, NOTICE) == text_in(pair.second, NOTICE) == newest


@pytest.mark.walk
def test_an_unfinished_edit_of_the_publishers_host_keeps_no_taking_away_waiting(
    pair,
) -> None:
    unfinished = GOOD.replace("Grid: qiantou-2", "Grid: qiantou-99")
    put(pair.first, unfinished)
    pair.publish()
    put(pair.second, REVOKED)
    pair.go_on()
    assert standing(pair.first) == "revoked"
    assert text_in(pair.first, f"{PATH}~") == unfinished
    assert PATH in told(pair.first)


@pytest.mark.walk
def test_a_deletion_on_a_standby_takes_away_and_what_is_put_back_counts(pair) -> None:
    (pair.second.content / PATH).unlink()
    (pair.second.content / NOTICE).unlink()
    pair.go_on()
    assert standing(pair.first) == "withdrawn"
    assert not (pair.first.content / NOTICE).exists()
    assert pair.offers() == []
    put(pair.second, GOOD)
    pair.go_on()
    assert text_in(pair.first, PATH) == GOOD
    assert standing(pair.first) == "approved"


@pytest.mark.walk
def test_a_faulty_edit_that_is_taken_back_is_taken_back_everywhere(pair) -> None:
    put(pair.second, GOOD.replace("approved", "aproved"))
    pair.go_on()
    assert standing(pair.first) == "checking"
    put(pair.second, GOOD)
    pair.go_on()
    assert standing(pair.first) == "approved"
    assert text_in(pair.first, PATH) == GOOD
    assert pair.offers() == []


@pytest.mark.walk
def test_a_file_that_an_editor_of_windows_saved_is_no_conflict(pair) -> None:
    theirs = SECOND.replace("\n", "\r\n").removesuffix("\r\n")
    (pair.second.content / NOTICE).write_bytes(b"\xef\xbb\xbf" + theirs.encode())
    assert pair.go_on() == {NOTICE}
    assert asides(pair.second) == []
    assert pair.go_on() == set()
    write(pair.first, NOTICE, PAPER.replace("第一版", "第三版"))
    pair.publish()
    pair.look()
    assert "第三版" in text_in(pair.second, NOTICE)
    assert asides(pair.second) == []


@pytest.mark.walk
def test_whoever_takes_over_and_the_host_that_published_go_on_without_a_conflict(
    pair,
) -> None:
    write(pair.second, NOTICE, FAULTY)
    pair.go_on()
    pair.standby.end()
    taking_over = Publisher(pair.second, logs.configure())
    taking_over.cycle("start")
    assert NOTICE in told(pair.second)
    behind = Standby(pair.first)
    behind.go_on()
    write(pair.second, NOTICE, SECOND)
    taking_over.register.take_offers()
    taking_over.cycle("content")
    behind.go_on()
    behind.end()
    assert text_in(pair.first, NOTICE) == text_in(pair.second, NOTICE) == SECOND
    assert asides(pair.first) == asides(pair.second) == []


@pytest.mark.walk
def test_what_a_publisher_had_put_into_its_folder_when_it_ended_is_nobodys_edit(
    pair, monkeypatch
) -> None:
    put(pair.second, GOOD.replace("备注", "第一次备注"))
    pair.look()
    monkeypatch.setattr("forms_app.publishing.intake.offered._note", _ends)
    with pytest.raises(Ended):
        pair.publisher.register.take_offers()
    assert "第一次备注" in text_in(pair.first, PATH), "and it was not accepted"
    put(pair.second, GOOD.replace("备注", "第二次备注"))
    pair.look()
    newest = GOOD.replace("备注", "第三次备注")
    with second_publishes(pair, PATH, newest):
        assert text_in(pair.first, PATH) == newest
    assert asides(pair.first) == []


class Ended(Exception):
    pass


def _ends(*_: object) -> None:
    raise Ended


def _away(_rows: object) -> None:
    raise DatabaseAway("cut off")


@contextmanager
def second_publishes(
    pair: Pair, path: str, text: str
) -> Iterator[tuple[Publisher, Standby]]:
    """It has taken over and accepted a text, and the first one stands by and knows."""
    pair.standby.end()
    taking_over = Publisher(pair.second, logs.configure())
    taking_over.cycle("start")
    write(pair.second, path, text)
    taking_over.cycle("content")
    behind = Standby(pair.first)
    behind.go_on()
    yield taking_over, behind
    behind.end()


@pytest.mark.walk
def test_the_text_of_before_that_is_put_back_where_it_was_accepted_is_an_edit(
    pair,
) -> None:
    write(pair.second, NOTICE, SECOND)
    pair.go_on()
    third = PAPER.replace("第一版", "第三版")
    with second_publishes(pair, NOTICE, third) as (taking_over, behind):
        assert text_in(pair.first, NOTICE) == third
        write(pair.first, NOTICE, SECOND)
        look(behind)
        assert taking_over.register.take_offers() == {NOTICE}
    assert text_in(pair.second, NOTICE) == SECOND


@pytest.mark.walk
def test_a_picture_that_is_put_on_one_host_is_in_the_folder_of_the_other(pair) -> None:
    picture = "media/lamp.png"
    for office in (pair.first, pair.second):
        (office.content / "media").mkdir(exist_ok=True)
    Image.new("RGB", (8, 8), "red").save(pair.second.content / picture)
    assert pair.go_on() == {picture}
    saved = (pair.second.content / picture).read_bytes()
    assert (pair.first.content / picture).read_bytes() == saved
    assert picture in read_json(pair.first.accepted / "media.json")
    assert pair.offers() == []
    Image.new("RGB", (8, 8), "blue").save(pair.first.content / picture)
    pair.go_on()
    saved = (pair.first.content / picture).read_bytes()
    assert (pair.second.content / picture).read_bytes() == saved


@pytest.mark.walk
def test_the_trail_names_who_saved_it_there(pair) -> None:
    write(pair.second, NOTICE, SECOND)
    pair.look()
    with pair.first.database.writing() as session:
        session.scalars(select(Offer)).one().author = "示例编辑"
    pair.publish()
    assert authors.of(pair.first.content, [NOTICE]) == {NOTICE: "示例编辑"}
    write(pair.first, NOTICE, PAPER)
    assert authors.of(pair.first.content, [NOTICE]) != {NOTICE: "示例编辑"}


@pytest.mark.walk
def test_the_app_of_a_standby_goes_by_the_rules_that_are_accepted(pair) -> None:
    rule = "office.toml"
    renamed = text_in(pair.first, rule).replace('name = "', 'name = "示例')
    write(pair.first, rule, renamed)
    put(pair.first, REVOKED)
    pair.publish()
    pair.look()
    assert (pair.second.accepted / rule).read_text(encoding="utf-8") == renamed
    assert standing(pair.second) == standing(pair.first) == "revoked"
    taking_over = Publisher(pair.second, logs.configure())
    taking_over.cycle("start")
    assert taking_over.round.changes == []


def is_shared(office: Office, path: str) -> bool:
    with office.database.reading() as session:
        return bool(session.scalars(select(Version).where(Version.path == path)).all())


@contextmanager
def publisher_of(office: Office) -> Iterator[subprocess.Popen[bytes]]:
    here = {**os.environ, "KAIGONG_OFFICE": str(office.config.office)}
    command = [sys.executable, "-m", "forms_app.publishing.service.process"]
    parent = os.getpid()
    process = subprocess.Popen(
        command, cwd=PROJECT, env=here, preexec_fn=lambda: end_with_parent(parent)
    )
    try:
        yield process
    finally:
        process.terminate()
        with suppress(subprocess.TimeoutExpired):
            process.wait(20)
        process.kill()
        process.wait()


def until(is_so: Callable[[], bool], *processes: subprocess.Popen[bytes]) -> float:
    """How many seconds it takes."""
    began = time.monotonic()
    while not is_so():
        assert all(one.poll() is None for one in processes)
        assert time.monotonic() - began < PATIENCE
        time.sleep(0.05)
    return time.monotonic() - began


def shown(office: Office) -> str:
    page = office.site / "tree" / "enterprises" / REFERENCE / "index.html"
    with suppress(FileNotFoundError):
        return page.read_text(encoding="utf-8")
    return ""


@pytest.mark.walk
def test_with_publishers_at_work_a_taking_away_on_the_standby_is_public_within_ten_seconds(
    office, other
) -> None:
    put(office, GOOD)
    with publisher_of(office) as first:
        until(lambda: "有效" in shown(office), first)
        with publisher_of(other) as second:
            until(lambda: (other.content / PATH).exists(), first, second)
            until(lambda: (other.data / "faults.json").exists(), second)
            put(other, REVOKED)
            took = until(lambda: "已撤销" in shown(office), first, second)
            assert took < 10
            write(other, NOTICE, FAULTY)
            until(lambda: NOTICE in told(other), first, second)
            write(other, NOTICE, PAPER)
            until(lambda: NOTICE not in told(other), first, second)
            until(lambda: is_shared(other, NOTICE), first, second)
            first.kill()
            first.wait()
            until(lambda: "已撤销" in shown(other), second)
            write(other, NOTICE, SECOND)
            kept = other.accepted / NOTICE
            until(lambda: kept.read_text(encoding="utf-8") == SECOND, second)
