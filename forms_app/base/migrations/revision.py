"""Which form of the tables this code knows: that of its newest migration."""

from __future__ import annotations

from pathlib import Path

from sqlalchemy import Connection, inspect, text

from forms_app.base.away import DatabaseNewer

VERSIONS = Path(__file__).parent / "versions"


def versions() -> set[str]:
    """The numbers of the migrations that this code has."""
    return {path.name.partition("_")[0] for path in VERSIONS.glob("[0-9]*.py")}


def known_version(connection: Connection) -> str | None:
    """The migration that was run last; None in an empty database.

    Raises:
        DatabaseNewer: this code has no such migration.
    """
    if not inspect(connection).has_table("alembic_version"):
        return None
    version: str | None = connection.scalar(
        text("SELECT version_num FROM alembic_version")
    )
    if version is not None and version not in versions():
        raise DatabaseNewer(
            f"its tables are those of a newer version of Kaigong ({version}; this one "
            f"knows them up to {max(versions())})."
        )
    return version
