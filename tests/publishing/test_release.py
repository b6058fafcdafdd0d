"""Releases: whole, immutable, byte for byte what Pelican writes; served without a wrong length while they change."""

from __future__ import annotations

import json
import threading
import urllib.request
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest
from jinja2 import TemplateError

from forms_app.base import logs
from forms_app.base.jsonfiles import read_json
from forms_app.publishing.release.follower import Follower
from forms_app.publishing.release.headers import SecurityHeaders, security_headers
from forms_app.publishing.release.log_line import Heading
from forms_app.publishing.release.releaser import Releaser
from forms_app.publishing.release.serve import LiveSite
from forms_app.publishing.release.site import NotReleased, Site
from forms_app.publishing.service.publisher import Publisher
from tests.conftest import NOW
from tests.publishing import cold
from tests.publishing.test_accept import GOOD, REFERENCE, put

TEST = Heading("test", NOW)
PAGES = (
    "index.html",
    "404.html",
    "enterprises/index.html",
    "data/enterprises.json",
    "theme/css/style.css",
)


def outputs(words: str = "hello") -> list[tuple[str, bytes, str]]:
    """A small site: path, data and key of each output."""
    return [(name, f"{name} {words} {'x' * 300}".encode(), words) for name in PAGES]


def release(
    folder: Path, words: str = "hello", extra: tuple = (), gone: tuple = ()
) -> Releaser:
    releaser = Releaser(Site(folder))
    releaser.release([*outputs(words), *extra], gone, TEST)
    return releaser


def get(
    application, path: str, method: str = "GET", **more: str
) -> tuple[str, dict[str, str], bytes]:
    said: list = []
    environ = {"REQUEST_METHOD": method, "PATH_INFO": path, "QUERY_STRING": "", **more}
    body = b"".join(
        application(
            environ, lambda status, headers, *_: said.extend((status, dict(headers)))
        )
    )
    return said[0], {name.lower(): value for name, value in said[1].items()}, body


def test_the_release_is_what_pelican_writes_from_nothing(
    office, publish, tmp_path
) -> None:
    put(office, GOOD)
    publish()
    assert cold.released(office) == cold.built(office, tmp_path / "cold")
    version = json.loads((office.site / "tree" / cold.OF_THE_RELEASE).read_bytes())
    assert version["release"] == 2


@pytest.mark.sqlite_only(
    reason="takes its file away; see test_database_away for PostgreSQL"
)
def test_any_file_server_serves_the_whole_site_and_a_revocation_needs_only_the_publisher(
    office, publish
) -> None:
    put(office, GOOD)
    publish()
    database = office.data / "kaigong.sqlite3"
    for file in office.data.glob("kaigong.sqlite3*"):
        file.rename(file.with_name(f"away-{file.name}"))
    office.database.close()
    database.mkdir()  # whatever opens it fails: the database is away
    put(
        office,
        GOOD.replace("approved", "revoked").replace(
            "Pilot", "Reason: 整改不到位\nPilot"
        ),
    )
    Publisher(office, logs.configure()).cycle("test")
    handler = partial(SimpleHTTPRequestHandler, directory=str(office.site / "tree"))
    with ThreadingHTTPServer(("127.0.0.1", 0), handler) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        address = f"http://127.0.0.1:{server.server_port}/enterprises/{REFERENCE}/"
        assert "已撤销" in urllib.request.urlopen(address).read().decode()
        server.shutdown()


def test_a_build_without_required_pages_is_not_released(tmp_path) -> None:
    release(tmp_path)
    with pytest.raises(NotReleased, match=r"index\.html"):
        release(tmp_path, "other", gone=("index.html",))
    assert Site(tmp_path).current().number == 1


def test_the_same_build_makes_no_release_and_removed_pages_leave_the_tree(
    tmp_path,
) -> None:
    release(tmp_path, extra=(("old/index.html", b"old", "1"),))
    release(tmp_path)
    site = Site(tmp_path)
    assert site.current().number == 1 and (site.tree / "old" / "index.html").exists()
    release(tmp_path, gone=("old/index.html",))
    assert not (site.tree / "old").exists() and site.current().number == 2


def test_only_the_last_releases_and_their_objects_are_kept(tmp_path) -> None:
    releaser = release(tmp_path, "0")
    for number in range(1, 12):
        releaser.release(outputs(str(number)), (), TEST)
    site = Site(tmp_path)
    kept = site.log.kept()
    assert kept == [8, 9, 10, 11, 12]
    named = {
        digest
        for number in kept
        for digest, _key in site.log.state(number).paths.values()
    }
    assert site.objects.there() == named


def test_an_object_that_is_named_again_is_not_collected(tmp_path) -> None:
    releaser = release(tmp_path, "one")
    for words in ("two", "three", "one", "four", "five", "six", "one", "seven"):
        releaser.release(outputs(words), (), TEST)
    site = Site(tmp_path)
    for number in site.log.kept():
        for digest, _key in site.log.state(number).paths.values():
            assert site.objects.harmed_files(digest) == []


