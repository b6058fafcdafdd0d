"""What of a registration can be put right, and by whom."""

from __future__ import annotations

from collections.abc import Mapping
from enum import StrEnum
from typing import Any

# by page of the registration, the fields of Details it asks; the community is not among
# them: a reference begins with it
FIELDS = {
    "who": ("name", "code", "kind", "trade"),
    "where": ("grid", "address", "place", "place_public"),
    "contact": ("contact_name", "contact_phone", "safety_manager"),
}
# what no decision rests on
OWN = frozenset(FIELDS["contact"])


class Outcome(StrEnum):
    """What became of a wish."""

    ACCEPTED = "accepted"
    DECLINED = "declined"
    TAKEN_BACK = "taken-back"  # by the enterprise, or replaced by another


def differing(registration: Any, given: Mapping[str, Any]) -> dict[str, Any]:
    """Of what was given, by field, what differs from a registration."""
    return {
        name: value
        for name, value in given.items()
        if value != getattr(registration, name)
    }
