"""A moment in a column of the database."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

from sqlalchemy import DateTime
from sqlalchemy.types import TypeDecorator

from forms_app.base.zone import office_zone


class Moment(TypeDecorator[datetime]):
    """An aware datetime in; an aware one in the office's zone out.

    Stored as UTC without a zone, on any database: of office time an hour would be there
    twice where summer time ends, and every row would move when the zone is changed.
    """

    impl = DateTime
    cache_ok = True

    def process_bind_param(
        self, value: datetime | None, dialect: Any
    ) -> datetime | None:
        if value is None:
            return None
        if value.tzinfo is None:
            raise ValueError("a moment needs a time zone")
        return value.astimezone(UTC).replace(tzinfo=None)

    def process_result_value(
        self, value: datetime | None, dialect: Any
    ) -> datetime | None:
        if value is None:
            return None
        return value.replace(tzinfo=UTC).astimezone(office_zone())
