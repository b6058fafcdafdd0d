"""Form fields of a day, of a time of it and of a moment, picked in the browser's
calendar or typed as people type them.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, time
from typing import Any

from wtforms import StringField, widgets
from wtforms.validators import ValidationError

from forms_app.base.catalogue import gettext as _
from forms_app.base.notions import day, moment, time_of_day
from forms_app.base.office import current_office
from forms_app.base.refusal import Refused


class Typed(StringField):
    """A day or a moment: a browser offers its calendar, and what people type is read as
    well. `data` is what was understood, or None.
    """

    format = ""
    data: Any

    def __init__(self, *args: Any, optional: bool = False, **kwargs: Any) -> None:
        self.optional = optional
        self.typed = ""
        super().__init__(*args, **kwargs)

    def _value(self) -> str:
        return format(self.data, self.format) if self.data else self.typed

    def process_formdata(self, valuelist: Sequence[Any]) -> None:
        self.typed = str(valuelist[0]).strip()[:40] if valuelist else ""
        self.data = None
        if not self.typed:
            return
        try:
            self.data = self.read(self.typed, current_office().clock.now())
        except Refused as none:
            raise ValueError(str(none)) from None

    def read(self, typed: str, now: datetime) -> Any:
        raise NotImplementedError

    def pre_validate(self, _form: Any) -> None:
        if not self.typed and not self.optional:
            raise ValidationError(self.missing())

    def missing(self) -> str:
        raise NotImplementedError

    @property
    def is_unclear(self) -> bool:
        """What a calendar could not show again: it is shown as it was typed."""
        return bool(self.typed) and self.data is None


class Day(Typed):
    """A day; `data` is a date or None."""

    widget = widgets.DateInput()
    format = "%Y-%m-%d"

    def read(self, typed: str, now: datetime) -> Any:
        return day.read(typed, now.date(), written_now=True)

    def missing(self) -> str:
        return _("请填日期，例如 2020-03-05")


class Moment(Typed):
    """A day and a clock; `data` is a moment or None."""

    widget = widgets.DateTimeLocalInput()
    format = "%Y-%m-%dT%H:%M"

    def read(self, typed: str, now: datetime) -> datetime:
        return moment.read(typed, now, written_now=True)

    def missing(self) -> str:
        return _("请填日期和时间，例如 2020-03-05 08:00")


class TimeOfDay(Typed):
    """A time of a day; `data` is a time or None."""

    format = "%H:%M"

    def read(self, typed: str, now: datetime) -> time:
        return time_of_day.read(typed)

    def missing(self) -> str:
        return _("请填时间，例如 9:00")
