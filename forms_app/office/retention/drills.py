"""What came of the last drill: a backup that was restored aside, to see that it can be
(publishing/drill does it). data/drill.json: numbers and the name of a file, nothing else.
"""

from __future__ import annotations

import shutil
from dataclasses import asdict, dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from pathlib import Path
from typing import Any

from forms_app.base.jobs import lease
from forms_app.base.jsonfiles import read_json, write_json
from forms_app.base.office import Office
from forms_app.office.retention.content import RETENTION
from forms_app.permits.grid.queries import rule

FILE = "drill.json"  # in data/
FOLDER = "drill"  # in data/, while one is under way
JOB = "drill"  # what its lease is called
TOO_OLD = timedelta(days=14)  # one is made every week


class Outcome(StrEnum):
    """How a drill ended: it worked, there was nothing to try, or what was wrong."""

    WORKED = "worked"
    NO_FOLDER = "no-folder"
    NO_BACKUP = "no-backup"
    NO_ROOM = "no-room"
    NO_KEYS = "no-keys"
    NOT_RESTORED = "not-restored"
    NO_DATABASE = "no-database"
    AUDIT = "audit"
    NOT_BUILT = "not-built"
    DIFFERENT = "different"
    LIST = "list"
    LOG = "log"
    STOPPED = "stopped"


WITHOUT_BACKUP = frozenset({Outcome.NO_FOLDER, Outcome.NO_BACKUP})


@dataclass(frozen=True)
class Drill:
    """`at` and `made_at`: of the drill and of the backup, in ISO 8601. `rows`, `files` and
    `decisions`: how many there were in it. `has_passphrase`: whether it was tried that the
    passphrase opens the keys, which otherwise were the office's own. `detail`: what a
    program said, in its words.
    """

    at: str
    outcome: str
    backup: str = ""
    made_at: str = ""
    seconds: int = 0
    rows: int = 0
    files: int = 0
    decisions: int = 0
    has_passphrase: bool = False
    detail: str = ""

    @property
    def worked(self) -> bool:
        return self.outcome == Outcome.WORKED


@dataclass(frozen=True)
class Drills:
    """The last one, and when one worked last; None where there was none."""

    last: Drill | None = None
    worked_at: datetime | None = None

    def is_well(self, now: datetime) -> bool:
        is_fresh = self.worked_at is not None and now - self.worked_at <= TOO_OLD
        return is_fresh and self.last is not None and self.last.worked


def read(office: Office) -> Drills:
    saved: dict[str, Any] = read_json(office.data / FILE)
    if not saved:
        return Drills()
    worked = saved.get("worked_at")
    return Drills(
        Drill(**saved["last"]), datetime.fromisoformat(worked) if worked else None
    )


def save(office: Office, drill: Drill) -> None:
    before = read(office).worked_at
    worked = drill.at if drill.worked else before and before.isoformat()
    saved = {"last": asdict(drill), "worked_at": worked}
    write_json(office.data / FILE, saved)


def folder_of_backups(office: Office) -> Path | None:
    """Where the rule in force says that they lie; None where it says nothing."""
    found = rule(office, RETENTION, office.clock.today())
    return Path(found.backup_folder) if found and found.backup_folder else None


def clear_left(office: Office) -> None:
    """Remove what a drill left that was killed."""
    left = office.data / FOLDER
    if left.exists() and not lease.is_held(office, JOB, of_this_host=True):
        shutil.rmtree(left, ignore_errors=True)
