"""scripts/verify_list.py: whatever is altered, dropped, swapped, backdated or forked is found, and an honest office passes."""

from __future__ import annotations

import importlib.util
import json
import os
import random
import subprocess
import sys
import threading
from collections.abc import Iterator
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from types import ModuleType

import pytest

from forms_app.base.signing_key import SigningKey
from forms_app.publishing.public_log.leaf import ROW
from forms_app.publishing.public_log.lines import WIDTH
from forms_app.publishing.public_log.outputs import HEAD, KEY
from tests.conftest import PROJECT
from tests.publishing.public_log import naive, tampered
from tests.publishing.public_log.tampered import Office
from tests.publishing.public_log.test_log import edit, publisher_of
from tests.publishing.test_accept import GOOD, many, put
from tests.publishing.test_crash import REVOKED

SCRIPT = PROJECT / "scripts" / "verify_list.py"
FITS, DIFFERS, USAGE, UNKNOWN = range(4)
EACH = 16  # of every way to tamper; with 19 ways, more than 300
# What each way is called, one of these.
SAYS = {
    "altered_status": {"status"},
    "altered_row": {"row"},
    "backdated_row": {"row"},
    "dropped_row": {"dropped"},
    "swapped_rows": {"swapped", "row", "status"},
    "added_row": {"unknown"},
    "doubled_row": {"twice"},
    "taken_away_and_shown": {"status"},
    "altered_line": {"root"},
    "swapped_lines": {"root"},
    "dropped_line": {"missing"},
    "a_head_of_his_own": {"signature"},
    "forked": {"forked"},
    "forked_by_order": {"forked"},
    "forked_by_dropping": {"forked", "shorter"},
    "cut": {"shorter"},
    "backdated": {"backdated"},
    "another_key": {"other_key"},
    "an_older_state": {"older"},
}


@pytest.fixture(scope="module")
def script() -> ModuleType:
    spec = importlib.util.spec_from_file_location("verify_list", SCRIPT)
    assert spec and spec.loader
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def an_office(seed: int) -> Office:
    """With a log of two tiles, more or less."""
    office = Office(random.Random(seed))
    office.go_on(office.chance.randrange(40, 2 * WIDTH + 40), of=60)
    office.saved = len(office.lines)
    return office


def found(script: ModuleType, folder: Path, since: str | None = None) -> set[str]:
    """The codes of what does not fit."""
    head = script.Head(since) if since else None
    result = script.check(script.Source(str(folder)), head)
    assert result.signed is not None, "it was checked"
    return {one.code for one in result.findings}


@pytest.mark.parametrize("seed", range(EACH))
@pytest.mark.parametrize("way", tampered.WITHOUT_THE_KEY, ids=lambda way: way.__name__)
def test_who_has_not_the_key_is_found_at_once(script, tmp_path, way, seed) -> None:
    way(an_office(seed), tmp_path)
    assert found(script, tmp_path) & SAYS[way.__name__]


@pytest.mark.parametrize("seed", range(EACH))
@pytest.mark.parametrize("way", tampered.WITH_THE_KEY, ids=lambda way: way.__name__)
def test_who_has_the_key_is_found_by_a_head_that_was_saved(
    script, tmp_path, way, seed
) -> None:
    office = an_office(seed)
    since = office.note()
    office.go_on(office.chance.randrange(1, WIDTH), of=60)
    way(office, tmp_path)
    assert found(script, tmp_path, since) & SAYS[way.__name__]


def test_every_way_is_told_apart() -> None:
    ways = {*tampered.WITHOUT_THE_KEY, *tampered.WITH_THE_KEY}
    assert {way.__name__ for way in ways} == SAYS.keys()
    assert EACH * len(ways) >= 300


@pytest.mark.parametrize("seed", range(30))
def test_an_honest_office_passes_now_and_after_it_went_on(
    script, tmp_path, seed
) -> None:
    office = an_office(seed)
    tampered.write(office, tmp_path)
    assert found(script, tmp_path) == set()
    since = office.note()
    office.go_on(office.chance.randrange(300), of=60)
    tampered.write(office, tmp_path)
    assert found(script, tmp_path, since) == set()


@pytest.mark.parametrize("size", [0, 1, WIDTH - 1, WIDTH, WIDTH + 1, 2 * WIDTH])
def test_a_log_of_any_size_passes(script, tmp_path, size) -> None:
    office = Office(random.Random(size))
    office.go_on(size, of=40)
    tampered.write(office, tmp_path)
    assert found(script, tmp_path) == set()


def test_the_script_answers_for_the_columns_that_the_office_does(script) -> None:
    assert script.ROW == ROW
    assert script.WIDTH == WIDTH


@pytest.mark.parametrize("size", [0, 1, 2, 7, 8, 100])
def test_the_roots_of_the_script_are_those_of_the_definition(script, size) -> None:
    lines = [str(number).encode() for number in range(size)]
    roots = script.roots(lines, range(size + 1))
    assert roots == {n: naive.root(lines[:n]) for n in range(size + 1)}


def run(*words: str, **environment: str) -> subprocess.CompletedProcess[str]:
    """As anybody would, with the Python that is there."""
    return subprocess.run(
        [sys.executable, "-I", str(SCRIPT), "--patience", "0", *words],
        capture_output=True,
        text=True,
        encoding="utf-8",
        env={"PATH": os.environ["PATH"], "PYTHONIOENCODING": "utf-8", **environment},
        check=False,
    )


