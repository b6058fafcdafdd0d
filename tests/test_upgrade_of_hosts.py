"""One host is upgraded, then the other, in the order of the operator's manual, while people go on: nothing is lost, and
no page comes with the styles of another version.

Two hosts share PostgreSQL and an object store, behind the nginx of deploy/. The new version is a copy of the program with
another number, another style, one script and one migration more (tests/upgraded.py).
"""

from __future__ import annotations

import os
import shutil
import signal
import threading
import time
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass
from functools import partial
from pathlib import Path

import pytest
from sqlalchemy import text

from forms_app.base.contentfile.write import write_aside
from forms_app.base.personal import new_code
from forms_app.base.version import version
from tests import test_storm
from tests.conftest import PROJECT
from tests.fronted import fronted
from tests.page_reader import FORMS, SITE, Look, Reader
from tests.publishing import cold
from tests.publishing.served import lives
from tests.publishing.test_accept import GOOD, REFERENCE, path_of
from tests.s3 import SECRET
from tests.supervised import free_port
from tests.test_storm import (
    VISITORS,
    Acknowledged,
    check_register,
    edit,
    is_calm,
    say,
    visit,
    wait_until,
    without_requests,
)
from tests.upgraded import MARK, NUMBER, Host, another_version
from tests.visitor import Phone

pytestmark = [
    pytest.mark.long,
    pytest.mark.postgresql_only(reason="SQLite is on one machine"),
    pytest.mark.skipif(not shutil.which("nginx"), reason="no nginx here"),
]
__all__ = ["say"]  # a fixture
READERS = 3
# seconds
STAYS = 8.0  # between two steps, so that people meet each
# The new host makes every page anew, and releases them together; what is edited meanwhile
# comes before. The other host follows within a second or two.
SWITCHES_WITHIN = 60.0


@contextmanager
def going_on(
    hosts: list[Host], address: str, shown: Acknowledged
) -> Iterator[tuple[list[Reader], Callable[[], dict[str, bytes]]]]:
    """People who register, apply and report, who read, and who edit on both hosts; gives
    the readers, and what waits until the others are done and gives what they saved.
    """
    over = threading.Event()
    readers = [Reader(address, number, over) for number in range(READERS)]
    with ThreadPoolExecutor(VISITORS + READERS + len(hosts)) as pool:
        edits = [pool.submit(edit, one.office) for one in hosts]
        visits = [
            pool.submit(visit, address, number, shown, over)
            for number in range(VISITORS)
        ]
        reading = [pool.submit(one.read) for one in readers]

        def done() -> dict[str, bytes]:
            for one in visits:
                one.result()
            return {key: file for one in edits for key, file in one.result().items()}

        try:
            yield readers, done
            over.set()
            for one in reading:
                one.result()
        finally:
            over.set()


@dataclass
class Upgrade:
    """Two hosts, of which the first publishes, what is before them, and the two versions
    of the program.
    """

    first: Host
    second: Host
    front: str
    new: Path
    settings: dict[str, str]
    say: Callable[[str], None]

    def go(self) -> None:
        """In the order of the manual: first the host that does not publish."""
        self._upgrade(self.second)
        time.sleep(STAYS)
        self._look_at_the_older()
        self._upgrade(self.first)
        for one in (self.first, self.second):
            took = wait_until(partial(is_wholly_new, one))
            self.say(f"all pages are new after {took:.1f} s more")

    def _upgrade(self, host: Host) -> None:
        began = time.monotonic()
        host.stop()
        stopped = time.monotonic() - began
        host.start(self.new, self.settings)
        took = host.until_well(NUMBER)
        self.say(f"upgraded: {stopped:.1f} s to stop, {took:.1f} s until it is well")

    def _look_at_the_older(self) -> None:
        """It goes on, and publishes; but what starts anew there does not know the tables."""
        older = self.first
        assert older.publishes()
        older.until_well(version())
        assert older.status(FORMS[0])[0] == 200
        for one in (self.first, self.second):
            took = wait_until(partial(is_out, save(one), (self.first, self.second)))
            self.say(f"an edit beside newer tables is out in {took:.1f} s")
        workers = older.workers()
        for pid in workers:
            os.kill(pid, signal.SIGKILL)
        wait_until(lambda: not any(map(lives, workers)))
        wait_until(lambda: older.status("/")[0] == 200)
        wait_until(lambda: older.status(FORMS[0])[0] == 503)
        assert "数据库是更新的版本用过的" in older.status(FORMS[0])[1]
        wait_until(lambda: Phone(self.front, 1999).open(FORMS[0]))


