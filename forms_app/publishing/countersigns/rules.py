"""Who may confirm a text, and when that is enough. Pure."""

from __future__ import annotations

from collections.abc import Collection
from enum import StrEnum


class Ended(StrEnum):
    """What became of a text that waited."""

    ACCEPTED = "accepted"
    OVERTAKEN = "overtaken"  # the file says something else by now
    DECLINED = "declined"


def needed(writer: str) -> int:
    """How many accounts confirm: one beside the account that wrote it; two different
    ones where nobody knows which that is.
    """
    return 1 if writer else 2


def may_confirm(writer: str, confirmed_by: Collection[str], account: str) -> bool:
    return account != writer and account not in confirmed_by


def is_enough(writer: str, confirmed_by: Collection[str], is_alone: bool) -> bool:
    """`is_alone`: it goes with one account, by its reason."""
    return is_alone or len(set(confirmed_by) - {writer}) >= needed(writer)


def may_have_seen(writer: str, confirmed_by: Collection[str], account: str) -> bool:
    """Whether somebody who looks at what went with one account is anybody else."""
    return may_confirm(writer, confirmed_by, account)
