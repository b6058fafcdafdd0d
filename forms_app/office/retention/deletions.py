"""Deleting rows, and the list of what was deleted: data/deletions.log, table and keys
only, beside every backup too.

A line is written, and on the disk, before its rows are gone: whatever happens in
between, a restored backup forgets at least what was deleted. The batch's number is in
the database as well, so a backup knows which lines came after it.
"""

from __future__ import annotations

import json
import os
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

import click
from sqlalchemy import delete, func, select, update
from sqlalchemy.orm import Session

from forms_app.base.contentfile.write import sync_folder, write_aside
from forms_app.base.office import Office
from forms_app.office.retention.kinds import keepings
from forms_app.office.retention.models import DeletionBatch
from forms_app.office.retention.rules import RESTORED

LOG = "deletions.log"
AT_ONCE = 500  # keys in one statement


@dataclass(frozen=True)
class Line:
    """One batch as the list has it."""

    number: int
    office: str
    kind: str
    ids: tuple[int, ...]


def name_beside(office: Office) -> str:
    """The list's name in a folder of backups."""
    return f"deletions-{office.id}.log"


def forget(
    session: Session,
    office: Office,
    kind: str,
    ids: list[int],
    *,
    row: str,
    now: datetime,
) -> None:
    """Delete (or empty) these rows in the caller's transaction, on the list first.

    The last thing before the commit.
    """
    if ids:
        put_down(session, office, kind, ids, row=row, now=now)
        _remove(session, kind, ids)


def forget_all(
    session: Session,
    office: Office,
    keys: Mapping[str, list[int]],
    *,
    row: str,
    now: datetime,
) -> None:
    """The same with rows of several kinds, in their order."""
    for kind, ids in keys.items():
        forget(session, office, kind, ids, row=row, now=now)


def put_down(
    session: Session,
    office: Office,
    kind: str,
    ids: list[int],
    *,
    row: str,
    now: datetime,
) -> None:
    """On the list of what a restored backup must not bring back, and in the table the
    certificate is counted from.
    """
    number = highest(session) + 1
    line = {
        "n": number,
        "at": now.isoformat(),
        "office": office.id,
        "kind": kind,
        "table": keepings()[kind].model.__tablename__,
        "ids": ids,
    }
    _append(office.data / LOG, json.dumps(line))
    session.add(
        DeletionBatch(number=number, at=now, kind=kind, row=row, count=len(ids))
    )
    session.flush()


def highest(session: Session) -> int:
    """The number of the newest batch this database knows."""
    return session.scalar(select(func.max(DeletionBatch.number))) or 0


def _remove(session: Session, kind: str, ids: Iterable[int]) -> int:
    keeping = keepings()[kind]
    several = sorted(set(ids))
    removed = 0
    for start in range(0, len(several), AT_ONCE):
        these = keeping.key.in_(several[start : start + AT_ONCE])
        if keeping.emptied:
            query = (
                update(keeping.model)
                .where(these, keeping.there())
                .values(dict(keeping.emptied))
            )
            done = session.execute(query.execution_options(synchronize_session=False))
        else:
            done = session.execute(
                delete(keeping.model)
                .where(these)
                .execution_options(synchronize_session=False)
            )
        removed += done.rowcount  # type: ignore[attr-defined]
    return removed


def sweep_files(office: Office) -> None:
    """Remove the files of rows that are gone, before anybody is told that they are."""
    with office.database.writing() as session:
        for keeping in keepings().values():
            if keeping.sweep:
                keeping.sweep(session, office)


def _append(path: Path, line: str) -> None:
    is_new = not path.exists()
    with path.open("ab+") as file:
        if file.tell():
            file.seek(-1, os.SEEK_END)
            if file.read(1) != b"\n":  # the line before was cut short by a crash
                file.write(b"\n")
        file.write(line.encode() + b"\n")
        file.flush()
        os.fsync(file.fileno())
    if is_new:
        path.chmod(0o600)
        sync_folder(path.parent)


def read(path: Path) -> Iterator[Line]:
    """The lines of a list; one that was cut short names nothing that was deleted, and
    of what no feature keeps any more there is nothing left to delete.
    """
    if not path.is_file():
        return
    with path.open(encoding="utf-8", errors="replace") as file:
        for written in file:
            try:
                line = json.loads(written)
                found = Line(
                    line["n"], line["office"], line["kind"], tuple(line["ids"])
                )
            except (ValueError, KeyError, TypeError):
                continue
            if found.kind in keepings():
                yield found


def replay(office: Office, lists: Iterable[Path], now: datetime) -> int:
    """Delete what other copies of this office deleted since this database was copied;
    gives how many rows went.
    """
    own = office.id
    lines = dict[int, list[Line]]()
    for path in lists:
        for line in read(path):
            if line.office == own:
                lines.setdefault(line.number, []).append(line)
    removed = 0
    with office.database.writing() as session:
        known = highest(session)
        for number in sorted(number for number in lines if number > known):
            gone = sum(
                _remove(session, line.kind, line.ids) for line in set(lines[number])
            )
            kind = lines[number][0].kind
            session.add(
                DeletionBatch(
                    number=number, at=now, kind=kind, row=RESTORED, count=gone
                )
            )
            removed += gone
    return removed


def merge(lists: Iterable[Path], into: Path) -> None:
    """Every line of several lists into one, once each; what is in it already stays."""
    lines = dict[bytes, None]()
    for path in (into, *lists):
        if path.is_file():
            lines |= dict.fromkeys(
                line for line in path.read_bytes().split(b"\n") if line.strip()
            )
    # an empty list says that nothing was deleted; a missing one says nothing
    if lines or not into.exists():
        write_aside(into, b"".join(line + b"\n" for line in lines))
        into.chmod(0o600)


def lists_of_deletions(
    _ctx: click.Context, _option: click.Parameter, files: tuple[Path, ...]
) -> tuple[Path, ...]:
    """Whoever names another file must not believe that something was deleted by it."""
    for file in files:
        if next(read(file), None) is None:
            raise click.BadParameter(f"{file} is no list of deletions.")
    return files