def test_a_long_log_is_folded_and_says_the_same(tmp_path) -> None:
    releaser = release(tmp_path, "0")
    follower = Follower(Site(tmp_path).log)
    follower.look()
    for number in range(1, 12):
        releaser.release(outputs(str(number)), (), TEST)
    log = releaser.site.log
    before = Site(tmp_path).log.state()
    assert log.prepare_fold() == 7 and log.fold() and not log.fold()
    assert Site(tmp_path).log.state() == before
    releaser.release(outputs("last"), (), TEST)
    follower.look()
    assert follower.state == Site(tmp_path).log.state() and follower.state.number == 13
    assert Site(tmp_path).log.kept() == [9, 10, 11, 12, 13]
    assert [entry["release"] for entry in Site(tmp_path).log.newest(3)] == [13, 12, 11]


def test_a_half_written_line_of_the_log_is_no_release(tmp_path) -> None:
    release(tmp_path)
    log = Site(tmp_path).log
    with log.file.open("ab") as file:
        file.write(b'{"release": 2, "changed": {"index.html"')
    assert log.state().number == 1
    release(tmp_path, "two")
    assert log.state().number == 2


def test_a_rollback_pins_pages_but_never_the_list(tmp_path) -> None:
    site = Site(tmp_path)
    releaser = release(tmp_path, "one")
    releaser.release(outputs("two"), (), TEST)
    site.rollback(1)
    releaser.release(outputs("three"), (), TEST)
    assert "one" in (site.tree / "index.html").read_text()
    assert "three" in (site.tree / "enterprises/index.html").read_text()
    site.resume()
    releaser.release([], (), TEST)
    assert "three" in (site.tree / "index.html").read_text()


def test_what_a_power_cut_harmed_is_made_again(office, publish) -> None:
    put(office, GOOD)
    publish()
    site = Site(office.site)
    digest, _key = site.log.state().paths["index.html"]
    good = site.objects.path(digest).read_bytes()
    site.objects.path(digest).write_bytes(good[:100])
    (office.site / "boot").write_text("before the power cut")
    Publisher(office, logs.configure()).cycle("test")
    assert (
        site.objects.path(digest).read_bytes()
        == good
        == (site.tree / "index.html").read_bytes()
    )


@pytest.mark.walk
def test_readers_never_get_a_wrong_length_while_releases_are_swapped(tmp_path) -> None:
    releaser = release(tmp_path, "0")
    live = LiveSite(lambda *_: [], tmp_path)
    wrong: list = []
    done = threading.Event()

    def read() -> None:
        while not done.is_set():
            status, headers, body = get(live, "/")
            if status != "200 OK" or int(headers["content-length"]) != len(body):
                wrong.append((status, headers.get("content-length"), len(body)))

    readers = [threading.Thread(target=read) for _ in range(4)]
    for reader in readers:
        reader.start()
    for number in range(1, 100):
        releaser.release(outputs("x" * number * 50), (), TEST)
    done.set()
    for reader in readers:
        reader.join()
    assert wrong == []


def test_addresses_lead_where_they_should_and_every_answer_has_the_headers(
    tmp_path,
) -> None:
    release(tmp_path)
    headers = security_headers(is_https=True)
    whole = LiveSite(SecurityHeaders(lambda *_: [], headers), tmp_path, headers)
    for path, status in (
        ("/", "200 OK"),
        ("/enterprises/", "200 OK"),
        ("/enterprises", "302 Found"),
        ("/nothing", "404 Not Found"),
    ):
        said, headers, _body = get(whole, path)
        assert said == status
        assert (
            "default-src 'none'" in headers["content-security-policy"]
            and "unsafe" not in headers["content-security-policy"]
        )
        assert (
            headers["x-content-type-options"] == "nosniff"
            and "strict-transport-security" in headers
        )
        said, headers, body = get(whole, path, "POST")
        assert said == "405 Method Not Allowed"
        assert "default-src 'none'" in headers["content-security-policy"]
        assert headers["allow"] == "GET, HEAD"
        assert int(headers["content-length"]) == len(body)
    assert get(whole, "/", "HEAD")[2] == b""
    assert get(whole, "/../../etc/passwd")[0] == "404 Not Found"


def test_a_table_is_served_as_a_table(tmp_path) -> None:
    release(tmp_path, extra=(("data/enterprises.csv", b"reference\n", "1"),))
    live = LiveSite(lambda *_: [], tmp_path)
    kind = get(live, "/data/enterprises.csv")[1]["content-type"]
    assert kind.startswith("text/csv; charset=")


def test_a_failed_build_is_told_in_words_and_the_old_site_stays(
    office, publish, monkeypatch
) -> None:
    put(office, GOOD)
    before = publish()

    def fail(*_: object) -> bytes:
        raise TemplateError("the theme is broken")

    with monkeypatch.context() as patch:
        patch.setattr("forms_app.publishing.site.theme.Theme.render", fail)
        put(office, GOOD.replace("示例箱包厂", "示例箱包二厂"))
        assert publish() == before
    assert (
        "the theme is broken" in read_json(office.data / "build-failure.json")["says"]
    )
    assert publish() == before + 1 and not (office.data / "build-failure.json").exists()


def test_ten_changes_make_one_build(office, publish) -> None:
    first = publish()
    for n in range(10):
        put(
            office,
            GOOD.replace(REFERENCE, f"QT-{'3479ACDEFH'[n]}AAAAA"),
            f"QT-{'3479ACDEFH'[n]}AAAAA",
        )
    assert publish() == first + 1
