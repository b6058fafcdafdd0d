"""accepted/today.json: which day it is and the times that pages print.

Inputs of a build like any other.
"""

from __future__ import annotations

from datetime import datetime
from pathlib import Path

from forms_app.base.jsonfiles import read_json, write_json


def is_over(accepted: Path, now: datetime) -> bool:
    """Whether the day of the last build is not this one."""
    return bool(
        read_json(accepted / "today.json").get("today") != now.date().isoformat()
    )


def bring(
    accepted: Path,
    now: datetime,
    is_demo: bool,
    areas: set[str],
    touched: set[str],
) -> None:
    """A new "as of", and for the lists that were touched or have none yet. `areas`:
    every community in every campaign.
    """
    path = accepted / "today.json"
    as_of = f"{now:%Y-%m-%d %H:%M}"
    lists: dict[str, str] = read_json(path).get("list_as_of", {})
    lists |= dict.fromkeys(touched | areas - set(lists), as_of)
    saved = {
        "today": now.date().isoformat(),
        "as_of": as_of,
        "demo": is_demo,
        "list_as_of": lists,
    }
    write_json(path, saved)
