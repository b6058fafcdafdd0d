"""Who was shown somebody's data, when, on which page, what for: as whoever answers for
it reads that, and as the person may ask.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from flask import current_app
from sqlalchemy.orm import Session

from forms_app.base.access import Role
from forms_app.base.audit import AuditEntry
from forms_app.base.feature import active
from forms_app.base.purpose import PURPOSES
from forms_app.base.reads import looks_at

READERS = (Role.REVIEWER, Role.OFFICE)


@dataclass(frozen=True)
class LookLine:
    """One look. `page`: the entry of the navigation under which the page stands; empty
    where it stands under none. `number`: how many people were shown.
    """

    at: datetime
    by: str
    page: Any
    why: Any
    number: int


def looks_of(session: Session, kind: str, number: int) -> list[LookLine]:
    """The looks at somebody, the newest first."""
    return lines_of(looks_at(session, kind, number))


def lines_of(entries: Iterable[AuditEntry]) -> list[LookLine]:
    pages = _pages()
    return [_line(entry, pages) for entry in entries]


def _line(entry: AuditEntry, pages: dict[str, Any]) -> LookLine:
    address = entry.details["page"]
    above = [page for page in pages if address.startswith(page)]
    why = entry.details.get("why", "")
    return LookLine(
        entry.at,
        entry.actor_id,
        pages[max(above, key=len)] if above else "",
        PURPOSES.label(why) if why in PURPOSES else "",
        entry.details["count"],
    )


def _pages() -> dict[str, Any]:
    """What the navigation calls its pages, by address."""
    return {
        str(rule): page.label
        for feature in active()
        for page in feature.navigation
        if not page.listing
        for rule in current_app.url_map.iter_rules(page.endpoint)
    }
