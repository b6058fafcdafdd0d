"""The read log: whom a page showed to staff, one audit entry for each page.

When an answer is made, everybody of `reads.opened` who stands in it is entered into the
audit trail by kind and id, never by name. A view can neither forget that nor do it for
a page that was not shown: without the entry the answer is a 503. The same page with the
same people, opened again by the same account within ten minutes, is one look.
"""

from __future__ import annotations

import json
from collections import defaultdict
from datetime import datetime, timedelta
from typing import Any

from flask import Flask, Response, g, make_response, request
from markupsafe import escape
from sqlalchemy import select
from sqlalchemy.orm import Session

from forms_app.base import audit, purpose
from forms_app.base.access import Actor, actor
from forms_app.base.audit import AuditEntry
from forms_app.base.away import Busy, DatabaseAway
from forms_app.base.errors import away_page, error_page
from forms_app.base.office import Office
from forms_app.base.reads import Look, Whom

READ = "read"
SUBJECT = "pages"  # of such an entry: whom it showed stands in its details
ONE_LOOK = timedelta(minutes=10)
AS_TEXT = ("text/", "application/json", "application/javascript")


def init_app(app: Flask, office: Office) -> None:
    """Enter every look before its page goes out."""

    entered = Entered()

    @app.after_request
    def _enter(response: Response) -> Response:
        if g.get("actor") is None or g.actor.kind != "staff":
            return response
        whom = _shown_in(response)
        if not whom and "searched" not in g:
            return response
        if whom and purpose.is_wanted(app, office.clock.now()):
            return make_response(purpose.ask())
        try:
            _write(office, whom, entered)
        except Busy:
            return make_response(error_page(503))
        except DatabaseAway as away:
            return make_response(away_page(away))
        return response


def _shown_in(response: Response) -> dict[str, list[int]]:
    """By kind, the ids of those who stand in an answer. In a workbook or a picture
    nobody looks: there it is everybody whose data was opened for it.
    """
    remembered: dict[str, set[Whom]] = g.get("opened", {})
    if not remembered or request.method == "HEAD" or response.status_code >= 500:
        return {}
    found = set[Whom]()
    if not (response.mimetype or "").startswith(AS_TEXT):
        found = set().union(*remembered.values())
    elif not response.is_streamed:
        text = response.get_data(as_text=True)
        for value, whom in remembered.items():
            if _stands_in(value, text):
                found |= whom
    shown: dict[str, list[int]] = defaultdict(list)
    for kind, number in sorted(found):
        shown[kind].append(number)
    return dict(shown)


def _stands_in(value: str, text: str) -> bool:
    """As it is, as markup has it, or as JSON has it."""
    if value in text:
        return True
    return str(escape(value)) in text or json.dumps(value)[1:-1] in text


class Entered:
    """Looks that this process entered within the last ten minutes: most pages are opened
    several times, and need not ask the database whether they were.
    """

    MOST = 10_000

    def __init__(self) -> None:
        self.at: dict[str, datetime] = {}

    def has(self, look: str, now: datetime) -> bool:
        at = self.at.get(look)
        return at is not None and now - ONE_LOOK <= at <= now

    def note(self, look: str, now: datetime) -> None:
        if len(self.at) >= self.MOST:
            self.at.clear()
        self.at[look] = now


def _write(office: Office, whom: dict[str, list[int]], entered: Entered) -> None:
    now = office.clock.now()
    details: dict[str, Any] = {
        "page": str(request.url_rule),
        "shown": whom,
        "count": sum(map(len, whom.values())),
    }
    if "searched" in g:
        details["search"] = True
    if why := purpose.given(now):
        details["why"] = why
    look = json.dumps([actor().id, details])
    if not entered.has(look, now):
        _enter_once(office, whom, details, now)
        entered.note(look, now)


def _enter_once(
    office: Office, whom: dict[str, list[int]], details: dict[str, Any], now: datetime
) -> None:
    """Unless another process did."""
    with office.database.writing() as session:
        if _has_looked(session, actor(), details, since=now - ONE_LOOK):
            return
        entry = audit.record(
            session,
            actor=actor(),
            action=READ,
            subject=SUBJECT,
            now=now,
            details=details,
        )
        session.add_all(
            Look(entry_number=entry.number, of=f"{kind}:{number}")
            for kind, numbers in whom.items()
            for number in numbers
        )


def _has_looked(
    session: Session, by: Actor, details: dict[str, Any], since: datetime
) -> bool:
    """Whether this very look was entered a moment ago."""
    query = select(AuditEntry.details).where(
        AuditEntry.at >= since,
        AuditEntry.action == READ,
        AuditEntry.actor_id == by.id,
    )
    return details in session.scalars(query)
