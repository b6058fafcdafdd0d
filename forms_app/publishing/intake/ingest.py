"""Bringing the database after the journal: each entry exactly once, in the transaction
that notes its number.
"""

from __future__ import annotations

from datetime import datetime

from sqlalchemy.orm import Session

from forms_app.base import audit
from forms_app.base.access import SYSTEM, Actor
from forms_app.base.office import Office
from forms_app.base.progress import Over, quietly
from forms_app.permits.resumption import ingest as resumption
from forms_app.permits.resumption.ingest import FileChange, Rows
from forms_app.publishing import operations
from forms_app.publishing.intake.accepted import record_of
from forms_app.publishing.intake.journal import DRAFTED, Change, Journal
from forms_app.publishing.models import PublishingState

AT_A_TIME = 50


def ingest(
    office: Office, journal: Journal, now: datetime, over: Over = quietly
) -> int:
    """Apply what the database has not seen yet; gives how many entries that were."""
    with office.database.reading() as session:
        seen = _state(session).ingested
    waiting = journal.after(seen)
    for start in over("follow", range(0, len(waiting), AT_A_TIME)):
        with office.database.writing() as session:
            state = _state(session)
            batch = waiting[start : start + AT_A_TIME]
            new = [change for change in batch if change.sequence > state.ingested]
            _follow(session, office, new, now)
            state.ingested = max(state.ingested, batch[-1].sequence)
    return len(waiting)


def _follow(
    session: Session, office: Office, changes: list[Change], now: datetime
) -> None:
    rows = Rows.of(session, (one.reference for one in changes if not one.is_document))
    with audit.together(session):
        for change in changes:
            if change.is_document:
                operations.note_document(session, change, actor=_hand(change), now=now)
            else:
                resumption.apply(session, office, _file_change(change), now, rows)


def _hand(change: Change) -> Actor:
    """Whose it was: what comes or goes by its minute does so by nobody's."""
    if change.what == DRAFTED:
        return Actor("content-file", change.author)
    return SYSTEM


def _state(session: Session) -> PublishingState:
    state = session.get(PublishingState, 1)
    assert state, "the migrations made the row"
    return state


def _file_change(change: Change) -> FileChange:
    return FileChange(
        campaign=change.campaign,
        reference=change.reference,
        before=record_of(change.before, change.key),
        after=None
        if change.what == "withdrawn"
        else record_of(change.text, change.key),
        checking=change.what == "checking",
        cleared=change.what == "cleared",
        new_hash=change.new_hash,
        author=change.author,
        at=datetime.fromisoformat(change.at),
        sequence=change.sequence,
    )
