"""What is asked of the database while something is done."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from sqlalchemy import event

from forms_app.base.office import Office


@contextmanager
def counted(office: Office) -> Iterator[list[str]]:
    """The statements that are executed meanwhile."""
    said: list[str] = []

    def note(_connection: Any, _cursor: Any, statement: str, *_rest: Any) -> None:
        said.append(statement)

    event.listen(office.database.engine, "before_cursor_execute", note)
    yield said
    event.remove(office.database.engine, "before_cursor_execute", note)
