"""What a web server shows of two hosts: a release of the other one within two seconds, and who may open only as long as
the database or the object store has said that it is so.
"""

from __future__ import annotations

import json
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import replace

import pytest

from forms_app.base import db, fence
from forms_app.base.clock import real_now
from forms_app.base.config import Config
from forms_app.base.db import Database
from forms_app.base.notifications import Notifications
from forms_app.base.office import Office
from forms_app.base.publisher_lease import fence_of
from forms_app.publishing.release import confirmed
from forms_app.publishing.release.log_line import Mark
from forms_app.publishing.release.serve import LiveSite
from forms_app.publishing.release.version_file import VERSION
from forms_app.publishing.release.whole import WholePages
from forms_app.publishing.release.withheld import Withheld
from forms_app.publishing.release.words import NAME, Word, Words
from forms_app.publishing.service import followed_site, sharing
from forms_app.publishing.service.followed_site import FollowedSite
from forms_app.publishing.service.sharing import Sharing
from forms_app.wsgi import make_application
from tests import postgres
from tests.conftest import NOW
from tests.publishing.test_release import get
from tests.publishing.test_replica import Host
from tests.publishing.test_shared_journal import NOWHERE
from tests.publishing.test_whole import asked
from tests.publishing.two_hosts import SharedFolder, another

HOLDS = 2.0
LIST = "/enterprises/"
SOON = 30.0


@pytest.fixture
def office(office, tmp_path) -> Office:
    return replace(office, objects=SharedFolder(tmp_path / "store"))


@pytest.fixture
def quick(monkeypatch) -> None:
    monkeypatch.setattr(confirmed, "HOLDS", HOLDS)
    monkeypatch.setattr(confirmed, "LOOK_EVERY", 0.05)
    monkeypatch.setattr(sharing, "SAY_EVERY", 0.2)
    monkeypatch.setattr(sharing, "LOOK_EVERY", 0.1)
    monkeypatch.setattr(sharing, "AGAIN_AFTER", 0.1)
    monkeypatch.setattr(followed_site, "HEAR_EVERY", 0.2)
    monkeypatch.setattr(followed_site, "LOOK_EVERY", 0.1)


@contextmanager
def followed(office: Office) -> Iterator[LiveSite]:
    site = FollowedSite(office)
    site.begin()
    try:
        yield LiveSite(lambda *_: [], office.site, (), Withheld(office.site))
    finally:
        site.stop.set()
        for thread in site.threads:
            thread.join()


@contextmanager
def shared(office: Office, host: Host) -> Iterator[None]:
    stop = threading.Event()
    made = Sharing(office, lambda: host.log, stop)
    made.is_begun = True
    made.start()
    try:
        yield
    finally:
        stop.set()


def until(is_so: Callable[[], bool], within: float = SOON) -> float:
    began = time.monotonic()
    while not is_so():
        assert time.monotonic() - began < within
        time.sleep(0.02)
    return time.monotonic() - began


def status(site: LiveSite, address: str = LIST) -> str:
    return get(site, address)[0][:3]


def until_all(sites: tuple[LiveSite, ...], says: str, within: float = SOON) -> None:
    until(lambda: {status(site) for site in sites} == {says}, within)


def shows(site: LiveSite, words: str) -> bool:
    return words.encode() in get(site, "/")[2]


@pytest.mark.walk
@pytest.mark.postgresql_only(reason="SQLite is on one machine")
@pytest.mark.parametrize("way", ["notification", "poll"])
def test_a_release_is_served_on_the_other_host_within_two_seconds(
    office, tmp_path, database_url, monkeypatch, way
) -> None:
    if way == "poll":
        wait = lambda _self, seconds, stop: stop.wait(seconds)  # noqa: E731
        monkeypatch.setattr(Notifications, "wait", wait)
    host = Host(office)
    host.publish("first")
    with (
        another(office, tmp_path / "other", database_url) as other,
        followed(other) as site,
    ):
        until(lambda: shows(site, "first"))
        if way == "notification":
            monkeypatch.setattr(followed_site, "LOOK_EVERY", 60.0)
            time.sleep(1.5)  # it waits that long now
        host.publish("second")
        assert until(lambda: shows(site, "second")) < 2.0
        followed_site.LOOK_EVERY = 1.0
        host.publish("third")  # wakes it


@pytest.mark.walk
@pytest.mark.sqlite_only(reason="has a server of its own, which it stops")
def test_who_may_open_is_shown_while_either_the_database_or_the_store_says_so(
    office, tmp_path, quick
) -> None:
    with postgres.own_server() as server:
        given = {"KAIGONG_OFFICE": "/", "DATABASE_URL": server.url}
        url = Config.from_environ(given).database_url
        db.migrate(url)
        office = replace(office, database=Database(url, office.data / "write.lock"))
        host = Host(office)
        assert fence.take(fence_of(office.database, office.data))
        host.publish("first")
        with (
            another(office, tmp_path / "other", server.url) as other,
            shared(office, host),
            followed(other) as site,
        ):
            own = LiveSite(lambda *_: [], office.site, (), Withheld(office.site))
            both = (site, own)
            until_all(both, "200")
            server.stop()
            time.sleep(2 * HOLDS)
            assert status(site) == status(own) == "200", "the store says so"
            office.objects.is_closed = True
            until_all(both, "503", within=HOLDS + 8)
            assert status(site, "/") == "200", "the site reads whole"
            _told_in_words(site)
            office.objects.is_closed = False
            until_all(both, "200")
            office.objects.is_closed = True
            until_all(both, "503")
            server.start()
            until_all(both, "200")
        office.database.close()