def save(host: Host) -> str:
    """A new enterprise file in the folder of a host; gives its reference."""
    reference = f"QT-{new_code(6)}"
    said = GOOD.replace(REFERENCE, reference).encode()
    write_aside(path_of(host.office, reference), said)
    return reference


def is_out(reference: str, hosts: tuple[Host, ...]) -> bool:
    return all(one.status(f"/enterprises/{reference}/")[0] == 200 for one in hosts)


def is_wholly_new(host: Host) -> bool:
    pages = [*(host.office.site / "tree").rglob("*.html")]
    return bool(pages) and all(f"/{MARK}.js" in page.read_text() for page in pages)


def check_pages(looks: list[Look]) -> None:
    """What each page named was there, whichever host was asked for it, and of its version."""
    assert {look.is_new for look in looks if look.path in SITE} == {True, False}
    assert {look.is_new for look in looks if look.path in FORMS} == {True, False}
    assert not [look for look in looks if look.missing]
    mixed = [look for look in looks if look.is_new != look.style_is_new]
    assert not [look for look in mixed if look.path in FORMS]
    began, ended = switch(looks)
    assert ended - began < SWITCHES_WITHIN
    # who reads while the site is made anew
    assert all(began <= look.at <= ended for look in mixed)


def switch(looks: list[Look]) -> tuple[float, float]:
    """When the site began to be the new one, and when nothing of the old was seen any more."""
    site = [look for look in looks if look.path in SITE]
    began = min(look.at for look in site if look.is_new or look.style_is_new)
    ended = max(look.at for look in site if not (look.is_new and look.style_is_new))
    return began, ended


@pytest.fixture
def settings(s3_server, monkeypatch) -> dict[str, str]:
    """What both hosts are set to, but for the address of what is before them; commands
    too.
    """
    bucket = s3_server.bucket()
    said = {
        "KAIGONG_OBJECTS": f"s3://{bucket.name}/objects",
        "KAIGONG_OBJECTS_ENDPOINT": bucket.endpoint,
        "KAIGONG_OBJECTS_SECRET": SECRET,
        "KAIGONG_TRUSTED_PROXIES": "2",  # a visitor of the test, and nginx
    }
    for name, value in said.items():
        monkeypatch.setenv(name, value)
    return said


def test_hosts_are_upgraded_one_after_the_other_while_people_go_on(
    office, other, settings, tmp_path, monkeypatch, say
) -> None:
    new = another_version(tmp_path / "new")
    for one in (office, other):
        with one.database.reading():  # it is known before its tables are newer
            pass
        one.database.close()
    hosts = [Host(office, tmp_path / "first.log"), Host(other, tmp_path / "second.log")]
    shown = Acknowledged()
    port = free_port()
    settings["KAIGONG_PUBLIC_URL"] = front = f"http://127.0.0.1:{port}"
    try:
        for host in hosts:
            host.start(PROJECT, settings)
            host.until_well(version())
        assert hosts[0].publishes()
        (tmp_path / "nginx").mkdir()
        ports = [one.port for one in hosts]
        upgrade = Upgrade(*hosts, front, new, settings, say)
        with (
            fronted(tmp_path / "nginx", ports, port),
            going_on(hosts, front, shown) as (readers, done),
        ):
            time.sleep(STAYS)
            upgrade.go()
            files = done()
            for host in hosts:
                wait_until(partial(is_calm, host.office, files, []))
        looks = [look for one in readers for look in one.looks]
        mixed = [look for look in looks if look.is_new != look.style_is_new]
        began, ended = switch(looks)
        say(f"{len(looks)} pages with what they name, {len(mixed)} of mixed versions")
        say(f"all of these in the {ended - began:.1f} s in which the site changed")
        late, withheld = (
            sum(getattr(one, what) for one in readers) for what in ("late", "withheld")
        )
        say(f"{late} pages came too late, {withheld} could not be confirmed in time")
        assert not [said for one in readers for said in one.failed]
        check_pages(looks)
        for host in hosts:
            host.stop()
        assert cold.released(office) == cold.released(other)
        # the older program refuses the newer tables
        monkeypatch.setattr(test_storm, "PROJECT", new)
        check_register(office, shown)
        check_column(office)
    except BaseException:
        for host in hosts:
            print(*without_requests(host.log), sep="\n")
        raise
    finally:
        say(f"{shown.count()} acknowledged, {len(shown.again)} tries again")
        for host in hosts:
            host.stop()


def check_column(office) -> None:
    """What the older program wrote into the newer table has what the migration says."""
    with office.database.reading() as session:
        found = session.execute(
            text(f"SELECT {MARK}, count(*) FROM feedback GROUP BY 1")
        ).all()
    assert [word for word, _count in found] == ["no"]
