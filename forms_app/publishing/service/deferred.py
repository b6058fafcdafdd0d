"""What waits until nothing is more urgent: counts, the whole list in one file, tidying,
and what a change will need.

Work that costs as much as the site is large is an errand of another process; counting,
which the database does, a thread.
"""

from __future__ import annotations

import time
from collections.abc import Callable
from concurrent.futures import Future, ThreadPoolExecutor, wait

from forms_app.base.jobs import lease
from forms_app.base.jobs.errand import Errand
from forms_app.publishing.history.jobs import HISTORY
from forms_app.publishing.intake.round import Round
from forms_app.publishing.release.log import KEPT
from forms_app.publishing.search.jobs import INDEX
from forms_app.publishing.service.press import Press
from forms_app.publishing.service.register import Register
from forms_app.publishing.site.model import LATE, WHOLE, Scope

# rows; a longer list leaves its whole-list files out until they are written again
WHOLE_AT_ONCE = 20_000
WHOLE_LATE = 5.0  # seconds that the whole list in one file may be behind additions
AT_A_TIME = 100  # lines and rows of entries that are made before they are needed
SOON = 1.0  # seconds between two counts
FOLD = "forms_app.publishing.release.log"


class Later:
    """What a publisher has put off. Times are monotonic, 0 when nothing is due.

    `repair` makes again what the last self-check found.
    """

    def __init__(
        self, press: Press, register: Register, repair: Callable[[], None]
    ) -> None:
        self.press = press
        self.register = register
        self.repair = repair
        self.repair_due = False
        self.whole_due = self.figures_due = 0.0
        self.wholes: set[Scope] = set()  # the whole lists that are due then
        self.counter = ThreadPoolExecutor(1, "counts")
        self.counting: Future[bool] | None = None
        self.folding: Errand | None = None
        self.folded = 0  # the release at which that was tried last
        self.indexed = 0  # the release to which the search is asked to follow

    def count_soon(self) -> None:
        self.figures_due = self.figures_due or time.monotonic() + SOON

    def put_off(self, scopes: set[Scope], found: Round, gone: set[str]) -> set[Scope]:
        """What of these is made now. Counts may wait.

        The whole list in one file may for additions, never for removals: then it is
        written, or left out for a moment.
        """
        wholes = {scope for scope in scopes if scope[0] == WHOLE}
        if not wholes:
            return scopes
        self.count_soon()
        builder = self.press.builder
        assert builder, "scopes come from it"
        if not any(change.takes_away for change in found.changes):
            self.whole_due = self.whole_due or time.monotonic() + WHOLE_LATE
        elif sum(map(len, builder.model.lists.values())) > WHOLE_AT_ONCE:
            self.whole_due = time.monotonic()
            gone |= builder.whole_lists(wholes)
        else:
            self.wholes -= wholes
            self.whole_due = self.whole_due if self.wholes else 0.0
            return scopes - {LATE}
        self.wholes |= wholes
        return scopes - {LATE} - wholes

    def one(self) -> bool:
        """One piece of what can wait; False when nothing is left to do."""
        press = self.press
        now = time.monotonic()
        if press.everything:
            press.resume()
            return True
        if self.repair_due:
            self.repair()
            return True
        builder = press.builder
        # before the whole list, which is made of them
        if builder and builder.warm_lines(AT_A_TIME):
            return True
        if builder and self.whole_due and now >= self.whole_due:
            self.whole_due = 0.0
            wholes = self.wholes
            self.wholes = set()
            press.release(wholes, "whole list")
            return True
        if builder and self.counting and self.counting.done():
            counted = self.counting
            self.counting = None
            differ = counted.result()
            press.release(press.take_figures() if differ else {LATE}, "figures")
            return True
        if (
            builder
            and not self.counting
            and self.figures_due
            and now >= self.figures_due
        ):
            self.figures_due = 0.0
            self.counting = self.counter.submit(self.register.count)
            return True
        return self._in_spare_time()

    def _in_spare_time(self) -> bool:
        """One piece of what nobody waits for."""
        press = self.press
        builder = press.builder
        if press.scribe.rest() or press.releaser.bring_links():
            return True
        if builder and builder.warm_rows(AT_A_TIME):
            return True
        self._have_it_followed()
        return press.releaser.tidy() or self._fold()

    def _have_it_followed(self) -> None:
        """The search reads the tree, which has the last release now; the history what is
        accepted.
        """
        if self.press.releaser.number > self.indexed:
            self.indexed = self.press.releaser.number
            office = self.press.office
            lease.ask(office, INDEX.name, of_this_host=True)
            if office.config.content_git:
                lease.ask(office, HISTORY.name, of_this_host=True)

    def _fold(self) -> bool:
        releaser = self.press.releaser
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
        press = self.press
        while (
            self.whole_due
            or self.figures_due
            or self.counting
            or press.everything
            or press.releaser.links.behind
            or press.scribe.is_behind()
        ):
            self.whole_due = min(self.whole_due, 1e-9)
            self.figures_due = min(self.figures_due, 1e-9)
            wait([self.counting] if self.counting else [])
            self.one()
