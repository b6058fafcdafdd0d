"""Collecting what the database contributes to the site: verdicts for acceptance, figures for statistics."""

from __future__ import annotations

from forms_app import audit
from forms_app.enterprises.public import twins
from forms_app.office import Office
from forms_app.resumption.public import verdicts
from forms_app.saved import read_json, write_json
from forms_app.statistics import public as statistics


def collect_verdicts(office: Office) -> None:
    """Before accepting: which approvals have their check at the door, and which records are one unit twice."""
    with office.database.reading() as session:
        write_json(office.accepted / "verdicts.json", verdicts(session))
        write_json(office.accepted / "twins.json", twins(session))


def collect_figures(office: Office) -> bool:
    """After the database followed: the counts. Says whether they changed."""
    path, shown_path = office.accepted / "figures.json", office.data / "people-shown.json"
    shown: dict[str, int] = read_json(shown_path)
    with office.database.reading() as session:
        figures = statistics.collect(session, office.clock.now(), read_json(path), shown)
    write_json(shown_path, shown)  # first: what was printed once must not be forgotten
    return write_json(path, figures)


def audit_head(office: Office) -> str:
    with office.database.reading() as session:
        return audit.head(session)
