"""How long this process waits for a word of PostgreSQL: what nothing is heard of for so long
counts as away. Without it a server that stands still, or a commit that waits for a standby
which is gone, would keep a page waiting for ever.
"""

from __future__ import annotations

from dataclasses import dataclass

NEVER_ENDS = float("inf")
# A connection that lay idle is asked whether it still lives; that takes no time.
ALIVE = 3.0
# Whoever publishes: what takes away is to be public within ten seconds, whatever the
# database does.
OF_PUBLISHERS = 5.0


@dataclass
class Patience:
    """`seconds` without a word while a statement runs."""

    seconds: float = 30.0

    def for_locks(self, at_most: float) -> float:
        """Less than that: whoever waits for a lock is to hear that others are in the way,
        which is not to be away.
        """
        return min(at_most, self.seconds - 1)


patience = Patience()
