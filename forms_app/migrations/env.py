"""Alembic's entry: runs migrations on the database it is given, online only."""

from typing import Any

from alembic import context
from sqlalchemy import create_engine

from forms_app.db import Moment
from forms_app.migrations import tables
from forms_app.personal import Encrypted


def render_item(kind: str, item: Any, _context: Any) -> Any:
    """Our own column types appear in migrations as what the database knows."""
    own = {Moment: "sa.DateTime()", Encrypted: "sa.LargeBinary()"}
    return own.get(type(item), False) if kind == "type" else False


url = context.config.attributes["url"]
engine = create_engine(url)
with engine.connect() as connection:
    context.configure(
        connection=connection, target_metadata=tables.metadata, render_as_batch=True, render_item=render_item
    )
    with context.begin_transaction():
        context.run_migrations()
engine.dispose()
