"""Taking a report: its item, and the number and code by which the answer is read."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy.orm import Session

from forms_app.base.access import Actor
from forms_app.base.personal import access_hash, new_code
from forms_app.ledger.feedback import queries
from forms_app.ledger.feedback.models import Report
from forms_app.ledger.items import operations
from forms_app.ledger.items.kinds import Kind
from forms_app.ledger.items.operations import Place


@dataclass(frozen=True)
class Told:
    """What somebody wrote.

    `title` says in our words what it is about; `page` is an address of the site.
    """

    about: str
    title: str
    text: str
    page: str
    phone: str


def receive(
    session: Session,
    kind: Kind,
    place: Place,
    told: Told,
    *,
    due_at: datetime | None,
    actor: Actor,
    now: datetime,
) -> tuple[Report, str]:
    """The report and its code, which is shown to whoever made it and kept only as a
    hash.
    """
    item = operations.raise_item(
        session, kind, place, told.title, told.text, due_at=due_at, actor=actor, now=now
    )
    number = _new_number(session)
    code = new_code(12)
    kept = {"number": number, "code_hash": access_hash(number, code)}
    report = Report(
        item=item, about=told.about, page=told.page, phone=told.phone, **kept
    )
    session.add(report)
    session.flush()
    return report, code


def _new_number(session: Session) -> str:
    while True:
        number = f"FK-{new_code(6)}"
        if queries.by_number(session, number) is None:
            return number
