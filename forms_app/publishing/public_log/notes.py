"""What is to be noted in the public log: the decisions that differ from what it said last."""

from __future__ import annotations

from dataclasses import replace

from forms_app.publishing.public_log.leaf import GONE, Decision, canonical
from forms_app.publishing.public_log.leaf_file import Kept
from forms_app.publishing.public_log.lines import Lines


class Notes:
    """Lines of one moment, to follow those that are known."""

    def __init__(self, lines: Lines, moment: str, sequence: int) -> None:
        self.lines = lines
        self.moment = moment
        self.sequence = sequence
        self.kept: list[Kept] = []
        self.last: dict[str, Decision] = {}

    def before(self, key: str) -> Decision | None:
        return self.last.get(key) or self.lines.last.get(key)

    def decision(self, key: str, decision: Decision | None) -> None:
        """What is public of a key now; None where nothing is."""
        before = self.before(key)
        if decision is None and before is not None:
            decision = replace(before, status=GONE)
        if decision is None or decision == before:
            return
        self.last[key] = decision
        self._add(decision.line(key, self.moment))

    def audit(self, head: str) -> None:
        """The newest entry of the audit trail, once a day."""
        is_said = self.lines.audit_at[:10] == self.moment[:10]
        if head and head != self.lines.audit and not is_said:
            self._add(canonical({"moment": self.moment, "audit": head}))

    def restored(self, backup: str) -> None:
        """The office was restored from a backup of this moment: what was noted since, and
        whoever kept a head of it, is not known here.
        """
        if backup:
            self._add(canonical({"moment": self.moment, "restored": backup}))

    def _add(self, line: str) -> None:
        self.kept.append(Kept(self.sequence, line))
