"""Bringing the database after the journal: each entry exactly once, in the transaction that notes its number."""

from __future__ import annotations

from datetime import date, datetime

from sqlalchemy.orm import Session

from forms_app.enterprises.files import EnterpriseFile, read_enterprise
from forms_app.office import Office
from forms_app.publishing.journal import Change, Journal
from forms_app.publishing.models import PublishingState
from forms_app.resumption import ingest as resumption
from forms_app.resumption.ingest import FileChange


def ingest(office: Office, journal: Journal, now: datetime) -> int:
    """Apply what the database has not seen yet; gives how many entries that were."""
    with office.database.reading() as session:
        seen = _state(session).ingested
    waiting = list(journal.after(seen))
    for change in waiting:
        with office.database.writing() as session:
            state = _state(session)
            if change.sequence <= state.ingested:
                continue
            resumption.apply(session, _file_change(change), now)
            state.ingested = change.sequence
    return len(waiting)


def _state(session: Session) -> PublishingState:
    state = session.get(PublishingState, 1)
    assert state, "the migrations made the row"
    return state


def _file_change(change: Change) -> FileChange:
    return FileChange(
        reference=change.reference,
        before=_record(change.before),
        after=None if change.what == "withdrawn" else _record(change.text),
        checking=change.what == "checking",
        cleared=change.what == "cleared",
        new_hash=change.new_hash,
        author=change.author,
        at=datetime.fromisoformat(change.at),
        sequence=change.sequence,
    )


def _record(text: str | None) -> EnterpriseFile | None:
    return read_enterprise(text.encode(), "", date.max)[0] if text is not None else None
