"""`publish --verify` reads what lies on the disk, and what it says is made again is made again."""

from __future__ import annotations

import os
import threading
from dataclasses import replace
from pathlib import Path

import pytest

from forms_app import create_app
from forms_app.base import logs
from forms_app.base.jsonfiles import write_json
from forms_app.base.office import Office
from forms_app.base.running import running
from forms_app.publishing.release.site import Differences, Site
from forms_app.publishing.service import selfcheck
from forms_app.publishing.service.publisher import Publisher
from tests.publishing.test_accept import GOOD, REFERENCE, put
from tests.publishing.test_release import get
from tests.publishing.test_shelves import (
    PAGE,
    bytes_of,
    empty,
    flip,
    live,
    truncate,
)

pytestmark = [
    pytest.mark.same_on_both(reason="about files, not about the database"),
    pytest.mark.long,  # a build from nothing each
]
PATHS = (
    f"enterprises/{REFERENCE}/index.html",
    "index.html",
    "notices/index.html",
    "enterprises/index.html",
    "enterprises/qiantou/index.html",
)
ADDRESSES = [f"/{path.removesuffix('index.html')}" for path in PATHS]


@pytest.fixture
def site(office) -> Site:
    put(office, GOOD)
    publisher = Publisher(office, logs.configure())
    publisher.cycle("start")
    publisher.later.settle()
    return publisher.site


def verify(office: Office) -> tuple[int, str]:
    """Its exit code and what it says."""
    result = create_app(office).test_cli_runner().invoke(args=["publish", "--verify"])
    return result.exit_code, result.output


def part(site: Site, path: str, which: str) -> Path:
    """One of the files of an output."""
    if which.startswith("tree"):
        return site.tree / f"{path}{which.removeprefix('tree')}"
    digest, _key = site.log.state().paths[path]
    return site.objects.path(digest).with_name(digest + which)


@pytest.mark.parametrize("harm", [truncate, empty, flip, Path.unlink])
def test_harm_is_told_and_made_again(office, site, harm) -> None:
    """A page each of which is harmed in one place, objects and variants and tree."""
    whole = bytes_of_all(site)
    places = dict(zip(PATHS, ("", ".gz", ".br", "tree", "tree.gz"), strict=True))
    for path, which in places.items():
        harm(part(site, path, which))
    code, said = verify(office)
    assert code == 1
    assert [line for line in said.splitlines() if line in PATHS] == sorted(PATHS)
    assert "5 files differed" in said
    assert "They are made again." in said
    assert bytes_of_all(site) == whole
    served = live(office.site)
    assert {get(served, address)[0] for address in ADDRESSES} == {"200 OK"}


def bytes_of_all(site: Site) -> dict[str, dict[str, bytes]]:
    return {path: bytes_of(site, path) for path in PATHS}


@pytest.mark.parametrize("harm", [truncate, flip, Path.unlink])
def test_a_harmed_log_is_told_and_made_anew(office, site, harm) -> None:
    harm(site.log.file)
    code, said = verify(office)
    assert code == 1
    assert "releases.log was damaged; it is made anew" in said
    assert get(live(office.site), PAGE)[0] == "200 OK"


def test_it_says_the_same_in_a_shell_with_other_settings(office, site) -> None:
    config = replace(office.config, public_url="https://elsewhere.example.org")
    assert verify(replace(office, config=config))[0] == 0


def test_a_publisher_that_has_just_started_is_waited_for(office, site) -> None:
    """After an upgrade, what is served is of the old version until its first round."""
    page = site.tree / PATHS[0]
    whole = page.read_bytes()
    page.unlink()
    page.write_bytes(b"of the old version")
    beat = {"pid": os.getpid(), "ready_after": None}
    write_json(office.data / "publisher.json", beat)

    begun = []

    def finish() -> None:
        begun.extend(office.data.glob("verify-*"))
        page.write_bytes(whole)
        write_json(office.data / "publisher.json", {**beat, "ready_after": 1.0})

    with running(office.config.office, "http://127.0.0.1:8123"):
        first_round = threading.Timer(2, finish)
        first_round.start()
        code, said = verify(office)
    first_round.join()
    assert begun == []
    assert (code, "byte for byte" in said) == (0, True), said


def test_what_was_published_meanwhile_is_looked_at_again(
    office, site, monkeypatch
) -> None:
    compare = selfcheck.compare
    void = iter([selfcheck.Void])

    def once_void(of: Office) -> Differences:
        for error in void:
            raise error
        return compare(of)

    monkeypatch.setattr(selfcheck, "compare", once_void)
    assert verify(office)[0] == 0
