"""What came back from a channel that was asked to deliver a message."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

SAID = 200  # characters of an answer that are kept


class Delivery(StrEnum):
    """What is known of a message afterwards; `WHY` in labels.py says it to people."""

    ARRIVED = "arrived"
    AWAY = "away"  # no connection: it did not arrive
    LATER = "later"  # the channel does not take it now: it did not arrive
    REFUSED = "refused"  # the channel said no for good: it did not arrive
    SLOW = "slow"  # from here on it may have arrived
    NONSENSE = "nonsense"


# while a channel answers like this, the next message is not tried on it
NO_ANSWER = frozenset({Delivery.AWAY, Delivery.SLOW})


@dataclass(frozen=True)
class Reply:
    """`said` is the answer in the channel's own words; may hold the address."""

    delivery: Delivery
    said: str = ""

    @classmethod
    def of(cls, delivery: Delivery, said: object) -> Reply:
        words = " ".join(str(said).split())
        return cls(delivery, words[:SAID])
