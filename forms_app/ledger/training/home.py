"""Training on the enterprise's own page."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from flask import url_for
from sqlalchemy.orm import Session

from forms_app.base.catalogue import gettext as _
from forms_app.base.dates import moment
from forms_app.base.office import Office
from forms_app.ledger.items import queries as items
from forms_app.ledger.items.models import Item
from forms_app.ledger.items.rules import UNFINISHED, Status
from forms_app.ledger.training import queries
from forms_app.ledger.training.kinds import TRAINING
from forms_app.ledger.training.labels import ENROLLED, SIGNED_IN
from forms_app.permits.enterprises.models import Enterprise
from forms_app.permits.resumption.tasks import Stand, Task
from forms_app.permits.resumption.thread import Entry


def tasks(office: Office, session: Session, enterprise: Enterprise) -> list[Task]:
    found = items.about(session, enterprise, TRAINING.code)
    stand, says = _standing(office, session, enterprise, found)
    return [Task(45, _("培训"), url_for("my_training.every"), stand, says)]


def _standing(
    office: Office, session: Session, enterprise: Enterprise, found: Sequence[Item]
) -> tuple[Stand, str]:
    """A seat that was taken comes first, then what was attended, then what is offered."""
    now = office.clock.now()
    ahead = [
        item.due_at
        for item in found
        if item.status in UNFINISHED and item.due_at and item.due_at >= now
    ]
    if ahead:
        return Stand.DONE, _("报了名，%(at)s", at=moment(min(ahead)))
    if any(item.status == Status.DONE for item in found):
        return Stand.DONE, _("参加过了")
    offered = queries.trainings(session, {enterprise.community}, now)
    following = next(iter(offered), None)
    if following is None:
        return Stand.NONE, _("现在没有可以报名的")
    says = _("请安全管理员报名，下一场 %(at)s", at=moment(following.at))
    return Stand.TO_DO, says


def history(
    _office: Office, session: Session, enterprise: Enterprise
) -> Iterator[Entry]:
    """Seats that were taken, and sessions that were attended."""
    address = url_for("my_training.every")
    for item in items.about(session, enterprise, TRAINING.code):
        title = _("培训：%(title)s", title=item.title)
        yield Entry(item.raised_at, title, ENROLLED, address=address)
        if item.finished_at:
            is_done = item.status == Status.DONE
            mark = SIGNED_IN if is_done else TRAINING.words[Status.DROPPED]
            yield Entry(item.finished_at, title, mark, address=address)
