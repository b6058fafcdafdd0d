"""The traps of a form that everybody may send: a field that people neither see nor hear,
and the moment at which it was opened, signed.

Whoever fills the field all the same, or is that quick, is taken in earnest by a person.
"""

from __future__ import annotations

import hmac
from datetime import datetime

from flask_wtf import FlaskForm
from wtforms import HiddenField, StringField

from forms_app.base import limits
from forms_app.base.catalogue import lazy_gettext as _l
from forms_app.base.office import Office, current_office
from forms_app.base.quarantine.rule_file import bounds
from forms_app.base.quarantine.rules import Reason

AN_HOUR = 3600  # seconds
OWN = frozenset({"leave_empty", "opened"})  # no part of what somebody says


class Trapped(FlaskForm):
    """A form with traps, printed by `traps` of macros/forms.html."""

    leave_empty = StringField(_l("这一格请留空"))
    opened = HiddenField()

    @property
    def first_opened(self) -> str:
        """When it was opened, as the page has it: a form that came back with something
        to mend was opened when it was first.
        """
        if self.opened.data:
            return str(self.opened.data)
        office = current_office()
        return _signed(office, str(int(office.clock.now().timestamp())))


def why_not_taken(office: Office, form: Trapped, said: str) -> Reason | None:
    """Why a form that is right goes into quarantine; None where it is taken. `said`: what
    tells it from another one.
    """
    if form.leave_empty.data:
        return Reason.FILLED
    bound = bounds(office)
    if _seconds(office, form.opened.data or "") < bound.seconds:
        return Reason.QUICK
    name = type(form).__name__
    number = _addresses(office, name, said)
    return Reason.REPEATED if number > bound.addresses else None


def _signed(office: Office, moment: str) -> str:
    return f"{moment}.{office.keys.digest('index', 'opened', moment)[:24]}"


def _seconds(office: Office, opened: str) -> float:
    """How long ago it was opened; none where that is not what we signed."""
    moment, _dot, _signature = opened.partition(".")
    if not hmac.compare_digest(opened.encode(), _signed(office, moment).encode()):
        return 0
    now: datetime = office.clock.now()
    return now.timestamp() - int(moment)


def _addresses(office: Office, form: str, said: str) -> int:
    """From how many addresses the same came within the hour."""
    counters = limits.counters()
    plain = "".join(said.split()).casefold()
    same = f"same/{office.keys.digest('index', 'same', form, plain)}"
    if counters.incr(f"{same}/{limits.who()}", AN_HOUR) > 1:
        return counters.get(same)
    return counters.incr(same, AN_HOUR)
