"""The counts of the statistics page, collected into the accepted tree, where every build finds them."""

from __future__ import annotations

from forms_app.office import Office
from forms_app.saved import read_json, write_json
from forms_app.statistics import public as statistics


def collect(office: Office) -> bool:
    """Count anew; says whether anything differs."""
    path, shown_path = office.accepted / "figures.json", office.data / "people-shown.json"
    shown: statistics.Shown = {slug: kept for slug, kept in read_json(shown_path).items() if isinstance(kept, dict)}
    with office.database.reading() as session:
        figures = statistics.collect(session, office.clock.now(), read_json(path), shown)
    write_json(shown_path, shown)  # first: what was printed once must not be forgotten
    return write_json(path, figures)
