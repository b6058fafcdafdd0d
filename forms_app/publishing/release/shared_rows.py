"""The table of the shared release log: its newest line, more of them, and the word that
the newest is what is out.
"""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy import Connection, delete, func, insert, select, text

from forms_app.publishing.models import ReleaseRow
from forms_app.publishing.release.log_line import UNMARKED, Entry, Mark, mark_of, row_of

WHOLE_AFTER = 1000  # lines
AT_A_TIME = 100  # lines in one statement
CHANNEL = "kaigong_releases"
TELL = text("SELECT pg_notify(:channel, '')")
SAY = text(
    "UPDATE releases SET said_at = (clock_timestamp() AT TIME ZONE 'UTC') "
    "WHERE sequence = :sequence AND tag = :tag "
    "AND sequence = (SELECT max(sequence) FROM releases)"
)
AGE = text(
    "SELECT extract(epoch FROM (clock_timestamp() AT TIME ZONE 'UTC') - said_at)::float "
    "FROM releases WHERE sequence = :sequence AND tag = :tag "
    "AND sequence = (SELECT max(sequence) FROM releases)"
)


@dataclass(frozen=True)
class Newest:
    """The newest line of the table: its mark, and the newest release so far."""

    mark: Mark
    number: int


def _rows(entries: list[Entry], number: int) -> list[dict[str, object]]:
    rows: list[dict[str, object]] = []
    for entry in entries:
        number = max(number, entry.get("release") or entry.get("of") or 0)
        sequence, tag = mark_of(entry)
        line = row_of(entry).decode()
        told = {"sequence": sequence, "tag": tag, "number": number, "line": line}
        rows.append(told)
    return rows


def newest_of(connection: Connection) -> Newest:
    columns = (ReleaseRow.sequence, ReleaseRow.tag, ReleaseRow.number)
    found = select(*columns).order_by(ReleaseRow.sequence.desc()).limit(1)
    row = connection.execute(found).first()
    return Newest((row[0], row[1]), row[2]) if row else Newest(UNMARKED, 0)


def add(connection: Connection, entries: list[Entry], newest: Newest) -> bool:
    """Add lines after the newest, and wake whoever follows. A line with the whole map
    takes the place of all before it; says whether one is due.
    """
    rows = _rows(entries, newest.number)
    for start in range(0, len(rows), AT_A_TIME):
        connection.execute(insert(ReleaseRow), rows[start : start + AT_A_TIME])
    connection.execute(TELL, {"channel": CHANNEL})
    last = entries[-1]
    if "whole" in last:
        older = ReleaseRow.sequence < last["sequence"]
        connection.execute(delete(ReleaseRow).where(older))
        return False
    number = connection.scalar(select(func.count()).select_from(ReleaseRow))
    return (number or 0) > WHOLE_AFTER


def age_of_word(connection: Connection, mark: Mark) -> float | None:
    """How many seconds ago it was said that this is the newest line; None where it is
    not, or nobody said so.
    """
    sequence, tag = mark
    age: float | None = connection.scalar(AGE, {"sequence": sequence, "tag": tag})
    return age


def say(connection: Connection, mark: Mark) -> bool:
    """Say that this is the newest line; False where it is not."""
    sequence, tag = mark
    told = {"sequence": sequence, "tag": tag}
    return connection.execute(SAY, told).rowcount == 1
