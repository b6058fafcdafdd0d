"""The counts of the statistics page and the totals of supplies, collected into the
accepted tree for every build.
"""

from __future__ import annotations

from typing import Any

from forms_app.base.jsonfiles import read_json, write_json
from forms_app.base.office import Office
from forms_app.ledger.meetings import public as meetings
from forms_app.ledger.publicity import public as publicity
from forms_app.ledger.rounds import public as rounds
from forms_app.ledger.supplies import public as supplies
from forms_app.ledger.supplies.content import items_ever
from forms_app.ledger.training import public as training
from forms_app.ledger.visits import public as visits
from forms_app.ledger.volunteering import public as volunteering
from forms_app.office.statistics import public as statistics
from forms_app.permits.grid.queries import rules


def collect(office: Office) -> bool:
    """Count anew; says whether anything differs."""
    path = office.accepted / "figures.json"
    shown_path = office.data / "people-shown.json"
    shown: statistics.Shown = {
        slug: kept
        for slug, kept in read_json(shown_path).items()
        if isinstance(kept, dict)
    }
    before = read_json(path)
    now = office.clock.now()
    items = items_ever(rules(office), office.clock.today())
    with office.database.reading() as session:
        ledger = {
            "publicity": publicity.collect(session),
            "training": training.collect(session),
        }
        figures = statistics.collect(session, now, before, shown)
        figures["supplies"] = supplies.collect(
            session, items, now, before.get("supplies", {})
        )
        figures["meetings"] = meetings.collect(session, now, before.get("meetings", {}))
        figures |= {
            "by_day": statistics.by_day(session, now),
            "visits": visits.collect(session),
        }
        figures |= {
            "rounds": rounds.collect(session, now, shown),
            "posts": volunteering.collect(session, now),
        }
    write_json(shown_path, shown)  # first: what was printed once must not be forgotten
    return write_json(path, figures | _dated(office, ledger, before))


def _dated(
    office: Office, ledger: dict[str, Any], before: dict[str, Any]
) -> dict[str, Any]:
    """Each part with the time since when it says what it says."""
    now = f"{office.clock.now():%Y-%m-%d %H:%M}"
    same = {
        name: before[name]["as_of"]
        for name in ledger
        if before.get(name, {}).get("communities") == ledger[name]
    }
    return {
        name: {"as_of": same.get(name, now), "communities": counted}
        for name, counted in ledger.items()
        if counted
    }
