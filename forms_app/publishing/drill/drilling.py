"""One drill, from the file to what came of it. Nothing of the running office is changed."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager, suppress
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path
from typing import Any

from forms_app import PROJECT
from forms_app.base import room
from forms_app.base.archive import BackupError, Whole
from forms_app.base.office import KEYS, Office
from forms_app.base.processes import end_with_parent
from forms_app.office.retention import backups
from forms_app.office.retention.drills import FOLDER, Drill, Outcome
from forms_app.publishing.drill.backups import Backup, put_folders
from forms_app.publishing.drill.database_aside import NoDatabaseAside, database_aside
from forms_app.publishing.drill.trial import Differs
from forms_app.publishing.public_log.leaf_file import LeafFile
from forms_app.publishing.public_log.on_site import LogOnSite, known_lines
from forms_app.publishing.public_log.shelf import is_told

MODULE = "forms_app.publishing.drill.trial"
# what the office aside has nothing to do with: passphrases, and the bucket of files
LEFT_OUT = ("KAIGONG_PASSPHRASE", "CREDENTIALS_DIRECTORY", "KAIGONG_OBJECTS")
DETAIL = 400  # characters of what a program said
MEGABYTE = 1_000_000
Tell = Callable[[str], object]


@dataclass(frozen=True)
class Drilling:
    """Of one office, with one backup. `passphrase` is None where the machine has none:
    then the keys are the office's own, if they are those of the backup. `tell` is told
    the step that begins.
    """

    office: Office
    backup: Backup
    passphrase: str | None
    tell: Tell

    def run(self) -> Drill:
        began = time.monotonic()
        drill = Drill(
            at=self.office.clock.now().isoformat(),
            outcome=Outcome.STOPPED,
            backup=self.backup.file.name,
            made_at=self.backup.made_at.isoformat(),
            has_passphrase=self.passphrase is not None,
        )
        try:
            found = self._tried(drill)
        except Differs as error:
            found = replace(drill, outcome=error.outcome, detail=str(error)[-DETAIL:])
        seconds = round(time.monotonic() - began)
        return replace(found, outcome=str(found.outcome), seconds=seconds)

    def _tried(self, drill: Drill) -> Drill:
        with self._aside() as (folder, url):
            files = sum(path.is_file() for path in folder.rglob("*"))
            self.tell("log")
            self._check_log(folder)
            found = self._trial(folder, url)
        return replace(drill, files=files, **found)

    @contextmanager
    def _aside(self) -> Iterator[tuple[Path, str]]:
        """A folder with the office of the backup, and the address of its database."""
        place = self.office.data / FOLDER
        shutil.rmtree(place, ignore_errors=True)
        self._must_have_room()
        place.mkdir(mode=0o700)
        self.tell("restore")
        try:
            with self._restored(place / "office") as url:
                yield place / "office", url
        except NoDatabaseAside as error:
            raise Differs(Outcome.NO_DATABASE, str(error)) from None
        except BackupError as error:
            raise Differs(Outcome.NOT_RESTORED, str(error)) from None
        finally:
            self.office.use()
            shutil.rmtree(place, ignore_errors=True)

    def _must_have_room(self) -> None:
        """What is unpacked, its database rewritten once, and two sites of it."""
        try:
            unpacked = self.backup.unpacked
        except BackupError as error:
            raise Differs(Outcome.NOT_RESTORED, str(error)) from None
        needed = 2 * (unpacked + _size(self.office.site / "objects")) + room.LOW
        left = room.free(self.office.data)
        if left < needed:
            says = f"{needed // MEGABYTE} MB / {left // MEGABYTE} MB"
            raise Differs(Outcome.NO_ROOM, says)

    @contextmanager
    def _restored(self, folder: Path) -> Iterator[str]:
        if self.backup.folders is None:
            backups.restore_with(self.backup.file, folder, self._keys, _say_nothing)
            yield f"sqlite:///{folder / 'data' / 'kaigong.sqlite3'}"
            return
        put_folders(self.backup.folders, folder)
        with database_aside(self.office.config.database_url, self.backup.file) as url:
            yield url

    def _keys(self, whole: Whole) -> bytes:
        if self.passphrase is not None:
            return whole.open_keys(self.passphrase)
        own = (self.office.data / KEYS).read_bytes()
        if not whole.is_of(own):
            raise Differs(Outcome.NO_KEYS, "")
        return own

    def _check_log(self, folder: Path) -> None:
        """The lines of the backup are the beginning of those of the running office, whose
        head names them.
        """
        on_site = LogOnSite.of(self.office)  # before the lines, which only grow
        head = on_site.head()
        then = [one.line for one in LeafFile(folder / "data").read()]
        now = known_lines(self.office, on_site)
        is_beginning = [one.line for one in now[: len(then)]] == then
        if not is_beginning or (head and not is_told(now, head)):
            raise Differs(Outcome.LOG, f"{len(then)} / {len(now)}")

    def _trial(self, folder: Path, url: str) -> dict[str, Any]:
        """What the process said that publishes the office aside."""
        process = subprocess.Popen(
            [sys.executable, "-m", MODULE],
            env=_environment(folder, url),
            cwd=PROJECT,
            stdout=subprocess.PIPE,
            stderr=(folder.parent / "said").open("wb"),
            text=True,
            preexec_fn=partial(end_with_parent, os.getpid()),
        )
        with process:
            assert process.stdout
            last = ""
            for line in process.stdout:
                last = line.strip()
                if not last.startswith("{"):
                    self.tell(last)
        with suppress(ValueError):
            found: dict[str, Any] = json.loads(last)
            return found
        said = (folder.parent / "said").read_text("utf-8", "replace")
        raise Differs(Outcome.STOPPED, said.strip()[-DETAIL:])


def _environment(folder: Path, url: str) -> Mapping[str, str]:
    """Of the office aside."""
    kept = {
        name: value
        for name, value in os.environ.items()
        if not name.startswith(LEFT_OUT)
    }
    return kept | {"KAIGONG_OFFICE": str(folder), "DATABASE_URL": url}


def _size(folder: Path) -> int:
    sizes = (path.lstat().st_size for path in folder.rglob("*") if path.is_file())
    return sum(sizes)


def _say_nothing(_says: str) -> None:
    pass
