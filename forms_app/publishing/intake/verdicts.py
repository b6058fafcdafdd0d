"""What acceptance must know of the register, kept in the accepted tree so that it is
there when the database is away.

accepted/verdicts.jsonl has a line for each reference: when it last handed in, when it
last passed at the door, and which other records have its code. A newer line of the same
reference counts; at the start the file is written anew.
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
    application.
    """

    reference: str
    submitted: str | None = None
    passed: str | None = None
    twins: list[str] = field(default_factory=list)


class Verdicts:
    """The lines, by reference."""

    def __init__(self, accepted: Path) -> None:
        self.file = accepted / "verdicts.jsonl"
        self.known: dict[str, Verdict] = {}
        for row in reversed(list(lines_from_end(self.file))):
            with suppress(ValueError, TypeError):  # the register tells it anew
                found = Verdict(**json.loads(row))
                self.known[found.reference] = found

    def get(self, reference: str) -> Verdict | None:
        return self.known.get(reference)

    def collect(
        self, session: Session, references: Iterable[str] | None = None
    ) -> set[str]:
        """Look again, at everything or at some references and their twins; gives those
        whose line changed.
        """
        asked = None if references is None else set(references)
        checks = verdicts(session, asked)
        doubles = twins(session, asked)
        wanted = {*checks, *doubles, *(asked or ())}
        changed = set()
        for reference in wanted:
            submitted, passed = checks.get(reference, (None, None))
            found = Verdict(reference, submitted, passed, doubles.get(reference, []))
            if found != self.known.get(reference, Verdict(reference)):
                self.known[reference] = found
                changed.add(reference)
        if changed:
            self._write(changed, anew=references is None)
        return changed

    def _write(self, changed: set[str], anew: bool) -> None:
        rows = (
            self.known.values()
            if anew
            else [self.known[reference] for reference in sorted(changed)]
        )
        text = "".join(json.dumps(asdict(row)) + "\n" for row in rows).encode()
        if anew or not self.file.exists():
            self.file.parent.mkdir(parents=True, exist_ok=True)
            write_aside(self.file, text)
            return
        with opened(self.file, os.O_WRONLY | os.O_APPEND) as file:
            file.write(text)
            file.flush()
