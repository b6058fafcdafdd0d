"""The trial of an office that was restored aside, as a process of its own:
python -m forms_app.publishing.drill.trial

It says how far it is, a line each, and at last what it found as JSON. Its office is the
one that KAIGONG_OFFICE names: never the running one.
"""

from __future__ import annotations

import json
import subprocess
import sys
from dataclasses import asdict, dataclass
from pathlib import Path

from sqlalchemy import func, select

from forms_app import PROJECT
from forms_app.base import logs
from forms_app.base.jsonfiles import read_json
from forms_app.base.office import Office
from forms_app.features import metadata
from forms_app.office.retention.drills import Outcome
from forms_app.publishing import evidence
from forms_app.publishing.public_log.leaf import GONE
from forms_app.publishing.public_log.leaf_file import Kept, LeafFile
from forms_app.publishing.public_log.lines import Lines
from forms_app.publishing.service import selfcheck
from forms_app.publishing.service.publisher import Publisher
from forms_app.publishing.site.build import BuildFailed

CHECKER = PROJECT / "scripts" / "verify_list.py"
NAMED = 5  # paths that differ
DETAIL = 400  # characters of what a program said


@dataclass(frozen=True)
class Found:
    """What came of it; of a trial that did not work `detail` says more."""

    outcome: str
    detail: str = ""
    rows: int = 0
    decisions: int = 0


class Differs(Exception):
    """Something is not as it should be."""

    def __init__(self, outcome: Outcome, detail: str) -> None:
        super().__init__(detail)
        self.outcome = outcome


def trial(office: Office) -> Found:
    """Everything there is to try, until something is wrong."""
    try:
        rows = _rows(office)
        tell("audit")
        if broken := evidence.check(office):
            raise Differs(Outcome.AUDIT, str(broken))
        tell("publish")
        known = LeafFile(office.data).read()
        _publish(office)
        _must_have_all(office, known)
        tell("compare")
        _compare(office)
        tell("list")
        _check_list(office)
    except Differs as error:
        return Found(error.outcome, str(error)[-DETAIL:])
    decisions = len(Lines(LeafFile(office.data).read()).last)
    return Found(Outcome.WORKED, "", rows, decisions)


def _rows(office: Office) -> int:
    with office.database.reading() as session:
        counts = (
            session.scalar(select(func.count()).select_from(table))
            for table in metadata().tables.values()
        )
        return sum(count or 0 for count in counts)


def _publish(office: Office) -> None:
    """The first release of the office aside, with all that waits for a quiet moment."""
    publisher = Publisher(office, logs.configure())
    publisher.cycle("start")
    publisher.later.settle()
    if failure := read_json(office.data / "build-failure.json"):
        raise Differs(Outcome.NOT_BUILT, failure.get("says", ""))
    if not publisher.releaser.number:
        raise Differs(Outcome.NOT_BUILT, "")


def _must_have_all(office: Office, known: list[Kept]) -> None:
    """What the log of the backup says is public, its files still have: nothing that was
    known is gone from the public by the first release.
    """
    said = (json.loads(one.line) for one in LeafFile(office.data).read()[len(known) :])
    lost = [line["reference"] for line in said if line.get("status") == GONE]
    if lost:
        raise Differs(Outcome.LIST, ", ".join(lost[:NAMED]))


def _compare(office: Office) -> None:
    """Its release with a build from nothing of its accepted tree, byte for byte."""
    try:
        found = selfcheck.compare(office)
    except BuildFailed as error:
        raise Differs(Outcome.NOT_BUILT, str(error)) from None
    if found.paths:
        raise Differs(Outcome.DIFFERENT, ", ".join(found.paths[:NAMED]))


def _check_list(office: Office) -> None:
    """The lists with the public log, by the program that anybody can run."""
    tree = str(office.site / "tree")
    command = [sys.executable, str(CHECKER), tree, "--patience", "0"]
    done = subprocess.run(command, capture_output=True, text=True, cwd=Path("/"))
    if done.returncode:
        raise Differs(Outcome.LIST, done.stdout + done.stderr)


def tell(step: str) -> None:
    print(step, flush=True)


def main() -> None:
    office = Office.from_environ()
    try:
        found = trial(office)
    finally:
        office.database.close()
    print(json.dumps(asdict(found)), flush=True)


if __name__ == "__main__":
    main()
