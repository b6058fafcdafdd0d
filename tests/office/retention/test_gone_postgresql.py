"""On PostgreSQL too, deleted means gone: from the files of every table and index, once the server has written them.

Covered: base/ of the cluster, in which tables, indexes and TOAST lie, after the night's VACUUM FULL and a checkpoint, which
unlinks the files that were rewritten. Not covered: pg_wal/. A segment that is no longer needed is renamed and used again, and
keeps its old bytes until it is overwritten; an archive of it, and base backups, keep them as long as they are kept.
"""

from __future__ import annotations

from pathlib import Path

import pytest

pytestmark = pytest.mark.postgresql_only(
    reason="test_gone does it for SQLite, whose log is part of it"
)
INLINE = 1_500  # bytes; longer values are cut into pieces


def tables(office) -> bytes:
    """Everything in the files of the office's database, as somebody finds it who takes the disk away."""
    with office.database.engine.connect().execution_options(
        isolation_level="AUTOCOMMIT"
    ) as connection:
        connection.exec_driver_sql("CHECKPOINT")
        base = Path(connection.exec_driver_sql("SHOW data_directory").scalar()) / "base"
        number = connection.exec_driver_sql(
            "SELECT oid FROM pg_database WHERE datname = current_database()"
        ).scalar()
    if not base.is_dir():
        pytest.skip("the server that was named keeps its files elsewhere")
    return b"".join(
        path.read_bytes() for path in (base / str(number)).iterdir() if path.is_file()
    )


@pytest.mark.walk
def test_what_is_deleted_is_in_no_file_of_a_table_or_an_index(
    office, forget, crowd
) -> None:
    gone, kept = (
        {needle for needle in needles if len(needle) < INLINE} for needles in crowd
    )
    held = tables(office)
    assert len(gone) > 250 and all(needle in held for needle in gone | kept)
    forget()
    held = tables(office)
    assert [needle for needle in gone if needle in held] == []
    assert all(needle in held for needle in kept)
