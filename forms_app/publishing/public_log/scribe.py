"""The hand that keeps the public log: after a release it notes what the journal has since,
and in its spare time holds everything that is public against the log.

First the lines are on the disk, then a head names them. A crash in between is finished at
the next start: the journal says what was decided. What was published is never contradicted:
lines that are lost or damaged are taken back from the tiles of the site.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from contextlib import suppress
from dataclasses import replace
from typing import TYPE_CHECKING

from forms_app.base.backup import RESTORED
from forms_app.base.contentfile.campaign_folder import decision_path
from forms_app.base.contentfile.write import file_hash
from forms_app.base.jsonfiles import read_json
from forms_app.base.keys import KeysMissing
from forms_app.base.ownfile import read_own
from forms_app.permits.enterprises.content import EnterpriseFile
from forms_app.publishing.alarms import Alarm, clear, raise_alarm
from forms_app.publishing.intake.accepted import withdrawn_path
from forms_app.publishing.intake.shared_journal import journal_of
from forms_app.publishing.public_log.leaf import (
    Decision,
    moment_of,
    of_change,
    of_record,
)
from forms_app.publishing.public_log.leaf_file import LeafFile
from forms_app.publishing.public_log.lines import Lines
from forms_app.publishing.public_log.notes import Notes
from forms_app.publishing.public_log.shelf import LogContradicted, Shelf

if TYPE_CHECKING:
    from forms_app.publishing.service.press import Press
    from forms_app.publishing.site.model import Model

PATIENCE = 30.0  # seconds until what failed is tried again
GLANCE_EVERY = 50  # files that are read between two glances at what is urgent


class Scribe:
    """Of one publisher. `is_due`: everything is to be held against the log."""

    def __init__(self, press: Press) -> None:
        self.press = press
        self.journal = journal_of(press.office)
        self.file = LeafFile(press.office.data)
        self.shelf = Shelf(press.office, press.releaser, self.file)
        self.lines: Lines | None = None
        self.length = 0  # bytes of its file
        self.is_due = True
        self.failed_at = -PATIENCE

    def follow(self) -> None:
        """Note what was accepted since. After a round; the first time there is nothing to
        follow, and all is held against the log when there is time.
        """
        if self._model and self.shelf.is_begun:
            self._safely(self._follow)

    def is_behind(self) -> bool:
        """Whether there is anything to do; for a while not, after it failed."""
        is_tried = time.monotonic() - self.failed_at < PATIENCE
        is_asked = self.is_due or self.shelf.is_behind()
        return is_asked and not is_tried and bool(self._model)

    def rest(self) -> bool:
        """What can wait; says whether there was any. A long look gives way to what is
        urgent, and is taken up again.
        """
        if not self.is_behind():
            return False
        self._safely(self._hold_against)
        return True

    def publish(self) -> None:
        """What is missing on the site of what is known."""
        if self._model:
            self._safely(self._publish)

    @property
    def _model(self) -> Model | None:
        """What is public; None before the first release and while that is not known."""
        builder = self.press.builder
        return builder.model if builder and self.press.releaser.number else None

    def _safely(self, work: Callable[[], None]) -> None:
        """No release waits for the log: what cannot be noted now, is later."""
        try:
            work()
        except (OSError, KeysMissing, LogContradicted) as error:
            if isinstance(error, LogContradicted):
                self._tell()
            self.lines = None
            self.is_due = True
            self.failed_at = time.monotonic()
            self.press.log.error("no public log", error=type(error).__name__)

    def _tell(self) -> None:
        """It stands on a desk until the log fits again."""
        office = self.press.office
        with suppress(OSError):
            raise_alarm(office.data, Alarm.LOG, office.clock.now())

    def _known(self) -> Lines:
        if self.lines is None:
            kept = self.shelf.right(self.file.read(), self.journal.last_sequence())
            self.lines = Lines(kept)
            self.length = sum(len(one.row()) for one in kept)
            clear(self.press.office.data, Alarm.LOG)
        return self.lines

    def _follow(self) -> None:
        model = self._model
        assert model
        lines = self._known()
        changes = self.journal.after(lines.sequence)
        notes = self._notes(changes[-1].sequence if changes else lines.sequence)
        for change in changes:
            if not change.is_document:
                notes.decision(change.key, of_change(change, model.inputs))
        self._keep(notes)
        self._publish()

    def _hold_against(self) -> None:
        model = self._model
        assert model
        self.is_due = False
        notes = self._notes(self.journal.last_sequence())
        for number, (key, decision) in enumerate(self._differing(model, notes)):
            if number % GLANCE_EVERY == 0 and self.press.is_urgent():
                self.is_due = True
                break
            notes.decision(key, decision)
        self._keep(notes)
        if self.shelf.is_begun or not self.is_due:
            self._publish()

    def _differing(
        self, model: Model, notes: Notes
    ) -> Iterator[tuple[str, Decision | None]]:
        """What is public and not what the log says; the file is read of these alone."""
        inputs = model.inputs
        for key, record in model.records.items():
            exception = inputs.standing.get(key, {})
            decision = of_record(record, exception, inputs, "")
            before = notes.before(key)
            if decision is None or record.community not in model.by_slug:
                yield key, None
            elif before != replace(decision, file=before.file if before else ""):
                yield key, replace(decision, file=self._file_of(record, key))
        for key in self._known().last.keys() - model.records.keys():
            yield key, None

    def _file_of(self, record: EnterpriseFile, key: str) -> str:
        """The hash of the accepted text; of what was withdrawn, of the last one."""
        accepted = self.press.office.accepted
        path = decision_path(record.campaign, record.community, record.reference)
        for relative in (path, withdrawn_path(key)):
            try:
                return file_hash(read_own(accepted / relative))
            except OSError:
                continue
        return ""

    def _notes(self, sequence: int) -> Notes:
        lines = self._known()
        now = moment_of(self.press.office.clock.now())
        # a clock that was put back does not put the log back
        return Notes(lines, max(now, lines.moment, self.shelf.moment), sequence)

    def _keep(self, notes: Notes) -> None:
        """On the disk first, then in mind."""
        lines = self._known()
        restored = self.press.office.data / RESTORED
        notes.restored(read_json(restored).get("backup", ""))
        notes.audit(self.press.register.head)
        if notes.kept:
            self.length = self.file.append(notes.kept, self.length)
        restored.unlink(missing_ok=True)
        for one in notes.kept:
            lines.take(one)
        lines.sequence = max(lines.sequence, notes.sequence)

    def _publish(self) -> None:
        model = self._model
        assert model
        head = self.press.register.head
        self.shelf.bring_out(self._known(), model.inputs, head)
