"""What waits until nothing is more urgent: counts, the whole list in one file, tidying,
and what a change will need.

Work that costs as much as the site is large is an errand of another process; counting,
which the database does, a thread.
"""

from __future__ import annotations

import time
from concurrent.futures import Future, ThreadPoolExecutor, wait
from typing import TYPE_CHECKING

from forms_app.base.jobs.errand import Errand
from forms_app.publishing.intake.accept import Round
from forms_app.publishing.release.log import KEPT
from forms_app.publishing.site.model import LATE, WHOLE, Scope

if TYPE_CHECKING:
    from forms_app.publishing.service.publisher import Publisher

# rows; a longer list leaves its whole-list files out until they are written again
WHOLE_AT_ONCE = 20_000
WHOLE_LATE = 5.0  # seconds that the whole list in one file may be behind additions
AT_A_TIME = 100  # lines and rows of entries that are made before they are needed
SOON = 1.0  # seconds between two counts
FOLD = "forms_app.publishing.release.log"


class Later:
    """What a publisher has put off. Times are monotonic, 0 when nothing is due."""

    def __init__(self, publisher: Publisher) -> None:
        self.publisher = publisher
        self.whole_due = self.figures_due = 0.0
        self.counter = ThreadPoolExecutor(1, "counts")
        self.counting: Future[bool] | None = None
        self.folding: Errand | None = None
        self.folded = 0  # the release at which that was tried last

    def count_soon(self) -> None:
        self.figures_due = self.figures_due or time.monotonic() + SOON

    def put_off(self, scopes: set[Scope], found: Round, gone: set[str]) -> set[Scope]:
        """What of these is made now. Counts may wait.

        The whole list in one file may for additions, never for removals: then it is
        written, or left out for a moment.
        """
        if WHOLE not in scopes:
            return scopes
        self.count_soon()
        builder = self.publisher.builder
        assert builder, "scopes come from it"
        if not any(change.takes_away for change in found.changes):
            self.whole_due = self.whole_due or time.monotonic() + WHOLE_LATE
        elif sum(map(len, builder.model.lists.values())) > WHOLE_AT_ONCE:
            self.whole_due = time.monotonic()
            gone |= {"data/enterprises.json", "data/enterprises.csv"}
        else:
            self.whole_due = 0.0
            return scopes - {LATE}
        return scopes - {LATE, WHOLE}

    def one(self) -> bool:
        """One piece of what can wait; False when nothing is left to do."""
        publisher = self.publisher
        now = time.monotonic()
        if publisher.everything:
            publisher.resume()
            return True
        if publisher.repair_due:
            publisher.repair()
            return True
        builder = publisher.builder
        # before the whole list, which is made of them
        if builder and builder.warm_lines(AT_A_TIME):
            return True
        if builder and self.whole_due and now >= self.whole_due:
            self.whole_due = 0.0
            publisher.release({WHOLE}, "whole list")
            return True
        if builder and self.counting and self.counting.done():
            counted = self.counting
            self.counting = None
            differ = counted.result()
            publisher.release(publisher.take_figures() if differ else {LATE}, "figures")
            return True
        if (
            builder
            and not self.counting
            and self.figures_due
            and now >= self.figures_due
        ):
            self.figures_due = 0.0
            self.counting = self.counter.submit(publisher.register.count)
            return True
        if publisher.releaser.bring_links() or (
            builder and builder.warm_rows(AT_A_TIME)
        ):
            return True
        return publisher.releaser.tidy() or self._fold()

    def _fold(self) -> bool:
        releaser = self.publisher.releaser
        log = releaser.site.log
        if self.folding and self.folding.code is not None:
            self.folding = None
            return log.fold()
        if not self.folding and log.is_long() and releaser.number > self.folded + KEPT:
            self.folded = releaser.number
            self.folding = Errand(FOLD, str(releaser.site.folder), gives_way=True)
        return False

    def settle(self) -> None:
        """Do at once what was put off."""
        publisher = self.publisher
        while (
            self.whole_due
            or self.figures_due
            or self.counting
            or publisher.everything
            or publisher.releaser.links.behind
        ):
            self.whole_due = min(self.whole_due, 1e-9)
            self.figures_due = min(self.figures_due, 1e-9)
            wait([self.counting] if self.counting else [])
            self.one()
