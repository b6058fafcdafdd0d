"""What was saved in the content folder of a host that does not publish, offered to the
one that does (offered.py): path, the version it was made from, the new text.

Of a file that was put aside (working_copy.py) the text is offered too, under the name it
has there: what takes away is not lost by having been made from an old version.
"""

from __future__ import annotations

import threading
import time
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

from sqlalchemy import select
from sqlalchemy.orm import Session, defer

from forms_app.base import pulse
from forms_app.base.contentfile.faults import Fault
from forms_app.base.db import Busy, DatabaseAway
from forms_app.base.office import Office
from forms_app.base.publisher_lease import holder_of
from forms_app.publishing.intake import authors, brought, working_copy
from forms_app.publishing.intake.folder_file import (
    LONGEST_PATH,
    NO_HASH,
    FolderFile,
)
from forms_app.publishing.intake.shared_versions import newest_hashes
from forms_app.publishing.intake.telling import Telling
from forms_app.publishing.intake.walk import whole_stamps
from forms_app.publishing.intake.watch import SETTLED, Watcher
from forms_app.publishing.models import Offer, OfferState

BESIDE = "另一台主机上也有人在改这个文件；您在这里改的先放着，没有丢"
HASHES_KEPT = 100  # of a file
TAKEN_WITHIN = 3.0  # seconds
WAIT = "和那边改的人说一声；那边改完以后，再看一遍这个文件"


@dataclass
class _Changes:
    """`new`: files with the version each was made from. `over`: paths of own offers that
    nobody needs any more.
    """

    new: list[tuple[FolderFile, str]] = field(default_factory=list)
    over: list[str] = field(default_factory=list)


