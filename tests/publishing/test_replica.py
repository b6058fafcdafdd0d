"""Two hosts that share PostgreSQL and an object store serve the same bytes: the one publishes, the other follows, and
takes over from where it is.
"""

from __future__ import annotations

import json
import shutil
from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta

import pytest
from sqlalchemy import select

from forms_app.base import db, fence, logs
from forms_app.base.clock import real_now
from forms_app.base.fence import Fenced
from forms_app.base.objects.bucket import BucketOfObjects
from forms_app.base.objects.store import ObjectLost, ObjectsAway
from forms_app.base.office import Office
from forms_app.base.publisher_lease import fence_of
from forms_app.publishing.intake.journal import FILE, Journal
from forms_app.publishing.models import ReleaseRow
from forms_app.publishing.release import shared_rows
from forms_app.publishing.release.log import ReleaseLog
from forms_app.publishing.release.releaser import Releaser
from forms_app.publishing.release.replica import Apart, Ended, Replica
from forms_app.publishing.release.shared_log import SharedLog, log_of
from forms_app.publishing.release.shared_store import name_of
from forms_app.publishing.release.site import Site
from forms_app.publishing.release.store_sweep import sweep
from forms_app.publishing.release.version_file import VERSION, told_release
from forms_app.publishing.service.followed_site import FollowedSite
from forms_app.publishing.service.publisher import Publisher
from tests.publishing.test_accept import GOOD, REFERENCE, put
from tests.publishing.test_crash import REVOKED
from tests.publishing.test_lease import CHANGE
from tests.publishing.test_release import TEST, outputs
from tests.publishing.two_hosts import SharedFolder, another, served

pytestmark = pytest.mark.postgresql_only(reason="SQLite is on one machine")
PAGE = f"enterprises/{REFERENCE}/index.html"
HOME = "index.html"


@pytest.fixture
def office(office, tmp_path) -> Office:
    shutil.rmtree(office.site)
    return replace(office, objects=SharedFolder(tmp_path / "store"))


@pytest.fixture
def other(office, tmp_path, database_url) -> Iterator[Office]:
    with another(office, tmp_path / "other", database_url) as opened:
        yield opened


class Host:
    """Releases small sites, and shares them when it is told to."""

    def __init__(self, office: Office) -> None:
        self.log: SharedLog = log_of(office)
        self.releaser = Releaser(Site(office.site, self.log))

    def release(self, words: str, gone: tuple[str, ...] = ()) -> None:
        made = [one for one in outputs(words) if one[0] not in gone]
        self.releaser.release(made, gone, TEST)

    def share(self) -> None:
        while self.log.send():
            pass

    def publish(self, words: str, gone: tuple[str, ...] = ()) -> None:
        self.release(words, gone)
        self.share()


@pytest.fixture
def host(office) -> Host:
    return Host(office)


@pytest.fixture
def replica(other, host) -> Replica:
    """Of the other host, which has the first release."""
    host.publish("first")
    made = Replica(other)
    assert made.follow()
    return made


def rows(office: Office) -> list[str]:
    with office.database.reading() as session:
        found = select(ReleaseRow.line).order_by(ReleaseRow.sequence)
        return list(session.scalars(found))


def test_a_host_with_an_empty_site_serves_the_same_bytes(office, other, host) -> None:
    host.publish("first")
    replica = Replica(other)
    assert replica.follow()
    assert served(other) == served(office)
    assert served(other)[HOME].startswith(b"index.html first")
    assert told_release(other.site / "tree") == told_release(office.site / "tree") == 1
    assert (other.site / "tree" / HOME).read_bytes() == served(office)[HOME]
    assert not replica.follow(), "once"


def test_one_that_ended_writes_nothing_more(office, other, host, replica) -> None:
    before = served(other)
    host.publish("second")
    replica.end()
    for write in (replica.follow, replica.mend):
        with pytest.raises(Ended):
            write()
    assert served(other) == before


