"""What a feature counts for the public: each tells its own figures, of one look at the
database.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy.orm import Session

from forms_app.base.office import Office

Shown = dict[str, dict[str, Any]]


@dataclass(frozen=True)
class Counting:
    """One count. `now` is office time, `before` what is published now, by the names of
    figures; `shown` what was last printed of people, by community: it is brought up to
    date by whoever counts people, and kept.
    """

    office: Office
    session: Session
    now: datetime
    before: Mapping[str, Any]
    shown: Shown

    def dated(self, name: str, communities: Any) -> dict[str, Any]:
        """These figures with the time since when they say what they say; nothing where
        there are none.
        """
        if not communities:
            return {}
        published = self.before.get(name, {})
        as_of = f"{self.now:%Y-%m-%d %H:%M}"
        if published.get("communities") == communities:
            as_of = published["as_of"]
        return {name: {"as_of": as_of, "communities": communities}}
