"""Changes that one host accepted while it could not reach the database, and another host
went on: they are not in the journal, and the accepted tree forgets them.

data/journal.strays holds them from the moment they are known until that is done.
"""

from __future__ import annotations

from dataclasses import asdict
from pathlib import Path

from forms_app.base.contentfile.write import write_aside
from forms_app.base.jsonfiles import read_json, write_json
from forms_app.publishing.intake.journal import Change

APPLIED = "applied.json"
STANDING = "standing.json"
LOGGED = "logged.log"


def note(journal: Path, last: int, changes: list[Change]) -> None:
    """They came after the change with number `last`, oldest first."""
    noted = {"last": last, "changes": [asdict(one) for one in changes]}
    write_json(_file(journal), noted)


def undo(folder: Path, journal: Path) -> None:
    """Put the accepted tree back to before them; the rest is made anew out of the
    journal (accepted.py). Doing it twice does no harm.
    """
    noted = read_json(_file(journal))
    if not noted:
        return
    for told in reversed(noted["changes"]):
        _undo(folder, Change(**told))
    write_aside(folder / STANDING, b"")
    (folder / LOGGED).unlink(missing_ok=True)
    applied = read_json(folder / APPLIED).get("sequence", 0)
    write_json(folder / APPLIED, {"sequence": min(applied, noted["last"])})
    _file(journal).unlink()


def _undo(folder: Path, change: Change) -> None:
    path = folder / change.path
    if change.before is None:
        path.unlink(missing_ok=True)
        return
    path.parent.mkdir(parents=True, exist_ok=True)
    write_aside(path, change.before.encode())


def _file(journal: Path) -> Path:
    return journal.with_suffix(".strays")
