"""data/waiting/: documents that are good and not public, beside the accepted tree, which
alone decides what the site says. Whoever looks for them reads data/waiting.json.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from pathlib import Path
from typing import Any

from forms_app.base.contentfile.write import write_aside
from forms_app.base.documents.schedule import State
from forms_app.base.jsonfiles import read_json, write_json
from forms_app.base.ownfile import NotRegular, read_own
from forms_app.publishing.intake.schedule import Waiting

FOLDER = "waiting"
INDEX = "waiting.json"


class WaitingRoom:
    """Of one office, by what a round found."""

    def __init__(self, data: Path) -> None:
        self.data = data
        self.folder = data / FOLDER
        self.index = data / INDEX

    def holds(self, relative: str, text: str) -> bool:
        """Whether the document waits here with this very text."""
        try:
            return read_own(self.folder / relative) == text.encode()
        except (FileNotFoundError, NotADirectoryError, NotRegular):
            return False

    def keep(self, waiting: Mapping[str, Waiting]) -> None:
        """These and no others; of what is over, that it is."""
        kept = [one for one in waiting.values() if one.state is not State.OVER]
        for one in kept:
            if not self.holds(one.path, one.text):
                path = self.folder / one.path
                path.parent.mkdir(parents=True, exist_ok=True)
                write_aside(path, one.text.encode())
        there = {self.folder / one.path for one in kept}
        for path in self.folder.glob("*/*.md"):
            if path not in there:
                path.unlink()
        write_json(self.index, [_saved(waiting[path]) for path in sorted(waiting)])


def waiting_in(data: Path) -> list[Waiting]:
    """Of an office, by path; without their texts."""
    return [_read(saved) for saved in read_json(data / INDEX) or []]


def _saved(one: Waiting) -> dict[str, Any]:
    return {
        "path": one.path,
        "title": one.title,
        "state": str(one.state),
        "at": one.at.isoformat() if one.at else "",
    }


def _read(saved: dict[str, Any]) -> Waiting:
    at = datetime.fromisoformat(saved["at"]) if saved["at"] else None
    return Waiting(saved["path"], saved["title"], State(saved["state"]), at, "")