def _told_in_words(site: LiveSite) -> None:
    _status, headers, body = get(site, LIST)
    assert "没法确认" in body.decode() and "最后一次确认是 09:30" in body.decode()
    assert "Last known 09:30" in body.decode()
    assert body.decode().index("没法确认") < body.decode().index("Last known")
    assert (headers["refresh"], headers["cache-control"]) == ("6", "no-store")
    assert asked(WholePages(site), LIST) is None, "nor out of memory"


def test_one_machine_is_never_asked(office, tmp_path, monkeypatch) -> None:
    monkeypatch.setattr(SharedFolder, "address", "")
    assert make_application(office).withheld is None


@pytest.mark.same_on_both
def test_a_word_counts_when_it_is_newer_signed_and_of_the_last_publisher(
    office,
) -> None:
    said = Words(office.objects, office.keys)
    heard = Words(office.objects, office.keys)
    at = real_now().timestamp()
    first = Word(1, "tag", 7, at)
    assert said.say(first)
    assert heard.hear() is None, "it may have stood there for days"
    assert heard.hear() is None
    newer = replace(first, at=at + 3)
    assert said.say(newer)
    assert heard.hear() == newer
    forged = json.loads(office.objects.raw(NAME))
    forged["word"]["at"] += 3
    office.objects.put(NAME, json.dumps(forged).encode())
    assert heard.hear() is None
    assert said.say(replace(first, epoch=8, at=at + 6))
    assert not said.say(replace(first, epoch=7, at=at + 9)), "its time is over"
    assert heard.hear().epoch == 8


def test_what_was_known_before_the_machine_started_counts_for_nothing(
    tmp_path,
) -> None:
    known = Withheld(tmp_path)
    assert known.may_refuse("enterprises/index.html"), "nobody said anything"
    assert not known.may_refuse("notices/index.html")
    confirmed.note(tmp_path, 0.0, NOW)
    assert not Withheld(tmp_path).may_refuse("en/enterprises/index.html")
    file = tmp_path / confirmed.FILE
    told = json.loads(file.read_bytes())
    for other in ({"boot": "another"}, {"since": time.monotonic() + 60}):
        file.write_text(json.dumps({**told, **other}))
        again = Withheld(tmp_path)
        assert again.may_refuse("data/enterprises.json")
        assert b"09:30" in again.confirmed.page()


def test_an_older_word_takes_nothing_back(tmp_path) -> None:
    confirmed.note(tmp_path, 1.0, NOW)
    confirmed.note(tmp_path, confirmed.HOLDS + 1, NOW)
    assert not Withheld(tmp_path).may_refuse("enterprises/index.html")
    confirmed.give_up(tmp_path)
    assert Withheld(tmp_path).may_refuse("enterprises/index.html")
    confirmed.note(tmp_path, 1.0, NOW)
    assert not Withheld(tmp_path).may_refuse("enterprises/index.html")


@pytest.mark.postgresql_only(reason="SQLite is on one machine")
def test_a_host_that_lacks_something_is_not_confirmed(
    office, tmp_path, database_url
) -> None:
    host = Host(office)
    host.publish("first")
    assert host.log.say()
    with another(office, tmp_path / "other", database_url) as other:
        site = FollowedSite(other)
        site.go_on()
        assert site.replica.age_of_word() is not None
        assert (other.site / "tree" / VERSION).exists()
        host.release("second")
        assert not host.log.say(), "there is more here"
        host.share()
        assert host.log.say()
        assert site.replica.age_of_word() is None
        site.heard = 0.0
        site.go_on()
        assert site.replica.age_of_word() is not None


def says_newer(words: Words, mark: Mark, epoch: int, later: float) -> None:
    at = real_now().timestamp() + later
    assert words.say(Word(*mark, epoch, at))


@pytest.mark.postgresql_only(reason="SQLite is on one machine")
def test_who_hears_by_the_store_alone_that_there_is_something_newer_is_not_confirmed(
    office, tmp_path, database_url
) -> None:
    host = Host(office)
    host.publish("first")
    assert host.log.say()
    with another(office, tmp_path / "other", database_url) as other:
        site = FollowedSite(other)
        site.go_on()
        mark = site.replica.log.mark
        words = Words(office.objects, office.keys)
        site.replica.database = Database(NOWHERE, other.data / "write.lock")
        for later in (0.0, 3.0):
            says_newer(words, mark, 1, later)
            site.go_on()
            site.ask_the_store()
        assert not Withheld(other.site).may_refuse("enterprises/index.html")
        says_newer(words, (mark[0] + 1, "other"), 1, 6.0)
        site.ask_the_store()
        assert Withheld(other.site).may_refuse("enterprises/index.html")


@pytest.mark.postgresql_only(reason="SQLite is on one machine")
def test_who_publishes_without_the_database_hears_by_the_store_that_another_one_does(
    office,
) -> None:
    host = Host(office)
    host.publish("first")
    confirmed.note(office.site, 0.0, NOW)
    sharing = Sharing(office, lambda: host.log, threading.Event())
    words = Words(office.objects, office.keys)
    for later, mark in ((0.0, host.log.mark), (3.0, host.log.mark)):
        says_newer(words, mark, fence.epoch() + 1, later)
        sharing.say_in_the_store(host.log)
    assert not Withheld(office.site).may_refuse("enterprises/index.html")
    says_newer(words, (host.log.mark[0] + 1, "other"), fence.epoch() + 1, 6.0)
    sharing.say_in_the_store(host.log)
    assert Withheld(office.site).may_refuse("enterprises/index.html")
