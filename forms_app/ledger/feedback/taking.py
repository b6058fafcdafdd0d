"""Taking a report from the form of the public: whose it is, of which kind, until when it
is answered.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime

from sqlalchemy.orm import Session

from forms_app.base.access import Actor
from forms_app.base.catalogue import DEFAULT, use_language
from forms_app.base.office import Office
from forms_app.ledger.feedback import content, receiving, thread
from forms_app.ledger.feedback.kinds import MISTAKE, OBJECTION
from forms_app.ledger.feedback.labels import ABOUTS
from forms_app.ledger.feedback.models import Report
from forms_app.ledger.feedback.receiving import Told
from forms_app.ledger.feedback.rules import OBJECTIONS, About
from forms_app.ledger.items.operations import Place
from forms_app.permits.grid.queries import rule
from forms_app.permits.resumption.promises import after_open_days


def take(
    session: Session,
    office: Office,
    given: Mapping[str, str],
    *,
    actor: Actor,
    now: datetime,
) -> tuple[Report, str]:
    """The report and its code. `given`: about, text, community, page, phone.

    An enterprise that is on the page is answered for by its own office, whatever was
    chosen.
    """
    about = About(given["about"])
    kind = OBJECTION if about in OBJECTIONS else MISTAKE
    enterprise = thread.unit_of(session, given["page"])
    place = Place.of(enterprise) if enterprise else Place(given["community"])
    periods = rule(office, content.FEEDBACK, now.date())
    days = periods.answer_days.get(kind.code) if periods else None
    due_at = after_open_days(office, now, days) if days else None
    with use_language(DEFAULT):  # it is kept, and read by the office
        title = ABOUTS.label(about)
    told = Told(str(about), title, given["text"], given["page"], given["phone"])
    return receiving.receive(
        session, kind, place, told, due_at=due_at, actor=actor, now=now
    )
