"""Releases: whole, immutable, byte for byte what Pelican writes; served without a wrong length while they change."""

from __future__ import annotations

import json
import subprocess
import sys
import threading
import urllib.request
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest

from forms_app import logs
from forms_app.publishing.headers import SecurityHeaders
from forms_app.publishing.publisher import Publisher
from forms_app.publishing.release import NotReleased, Site
from forms_app.publishing.serve import LiveSite
from forms_app.saved import read_json
from tests.conftest import NOW, PROJECT
from tests.publishing.test_accept import GOOD, REFERENCE, put


def small_build(folder: Path, words: str = "hello") -> Path:
    for name in ("index.html", "404.html", "enterprises/index.html", "data/enterprises.json", "theme/css/style.css"):
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_text(f"{name} {words} " + "x" * 300, encoding="utf-8")
    return folder


def get(application, path: str, method: str = "GET") -> tuple[str, dict[str, str], bytes]:
    said: list = []
    environ = {"REQUEST_METHOD": method, "PATH_INFO": path, "QUERY_STRING": ""}
    body = b"".join(application(environ, lambda status, headers, *_: said.extend((status, dict(headers)))))
    return said[0], {name.lower(): value for name, value in said[1].items()}, body


def test_the_release_is_what_pelican_writes_from_nothing(office, publish, tmp_path) -> None:
    put(office, GOOD)
    publish()
    out = tmp_path / "cold"
    command = [
        sys.executable,
        "-m",
        "pelican",
        str(office.accepted),
        "-s",
        str(PROJECT / "pelicanconf.py"),
        "-o",
        str(out),
    ]
    environment = {"PYTHONHASHSEED": "7", "KAIGONG_PUBLIC_URL": office.config.public_url}
    subprocess.run([*command, "--fatal", "errors"], check=True, cwd=PROJECT, env=environment, capture_output=True)
    built = {path.relative_to(out).as_posix(): path.read_bytes() for path in out.rglob("*") if path.is_file()}
    tree = office.site / "tree"
    served = {path.relative_to(tree).as_posix(): path.read_bytes() for path in tree.rglob("*") if path.is_file()}
    version = json.loads(served.pop("data/version.json"))
    assert version["release"] == 1 and served == built


def test_any_file_server_serves_the_whole_site_and_a_revocation_needs_only_the_publisher(office, publish) -> None:
    put(office, GOOD)
    publish()
    database = office.data / "kaigong.sqlite3"
    for file in office.data.glob("kaigong.sqlite3*"):
        file.rename(file.with_name(f"away-{file.name}"))
    office.database.close()
    database.mkdir()  # whatever opens it fails: the database is away
    put(office, GOOD.replace("approved", "revoked").replace("Pilot", "Reason: 整改不到位\nPilot"))
    Publisher(office, logs.configure()).cycle("test")
    handler = partial(SimpleHTTPRequestHandler, directory=str(office.site / "tree"))
    with ThreadingHTTPServer(("127.0.0.1", 0), handler) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        address = f"http://127.0.0.1:{server.server_port}/enterprises/{REFERENCE}/"
        assert "已撤销" in urllib.request.urlopen(address).read().decode()
        server.shutdown()


def test_a_build_without_required_pages_is_not_released(tmp_path) -> None:
    site = Site(tmp_path / "site")
    site.folder.mkdir()
    build = small_build(tmp_path / "build")
    site.publish(build, because="test", now=NOW)
    (build / "index.html").unlink()
    with pytest.raises(NotReleased, match=r"index\.html"):
        site.publish(build, because="test", now=NOW)
    assert site.current().number == 1


def test_the_same_build_makes_no_release_and_removed_pages_leave_the_tree(tmp_path) -> None:
    site = Site(tmp_path / "site")
    site.folder.mkdir()
    build = small_build(tmp_path / "build")
    (build / "old.html").write_text("old")
    site.publish(build, because="test", now=NOW)
    assert site.publish(build, because="test", now=NOW) is None
    (build / "old.html").unlink()
    site.publish(build, because="test", now=NOW)
    assert not (site.tree / "old.html").exists() and site.current().number == 2


def test_only_the_last_releases_and_their_objects_are_kept(tmp_path) -> None:
    site = Site(tmp_path / "site")
    site.folder.mkdir()
    for number in range(8):
        site.publish(small_build(tmp_path / "build", str(number)), because="test", now=NOW)
    assert site.numbers() == [4, 5, 6, 7, 8]
    named = {digest for number in site.numbers() for digest in site.load(number).paths.values()}
    assert {path.name.partition(".")[0] for path in site.objects.glob("*/*")} == named


def test_a_rollback_pins_pages_but_never_the_list(tmp_path) -> None:
    site = Site(tmp_path / "site")
    site.folder.mkdir()
    site.publish(small_build(tmp_path / "build", "one"), because="test", now=NOW)
    site.publish(small_build(tmp_path / "build", "two"), because="test", now=NOW)
    site.rollback(1)
    site.publish(small_build(tmp_path / "build", "three"), because="test", now=NOW)
    assert "one" in (site.tree / "index.html").read_text()
    assert "three" in (site.tree / "enterprises/index.html").read_text()
    site.resume()
    site.publish(small_build(tmp_path / "build", "three"), because="test", now=NOW)
    assert "three" in (site.tree / "index.html").read_text()


def test_readers_never_get_a_wrong_length_while_releases_are_swapped(tmp_path) -> None:
    site = Site(tmp_path / "site")
    site.folder.mkdir()
    site.publish(small_build(tmp_path / "build", "0"), because="test", now=NOW)
    live = LiveSite(lambda *_: [], site.folder)
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
    for number in range(1, 25):
        site.publish(small_build(tmp_path / "build", "x" * number * 50), because="test", now=NOW)
        live.follow()
    done.set()
    for reader in readers:
        reader.join()
    assert wrong == []


def test_addresses_lead_where_they_should_and_every_answer_has_the_headers(tmp_path) -> None:
    site = Site(tmp_path / "site")
    site.folder.mkdir()
    site.publish(small_build(tmp_path / "build"), because="test", now=NOW)
    whole = SecurityHeaders(LiveSite(lambda *_: [], site.folder), is_https=True)
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
        assert headers["x-content-type-options"] == "nosniff" and "strict-transport-security" in headers
    assert get(whole, "/", "HEAD")[2] == b""
    assert get(whole, "/../../etc/passwd")[0] == "404 Not Found"


def test_a_failed_build_is_told_in_words_and_the_old_site_stays(office, publish, monkeypatch) -> None:
    publish()
    before = (office.site / "current").read_text()
    (office.accepted / "today.json").write_text('{"today": "2020-03-04", "as_of": "x", "demo": false}')
    monkeypatch.setattr("forms_app.publishing.build.SETTINGS", Path("missing.py"))
    put(office, GOOD)
    publish()
    assert (office.site / "current").read_text() == before
    assert read_json(office.data / "build-failure.json")["says"]


def test_ten_changes_make_one_build(office, publish) -> None:
    first = publish()
    for n in range(10):
        put(office, GOOD.replace(REFERENCE, f"QT-{'3479ACDEFH'[n]}AAAAA"), f"QT-{'3479ACDEFH'[n]}AAAAA")
    assert publish() == first + 1
