"""The shelves: what lies on the disk is what the release names, or is made again.

Whoever serves asks for what it found missing or harmed, and in its spare time the
publisher looks at everything, a few outputs a second. An object is made again of one of
its variants, or rendered anew.
"""

from __future__ import annotations

import time
from collections.abc import Collection, Iterator
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING

from forms_app.publishing.release.log_line import LogDamaged
from forms_app.publishing.release.version_file import PUBLIC_LOG, told_release
from forms_app.publishing.release.wanted import LOG, Wanted

if TYPE_CHECKING:
    from forms_app.publishing.service.press import Press

A_SECOND = 20  # outputs that the patrol looks at
BECAUSE = "shelves"


class Shelves:
    """The objects, the tree and the log of one site, in a publisher's hands."""

    def __init__(self, press: Press) -> None:
        self.press = press
        self.site = press.site
        self.wanted = Wanted(press.site.folder)
        self.round: Iterator[str] = iter(())  # the outputs that are still to look at
        self.looked = time.monotonic()

    def is_asked(self) -> bool:
        """Whether anything is to be made again at once."""
        return self.wanted.is_any() or not self.site.log.is_as_left()

    def look(self) -> None:
        """Make again what is asked for.

        Raises:
            BuildFailed: a page cannot be made.
            OSError: the disk is full or away.
        """
        releaser = self.press.releaser
        asked = self.wanted.take()
        if LOG in asked:
            releaser.write_log_anew()
            self._tell("log", 1)
        elif releaser.mend_log():
            self._tell("log", 1)
        shown = releaser.shown.items()
        if asked:
            self.mend([path for path, (digest, _key) in shown if digest in asked])

    def patrol(self) -> None:
        """Look at some outputs more: as many as the time since the last step allows."""
        number = int(min(time.monotonic() - self.looked, 1.0) * A_SECOND)
        if not number:
            return
        self.looked = time.monotonic()
        shown = self.press.releaser.shown
        paths = list(islice(self.round, number))
        if not paths:
            self._begin_round()
        found = {path: shown[path] for path in paths if path in shown}
        self.mend(sorted(self.site.harmed(found, self.press.releaser.links)))

    def _begin_round(self) -> None:
        """What there is once goes first: the log, and what an open page asks for."""
        releaser = self.press.releaser
        self.round = iter(list(releaser.shown))
        if not releaser.number:
            return
        if not self._is_log_right():
            releaser.write_log_anew()
            self._tell("log", 1)
        if told_release(self.site.tree) != releaser.number:
            self.press.say_checked()

    def _is_log_right(self) -> bool:
        releaser = self.press.releaser
        try:
            state = self.site.log.state()
        except LogDamaged:
            return False
        return (state.number, state.paths) == (releaser.number, releaser.shown)

    def mend(self, paths: Collection[str]) -> None:
        """Make the objects of these outputs whole, and link them."""
        if not paths:
            return
        releaser = self.press.releaser
        objects = self.site.objects
        lost = [
            path
            for path in paths
            if path in releaser.shown
            and not objects.mend(releaser.shown[path][0], Path(path).suffix)
        ]
        if lost:
            self._render(lost)
        releaser.better([path for path in paths if path in releaser.shown])
        self._tell("outputs", len(paths))

    def _render(self, lost: list[str]) -> None:
        """These outputs anew; the look at everything makes them that comes first."""
        releaser = self.press.releaser
        releaser.forget(lost)
        self.press.scribe.publish()
        lost = [path for path in lost if not path.startswith(PUBLIC_LOG)]
        builder = self.press.builder
        if builder is None:
            return
        self.press.release(builder.scopes_of(lost), BECAUSE)
        if self.site.pin_anew({path: releaser.built[path][0] for path in lost}):
            self.press.release(set(), BECAUSE)

    def _tell(self, what: str, number: int) -> None:
        self.press.log.error("harmed and made again", what=what, number=number)
