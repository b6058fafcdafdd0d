"""Every kind of file of an office, damaged in every way while it is stopped: what comes of it at the next start. The public site stays up, takings-away go live, and nobody who was taken off is shown as valid."""

from __future__ import annotations

import os
import shutil
import signal
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field, replace
from fnmatch import fnmatch
from pathlib import Path

import pytest

from forms_app.base import identity, logs
from forms_app.base.away import DatabaseAway
from forms_app.base.config import Config
from forms_app.base.office import Office
from forms_app.base.settings import ConfigError
from forms_app.features import metadata
from forms_app.publishing.release.serve import LiveSite
from forms_app.publishing.service.publisher import Publisher
from forms_app.publishing.service.shelves import A_SECOND
from tests.conftest import TestClock
from tests.publishing.soon import SUSPENDED
from tests.publishing.test_accept import GOOD, REFERENCE, put
from tests.publishing.test_crash import REVOKED
from tests.publishing.test_release import get
from tests.rule_files import DECISIONS

pytestmark = pytest.mark.sqlite_only(reason="its file is one of those")
VALID, TAKEN, OFF, CHECKED, GONE = (f"QT-AAA{a}AA" for a in "CDEFH")
WITHIN = 60  # seconds until it is right again, on a busy machine


def as_file(text: str, reference: str) -> str:
    return text.replace(REFERENCE, reference)


# How a file is damaged


