"""Alembic's entry: runs migrations on the database it is given, online only."""

from typing import Any

from alembic import context
from sqlalchemy import create_engine

from forms_app.base.db import WRITE_LOCK, Base, Moment
from forms_app.base.personal import Encrypted


def render_item(kind: str, item: Any, _context: Any) -> Any:
    """Our own column types appear in migrations as what the database knows."""
    own = {Moment: "sa.DateTime()", Encrypted: "sa.LargeBinary()"}
    return own.get(type(item), False) if kind == "type" else False


def include_name(name: str | None, kind: str, _parents: Any) -> bool:
    """The rate limits' table is nobody's model: on SQLite it lies in a file of its own."""
    return not (kind == "table" and name == "rate_hits")


url = context.config.attributes["url"]
engine = create_engine(url)
with engine.connect() as connection:
    context.configure(
        connection=connection,
        target_metadata=Base.metadata,
        render_as_batch=True,
        render_item=render_item,
        include_name=include_name,
    )
    with context.begin_transaction():
        if connection.dialect.name == "postgresql":
            # two machines may start at once; the second finds it done
            connection.execute(WRITE_LOCK)
        context.run_migrations()
engine.dispose()
