"""A taking-away without the database reaches the other hosts by the object store: it can only take away, and ends when
the journal of all of them knows it.
"""

from __future__ import annotations

import json
import threading
import time
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from forms_app.base import db, fence, logs
from forms_app.base.clock import real_now
from forms_app.base.config import Config
from forms_app.base.db import Database
from forms_app.base.keys import Keyring
from forms_app.base.office import Office
from forms_app.base.publisher_lease import fence_of
from forms_app.publishing.intake.journal import Change, Journal
from forms_app.publishing.intake.shared_journal import SharedJournal
from forms_app.publishing.intake.tombstones import FOLDER, Tombstone, Tombstones, note
from forms_app.publishing.release import confirmed, withheld
from forms_app.publishing.release.serve import LiveSite
from forms_app.publishing.release.withheld import Withheld
from forms_app.publishing.service import withholding
from forms_app.publishing.service.publisher import Publisher
from forms_app.publishing.service.withholding import Withholding
from tests import postgres
from tests.conftest import NOW, PROJECT
from tests.publishing import test_shared_journal
from tests.publishing.test_accept import GOOD, REFERENCE, put
from tests.publishing.test_confirmed import followed, shared, until
from tests.publishing.test_crash import REVOKED
from tests.publishing.test_release import TEST, get, outputs
from tests.publishing.test_replica import Host
from tests.publishing.test_shared_journal import NOWHERE, PATH
from tests.publishing.two_hosts import SharedFolder, another

FIRST = replace(test_shared_journal.FIRST, at="2020-03-05T01:00:00+00:00")
TAKEN = replace(test_shared_journal.TAKEN, at="2020-03-05T01:10:00+00:00")
DOOR = f"/enterprises/{REFERENCE}/"
NO = "现在不能开门"
WITHIN = 10.0


@pytest.fixture
def office(office, tmp_path) -> Office:
    return replace(office, objects=SharedFolder(tmp_path / "store"))


@pytest.fixture
def other(office, tmp_path, database_url) -> Iterator[Office]:
    with another(office, tmp_path / "other", database_url) as opened:
        yield opened


MAIN = '<main id="main" tabindex="-1">'


@pytest.fixture
def site(other) -> LiveSite:
    """Of the other host, where it is confirmed that the enterprise may open."""
    host = Host(other)
    named = [
        (DOOR[1:] + "index.html", f"<p>{REFERENCE} 可以开门</p>".encode(), "door"),
        ("index.html", f'{MAIN}<a href="{DOOR}">'.encode(), "home"),
        ("data/enterprises.json", f'["{REFERENCE}"]'.encode(), "data"),
        ("enterprises/QT-ACACAA/index.html", b"<p>QT-ACACAA</p>", "door"),
    ]
    made = {path: (path, data, key) for path, data, key in [*outputs(), *named]}
    host.releaser.release(made.values(), (), TEST)
    confirmed.note(other.site, 0.0, NOW)
    return LiveSite(lambda *_: [], other.site, (), Withheld(other.site))


@pytest.fixture(autouse=True)
def quick(monkeypatch) -> None:
    monkeypatch.setattr(withheld, "LOOK_EVERY", 0.0)


def tombstone(**more: Any) -> Tombstone:
    at = real_now().isoformat()
    return replace(Tombstone(PATH, REFERENCE, at, "another host"), **more)


def lay(office: Office, one: Tombstone) -> None:
    note(office.data, iter([one]))
    look(Withholding(office))


def look(watch: Withholding) -> None:
    watch.ask_the_store()
    watch.ask_the_database()
    watch.ask_the_store()


def says_no(site: LiveSite) -> bool:
    status, _headers, body = get(site, DOOR)
    return status == "200 OK" and NO in body.decode()


