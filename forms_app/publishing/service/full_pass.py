"""Looking at every output of the site, in steps that give way: taking away never waits
for a new theme.

What differs is made and kept, and released all at once when everything was looked at.
An edit that is released in between makes its own outputs; what was kept of these is
dropped.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Iterable
from itertools import chain

from forms_app.publishing.release.releaser import Releaser
from forms_app.publishing.release.state import Paths
from forms_app.publishing.release.version_file import PUBLIC_LOG
from forms_app.publishing.service.warm import Builder
from forms_app.publishing.site.model import Scope
from forms_app.publishing.site.outputs import scopes


class Everything:
    """One look at all scopes of a builder."""

    def __init__(self, builder: Builder, releaser: Releaser, because: str) -> None:
        self.builder = builder
        self.releaser = releaser
        self.because = because
        self.left: deque[Scope] = deque(scopes(builder.model))
        self.total = len(self.left)
        self.kept: Paths = {}

    def go_on(self, is_urgent: Callable[[], bool]) -> bool:
        """Until all is looked at, or something is urgent; says whether all is.

        Raises:
            BuildFailed: a template failed, or two outputs have one path.
            OSError: the disk is full or away.
        """
        while self.left:
            if is_urgent():
                return False
            for path, data, key in self.builder.build([self.left[0]], set()):
                self.kept[path] = self.releaser.keep(path, data), key
            self.left.popleft()
        return True

    def progress(self) -> tuple[int, int]:
        """How many scopes were looked at, of how many."""
        return self.total - len(self.left), self.total

    def gone(self) -> set[str]:
        """Once all is looked at: what no scope names, but for the public log."""
        there = set(scopes(self.builder.model))
        for scope in [scope for scope in self.builder.paths if scope not in there]:
            del self.builder.paths[scope]
        named = set(chain.from_iterable(self.builder.paths.values()))
        return {
            path
            for path in self.builder.built.keys() - named
            if not path.startswith(PUBLIC_LOG)
        }

    def overtaken(self, released: Iterable[Scope], gone: Iterable[str]) -> None:
        """These scopes were released meanwhile, and these paths went."""
        for path in (
            *gone,
            *chain.from_iterable(
                self.builder.paths.get(scope, ()) for scope in released
            ),
        ):
            if path in self.kept:
                self.releaser.drop([self.kept.pop(path)[0]])

    def give_up(self) -> None:
        self.releaser.drop([digest for digest, _key in self.kept.values()])
