"""What acceptance must know of the register, kept in the accepted tree so that it is
there when the database is away.

accepted/verdicts.jsonl has a line for each decision (campaign/reference): when it was
last handed in, when it last passed at the door; and one for each reference whose code
other records have. A newer line of the same key counts; at the start the file is
written anew.
"""

from __future__ import annotations

import json
import os
from collections.abc import Iterable
from contextlib import suppress
from dataclasses import asdict, dataclass, field
from pathlib import Path

from sqlalchemy.orm import Session

from forms_app.base.contentfile.write import write_aside
from forms_app.base.jsonfiles import lines_from_end
from forms_app.base.ownfile import opened
from forms_app.permits.enterprises.public import twins
from forms_app.permits.resumption.public import verdicts


@dataclass(frozen=True)
class Verdict:
    """Moments are ISO, of office time; `submitted` is None where there was no online
    application. `twins` are references, in the line of a reference.
    """

    key: str
    submitted: str | None = None
    passed: str | None = None
    twins: list[str] = field(default_factory=list)


class Verdicts:
    """The lines, by key."""

    def __init__(self, accepted: Path) -> None:
        self.file = accepted / "verdicts.jsonl"
        self.known: dict[str, Verdict] = {}
        self.campaigns: set[str] = set()  # of which something is known
        for row in reversed(list(lines_from_end(self.file))):
            with suppress(ValueError, TypeError):  # the register tells it anew
                found = Verdict(**json.loads(row))
                self._know(found)

    def _know(self, verdict: Verdict) -> None:
        self.known[verdict.key] = verdict
        self.campaigns.add(verdict.key.rpartition("/")[0])

    def get(self, key: str) -> Verdict | None:
        return self.known.get(key)

    def collect(
        self, session: Session, references: Iterable[str] | None = None
    ) -> set[str]:
        """Look again, at everything or at some references and their twins; gives the
        keys whose line changed.
        """
        asked = None if references is None else set(references)
        found = {
            key: Verdict(key, *told) for key, told in verdicts(session, asked).items()
        }
        for reference, others in twins(session, asked).items():
            found[reference] = Verdict(reference, twins=others)
        wanted = {*found, *self._of(asked or ())}
        changed = set()
        for key in wanted:
            verdict = found.get(key, Verdict(key))
            if verdict != self.known.get(key, Verdict(key)):
                self._know(verdict)
                changed.add(key)
        if changed:
            self._write(changed, anew=references is None)
        return changed

    def _of(self, references: Iterable[str]) -> set[str]:
        """The known keys of these references."""
        every = (
            f"{campaign}/{reference}"
            for campaign in self.campaigns
            for reference in references
        )
        return {key for key in every if key in self.known}

    def _write(self, changed: set[str], anew: bool) -> None:
        rows = (
            self.known.values()
            if anew
            else [self.known[key] for key in sorted(changed)]
        )
        text = "".join(json.dumps(asdict(row)) + "\n" for row in rows).encode()
        if anew or not self.file.exists():
            self.file.parent.mkdir(parents=True, exist_ok=True)
            write_aside(self.file, text)
            return
        with opened(self.file, os.O_WRONLY | os.O_APPEND) as file:
            file.write(text)
            file.flush()
