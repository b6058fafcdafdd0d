"""How an enterprise stands with the time of the check that it waits for."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy.orm import Session

from forms_app.base.catalogue import gettext as _
from forms_app.base.office import Office
from forms_app.base.refusal import Refused
from forms_app.permits.appointments import queries, rules
from forms_app.permits.appointments.labels import when
from forms_app.permits.appointments.models import Appointment
from forms_app.permits.appointments.queries import Visit
from forms_app.permits.enterprises.models import Enterprise


@dataclass(frozen=True)
class Arrangement:
    """`fixed`: why the enterprise cannot take another time by itself."""

    visit: Visit
    appointment: Appointment | None
    is_missed: bool
    fixed: str

    @property
    def says(self) -> str:
        found = self.appointment
        if found is None:
            return _("资料审核好了，接着有人上门核验。请选一个您方便的时间。")
        at = when(found.begins_at, found.ends_at)
        if self.is_missed:
            return _("约好的时间（%(when)s）过了，还没有核验的记录。", when=at)
        return _("%(when)s 有人上门核验，请留人在场。", when=at)


def arrangement(
    office: Office, session: Session, enterprise: Enterprise, campaign: str
) -> Arrangement | None:
    """None where nobody is waited for, and where there is nothing to choose from."""
    visit = queries.visit_due(session, enterprise, campaign)
    if visit is None or queries.times(office) is None:
        return None
    found = queries.agreed(session, visit)
    if found is None:
        is_any = bool(queries.free(session, office, visit))
        return Arrangement(visit, None, False, "") if is_any else None
    now = office.clock.now()
    is_missed = rules.is_missed(found.ends_at, now)
    return Arrangement(visit, found, is_missed, _fixed(office, found, now))


def must_be_movable(office: Office, known: Appointment, now: datetime) -> None:
    """Whether the enterprise may take another time by itself.

    Raises:
        Refused: why not.
    """
    if rules.is_missed(known.ends_at, now):
        return
    if known.moves >= rules.MOVES:
        raise Refused("您已经改过一次时间。还要改的，请打社区电话。")
    times = queries.times(office)
    if times and known.begins_at < now + times.ahead:
        raise Refused("马上就到约好的时间了，要改请打社区电话。")


def _fixed(office: Office, found: Appointment, now: datetime) -> str:
    try:
        must_be_movable(office, found, now)
    except Refused as why:
        return str(why)
    return ""
