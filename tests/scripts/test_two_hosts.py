"""The files for two hosts: no container engine is asked, so each command and each setting is held against the program."""

from __future__ import annotations

import re
import shlex
import shutil
import subprocess
import threading
import urllib.error
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

import pytest
import yaml

from forms_app import fresh
from forms_app.base.app_theme import ADDRESS
from forms_app.base.config import Config
from forms_app.base.office import Office
from forms_app.base.settings import SETTINGS
from tests.conftest import PROJECT
from tests.fronted import FILE as NGINX
from tests.fronted import HOSTS, fronted
from tests.scripts.test_run import script

pytestmark = pytest.mark.same_on_both(reason="about files, not about the database")
FOLDER = PROJECT / "deploy"
FILE = FOLDER / "two-hosts.yaml"
GIVEN = {"POSTGRES_PASSWORD": "sample-1", "STORE_PASSWORD": "sample-2"}
VARIABLE = re.compile(r"\$\{(\w+)(?::-([^}]*)|:\?)?\}")


@pytest.fixture(scope="module")
def compose() -> dict[str, Any]:
    """As compose reads it, with the variables that a person gives."""
    text = VARIABLE.sub(
        lambda found: GIVEN.get(found[1], found[2] or ""), FILE.read_text("utf-8")
    )
    read: dict[str, Any] = yaml.safe_load(text)
    return read


def test_everything_that_is_named_is_there(compose) -> None:
    services = compose["services"]
    for one in services.values():
        assert set(one.get("depends_on", ())) <= services.keys()
        for volume in one.get("volumes", ()):
            source, _colon, _inside = volume.partition(":")
            is_file = source.startswith("./") and (FOLDER / source).is_file()
            assert is_file or source in compose["volumes"], volume
        assert "image" in one or (FOLDER / one["build"]["context"]).is_dir()
    context = FOLDER / services["first"]["build"]["context"]
    assert (context / services["first"]["build"]["dockerfile"]).is_file()


def test_what_has_to_be_given_is_said_at_its_head() -> None:
    head = FILE.read_text("utf-8").partition("\nname:")[0]
    for name, _default in VARIABLE.findall(FILE.read_text("utf-8")):
        assert name in head


def test_the_program_knows_every_setting_and_finds_the_same_for_both(compose) -> None:
    known = {one.variable for one in SETTINGS}
    first, second = (compose["services"][name]["environment"] for name in HOSTS)
    assert first == second
    assert first.keys() <= known
    config = Config.from_environ({**first, "KAIGONG_OFFICE": "/srv/office"})
    database = compose["services"]["database"]["environment"]
    owner = f"{database['POSTGRES_USER']}:{database['POSTGRES_PASSWORD']}"
    address = f"{owner}@database/{database['POSTGRES_DB']}"
    assert config.database_url == f"postgresql+psycopg://{address}"
    bucket = config.objects
    store = compose["services"]["store"]["environment"]
    assert bucket is not None
    assert (bucket.key_id, bucket.secret) == tuple(store.values())
    made = compose["services"]["bucket"]["entrypoint"][-1]
    assert f"store/{bucket.name};" in made
    assert config.trusted_proxies == 1, "nginx is before it"


def test_the_second_host_begins_as_the_same_office_with_a_folder_of_its_own(
    compose, tmp_path, monkeypatch
) -> None:
    first = tmp_path / "first"
    fresh.lay_out(first, date(2021, 3, 1))
    opened = Office.open(Config.of_its_own(first))
    (first / "data" / "office-id").write_text("sample\n")
    shell, option, written = compose["services"]["second"]["command"]
    second = tmp_path / "second"
    second.mkdir()
    steps = written.replace("/srv/first", str(first)).replace(
        "/srv/office", str(second)
    )
    begun, _exec, started = steps.partition("exec ")
    for _time in range(2):
        subprocess.run([shell, option, begun + "true"], check=True)
    assert (second / "data").stat().st_mode & 0o777 == 0o700
    again = Office.open(Config.of_its_own(second))
    assert again.id == opened.id
    names = [path.name for path in (second / "data").iterdir()]
    assert "kaigong.sqlite3" not in names
    assert (second / "data" / "office-id").read_text() == "sample\n"
    program, *words = shlex.split(started)
    assert program == "python3" and words[0] == "scripts/run.py"
    monkeypatch.syspath_prepend(str(PROJECT / "scripts"))
    run = script("run")
    assert run.words(run.parse(words[1:])) == ["run", str(second), "", ""]
    for office in (opened, again):
        office.database.close()


