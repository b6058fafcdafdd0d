"""The counts of the statistics page and the totals of supplies, collected into the accepted tree for every build."""

from __future__ import annotations

from forms_app.grid.queries import rules
from forms_app.meetings import public as meetings
from forms_app.office import Office
from forms_app.saved import read_json, write_json
from forms_app.statistics import public as statistics
from forms_app.supplies import public as supplies
from forms_app.supplies.files import items_ever


def collect(office: Office) -> bool:
    """Count anew; says whether anything differs."""
    path, shown_path = office.accepted / "figures.json", office.data / "people-shown.json"
    shown: statistics.Shown = {slug: kept for slug, kept in read_json(shown_path).items() if isinstance(kept, dict)}
    before, now, items = read_json(path), office.clock.now(), items_ever(rules(office), office.clock.today())
    with office.database.reading() as session:
        figures = statistics.collect(session, now, before, shown)
        figures["supplies"] = supplies.collect(session, items, now, before.get("supplies", {}))
        figures["meetings"] = meetings.collect(session, now, before.get("meetings", {}))
    write_json(shown_path, shown)  # first: what was printed once must not be forgotten
    return write_json(path, figures)