@pytest.mark.same_on_both
def test_under_a_tombstone_the_door_says_no_and_no_list_names_it(
    office, other, site
) -> None:
    assert not says_no(site)
    lay(office, tombstone())
    look(Withholding(other))
    assert says_no(site)
    assert "may not open now" in get(site, DOOR)[2].decode()
    status, headers, body = get(site, "/data/enterprises.json")
    assert (status[:3], headers["cache-control"]) == ("503", "no-store")
    assert "名单还没有跟上" in body.decode()
    for address in ("/enterprises/", "/enterprises/QT-ACACAA/"):
        assert get(site, address)[0] == "200 OK", "it is not named there"
    status, headers, body = get(site, "/")
    assert (status, headers["cache-control"]) == ("200 OK", "no-store")
    assert "refresh" not in headers, "somebody may be typing there"
    theme = (PROJECT / "theme" / "templates" / "base.html").read_text("utf-8")
    assert withheld.BODY.decode() in theme
    warned, _main, rest = body.decode().partition(MAIN)
    assert "刚暂停或撤销了这一页上的一家" in warned and DOOR in rest


@pytest.mark.same_on_both
def test_one_that_this_office_did_not_sign_takes_nothing_away(
    office, other, site, tmp_path
) -> None:
    foreign = Tombstones(office.objects, Keyring.create())
    note(tmp_path, iter([tombstone()]))
    foreign.lay(tmp_path)
    look(Withholding(other))
    assert not says_no(site)
    lay(office, tombstone())
    name = tombstone().name
    told = json.loads(office.objects.raw(name))
    told["tombstone"]["reference"] = "QT-ACACAA"
    office.objects.put(name, json.dumps(told).encode())
    look(Withholding(other))
    assert get(site, "/enterprises/QT-ACACAA/")[2] == b"<p>QT-ACACAA</p>"


@pytest.mark.same_on_both
@pytest.mark.parametrize("said", [[], ["ab"], "x", 5, {"path": 1}, {"over": 3}, None])
def test_what_is_no_tombstone_in_the_store_keeps_none_from_being_read(
    office, other, site, said
) -> None:
    strange = json.dumps({"tombstone": said, "signature": "00"})
    office.objects.put(f"{FOLDER}/strange", strange.encode())
    lay(office, tombstone())
    look(Withholding(other))
    assert says_no(site)


@pytest.mark.same_on_both
def test_what_the_journal_took_away_and_no_release_has_yet_is_withheld_without_a_store(
    office, other, site
) -> None:
    released = [FIRST.at]
    watch = Withholding(other, lambda: released[0])
    journal = Journal(other.data / "journal.jsonl")
    journal.append([FIRST])
    watch.tell()
    assert not says_no(site)
    office.objects.is_closed = True
    journal.append([TAKEN])
    look(watch)
    watch.tell()
    assert says_no(site)
    released[0] = TAKEN.at
    watch.tell()
    assert not says_no(site)


@pytest.mark.same_on_both
def test_what_the_store_does_not_take_yet_is_withheld_on_its_own_host(
    office, other, site
) -> None:
    office.objects.is_closed = True
    note(other.data, iter([tombstone(host="")]))
    look(Withholding(other))
    assert says_no(site)


@pytest.mark.same_on_both
def test_what_was_told_before_it_began_stays_until_the_store_is_asked(
    office, other, site
) -> None:
    lay(office, tombstone())
    look(Withholding(other))
    begun = Withholding(other)
    begun.tell()
    assert says_no(site)
    Tombstones(other.objects, other.keys).remove(tombstone())
    look(begun)
    assert not says_no(site)


@pytest.mark.same_on_both
def test_what_was_told_before_a_publisher_began_stays_until_it_has_published(
    office, other, site
) -> None:
    withheld.note(other.site, [REFERENCE])
    has_published = threading.Event()
    watch = Withholding(other, is_begun=has_published.is_set)
    look(watch)
    assert says_no(site)
    has_published.set()
    look(watch)
    assert not says_no(site)


@pytest.mark.same_on_both
def test_one_that_ended_tells_the_web_server_nothing_more(office, other, site) -> None:
    watch = Withholding(other)
    watch.end()
    lay(office, tombstone())
    look(watch)
    assert not says_no(site)


@pytest.mark.walk
def test_a_database_that_says_nothing_keeps_none_waiting(office, other, site) -> None:
    lay(office, tombstone())
    with postgres.silent() as port:
        address = f"postgresql+psycopg://kaigong@127.0.0.1:{port}/kaigong"
        nowhere = Database(address, other.data / "write.lock")
        watch = Withholding(replace(other, database=nowhere))
        looking = threading.Thread(target=look, args=[watch])
        looking.start()
        until(lambda: says_no(site))
        assert looking.is_alive(), "it still waits for the database"
        looking.join()


