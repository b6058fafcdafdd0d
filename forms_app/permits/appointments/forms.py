"""Which time."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime

from flask_wtf import FlaskForm

from forms_app.base.catalogue import lazy_gettext as _l
from forms_app.base.fields import Menu, Pick, picked
from forms_app.permits.appointments.labels import when
from forms_app.permits.appointments.rules import Slot


def choices(slots: Iterable[Slot]) -> list[tuple[str, str]]:
    """As a form says them, and as people read them."""
    return [(one.begins.isoformat(), when(one.begins, one.ends)) for one in slots]


class PickForm(FlaskForm):
    """约上门的时间: one of a few."""

    at = Pick(_l("您方便的时间"), [picked(_l("请选一个时间"))])

    @property
    def begins(self) -> datetime:
        return datetime.fromisoformat(self.at.data)


class ArrangeForm(FlaskForm):
    """The same by staff, of all that are free."""

    at = Menu(_l("时间"), [picked(_l("请从列出的时间里选"))])

    @property
    def begins(self) -> datetime:
        return datetime.fromisoformat(self.at.data)