def truncate(file: Path) -> None:
    os.truncate(file, file.stat().st_size // 2)


def empty(file: Path) -> None:
    os.truncate(file, 0)


def delete(file: Path) -> None:
    file.unlink()


def flip(file: Path) -> None:
    data = bytearray(file.read_bytes())
    if data:
        data[len(data) // 2] ^= 1
    file.write_bytes(data)


def give_away(file: Path) -> None:
    if os.geteuid():
        pytest.skip("only root gives files away")
    os.chown(file, 65534, 65534)
    file.chmod(0)


def pipe(file: Path) -> None:
    file.unlink()
    os.mkfifo(file)


def folder(file: Path) -> None:
    file.unlink()
    file.mkdir()


def link(file: Path) -> None:
    file.unlink()
    file.symlink_to("/nothing/is/there")


DAMAGES = (truncate, empty, delete, flip, give_away, pipe, folder, link)
Damage = Callable[[Path], None]

# What comes of it

AGAIN = "made again, and every page is as before"
LAST_GOOD = "every page is as before, and FAULTS.txt names the file"
WITHDRAWN = "its page says that it is withdrawn"
CHECKING = "its page says that it is being checked, and FAULTS.txt names the file"
TOLD = "told at the start; the public site is served without it"
REFUSED = "the start says in a sentence what is wrong"
PAGES = "every page is as before"
OFF_ANYWAY = "its page says that it is withdrawn; it was off the list before"


@dataclass(frozen=True)
class Kind:
    """Files that are alike, by pattern; what comes of damage, and where it differs."""

    pattern: str
    outcome: str
    but: dict[str, str] = field(default_factory=dict)
    each: bool = False  # whether they are alike in nothing but what comes of it

    def after(self, damage: Damage) -> str:
        return self.but.get(damage.__name__, self.outcome)


WHOLE = {"give_away": PAGES}  # its bytes are as they were
KINDS = (
    Kind(
        f"content/{DECISIONS}/*/{VALID}.md",
        CHECKING,
        {**WHOLE, "delete": WITHDRAWN, "folder": WITHDRAWN},
    ),
    Kind(
        f"content/{DECISIONS}/*/*.md",
        PAGES,
        {"delete": OFF_ANYWAY, "folder": OFF_ANYWAY},
    ),
    Kind("content/communities/*", LAST_GOOD, {**WHOLE, "flip": PAGES}),
    Kind(
        "content/notices/*",
        LAST_GOOD,
        {**WHOLE, "delete": PAGES, "flip": PAGES, "truncate": PAGES, "folder": PAGES},
    ),
    Kind("content/office.toml", LAST_GOOD, {**WHOLE, "flip": PAGES}),
    Kind("content/FAULTS.txt", AGAIN, WHOLE),
    Kind("content/README.txt", PAGES),
    Kind("content/*", PAGES),
    Kind(f"accepted/{DECISIONS}/*", AGAIN, WHOLE),
    Kind("accepted/withdrawn/*", PAGES),
    Kind("accepted/communities/*", AGAIN, WHOLE),
    Kind("accepted/notices/*", AGAIN, WHOLE),
    Kind("accepted/office.toml", AGAIN, WHOLE),
    Kind("accepted/standing.json", AGAIN, WHOLE),
    Kind("accepted/applied.json", PAGES),
    Kind("accepted/today.json", AGAIN, WHOLE),
    Kind("accepted/figures.json", AGAIN, WHOLE),
    Kind("accepted/logged.log", AGAIN, WHOLE),
    Kind("accepted/*.json*", PAGES, each=True),
    Kind("accepted/*", AGAIN, WHOLE),
    Kind("data/keys/keys.json", TOLD, WHOLE),
    Kind("data/kaigong.sqlite3", TOLD, {**WHOLE, "flip": PAGES}),
    Kind("data/kaigong.sqlite3-*", PAGES),
    Kind("data/journal.jsonl", PAGES),
    Kind("data/office-id", PAGES),
    Kind("data/known/*", PAGES),
    Kind("data/*", PAGES, each=True),
    Kind("site/releases.log", AGAIN, WHOLE),
    Kind("site/releases/*", PAGES),
    Kind("site/objects/*.gz", PAGES),
    Kind("site/objects/*.br", PAGES),
    Kind("site/objects/*.br11", PAGES),
    Kind("site/objects/*", AGAIN, WHOLE),
    Kind("site/tree/data/version.json", AGAIN, WHOLE),
    Kind("site/tree/data/log/*", AGAIN, WHOLE),
    Kind("data/public-log/*", PAGES),
    Kind("site/tree/*", AGAIN, WHOLE),
    Kind("site/*", PAGES, each=True),
    Kind("kaigong", PAGES),
    Kind("settings.toml", REFUSED, {"delete": PAGES, "empty": PAGES, **WHOLE}),
)


def kind_of(relative: str) -> Kind:
    return next(kind for kind in KINDS if fnmatch(relative, kind.pattern))


@pytest.fixture(scope="module")
def published(laid_out, tmp_path_factory) -> Path:
    """An office that has published: approved, suspended, revoked, being checked and withdrawn enterprises."""
    root = tmp_path_factory.mktemp("damage") / "office"
    shutil.copytree(laid_out, root)
    (root / "settings.toml").write_text("port = 8123\n", encoding="utf-8")
    office = opened(root)
    for reference in (VALID, TAKEN, CHECKED, GONE):
        put(office, as_file(GOOD, reference), reference)
    put(office, as_file(REVOKED, OFF), OFF)
    identity.settle(office, metadata)
    publisher = Publisher(office, logs.configure())
    publisher.cycle("start")
    put(office, "Title: 示例\n", CHECKED)
    (root / "content" / DECISIONS / "qiantou" / f"{GONE}.md").unlink()
    publisher.cycle("content")
    publisher.cycle("content")
    publisher.later.settle()
    publisher.releaser.write_log_anew()
    office.database.close()
    return root


def opened(root: Path) -> Office:
    config = Config.from_environ({"KAIGONG_OFFICE": str(root), "DATABASE_URL": ""})
    office = Office.open(config, is_served=True)
    return replace(office, clock=TestClock())


@contextmanager
def in_time() -> Iterator[None]:
    def late(*_given: object) -> None:
        raise TimeoutError("it stands still")

    before = signal.signal(signal.SIGALRM, late)
    signal.alarm(WITHIN)
    try:
        yield
    finally:
        signal.alarm(0)
        signal.signal(signal.SIGALRM, before)


def pages(root: Path) -> dict[str, str]:
    """What visitors are shown by a process that begins to serve; empty while it is made again."""
    site = LiveSite(lambda *_: [], root / "site")
    found = {}
    for address in ("/", "/notices/", *map(address_of, (VALID, OFF, CHECKED, GONE))):
        status, _headers, body = get(site, address)
        found[address] = body.decode() if status == "200 OK" else ""
    return found


def address_of(reference: str) -> str:
    return f"/enterprises/{reference}/"


def must_show_nobody_valid(root: Path, *taken: str) -> None:
    shown = pages(root)
    for reference in taken:
        assert "有效" not in shown.get(address_of(reference), ""), reference


def start(root: Path) -> Publisher:
    """As the supervisor and the publisher do it, until nothing is left to do."""
    office = opened(root)
    try:
        with suppress(DatabaseAway):
            identity.settle(office, metadata)
        publisher = Publisher(office, logs.configure())
        publisher.cycle("start")
        publisher.press.shelves.look()
        shelves = publisher.press.shelves
        for _second in range(len(publisher.press.releaser.shown) // A_SECOND + 3):
            shelves.looked -= 1
            shelves.patrol()
        shelves.look()
        return publisher
    finally:
        office.database.close()


def damaged(published: Path, tmp_path: Path, relative: str, damage: Damage) -> Path:
    root = tmp_path / "office"
    shutil.copytree(published, root)  # makes the folders above it too
    damage(root / relative)
    return root


def files(root: Path) -> list[str]:
    return sorted(
        path.relative_to(root).as_posix()
        for path in root.rglob("*")
        if path.is_file() and TAKEN not in path.name
    )


def of_kind(root: Path, kind: Kind) -> list[str]:
    """One of them, where they are alike."""
    found = [relative for relative in files(root) if kind_of(relative) is kind]
    return found if kind.each else found[:1]


def check(published: Path, tmp_path: Path, relative: str, damage: Damage) -> None:
    before = pages(published)
    kind = kind_of(relative)
    outcome = kind.after(damage)
    with in_time():
        root = damaged(published, tmp_path, relative, damage)
        was = root / relative
        must_show_nobody_valid(root, OFF, CHECKED, GONE)
        taken = root / "content" / DECISIONS / "qiantou" / f"{TAKEN}.md"
        taken.write_text(as_file(SUSPENDED, TAKEN), encoding="utf-8")
        if outcome is REFUSED:
            with pytest.raises(ConfigError):
                opened(root)
            return
        start(root)
        must_show_nobody_valid(root, OFF, CHECKED, GONE, TAKEN)
        shown = pages(root)
        assert shown["/"]
        faults = (root / "content" / "FAULTS.txt").read_text(encoding="utf-8")
        if outcome in {CHECKING, WITHDRAWN}:
            assert "有效" not in shown[address_of(VALID)]
            assert ("核实" in shown[address_of(VALID)]) == (outcome is CHECKING)
            assert (Path(relative).name in faults) == (outcome is CHECKING)
            return
        if outcome is OFF_ANYWAY:
            assert "已撤下" in shown.pop(address_of(OFF))
        for address in set(shown) & set(map(address_of, (VALID, OFF, CHECKED, GONE))):
            assert shown[address] == before[address], address
        if outcome is LAST_GOOD:
            assert Path(relative).name in faults
        if outcome is AGAIN:
            assert was.is_file()


@pytest.mark.long
@pytest.mark.parametrize("damage", DAMAGES, ids=lambda one: one.__name__)
@pytest.mark.parametrize("kind", KINDS, ids=lambda one: one.pattern)
def test_damage(published, tmp_path, kind, damage) -> None:
    found = of_kind(published, kind)
    if not found:
        pytest.skip("the office has no such file")
    for number, relative in enumerate(found):
        print(relative)
        check(published, tmp_path / str(number), relative, damage)


# One of each way, for the files that decide most; the others are long.
QUICK = (
    ("accepted/standing.json", truncate),
    ("site/releases.log", pipe),
    ("data/keys/keys.json", flip),
    ("data/kaigong.sqlite3", empty),
)


@pytest.mark.walk
@pytest.mark.parametrize(("relative", "damage"), QUICK)
def test_damage_to_what_decides_most(published, tmp_path, relative, damage) -> None:
    check(published, tmp_path, relative, damage)


def test_every_file_of_an_office_is_of_a_kind(published) -> None:
    for relative in files(published):
        assert kind_of(relative)
