"""What a report can be about, and which kind of item that makes. Pure."""

from __future__ import annotations

from enum import StrEnum


class About(StrEnum):
    NAME = "name"
    LISTED = "listed"  # should not be on the list
    DECISION = "decision"
    PAGE = "page"
    OTHER = "other"


OBJECTIONS = frozenset({About.LISTED, About.DECISION})
OBJECTION_DAYS = 7  # after the day of the status, where no rule says otherwise