class Offers:
    """Of one host, until `end`. `left`: by path, since when it is otherwise than it was;
    it is looked at once it has settled. `faults`: what waits for another editor. `offered`:
    the hashes of what was, by path, as far as is known. `lying`: since when an offer is seen
    to wait.
    """

    def __init__(self, office: Office) -> None:
        self.office = office
        self.host = holder_of(office.data)
        self.stop = threading.Event()
        wake = office.database.wake_file.parent
        self.watcher = Watcher(office.content, wake, self.stop)
        self.stamps: dict[str, str] = {}
        self.left: dict[str, float] = {}
        self.offered_aside: set[str] = set()
        self.has_begun = False
        self.has_looked = False  # at every file
        self.faults: list[Fault] = []
        self.offered: dict[str, set[str]] = {}
        self.telling = Telling(office)
        self.lying: dict[str, float] = {}

    def look(self) -> None:
        """Offer what was saved since the last look.

        Raises:
            Busy, DatabaseAway: nothing was offered; it is tried again. What takes away is
                told to the other hosts by the store.
        """
        try:
            own = self._look()
        except (Busy, DatabaseAway):
            if self.has_looked:
                new = [*self.left, *self._names_aside() - self.offered_aside]
                self.telling.tell(new, self.offered)
            raise
        self.telling.tell(self._left_lying(own), self.offered)
        self.telling.take_back()

    def _look(self) -> Mapping[str, Offer]:
        """What is offered by this host, by path."""
        self._notice()
        if not self.stamps:
            return {}  # of a folder that is away nothing can be told
        now = time.monotonic()
        due = {path for path, since in self.left.items() if now - since >= SETTLED}
        changes = _Changes()
        with self.office.database.reading() as session:
            own = self._own(session)
            self.offered = {path: one.hashes for path, one in own.items()}
            self._look_aside(own, changes)
            taken = {path for path in own if own[path].state == OfferState.TAKEN}
            if paths := due | (taken - self.left.keys()):
                self._look_at(session, own, paths, changes)
        self._write(changes)
        if self.has_looked:  # else what is new here is not known to be new
            self.left = {path: at for path, at in self.left.items() if path not in due}
        self.offered_aside = self._names_aside()
        self.faults = [
            Fault(path, 0, BESIDE, {}, WAIT)
            for path, one in sorted(own.items())
            if one.state == OfferState.STALE and not working_copy.is_aside(path)
        ]
        return own

    def end(self) -> None:
        self.stop.set()

    def _left_lying(self, own: Mapping[str, Offer]) -> list[str]:
        """What nobody has taken for a while: whoever publishes has just ended, hangs or
        was cut off.
        """
        now = time.monotonic()
        new = [path for path in own if own[path].state == OfferState.NEW]
        self.lying = {path: self.lying.get(path, now) for path in new}
        return [path for path, at in self.lying.items() if now - at > TAKEN_WITHIN]

    def _names_aside(self) -> set[str]:
        there = working_copy.aside(self.office.content, self.office.data)
        return set(map(working_copy.name_aside, there))

    def _notice(self) -> None:
        if not self.has_begun:
            self.has_begun = True
            self.watcher.start()
        elif self.stamps and not any(self.watcher.take()):
            return
        stamps = whole_stamps(self.office.content)
        if not stamps:
            return
        since = time.monotonic() if self.stamps else 0.0
        changed = {path for path, _stamp in self.stamps.items() ^ stamps.items()}
        self.left |= dict.fromkeys(changed, since)
        self.stamps = stamps

    def _own(self, session: Session) -> dict[str, Offer]:
        found = session.scalars(select(Offer).where(Offer.host == self.host))
        return {one.path: one for one in found}

    def _look_aside(self, own: Mapping[str, Offer], changes: _Changes) -> None:
        """What lies aside, each once."""
        names = self._names_aside()
        for path in sorted(names):
            file = FolderFile.at(self.office.content, path)
            if path not in own or own[path].hash != file.hash:
                changes.new.append((file, NO_HASH))
        changes.over += [
            path for path in own if working_copy.is_aside(path) and path not in names
        ]

    def _look_at(
        self,
        session: Session,
        own: Mapping[str, Offer],
        due: set[str],
        changes: _Changes,
    ) -> None:
        """What is otherwise than the version that this folder was brought to, and than
        what was offered before.
        """
        last = working_copy.followed(self.office.data)
        paths = due
        put_here: dict[str, set[str]] = {}
        versions = newest_hashes(session, last, due if self.has_looked else None)
        if not self.has_looked:
            if not versions:
                return  # nothing was accepted yet: whoever publishes begins
            paths = due | versions.keys() | own.keys()
            put_here = _put_here(session, self.office.data, paths)
            self.has_looked = True
        aside = working_copy.aside(self.office.content, self.office.data)
        for path in sorted(paths):
            if len(path) > LONGEST_PATH or working_copy.is_aside(path):
                continue
            file = FolderFile.at(self.office.content, path)
            base = versions.get(path, NO_HASH)
            if _is_over(file, base, own.get(path), path in aside):
                changes.over.append(path)
            elif _is_new(file, base, own.get(path), put_here.get(path, set())):
                changes.new.append((file, base))

    def _write(self, changes: _Changes) -> None:
        if not (changes.new or changes.over):
            return
        pulse.beat(within=pulse.WHOLE)  # no file is to blame for a database that hangs
        office = self.office
        edited = [file.path for file, _base in changes.new]
        who = authors.of(office.content, edited)
        with office.database.writing(aside=True) as session:
            for path in changes.over:
                if found := session.get(Offer, (self.host, path)):
                    session.delete(found)
            for file, base in changes.new:
                found = session.get(Offer, (self.host, file.path))
                if found is None:
                    found = Offer(host=self.host, path=file.path, taken="", offered=[])
                    session.add(found)
                found.base = base
                found.text = file.data
                found.hash = file.hash
                found.offered = [*found.offered, *sorted(file.alike)][-HASHES_KEPT:]
                found.author = who[file.path]
                found.state = OfferState.NEW
        for file, _base in changes.new:
            self.offered.setdefault(file.path, set()).update(file.alike)


def _is_over(file: FolderFile, base: str, own: Offer | None, is_aside: bool) -> bool:
    """Whether nobody needs an offer any more: it is accepted, was taken back in time, or
    gave way to a newer version.
    """
    if own is None or base not in file.alike:
        return False
    if own.hash == file.hash:
        return own.state == OfferState.TAKEN
    return is_aside or not own.taken


def _is_new(file: FolderFile, base: str, own: Offer | None, put_here: set[str]) -> bool:
    if own is not None:
        return own.hash != file.hash
    return base not in file.alike and file.hash not in put_here


def _put_here(session: Session, data: Path, paths: set[str]) -> dict[str, set[str]]:
    """By path, what other hosts offered: it may have been put into this folder while this
    host published, and nobody wrote it here.
    """
    found = {path: {put} for path, put in brought.hashes(data).items()}
    query = select(Offer).where(Offer.host != holder_of(data))
    for offer in session.scalars(query.options(defer(Offer.text))):
        if offer.path in paths:
            found.setdefault(offer.path, set()).update(offer.hashes)
    return found
