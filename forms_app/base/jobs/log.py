"""What came of a job's last run: OFFICE/data/jobs/<name>.json. No names, no content."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from datetime import datetime
from pathlib import Path

from forms_app.base.jsonfiles import read_json, write_json

FOLDER = "jobs"


@dataclass(frozen=True)
class Run:
    """The last run of a job; without any, `epoch` is 0.

    `epoch` counts the runs. `began_at` and `ended_at` are of the real clock; one that
    was killed has no end. `failed` counts the failures in a row before this run began,
    and this one once it has ended. `done_at` is office time: when it succeeded last.
    """

    epoch: int = 0
    began_at: datetime | None = None
    ended_at: datetime | None = None
    failed: int = 0
    done_at: datetime | None = None

    @property
    def failures(self) -> int:
        """In a row, by now; only asked while it is not running."""
        was_killed = self.began_at is not None and self.ended_at is None
        return self.failed + was_killed


def folder_of(data: Path) -> Path:
    """Where the jobs of an office have their files; `data` is its data folder."""
    folder = data / FOLDER
    folder.mkdir(mode=0o700, exist_ok=True)
    return folder


def read(data: Path, name: str) -> Run:
    saved = read_json(data / FOLDER / f"{name}.json")
    moments = {
        key: datetime.fromisoformat(saved[key])
        for key in ("began_at", "ended_at", "done_at")
        if saved.get(key)
    }
    return Run(saved.get("epoch", 0), failed=saved.get("failed", 0), **moments)


def write(data: Path, name: str, run: Run) -> None:
    saved = {
        key: value.isoformat() if isinstance(value, datetime) else value
        for key, value in asdict(run).items()
    }
    write_json(folder_of(data) / f"{name}.json", saved)


def runs(data: Path) -> dict[str, Run]:
    """By job, of those that ever ran."""
    found = sorted((data / FOLDER).glob("*.json"))
    return {path.stem: read(data, path.stem) for path in found}
