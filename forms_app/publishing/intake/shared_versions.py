"""The accepted versions of the content files in a database that hosts share: written by
whoever publishes, so that every other host's content folder follows (working_copy.py).

Of a path the newest few are kept: by their hashes a host tells a file that nobody edited
since from one that somebody did.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from pathlib import Path
from typing import Any

from sqlalchemy import Connection, delete, func, insert, select
from sqlalchemy.orm import Session

from forms_app.base import fence
from forms_app.base.contentfile.campaign_folder import is_decision
from forms_app.base.contentfile.targets import MEDIA
from forms_app.base.contentfile.write import file_hash
from forms_app.base.office import Office
from forms_app.base.ownfile import NotRegular, read_own
from forms_app.base.profile import FILE
from forms_app.base.publisher_lease import holder_of
from forms_app.publishing.intake import working_copy
from forms_app.publishing.intake.folder_file import NO_HASH, FolderFile, is_media
from forms_app.publishing.intake.journal import Change
from forms_app.publishing.intake.media import placed_in
from forms_app.publishing.intake.moved import revision_of
from forms_app.publishing.intake.round import Round
from forms_app.publishing.intake.versions import MOST
from forms_app.publishing.intake.waiting import FOLDER as WAITING
from forms_app.publishing.intake.walk import content_files, stands_there
from forms_app.publishing.models import Version

ACCEPTED = "accepted"
GONE = "gone"
FEW = 500  # paths in one statement
TOLD = {"accepted", "withdrawn"}  # changes that give a file another text, or none
ASIDE = ("withdrawn/",)  # in the accepted tree, and no content


class SharedVersions:
    """Of one publisher. `left` are paths to be looked at; None: every one."""

    def __init__(self, office: Office) -> None:
        self.office = office
        self.known: dict[str, str] = {}  # by path, the hash of the newest version
        self.left: set[str] = set()
        self.placed: Collection[str] = ()  # pictures and attachments
        self.looks_at_all = False

    def note(self, found: Round) -> None:
        """What a round may have changed."""
        if self.office.database.is_sqlite:
            return
        self.looks_at_all |= found.is_whole
        changed = [*found.changes, *found.scheduled]
        self.left |= found.others | {one.path for one in changed}

    def bring(self) -> None:
        """Write what is new.

        Raises:
            Fenced: another publisher took over.
            Busy, DatabaseAway: it is tried again.
        """
        if not (self.left or self.looks_at_all):
            return
        paths = None if self.looks_at_all else self.left
        with self.office.database.reading() as session:
            self.known = newest_hashes(session, paths=paths)
        rows = [*self._differing()]
        if rows:
            self._write(rows)
        self.left = set()
        self.looks_at_all = False

    def _differing(self) -> Iterator[Version]:
        paths = self.left
        self.placed = placed_in(self.office.accepted).keys()
        if self.looks_at_all:
            paths = paths | self.known.keys() | {*_every(self.office.accepted)}
        host = holder_of(self.office.data)
        for path in sorted(paths):
            found = self._state(path)
            if found is None:
                continue
            verdict, text = found
            digest = NO_HASH if text is None else file_hash(text)
            if self.known.get(path, "") != digest:
                yield Version(
                    path=path,
                    text=text,
                    hash=digest,
                    revision=revision_of(text or b""),
                    verdict=verdict,
                    host=host,
                )

    def _state(self, path: str) -> tuple[str, bytes | None] | None:
        """The verdict and the text; None where nothing can be told: a file that is
        there and no longer public.
        """
        if is_media(path):
            return self._media(path)
        waiting = self.office.data / WAITING
        places = ((WAITING, waiting), (ACCEPTED, self.office.accepted))
        for verdict, root in places:
            text = _read(root / path)
            if text is not None:
                return verdict, text
        if stands_there(self.office.content / path):
            return None
        return GONE, None

    def _media(self, path: str) -> tuple[str, bytes | None] | None:
        file = FolderFile.at(self.office.content, path)
        if file.data is None:
            return GONE, None
        is_good = path in self.placed and not file.fault
        return (ACCEPTED, file.data) if is_good else None

    def _write(self, rows: list[Version]) -> None:
        database = self.office.database
        with (
            database.writing(aside=True) as session,
            fence.within(session.connection()),
        ):
            session.add_all(rows)
            session.flush()
            for row in rows:
                _forget_old(session, row.path)
        working_copy.note(self.office.data, max(row.sequence for row in rows))


def add(connection: Connection, changes: Sequence[Change], host: str) -> None:
    """The versions of decisions that this host accepted, with their lines of the journal."""
    told = (one for one in changes if one.what in TOLD and is_decision(one.path))
    newest = {one.path: one for one in told}
    if newest:
        rows = [_version_of(one, host) for one in newest.values()]
        connection.execute(insert(Version), rows)
    if len(newest) <= FEW:  # of a whole journal nothing is old
        for path in newest:
            _forget_old(connection, path)


def _version_of(change: Change, host: str) -> dict[str, Any]:
    text = None if change.text is None else change.text.encode()
    return {
        "path": change.path,
        "text": text,
        "hash": NO_HASH if text is None else file_hash(text),
        "revision": revision_of(text or b""),
        "verdict": GONE if text is None else ACCEPTED,
        "host": host,
    }


def newest_hashes(
    session: Session, last: int | None = None, paths: Collection[str] | None = None
) -> dict[str, str]:
    """By path, the hash of its newest version, of those up to the one with the number
    `last`.
    """
    newest = select(func.max(Version.sequence)).group_by(Version.path)
    if last is not None:
        newest = newest.where(Version.sequence <= last)
    if paths is not None and len(paths) <= FEW:
        newest = newest.where(Version.path.in_(paths))
    found = select(Version.path, Version.hash).where(Version.sequence.in_(newest))
    return {row.path: row.hash for row in session.execute(found)}


def _every(accepted: Path) -> Iterator[str]:
    """Of pictures and attachments the originals, not the copies that are published."""
    for path in content_files(accepted, frozenset({MEDIA})):
        if path == FILE or ("/" in path and not path.startswith(ASIDE)):
            yield path
    yield from placed_in(accepted)


def _forget_old(session: Session | Connection, path: str) -> None:
    newest = select(Version.sequence).where(Version.path == path)
    kept = newest.order_by(Version.sequence.desc()).limit(MOST)
    old = Version.sequence.not_in(kept.scalar_subquery())
    session.execute(delete(Version).where(Version.path == path, old))


def _read(path: Path) -> bytes | None:
    try:
        return read_own(path)
    except (FileNotFoundError, NotADirectoryError, NotRegular):
        return None