def test_the_port_that_is_published_is_the_one_that_nginx_listens_at(compose) -> None:
    listens = re.search(r"listen (\d+);", NGINX.read_text("utf-8"))[1]
    (published,) = compose["services"]["front"]["ports"]
    assert published == f"127.0.0.1:{listens}:{listens}"
    assert f"localhost:{listens}" in FILE.read_text("utf-8")
    ports = re.findall(r"server (\w+):(\d+) ", NGINX.read_text("utf-8"))
    listened = re.search(r"ENV KAIGONG_PORT=(\d+)", (PROJECT / "Containerfile").read_text())[1]  # fmt: skip
    assert ports == [(name, listened) for name in HOSTS] * 2


class Answer(BaseHTTPRequestHandler):
    """One of the hosts."""

    status = 200
    asked: list[str]

    def do_GET(self) -> None:
        self._answer()

    def do_POST(self) -> None:
        self._answer()

    def _answer(self) -> None:
        self.asked.append(self.command)
        data = self.headers["Host"].encode()
        self.send_response(self.status)
        self.send_header("Content-Length", str(len(data)))
        self.end_headers()
        self.wfile.write(data)

    def log_message(self, *_words: object) -> None:
        pass


@contextmanager
def answering(*statuses: int) -> Iterator[list[Any]]:
    """As many servers, each with what it was asked."""
    servers = []
    for status in statuses:
        handler = type("One", (Answer,), {"status": status, "asked": []})
        server = ThreadingHTTPServer(("127.0.0.1", 0), handler)
        threading.Thread(target=server.serve_forever, daemon=True).start()
        servers.append(server)
    try:
        yield servers
    finally:
        for server in servers:
            server.shutdown()
            server.server_close()


@pytest.mark.walk
@pytest.mark.skipif(not shutil.which("nginx"), reason="no nginx here")
def test_what_one_host_cannot_say_the_other_is_asked_and_no_form_is_sent_twice(
    tmp_path,
) -> None:
    with (
        answering(503, 200) as (away, well),
        fronted(tmp_path, [away.server_port, well.server_port]) as port,
    ):
        address = f"http://127.0.0.1:{port}/app/my/"
        for _time in range(4):
            with urllib.request.urlopen(address, timeout=10) as answer:
                assert answer.read().decode() == f"127.0.0.1:{port}"
        for _time in range(4):
            try:
                urllib.request.urlopen(address, b"form", timeout=10).close()
            except urllib.error.HTTPError as error:
                assert error.code == 503
        sent = [*away.RequestHandlerClass.asked, *well.RequestHandlerClass.asked]
        assert sent.count("POST") == 4


@pytest.mark.walk
@pytest.mark.skipif(not shutil.which("nginx"), reason="no nginx here")
@pytest.mark.parametrize("path", ["/app/my/", "/enterprises/", "/en/enterprises/"])
def test_hosts_that_both_cannot_say_one_thing_still_say_so_and_all_others(
    path, tmp_path
) -> None:
    with (
        answering(503, 503) as hosts,
        fronted(tmp_path, [one.server_port for one in hosts]) as port,
    ):
        for _time in range(6):
            for data in (None, b"form"):
                with pytest.raises(urllib.error.HTTPError) as told:
                    urllib.request.urlopen(f"http://127.0.0.1:{port}{path}", data)
                assert told.value.code == 503, "what the host says is shown"
                assert told.value.read().decode() == f"127.0.0.1:{port}"
        for host in hosts:
            host.RequestHandlerClass.status = 200
        for _time in range(4):
            for well in ("/", path):
                urllib.request.urlopen(f"http://127.0.0.1:{port}{well}").close()


@pytest.mark.walk
@pytest.mark.skipif(not shutil.which("nginx"), reason="no nginx here")
def test_the_styles_of_another_version_are_asked_of_the_host_that_has_them(
    tmp_path,
) -> None:
    with (
        answering(404, 200) as (other, own),
        fronted(tmp_path, [other.server_port, own.server_port]) as port,
    ):
        address = f"http://127.0.0.1:{port}"
        style = f"{address}{ADDRESS}0123456789ab/css/style.css"
        for _time in range(6):
            urllib.request.urlopen(style, timeout=10).close()
        assert other.RequestHandlerClass.asked, "the first was asked too"
        pages = []
        for _time in range(4):
            try:
                urllib.request.urlopen(f"{address}/gone/", timeout=10).close()
                pages.append(200)
            except urllib.error.HTTPError as error:
                pages.append(error.code)
        assert 404 in pages, "what there is not is said by whoever is asked"


def test_what_is_written_beside_them_is_all_there_is() -> None:
    assert {path.name for path in Path(FOLDER).iterdir()} == {FILE.name, NGINX.name}
