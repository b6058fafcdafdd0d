"""One message as a channel is given it."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Letter:
    """`to`: a phone number or an e-mail address. `id` is the same however often it is
    handed over, so that a channel that is asked twice can tell.
    """

    to: str
    title: str
    text: str
    kind: str
    id: str
