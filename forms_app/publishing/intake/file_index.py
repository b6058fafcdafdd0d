"""What enterprise files said when they were last read, so that a start reads only those
that changed since.

data/known/<campaign>/<community>.json names each accepted file with the stamps of it and of its
accepted copy, and its record. A file is taken from here only while both stamps hold,
and what it is judged by is looked at anew. No stamp is kept of a file that was changed
less than two seconds before it was read: the clock of a disk is coarse, and a second
change might leave the same stamp (git's index has this rule too).
"""

from __future__ import annotations

import json
import sys
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import astuple
from datetime import date
from pathlib import Path
from typing import Any

import forms_app
from forms_app.base.contentfile.campaign_folder import area_of
from forms_app.base.contentfile.frontmatter import Parsed
from forms_app.base.contentfile.stamp import stamp
from forms_app.base.contentfile.write import file_hash, write_aside
from forms_app.base.ownfile import read_own
from forms_app.permits.enterprises.content import EnterpriseFile, Status
from forms_app.permits.enterprises.rules import Kind
from forms_app.publishing.intake.enterprises import check_place
from forms_app.publishing.intake.owners import Owners
from forms_app.publishing.intake.tree import Frame

# Path, stamps of the file and of its accepted copy, record.
AsAccepted = tuple[str, str, str, EnterpriseFile]
SETTLED_NS = 2 * 10**9
APP = Path(forms_app.__file__).parent
READ_BY = (
    *sorted((APP / "base" / "contentfile").glob("*.py")),
    *(APP / "permits" / "enterprises" / name for name in ("content.py", "rules.py")),
)
# Another version of what reads and judges files reads them anew.
VERSION = file_hash(
    b"".join(
        path.read_bytes()
        for path in (*READ_BY, APP / "publishing" / "intake" / "enterprises.py")
    )
)

# stamp of the file, stamp of the accepted copy, then the record's values
Row = list[Any]


def as_accepted(
    records: Mapping[str, EnterpriseFile],
    owners: Owners,
    content: Mapping[str, str],
    accepted: Path,
) -> Iterator[AsAccepted]:
    """Those of the records whose files stand in `content`, which has the stamp of each by
    path.
    """
    for record in records.values():
        relative = owners.paths.get(record.key, "")
        if relative in content:
            kept = stamp((accepted / relative).stat())
            yield relative, content[relative], kept, record


class Known:
    """The folder data/known."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.recalled: dict[str, Row] = {}
        # areas whose file names what does not hold any more
        self.stale: set[str] = set()

    def recall(
        self,
        content: dict[str, str],
        accepted: dict[str, str],
        frame: Frame,
        today: date,
    ) -> dict[str, EnterpriseFile]:
        """The records, by relative path, of the files that are as they were.

        The stamps are those of now.
        """
        found: dict[str, EnterpriseFile] = {}
        self.recalled = {}
        self.stale = set()
        for path in sorted(self.folder.glob("*/*.json")):
            rows = self._rows(path, frame)
            for relative, row in rows.items():
                if content.get(relative) == row[0] and accepted.get(relative) == row[1]:
                    record = _record(row[2:])
                    judged = Parsed(relative)
                    check_place(frame, record, judged)
                    if not judged.faults and record.since <= today:
                        found[relative] = record
                        self.recalled[relative] = row
                        continue
                self.stale.add(self._area(path))
        return found

    def as_they_were(
        self, content: dict[str, str], accepted: dict[str, str]
    ) -> set[str]:
        """The relative paths of those alone, by their stamps; nothing is judged."""
        return {
            relative
            for path in self.folder.glob("*/*.json")
            for relative, row in self._rows(path).items()
            if content.get(relative) == row[0] and accepted.get(relative) == row[1]
        }

    def _rows(self, path: Path, frame: Frame | None = None) -> dict[str, Row]:
        try:
            saved = json.loads(read_own(path))
            if saved["version"] == VERSION and (
                frame is None or frame.phones.issuperset(saved["phones"])
            ):
                rows: dict[str, Row] = saved["files"]
                return rows
        # it saves time, and nothing is lost with it
        except (OSError, ValueError, KeyError, TypeError):
            pass
        self.stale.add(self._area(path))
        return {}

    def _area(self, path: Path) -> str:
        return path.relative_to(self.folder).with_suffix("").as_posix()

    def note(
        self,
        read: Iterable[tuple[str, str, str, EnterpriseFile]],
        frame: Frame,
        read_at: int,
    ) -> None:
        """Save what was read (path, both stamps, record) beside what was recalled,
        where that differs from before.

        `read_at` is the time before reading, in nanoseconds.
        """
        fresh = {
            relative: [stamp, kept, *_values(record)]
            for relative, stamp, kept, record in read
            if read_at - int(stamp.split(".")[1], 16) > SETTLED_NS
        }
        rows: dict[str, dict[str, Row]] = {}
        for relative, row in (*self.recalled.items(), *fresh.items()):
            rows.setdefault(area_of(relative), {})[relative] = row
        for area in self.stale | set(map(area_of, fresh)):
            saved = {
                "version": VERSION,
                "phones": sorted(frame.phones),
                "files": rows.get(area, {}),
            }
            path = self.folder / f"{area}.json"
            path.parent.mkdir(parents=True, exist_ok=True)
            write_aside(path, json.dumps(saved, ensure_ascii=False).encode())
        self.recalled = {}
        self.stale = set()


def _values(record: EnterpriseFile) -> Row:
    return [
        value.isoformat() if isinstance(value, date) else value
        for value in astuple(record)
    ]


def _record(row: Row) -> EnterpriseFile:
    (
        reference,
        revision,
        title,
        kind,
        community,
        grid,
        status,
        since,
        basis,
        place,
        batch,
        checked,
        *rest,
    ) = row
    return EnterpriseFile(
        reference,
        revision,
        title,
        Kind(kind),
        sys.intern(community),
        sys.intern(grid),
        Status(status),
        date.fromisoformat(since),
        sys.intern(basis),
        place,
        batch,
        date.fromisoformat(checked) if checked else None,
        *rest,
    )
