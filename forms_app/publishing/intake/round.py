"""What one round of accepting found."""

from __future__ import annotations

from dataclasses import dataclass, field

from forms_app.base.contentfile.faults import Fault
from forms_app.publishing.intake.journal import Change


@dataclass
class Round:
    """Changes of enterprise files, the other files that changed, of these the documents
    that came or went by their minute or as drafts, and all faults.

    `waiting` are paths that may still be being written, to be looked at again.
    """

    changes: list[Change] = field(default_factory=list)
    others: set[str] = field(default_factory=set)
    scheduled: list[Change] = field(default_factory=list)
    waiting: set[str] = field(default_factory=set)
    is_whole: bool = False
    faults: list[Fault] = field(default_factory=list)
    held: dict[str, list[str]] = field(default_factory=dict)
