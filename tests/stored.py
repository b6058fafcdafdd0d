"""What an office's database holds, as anybody with its files would see it: no canary may be found in there."""

from __future__ import annotations

from sqlalchemy import text

from forms_app.base.office import Office
from forms_app.features import metadata


def everything_stored(office: Office) -> str:
    """Every row of every table as the database gives it, encrypted columns as they are; on SQLite its files too."""
    with office.database.reading() as session:
        every = [
            text(f'select * from "{table.name}"') for table in metadata().sorted_tables
        ]
        rows = "".join(str(session.execute(query).all()) for query in every)
    files = b"".join(path.read_bytes() for path in office.data.glob("kaigong.sqlite3*"))
    return rows + files.decode("utf-8", "replace")