@pytest.mark.postgresql_only(reason="SQLite is on one machine")
def test_it_ends_when_the_journal_knows_it(office, other, site, monkeypatch) -> None:
    monkeypatch.setattr(withholding, "HOLDS_ON", 0.2)
    journal = SharedJournal(office.data / "other.jsonl", office.database)
    journal.append([FIRST])
    lay(office, tombstone())
    watch = Withholding(other)
    look(watch)
    time.sleep(0.3)
    look(watch)
    assert says_no(site), "what was granted before ends nothing"
    journal.append([TAKEN])
    look(watch)
    assert says_no(site), "until its page is here"
    time.sleep(0.3)
    look(watch)
    assert not says_no(site)
    assert list(office.objects.names(FOLDER)) == []


@pytest.mark.postgresql_only(reason="SQLite is on one machine")
def test_what_was_granted_since_ends_it_too(office, other, site, monkeypatch) -> None:
    monkeypatch.setattr(withholding, "HOLDS_ON", 0.0)
    lay(office, tombstone(at="2020-03-05T01:00:00+00:00"))
    again: Change = replace(FIRST, at="2020-03-05T01:30:00+00:00")
    SharedJournal(office.data / "other.jsonl", office.database).append([again])
    watch = Withholding(other)
    look(watch)
    time.sleep(0.05)
    look(watch)
    assert not says_no(site)


@pytest.mark.postgresql_only(reason="SQLite is on one machine")
def test_an_earlier_text_of_the_same_editor_that_is_accepted_late_does_not_end_it(
    office, other, site, monkeypatch
) -> None:
    monkeypatch.setattr(withholding, "HOLDS_ON", 0.0)
    lay(office, tombstone(at="2020-03-05T01:00:00+00:00", over=(FIRST.new_hash,)))
    late: Change = replace(FIRST, at="2020-03-05T01:30:00+00:00")
    SharedJournal(office.data / "other.jsonl", office.database).append([late])
    watch = Withholding(other)
    look(watch)
    time.sleep(0.05)
    look(watch)
    assert says_no(site)


def test_only_what_takes_away_is_laid_and_waits_for_the_store(office) -> None:
    nowhere = Database(NOWHERE, office.data / "write.lock")
    journal = SharedJournal(office.data / "journal.jsonl", nowhere)
    journal.append([FIRST])
    office.objects.is_closed = True
    watch = Withholding(office)
    look(watch)
    journal.append([TAKEN])
    look(watch)
    office.objects.is_closed = False
    look(watch)
    (laid,) = Tombstones(office.objects, office.keys).standing()
    assert (laid.path, laid.reference, laid.at) == (PATH, REFERENCE, TAKEN.at)
    look(watch)
    assert not Path(office.site / withheld.FILE).exists() or not json.loads(
        (office.site / withheld.FILE).read_bytes()
    ).get("references"), "this host's own page tells it"


@pytest.mark.walk
@pytest.mark.sqlite_only(reason="has a server of its own, which it stops")
def test_a_revocation_without_the_database_is_on_the_other_host_within_ten_seconds(
    office, tmp_path
) -> None:
    with postgres.own_server() as server:
        given = {"KAIGONG_OFFICE": "/", "DATABASE_URL": server.url}
        url = Config.from_environ(given).database_url
        db.migrate(url)
        office = replace(office, database=Database(url, office.data / "write.lock"))
        assert fence.take(fence_of(office.database, office.data))
        publisher = Publisher(office, logs.configure())
        put(office, GOOD)
        publisher.cycle("start")
        with (
            another(office, tmp_path / "other", server.url) as other,
            shared(office, publisher.site),
            followed(other) as site,
        ):
            until(lambda: get(site, DOOR)[0] == "200 OK", 60)
            server.stop()
            put(office, REVOKED)
            began = time.monotonic()
            publisher.cycle("content", {PATH})
            own = LiveSite(lambda *_: [], office.site)
            assert "已撤销" in get(own, DOOR)[2].decode()
            until(lambda: says_no(site), WITHIN)
            assert time.monotonic() - began < WITHIN
            server.start()

            def is_shown() -> bool:
                publisher.register.follow(publisher.acceptance.journal, [])
                return "已撤销" in get(site, DOOR)[2].decode()

            until(is_shown, 60)
        office.database.close()
