"""The accepted tree: the last good copy of every content file, and the exceptions over
it. Brought after the journal.

A change is in the journal before it is applied here, so that a crash anywhere is
finished at the next start; applying one twice does no harm.
"""

from __future__ import annotations

import os
from collections.abc import Mapping
from contextlib import suppress
from datetime import date
from pathlib import Path

from forms_app.base.contentfile.campaign_folder import decision_path, key_of
from forms_app.base.contentfile.write import write_aside
from forms_app.base.jsonfiles import read_json, write_json
from forms_app.base.ownfile import NotRegular, read_own
from forms_app.base.progress import Over, quietly
from forms_app.permits.enterprises.content import EnterpriseFile, read_enterprise
from forms_app.publishing.intake import strays
from forms_app.publishing.intake.journal import Change, Journal
from forms_app.publishing.intake.logged import LoggedDays

EXCEPTIONS = frozenset({"withdrawn", "checking"})
FLUSHED_ONE_BY_ONE = 20  # of more changes, all are flushed to the disk at once


class Accepted:
    """OFFICE/accepted.

    `standing` are the exceptions by key (base/contentfile/campaign_folder.py): being
    checked, or withdrawn since a day.
    """

    def __init__(self, folder: Path, journal: Journal, over: Over = quietly) -> None:
        self.folder = folder
        self.journal = journal
        self.over = over
        strays.undo(folder, journal.path)
        self.standing = self._read_standing()
        self.logged = LoggedDays(folder, journal)
        self.recover()
        self._mend_withdrawn()

    def _read_standing(self) -> dict[str, dict[str, str]]:
        """The exceptions; out of the journal where their file is lost or damaged."""
        path = self.folder / "standing.json"
        found: dict[str, dict[str, str]] = read_json(path)
        if found or not self._has_had_exceptions(path):
            return found
        for change in self.journal:
            if change.what in EXCEPTIONS:
                found[change.key] = _exception(change)
            else:
                found.pop(change.key, None)
        write_json(path, found)
        return found

    def _has_had_exceptions(self, path: Path) -> bool:
        """Whether there may have been any in a file that tells of none."""
        with suppress(FileNotFoundError, NotRegular):
            return read_own(path).split() != [b"{}"]
        return os.path.lexists(path) or (self.folder / "withdrawn").is_dir()

    def _mend_withdrawn(self) -> None:
        """The texts of what is withdrawn, out of the journal where one is lost."""
        lost = {
            key
            for key, exception in self.standing.items()
            if exception["standing"] == "withdrawn" and self.withdrawn(key) is None
        }
        for change in self.journal.newest_first() if lost else ():
            if change.what == "withdrawn" and change.key in lost:
                lost.remove(change.key)
                self._keep_withdrawn(change)

    def _keep_withdrawn(self, change: Change, flush: bool = True) -> None:
        assert change.before is not None, "what is withdrawn was there"
        gone = self.folder / withdrawn_path(change.key)
        gone.parent.mkdir(parents=True, exist_ok=True)
        write_aside(gone, change.before.encode(), flush=flush)

    def recover(self) -> None:
        """Finish what a crash interrupted between the journal and this tree."""
        done: int = read_json(self.folder / "applied.json").get("sequence", 0)
        self.apply(self.journal.after(done))

    def read(self, relative: str) -> str | None:
        """The accepted text of a file, if there is one that can be read."""
        try:
            return read_own(self.folder / relative).decode()
        except (FileNotFoundError, NotRegular, UnicodeDecodeError):
            return None

    def record(self, relative: str) -> EnterpriseFile | None:
        """What was accepted of a file."""
        return record_of(self.read(relative), key_of(relative))

    def withdrawn(self, key: str) -> EnterpriseFile | None:
        """What was withdrawn, as it was accepted last."""
        return record_of(self.read(withdrawn_path(key)), key)

    def says(self, key: str) -> str | None:
        return self.standing.get(key, {}).get("standing")

    def copy(self, relative: str, text: str, flush: bool = True) -> bool:
        """Take a file over as it is; says whether it differs."""
        path = self.folder / relative
        with suppress(FileNotFoundError, NotRegular):
            if read_own(path) == text.encode():
                return False
        path.parent.mkdir(parents=True, exist_ok=True)
        write_aside(path, text.encode(), flush=flush)
        return True

    def apply(self, changes: list[Change]) -> None:
        """Bring the tree after these changes; a crash in between is finished by doing
        them once more.
        """
        if not changes:
            return
        before = dict(self.standing)
        one_by_one = len(changes) <= FLUSHED_ONE_BY_ONE
        for change in self.over("accept", changes):
            self._apply(change, one_by_one)
        if self.standing != before:
            write_json(self.folder / "standing.json", self.standing)
        if not one_by_one:
            os.sync()
        self.logged.append(changes)
        write_json(self.folder / "applied.json", {"sequence": changes[-1].sequence})

    def _apply(self, change: Change, flush: bool) -> None:
        path = self.folder / change.path
        if change.is_document:
            self._bring_document(change, flush)
            return
        gone = self.folder / withdrawn_path(change.key)
        if change.what == "withdrawn":
            self._keep_withdrawn(change, flush)
            self.standing[change.key] = _exception(change)
            path.unlink(missing_ok=True)
        elif change.what == "checking":
            self.standing[change.key] = _exception(change)
        else:
            assert change.text is not None, "what is accepted has a text"
            self.copy(change.path, change.text, flush)
            self.standing.pop(change.key, None)
            gone.unlink(missing_ok=True)

    def _bring_document(self, change: Change, flush: bool) -> None:
        if change.text is None:
            (self.folder / change.path).unlink(missing_ok=True)
        else:
            self.copy(change.path, change.text, flush)


def _exception(change: Change) -> dict[str, str]:
    return {"standing": change.what, "since": change.day}


def withdrawn_path(key: str) -> str:
    """Where in an accepted tree lies what was withdrawn."""
    return f"withdrawn/{key}.md"


def withdrawn_in(
    folder: Path, standing: Mapping[str, Mapping[str, str]]
) -> dict[str, EnterpriseFile]:
    """By key, what an accepted tree keeps of those that were withdrawn."""
    found = {}
    for key, exception in standing.items():
        if exception["standing"] != "withdrawn":
            continue
        with suppress(FileNotFoundError, NotRegular):
            text = read_own(folder / withdrawn_path(key)).decode()
            if record := record_of(text, key):
                found[key] = record
    return found


def record_of(text: str | None, key: str) -> EnterpriseFile | None:
    """The record of an accepted text; it was judged when it was accepted."""
    if text is None:
        return None
    campaign, _slash, reference = key.partition("/")
    path = decision_path(campaign, "", reference)
    return read_enterprise(text.encode(), path, date.max)[0]
