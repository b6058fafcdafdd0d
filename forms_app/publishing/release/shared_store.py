"""The objects of the site in the store that hosts share: site/ab/<hash>, without their
variants, which each host makes itself.

They are there before anything names them, and are read by their hash.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator
from concurrent.futures import ThreadPoolExecutor

from forms_app.base.objects.store import Objects

FOLDER = "site"
AT_ONCE = 8  # requests


class SharedStore:
    """`known`: what this process put there or saw there."""

    def __init__(self, store: Objects) -> None:
        self.store = store
        self.known: set[str] = set()

    def put(
        self, digests: Collection[str], read: Callable[[str], bytes | None]
    ) -> None:
        """Those that are not known to be there. `read` gives None for one that nobody
        needs any more.

        Raises:
            ObjectsAway: not all of them are there now.
            OSError: one cannot be read.
        """
        left = sorted(set(digests) - self.known)

        def put_one(digest: str) -> None:
            data = read(digest)
            if data is not None:
                self.store.put(name_of(digest), data)
                self.known.add(digest)

        self._each(put_one, left)

    def look(self) -> None:
        """What is there; costs as much as the site is large."""
        self.known |= {digest_of(one.name) for one in self.store.names(FOLDER)}

    def remove(self, name: str) -> None:
        """Raises ObjectsAway where the store does not answer."""
        self.store.remove(name)
        self.known.discard(digest_of(name))

    def get(self, digests: Collection[str]) -> Iterator[tuple[str, bytes]]:
        """Each, as it comes.

        Raises:
            ObjectLost: one is not there, or is not what its name says.
            ObjectsAway: the store does not answer.
        """

        def get_one(digest: str) -> tuple[str, bytes]:
            return digest, self.store.get(name_of(digest), digest)

        with ThreadPoolExecutor(AT_ONCE, "site objects") as pool:
            yield from pool.map(get_one, sorted(digests))

    def _each(self, work: Callable[[str], None], digests: list[str]) -> None:
        if len(digests) == 1:
            work(digests[0])
            return
        with ThreadPoolExecutor(AT_ONCE, "site objects") as pool:
            for _done in pool.map(work, digests):
                pass


def name_of(digest: str) -> str:
    return f"{FOLDER}/{digest[:2]}/{digest}"


def digest_of(name: str) -> str:
    return name.rpartition("/")[2]
