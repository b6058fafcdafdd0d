"""The roster on the enterprise's own page."""

from __future__ import annotations

from flask import url_for
from sqlalchemy.orm import Session

from forms_app.base.catalogue import gettext as _
from forms_app.base.office import Office
from forms_app.people.rosters import queries
from forms_app.people.rosters.queries import Counts
from forms_app.permits.enterprises.models import Enterprise
from forms_app.permits.resumption.tasks import Stand, Task


def tasks(_office: Office, session: Session, enterprise: Enterprise) -> list[Task]:
    counts = queries.counts(session, enterprise)
    rows = sum(len(one.rows) for one in queries.waiting_imports(session, enterprise))
    is_complete = queries.roster(session, enterprise).complete_on is not None
    stand, says = _standing(counts, rows, is_complete)
    return [Task(30, _("员工花名册"), url_for("rosters.people"), stand, says)]


def _standing(counts: Counts, rows: int, is_complete: bool) -> tuple[Stand, str]:
    """`rows` of names were handed in and not taken yet."""
    if rows:
        return Stand.TO_DO, _("交的名单还有 %(n)s 行没有收下", n=rows)
    if not counts.present:
        return Stand.TO_DO, _("上班的人都要在册")
    if counts.to_confirm:
        return Stand.TO_DO, _("%(n)s 人扫码填了表，等您确认", n=counts.to_confirm)
    if not is_complete:
        says = _("在册 %(n)s 人；人齐了，请确认一次", n=counts.present)
        return Stand.TO_DO, says
    if counts.ask:
        return Stand.WAITING, _("%(n)s 人等社区答复", n=counts.ask)
    return Stand.DONE, _("在册 %(n)s 人", n=counts.present)
