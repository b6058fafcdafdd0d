"""What a keeper's phone needs to register without a network: its points, and what a
fever is there.

Nobody's name, phone or plate is kept on it: whoever passes is recognised and judged
when the entry arrives.
"""

from __future__ import annotations

from datetime import datetime
from pathlib import Path
from typing import Any

from forms_app.base.access import Actor
from forms_app.base.office import Office
from forms_app.base.offline.shell import PhonePage, listed
from forms_app.people.gates.judging import judge_of
from forms_app.people.gates.points import kept_by

TEMPLATES = Path(__file__).parent / "templates" / "gates"
PAGE = PhonePage(
    "gates",
    TEMPLATES / "offline.html",
    ("gate-phone", "gate", "gate-kept"),
    parts=(TEMPLATES / "_gate.html",),
)


def kept_on_phones() -> tuple[str, str]:
    """For signing out: what this is called; it has no page that asks."""
    return PAGE.name, ""


def list_of_points(office: Office, actor: Actor, now: datetime) -> dict[str, Any]:
    """As a phone keeps it, sealed, for a day."""
    judge = judge_of(office)
    fever = str(judge.health.fever_from) if judge.health else ""
    gates = kept_by(office, actor)
    stops = [
        {
            "slug": gate.slug,
            "name": gate.name,
            "phone": gate.community.phone,
            "fever": fever,
        }
        for gate in gates
    ]
    return listed(office, actor, now, gates, stops)