def test_what_changes_and_what_goes_is_the_same_on_both(
    office, other, host, replica
) -> None:
    host.releaser.beside([("data/log/index.json", b"{}", "log")], ())
    host.publish("second")
    assert replica.follow()
    assert served(other) == served(office)
    host.publish("third", gone=("data/enterprises.json",))
    assert replica.follow()
    assert served(other) == served(office)
    assert "data/log/index.json" in served(other)
    assert "data/enterprises.json" not in served(other)
    assert not (other.site / "tree" / "data/enterprises.json").exists()
    assert ReleaseLog(other.site).newest(1)[0]["release"] == 3


@pytest.mark.walk
def test_a_whole_office_through_a_bucket(
    office, database_url, tmp_path, s3_server
) -> None:
    store = BucketOfObjects(s3_server.bucket(), lambda: "an-office")
    office = replace(office, objects=store)
    publisher = Publisher(office, logs.configure())
    put(office, GOOD)
    publisher.cycle("test")
    publisher.site.log.send()
    with another(office, tmp_path / "by-bucket", database_url) as other:
        replica = Replica(other)
        assert replica.follow()
        assert served(other) == served(office)
        put(office, REVOKED)
        publisher.cycle("test")
        publisher.later.settle()
        publisher.site.log.send()
        assert replica.follow()
        assert served(other) == served(office)
        assert "已撤销" in served(other)[PAGE].decode()
        version = json.loads((other.site / "tree" / VERSION).read_bytes())
        assert version["release"] == publisher.releaser.number


@pytest.mark.walk
def test_a_publisher_that_takes_over_has_nothing_to_release(office, other) -> None:
    first = Publisher(office, logs.configure())
    put(office, GOOD)
    first.cycle("test")
    first.later.settle()
    first.site.log.send()
    FollowedSite(other).go_on()
    second = Publisher(other, logs.configure())
    second.cycle("start")
    assert second.releaser.number == first.releaser.number
    assert served(other) == served(office)
    put(other, REVOKED)
    second.cycle("test")
    second.site.log.send()
    assert second.releaser.number == first.releaser.number + 1


def test_no_line_is_written_before_its_objects_are_in_the_store(office, host) -> None:
    office.objects.is_closed = True
    with pytest.raises(ObjectsAway):
        host.publish("first")
    assert HOME in served(office), "it is out here"
    assert rows(office) == []
    office.objects.is_closed = False
    host.share()
    named = {digest for digest, _key in host.log.state().paths.values()}
    assert all((office.objects.root / name_of(one)).exists() for one in named)
    host.release("second")
    office.objects.is_closed = True
    with pytest.raises(ObjectsAway):
        host.share()
    assert len(rows(office)) == 1


def test_a_harmed_or_lost_object_of_the_store_is_not_taken(
    office, other, host, replica
) -> None:
    before = served(other)
    host.publish("second")
    digest, _key = host.log.state().paths[HOME]
    stored = office.objects.root / name_of(digest)
    whole = stored.read_bytes()
    for harm in (lambda: stored.write_bytes(whole[:-1] + b"?"), stored.unlink):
        harm()
        with pytest.raises(ObjectLost):
            replica.follow()
        assert served(other) == before
    stored.write_bytes(whole)
    assert replica.follow()
    assert served(other) == served(office)


def test_whoever_takes_over_goes_on_from_what_the_other_released(
    office, other, host, replica
) -> None:
    second = Host(other)
    second.publish("first")
    assert second.releaser.number == 1, "there is nothing new"
    second.publish("second")
    assert second.releaser.number == 2
    assert ["whole" in line for line in rows(office)] == [True, False, False]
    assert Replica(office).follow()
    assert served(office) == served(other)


def test_one_whose_lease_is_over_adds_no_line(office, other, host) -> None:
    own = fence_of(office.database, office.data)
    assert fence.take(own)
    host.publish("first")
    host.release("second")
    own.give_back()
    assert fence_of(other.database, other.data).take()
    with pytest.raises(Fenced):
        host.share()
    assert len(rows(office)) == 1


def test_what_was_released_while_the_database_was_away_follows_line_by_line(
    office, other, host, replica, monkeypatch
) -> None:
    with monkeypatch.context() as patch:
        patch.setattr(host.log, "_insert", _away)
        with pytest.raises(db.DatabaseAway):
            host.publish("second")
    host.publish("third")
    assert ["whole" in line for line in rows(office)] == [True, False, False]
    assert replica.follow()
    assert served(other) == served(office)
    assert ReleaseLog(other.site).newest(1)[0]["release"] == 3


