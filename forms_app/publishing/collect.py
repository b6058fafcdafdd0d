"""Collecting what the database contributes to the site: verdicts for acceptance, figures for statistics."""

from __future__ import annotations

from forms_app import audit
from forms_app.office import Office
from forms_app.publishing import state
from forms_app.resumption.public import verdicts
from forms_app.statistics import public as statistics


def collect_verdicts(office: Office) -> None:
    """Before accepting: which approvals have their check at the door."""
    with office.database.reading() as session:
        state.write(office.accepted / "verdicts.json", verdicts(session))


def collect_figures(office: Office) -> bool:
    """After the database followed: the counts. Says whether they changed."""
    path = office.accepted / "figures.json"
    with office.database.reading() as session:
        return state.write(path, statistics.collect(session, office.clock.now(), state.read(path)))


def audit_head(office: Office) -> str:
    with office.database.reading() as session:
        return audit.head(session)
