"""Taking a report: its item, and the number and code by which the answer is read."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy.orm import Session

from forms_app.base import audit
from forms_app.base.access import Actor
from forms_app.base.personal import access_hash, new_code
from forms_app.base.refusal import Refused
from forms_app.ledger.feedback import queries
from forms_app.ledger.feedback.models import Report
from forms_app.ledger.feedback.rules import OBJECTIONS, About
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


def join(session: Session, report: Report, *, actor: Actor, now: datetime) -> None:
    """Somebody else has met the same.

    Raises:
        Refused: it is answered, or is an objection, which is each one's own.
    """
    if report.item.finished_at or About(report.about) in OBJECTIONS:
        raise Refused("这一件已经答复了。还是不对的话，请另外报告。")
    report.also += 1
    _entry(session, report, "feedback.also", actor, now)


def note_told(session: Session, report: Report, *, actor: Actor, now: datetime) -> None:
    """Whoever left a phone was called with the answer; a second call changes nothing.

    Raises:
        Refused: there is no answer yet.
    """
    if report.item.finished_at is None:
        raise Refused("还没有答复，先写答复再告知。")
    if report.told_at is None:
        report.told_at = now
        _entry(session, report, "feedback.told", actor, now)


def _entry(
    session: Session, report: Report, action: str, actor: Actor, now: datetime
) -> None:
    subject = report.item.subject
    audit.record(session, actor=actor, action=action, subject=subject, now=now)


def _new_number(session: Session) -> str:
    while True:
        number = f"FK-{new_code(6)}"
        if queries.by_number(session, number) is None:
            return number
