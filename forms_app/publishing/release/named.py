"""Which objects a site names, and which the publisher may throw away: those that the
fifth release after them does not name any more.
"""

from __future__ import annotations

from collections import Counter, deque
from collections.abc import Collection, Iterable

from forms_app.publishing.release.log import KEPT
from forms_app.publishing.release.objects import Objects


class Named:
    """The objects of one site. `waiting`: kept for a release to come."""

    def __init__(self, objects: Objects, shown: Iterable[str]) -> None:
        self.objects = objects
        self.count = Counter(shown)
        self.waiting: set[str] = set()
        # who was named last by which release
        self.retired: deque[tuple[int, str]] = deque()
        self.retired_last: dict[str, int] = {}
        # where nobody has looked yet for what a crash left
        self.unlooked = objects.folders()

    def __contains__(self, digest: str) -> bool:
        return self.count[digest] > 0

    def name(self, digest: str) -> None:
        self.count[digest] += 1

    def let_go(self, digest: str, number: int) -> None:
        """A path shows it no more, as of this release."""
        self.count[digest] -= 1
        if self.count[digest] <= 0:
            self._retire(digest, number)

    def drop(self, digests: Iterable[str], number: int) -> None:
        """These were kept and will not be released."""
        for digest in self.waiting.intersection(digests):
            self.waiting.remove(digest)
            if digest not in self:
                self._retire(digest, number)

    def _retire(self, digest: str, number: int) -> None:
        self.retired.append((number, digest))
        self.retired_last[digest] = number

    def collect(self, newest: int, pinned: Collection[str]) -> None:
        """As of this release."""
        while self.retired and self.retired[0][0] <= newest - KEPT + 1:
            number, digest = self.retired.popleft()
            if self.retired_last.get(digest) != number:
                continue  # it was named again meanwhile, and retired later
            del self.retired_last[digest]
            if (
                digest not in self
                and digest not in pinned
                and digest not in self.waiting
            ):
                self.objects.discard(digest)
                del self.count[digest]

    def look_for_leftovers(self, number: int, pinned: Collection[str]) -> bool:
        """Objects that nobody names, in one of the folders; False when all were looked
        at.
        """
        if not self.unlooked:
            return False
        for digest in self.objects.in_folder(self.unlooked.pop()):
            is_kept = digest in self or digest in self.waiting or digest in pinned
            if not is_kept and digest not in self.retired_last:
                self._retire(digest, number)
        return True