@pytest.fixture
def address(office) -> Iterator[str]:
    """Of the real site of an office, as any file server has it."""
    many(office, 3)
    publisher = publisher_of(office)
    edit(publisher, GOOD)
    publisher.later.settle()
    folder = str(office.site / "tree")
    handler = partial(SimpleHTTPRequestHandler, directory=folder)
    with ThreadingHTTPServer(("127.0.0.1", 0), handler) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{server.server_port}"
        server.shutdown()


@pytest.mark.walk
@pytest.mark.same_on_both(reason="about files, not about the database")
def test_a_real_site_is_checked_saved_and_checked_again(
    office, address, tmp_path
) -> None:
    head = str(tmp_path / "head.txt")
    first = run(address, "--save", head)
    assert first.returncode == FITS, first.stdout + first.stderr
    assert "everything fits" in first.stdout
    publisher = publisher_of(office)
    edit(publisher, REVOKED)
    publisher.later.settle()
    digits = SigningKey(office.keys).printed
    second = run(f"{address}/", "--since", head, "--key", digits)
    assert second.returncode == FITS, second.stdout + second.stderr
    rows = office.site / "tree" / "data" / "enterprises.json"
    told = json.loads(rows.read_bytes())
    dropped = told["enterprises"].pop(0)["reference"]
    told["enterprises"][0]["name"] = "另一家"
    rows.unlink()
    rows.write_text(json.dumps(told), encoding="utf-8")
    third = run(address, "--since", head)
    assert third.returncode == DIFFERS
    for reference in (dropped, told["enterprises"][0]["reference"]):
        assert reference in third.stdout


@pytest.mark.walk
@pytest.mark.same_on_both(reason="about files, not about the database")
def test_an_office_that_contradicts_what_it_published_is_found_from_outside(
    office, address, tmp_path
) -> None:
    """Its whole past is laid out anew, by somebody who has every key."""
    head = str(tmp_path / "head.txt")
    assert run(address, "--save", head).returncode == FITS
    (office.data / "public-log" / "leaves.log").unlink()
    for path in (office.site / "releases.log", office.site / "tree-release"):
        path.unlink()
    (office.site / "tree" / HEAD).unlink()
    put(office, REVOKED)
    publisher_of(office)
    assert run(address).returncode == FITS
    assert run(address, "--since", head).returncode == DIFFERS


def test_without_anything_to_check_a_signature_with_it_says_so(tmp_path) -> None:
    tampered.write(an_office(1), tmp_path)
    bare = tmp_path / "bin"
    bare.mkdir()
    done = run(str(tmp_path), PATH=str(bare), PYTHONPATH="")
    with_library = importlib.util.find_spec("cryptography") is not None
    assert done.returncode == FITS
    assert ("NOT checked" in done.stdout) != with_library


def test_openssl_alone_tells_a_right_signature_from_a_wrong_one(
    script, tmp_path, monkeypatch
) -> None:
    monkeypatch.setitem(sys.modules, "cryptography.exceptions", None)
    office = an_office(2)
    head = script.Head(office.note())
    assert script.is_signed(head, office.key.pem) is True
    other = tampered.SigningKey(tampered.Keyring.create())
    assert script.is_signed(head, other.pem) is False
    monkeypatch.setattr(script.shutil, "which", lambda _name: None)
    assert script.is_signed(head, office.key.pem) is None


def test_a_head_that_cannot_be_kept_is_told(office, tmp_path) -> None:
    publisher = publisher_of(office)
    edit(publisher, GOOD)
    publisher.later.settle()
    place = tmp_path / "nowhere" / "head.txt"
    done = run(str(office.site / "tree"), "--save", str(place))
    assert done.returncode == 2 and "cannot be written" in done.stderr
    assert "Traceback" not in done.stderr


def test_a_wrong_fingerprint_is_told(tmp_path) -> None:
    office = an_office(3)
    tampered.write(office, tmp_path)
    assert run(str(tmp_path), "--key", office.key.printed).returncode == FITS
    assert run(str(tmp_path), "--key", "abcd " * 8).returncode == DIFFERS
    assert run(str(tmp_path), "--key", office.key.printed[:4]).returncode == DIFFERS


@pytest.mark.parametrize(
    ("words", "code"),
    [
        ((), USAGE),
        (("ftp://office.example",), USAGE),
        (("file:///etc",), USAGE),
        (("http://127.0.0.1:9", "--since", "/nothing/there"), USAGE),
        (("http://127.0.0.1:9",), UNKNOWN),
    ],
)
def test_what_cannot_be_checked_is_no_finding(words, code) -> None:
    assert run(*words).returncode == code


@pytest.mark.parametrize("name", [HEAD, KEY])
@pytest.mark.parametrize("data", [b"", b"\xff\xfe", b"a\nb\nc\n\n", b"<html>"])
def test_a_head_or_key_that_is_none_is_told_and_nothing_breaks(
    tmp_path, name, data
) -> None:
    tampered.write(an_office(4), tmp_path)
    (tmp_path / name).write_bytes(data)
    done = run(str(tmp_path))
    assert done.returncode == DIFFERS
    assert "Traceback" not in done.stderr
