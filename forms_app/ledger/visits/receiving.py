"""Taking in one visit, from a page that is open or from a phone that was without a
network: the same way for both.

`sent` has the fields of VisitForm by name (several values as a list) and `reference`.
Kept once for a client id, however often it is sent; when somebody was there is kept
apart from when it was sent.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy.orm import Session
from werkzeug.datastructures import MultiDict

from forms_app.base.access import Actor
from forms_app.base.office import Office
from forms_app.base.offline.sent import NotTaken, Sent, as_text, local, moment, one
from forms_app.base.refusal import Refused
from forms_app.ledger.visits import labels, operations, queries
from forms_app.ledger.visits.forms import VisitForm, visit_form
from forms_app.ledger.visits.models import Visit
from forms_app.ledger.visits.operations import Written
from forms_app.ledger.visits.rules import CheckList, Outcome, proposed
from forms_app.permits.enterprises.queries import by_reference, lock
from forms_app.permits.resumption.promises import open_hours


@dataclass(frozen=True)
class Received:
    """What became of it.

    `is_new`: not sent before; `conflicts`: somebody else had been there, of which it
    knew nothing.
    """

    visit: Visit
    is_new: bool

    @property
    def conflicts(self) -> bool:
        return self.visit.conflicts_with is not None and self.visit.settled_at is None


def receive(
    session: Session, office: Office, sent: Sent, actor: Actor, now: datetime
) -> Received:
    """Keep a visit.

    Raises:
        NotTaken: there is no such enterprise within reach, or a field is wrong.
    """
    enterprise = by_reference(session, one(sent, "reference"))
    if enterprise is None or not actor.may_see(enterprise.community, enterprise.grid):
        raise NotTaken(
            {"reference": str(Refused("没有找到这个编号，或者这家单位不归您管"))}
        )
    lock(session, enterprise)
    if known := queries.by_client_id(session, one(sent, "client_id")):
        if known.by != actor.id or known.enterprise_id != enterprise.id:
            raise NotTaken({"client_id": str(Refused("页面不完整，请重新打开再记。"))})
        return Received(known, is_new=False)
    written = _written(office, sent, now)
    visit = operations.record_visit(session, enterprise, written, actor=actor, now=now)
    return Received(visit, is_new=True)


def _written(office: Office, sent: Sent, now: datetime) -> Written:
    """Judged as the form of the day it was written on."""
    at = moment(one(sent, "at")) or now
    lines = labels.check_list(office, at.date())
    fields = {
        **as_text(sent),
        "at": local(one(sent, "at")),
        "next_try": local(one(sent, "next_try")),
    }
    form = visit_form(lines)(formdata=MultiDict(fields), meta={"csrf": False})
    del form.photos  # they are given beside
    form.offer(lines, now)
    if not form.validate():
        raise NotTaken(
            {name: str(errors[0]) for name, errors in form.errors.items() if name}
        )
    hours = open_hours(office, min(at, now).date())
    return _of_form(form, lines, min(form.at.data or now, now), hours)


def _of_form(
    form: VisitForm, lines: CheckList, at: datetime, hours: dict[Any, Any]
) -> Written:
    outcome = Outcome(form.outcome.data)
    return Written(
        client_id=form.client_id.data or "",
        at=at,
        channel=form.channel.data,
        visitors=sorted(form.visitors.data or []),
        outcome=str(outcome),
        next_try=form.next_try.data or proposed(outcome, at, hours),
        rule=lines.version,
        answers=form.answers,
        materials_left=sorted(form.left.data or []),
        note=form.note.data or "",
        difficulty=form.difficulty,
        base=int(form.base.data or 0),
    )
