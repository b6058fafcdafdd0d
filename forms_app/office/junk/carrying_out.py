"""Carrying out what was said of something in quarantine, once it can no longer be taken
back.
"""

from __future__ import annotations

from datetime import datetime

from forms_app.base import logs
from forms_app.base.access import Actor
from forms_app.base.jobs import lease
from forms_app.base.office import Office
from forms_app.base.quarantine.models import Quarantined
from forms_app.base.refusal import Refused
from forms_app.office.junk import mouths, queries
from forms_app.office.junk.jobs import JUNK
from forms_app.office.junk.rules import Decision

ROOM = 200  # characters of a sentence


def run(office: Office) -> int:
    """Carry out what is due; gives how much that was, and asks for the next run.

    Raises:
        AtWork: another run is at work.
    """
    with lease.hold(office, JUNK.name):
        now = office.clock.now()
        with office.database.writing() as session:
            done = queries.delete_junk(session, now)
            real = queries.real_by(session, now)
        done += sum(_release(office, one, now) for one in real)
        with office.database.reading() as session:
            later = queries.next_due(session)
    if later:
        lease.ask_at(office, JUNK.name, later)
    return done


def _release(office: Office, row_id: int, now: datetime) -> bool:
    """It becomes what it was sent for, and nothing of it is left here. Each by itself:
    what is wrong with one keeps no other waiting.
    """
    try:
        with office.database.writing() as session:
            row = session.get(Quarantined, row_id)
            if row is None or row.decision != Decision.REAL:  # taken back meanwhile
                return False
            kind, _colon, name = row.decided_by.partition(":")
            by = Actor(kind, name)
            mouths.release(session, office, row.form, row.given, by, now)
            session.delete(row)
    except Refused as refused:
        _put_back(office, row_id, str(refused))
        return False
    except Exception as error:  # noqa: BLE001 - whatever it is, the next is to be done all the same
        kind = type(error).__name__
        logs.configure().error("not released", number=row_id, error=kind)
        _put_back(office, row_id, kind)
        return False
    return True


def _put_back(office: Office, row_id: int, why: str) -> None:
    """Somebody has to look at it again."""
    with office.database.writing() as session:
        row = session.get_one(Quarantined, row_id)
        row.decision = ""
        row.decided_at = None
        row.decided_by = ""
        row.why_not = why[:ROOM]
