"""Two hosts of one office for tests: folders of their own, one PostgreSQL, one object store."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path

from forms_app.base import fence
from forms_app.base.config import Config
from forms_app.base.objects.folder import FolderOfObjects
from forms_app.base.objects.store import ObjectsAway
from forms_app.base.office import Office
from forms_app.publishing.release.serve import LiveSite
from forms_app.publishing.release.version_file import VERSION
from tests.conftest import TestClock
from tests.publishing.test_release import get


class SharedFolder(FolderOfObjects):
    """A store that both reach, and that can be closed."""

    address = "a store of the test"

    def __init__(self, root: Path) -> None:
        super().__init__(root)
        self.is_closed = False

    def put(self, name: str, data: bytes) -> str:
        self._ask()
        return super().put(name, data)

    def raw(self, name: str) -> bytes:
        self._ask()
        return super().raw(name)

    def _ask(self) -> None:
        if self.is_closed:
            raise ObjectsAway(0, "closed", self.address)


@contextmanager
def another(office: Office, folder: Path, database_url: str) -> Iterator[Office]:
    """A second host of the same office: a folder without a site."""
    shutil.copytree(office.config.office, folder)
    shutil.rmtree(folder / "site", ignore_errors=True)
    given = {"KAIGONG_OFFICE": str(folder), "DATABASE_URL": database_url}
    opened = Office.open(Config.from_environ(given))
    made = replace(opened, clock=TestClock(), objects=office.objects)
    yield made
    fence.leave()
    made.database.close()


def served(office: Office) -> dict[str, bytes]:
    """Every page and file that a web server of this host gives out, but for when the publisher looked last."""
    site = LiveSite(lambda *_: [], office.site)
    found = {}
    for path in site.follower.state.paths:
        status, _headers, body = get(site, f"/{path.removesuffix('index.html')}")
        assert status == "200 OK", (path, status)
        found[path] = body
    assert VERSION not in found
    return found
