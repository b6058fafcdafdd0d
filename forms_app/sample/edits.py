"""Edits of the files of sample enterprises: made when what decided on them is kept, and
noted, so that only these files are read again.
"""

from __future__ import annotations

from pathlib import Path

from forms_app.permits.enterprises.models import Enterprise
from forms_app.permits.resumption import decisions
from forms_app.permits.resumption.models import Intent

PILOT = "开工样板：一人一档、一门进出、一天两测、一人一位、一日一清。\n"


class Edits:
    """`paths` are the files that were changed and not yet taken, below content/."""

    def __init__(self, content: Path) -> None:
        self.content = content
        self.asked: list[tuple[Enterprise, Intent, bool]] = []
        self.paths: set[str] = set()

    def ask(self, enterprise: Enterprise, intent: Intent, pilot: bool = False) -> None:
        """Have a file edited as soon as the intent is kept."""
        self.asked.append((enterprise, intent, pilot))

    def carry_out(self) -> None:
        for enterprise, intent, pilot in self.asked:
            decisions.carry_out(self.content, enterprise, intent)
            path = self._changed(enterprise, intent.campaign)
            if pilot:
                _mark_pilot(path)
        self.asked.clear()

    def remove(self, enterprise: Enterprise, campaign: str) -> None:
        self._changed(enterprise, campaign).unlink()

    def take(self) -> set[str]:
        """What was changed since the last time."""
        taken = self.paths
        self.paths = set()
        return taken

    def _changed(self, enterprise: Enterprise, campaign: str) -> Path:
        path = decisions.path_of(self.content, enterprise, campaign)
        self.paths.add(path.relative_to(self.content).as_posix())
        return path


def _mark_pilot(path: Path) -> None:
    """Staff do so in the file, by hand."""
    text = path.read_text(encoding="utf-8").replace("Pilot: no", "Pilot: yes")
    path.write_text(text + PILOT, encoding="utf-8")
