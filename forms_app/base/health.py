"""/app/healthz: whether the parts of this office work, and which version it is;
/app/metrics: how well, for who has the token. No names in either.
"""

from __future__ import annotations

import time
from contextlib import suppress
from typing import Any

from flask import Blueprint, Response
from prometheus_client import CollectorRegistry, Gauge, generate_latest

from forms_app.base import alive, room
from forms_app.base.access import public, token_only
from forms_app.base.db import Busy, DatabaseAway
from forms_app.base.jobs.standing import state_of_all
from forms_app.base.jsonfiles import read_json
from forms_app.base.office import Office, current_office
from forms_app.base.ownfile import NotRegular, read_own
from forms_app.base.publisher_lease import publishes_elsewhere
from forms_app.base.rebuilds import due
from forms_app.base.version import version

BEHIND_AFTER = 30.0  # seconds without a heartbeat

health = Blueprint("health", __name__)


def publisher_state(office: Office) -> str:
    """ "working" (also on another host), "behind" (no heartbeat), "deaf" (it does not
    notice what is saved) or "failing" (the last build failed).
    """
    beat = read_json(office.data / "publisher.json")
    seen = beat.get("seen", 0)
    if time.time() - beat.get("at", 0) > BEHIND_AFTER:
        is_elsewhere = publishes_elsewhere(office.database, office.data)
        return "working" if is_elsewhere else "behind"
    if not beat.get("listening", True) or alive.is_missed(office.content, seen):
        return "deaf"
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
    beat = read_json(office.data / "publisher.json")
    alive.edit(office.content, beat.get("seen", 0))
    parts = {"database": database, "publisher": publisher_state(office)}
    is_well = set(parts.values()) == {"working"}
    # a job that failed is tried again, and a disk that is nearly full still takes
    # something: no reasons to send nobody here
    told = {**parts, "jobs": state_of_all(office), "version": version()}
    told["disk"] = room.state(office.data)
    return told, 200 if is_well else 503


@health.get("/app/metrics")
@token_only
def metrics() -> Response:
    """In Prometheus' format."""
    office = current_office()
    registry = CollectorRegistry()
    answer, _status = healthz()
    for part in ("database", "publisher"):
        Gauge(f"kaigong_{part}_up", f"Whether the {part} works", registry=registry).set(
            answer[part] == "working"
        )
    own = office.data / "metrics.prom"
    text = generate_latest(registry)
    with suppress(FileNotFoundError, NotRegular):
        text += read_own(own)
    return Response(text, mimetype="text/plain; version=0.0.4")
