"""Edits of the files of sample enterprises, noted so that only these are read again."""

from __future__ import annotations

from pathlib import Path

from forms_app.permits.enterprises.models import Enterprise
from forms_app.permits.resumption import decisions
from forms_app.permits.resumption.models import Intent


class Edits:
    """`paths` are the files that were changed and not yet taken, below content/."""

    def __init__(self, content: Path) -> None:
        self.content = content
        self.paths: set[str] = set()

    def carry_out(self, enterprise: Enterprise, intent: Intent) -> None:
        decisions.carry_out(self.content, enterprise, intent)
        self._note(enterprise)

    def remove(self, enterprise: Enterprise) -> None:
        decisions.path_of(self.content, enterprise).unlink()
        self._note(enterprise)

    def take(self) -> set[str]:
        """What was changed since the last time."""
        taken = self.paths
        self.paths = set()
        return taken

    def _note(self, enterprise: Enterprise) -> None:
        path = decisions.path_of(self.content, enterprise)
        self.paths.add(path.relative_to(self.content).as_posix())