def _away(*_given: object) -> None:
    raise db.DatabaseAway("cut off")


def test_one_that_released_alone_while_others_went_on_brings_out_the_whole(
    office, other, host, replica
) -> None:
    second = Host(other)
    second.publish("second")
    second.publish("third")
    host.release("alone")
    with pytest.raises(Fenced):
        host.share()
    with pytest.raises(Apart):
        Replica(office).follow()
    assert b"alone" in served(office)[HOME], "what it took away stays away"
    again = Host(office)
    again.publish("fourth")
    assert again.releaser.number == 4, "later than any"
    assert Replica(other).follow()
    assert served(other) == served(office)


def test_what_one_released_alone_gives_way_but_not_what_it_alone_accepted(
    office, other, host, replica
) -> None:
    second = Host(other)
    second.publish("second")
    for words in ("alone", "and again"):
        host.release(words)
    own = Journal(office.data / FILE)
    own.append([CHANGE])
    site = FollowedSite(office)
    site.go_on()
    assert b"again" in served(office)[HOME]
    own.path.unlink()
    site.go_on()
    assert served(office) == served(other)
    assert told_release(office.site / "tree") == 2
    assert not site.replica.follow()


def test_now_and_then_the_whole_map_takes_the_place_of_all_lines(
    office, other, host, replica, monkeypatch
) -> None:
    monkeypatch.setattr(shared_rows, "WHOLE_AFTER", 2)
    for words in ("second", "third", "fourth"):
        host.publish(words)
    assert len(rows(office)) == 2
    assert replica.follow()
    assert served(other) == served(office)
    shutil.rmtree(other.site)
    assert Replica(other).follow()
    assert served(other) == served(office)


def test_what_nothing_names_any_more_leaves_the_store_after_a_day(
    office, other, host, replica
) -> None:
    first = {digest for digest, _key in host.log.state().paths.values()}
    host.publish("second")
    host.log.is_whole_due = True
    host.share()
    host.release("third")
    soon = real_now() + timedelta(days=1, hours=1)
    assert sweep(host.log, soon) == 0, "others need the second yet"
    host.share()
    assert sweep(host.log, real_now()) == 0, "it was put today"
    assert sweep(host.log, soon) >= len(first)
    left = {one.name for one in office.objects.names("site")}
    third = {digest for digest, _key in host.releaser.shown.values()}
    assert left >= {name_of(digest) for digest in third}
    assert not left & {name_of(digest) for digest in first}
    assert replica.follow()
    assert served(other) == served(office)
    host.publish("first")
    assert replica.follow()
    assert served(other) == served(office), "what is named again is put again"


def test_a_log_that_was_lost_is_made_anew_and_followed(
    office, other, host, replica
) -> None:
    (office.site / "releases.log").write_bytes(b"{}x\n")
    again = Host(office)
    again.publish("second")
    assert replica.follow()
    assert served(other) == served(office)
    assert b"second" in served(other)[HOME]


def test_a_log_that_was_folded_goes_on(office, other, host, replica) -> None:
    for number in range(8):
        host.publish(f"release {number}")
    assert replica.follow()
    for log in (host.log, replica.log):
        log.prepare_fold()
    assert host.log.fold()
    again = Host(office)
    again.publish("folded")
    assert len(rows(office)) == 10, "one line more"
    assert Replica(other).follow()
    assert served(other) == served(office)


def test_what_is_missing_on_the_host_that_follows_is_fetched_again(
    office, other, host, replica
) -> None:
    digest, _key = host.log.state().paths[HOME]
    replica.site.objects.path(digest).unlink()
    replica.wanted.ask(digest)
    replica.mend()
    assert served(other) == served(office)


def test_an_office_without_a_store_shares_no_site(office, other, monkeypatch) -> None:
    monkeypatch.setattr(SharedFolder, "address", "")
    assert type(log_of(office)) is ReleaseLog
    followed = FollowedSite(other)
    followed.begin()
    followed.catch_up()
    assert followed.replica is None and not followed.threads
