"""/app/healthz: whether the parts of this office work; no figures and no names."""

from __future__ import annotations

import time
from typing import Any

from flask import Blueprint

from forms_app.access import public
from forms_app.db import Busy, DatabaseAway
from forms_app.office import Office, current_office
from forms_app.rebuilds import due
from forms_app.saved import read_json

BEHIND_AFTER = 30.0  # seconds without a heartbeat

health = Blueprint("health", __name__)


def publisher_state(office: Office) -> str:
    """ "working", "behind" (no heartbeat) or "failing" (the last build failed)."""
    beat = read_json(office.data / "publisher.json")
    if time.time() - beat.get("at", 0) > BEHIND_AFTER:
        return "behind"
    return "failing" if (office.data / "build-failure.json").exists() else "working"


@health.get("/app/healthz")
@public
def healthz() -> tuple[dict[str, Any], int]:
    office = current_office()
    try:
        with office.database.reading() as session:
            due(session)
        database = "working"
    except (Busy, DatabaseAway):
        database = "away"
    answer = {"database": database, "publisher": publisher_state(office)}
    return answer, 200 if set(answer.values()) == {"working"} else 503
