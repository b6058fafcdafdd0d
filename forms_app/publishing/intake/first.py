"""The first look of a start: enterprise files that take away, before anything else is
read.

Whatever else stands among the content files may keep a start for long, or end it. So
these are judged by the frame that is accepted, and released, and only then everything
is read as at every start.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from pathlib import Path

from forms_app.permits.enterprises.content import EnterpriseFile
from forms_app.publishing.intake.accepted import Accepted
from forms_app.publishing.intake.file_index import Known
from forms_app.publishing.intake.tree import CheckedTree
from forms_app.publishing.intake.urgent import takings_away
from forms_app.publishing.intake.walk import ContentUnavailable, stamps


@dataclass(frozen=True)
class FirstLook:
    """What changed since the last round, and what it would take away."""

    content: dict[str, str]  # stamps by path
    accepted: dict[str, str]
    takes_away: set[str]

    @classmethod
    def at(cls, content: Path, accepted: Path, known: Known) -> FirstLook:
        """Costs a look at each file, and the reading of those that changed."""
        try:
            there = stamps(content)
        except ContentUnavailable:
            there = {}
        kept = stamps(accepted)
        changed = (there.keys() & kept.keys()) - known.as_they_were(there, kept)
        return cls(there, kept, takings_away(content, accepted, changed))

    def records(
        self, accepted: Accepted, known: Known, tree: CheckedTree, today: date
    ) -> dict[str, EnterpriseFile]:
        """What is accepted now, by key."""
        unchanged = known.recall(self.content, self.accepted, tree.frame, today)
        read = (
            accepted.record(relative)
            for relative in self.accepted.keys() - unchanged.keys()
        )
        every = [*unchanged.values(), *filter(None, read)]
        return {record.key: record for record in every}
