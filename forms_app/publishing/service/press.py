"""The press: what may have changed on the site becomes a release, or words about why
not.

A look at everything (the start, a new theme) gives way to what is urgent. A theme with
which a page cannot be made gives way to the last one that worked.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Any

from forms_app.base.jsonfiles import write_json
from forms_app.base.office import Office
from forms_app.publishing.intake import today
from forms_app.publishing.public_log.scribe import Scribe
from forms_app.publishing.release.log_line import Heading
from forms_app.publishing.release.releaser import Releaser
from forms_app.publishing.release.shared_log import log_of
from forms_app.publishing.release.site import NotReleased, Site
from forms_app.publishing.release.state import State
from forms_app.publishing.release.version_file import write_version
from forms_app.publishing.service import metrics
from forms_app.publishing.service.full_pass import Everything
from forms_app.publishing.service.heartbeat import Heartbeat, Progress
from forms_app.publishing.service.register import Register
from forms_app.publishing.service.shelves import Shelves
from forms_app.publishing.service.stopwatch import Stopwatch, milliseconds
from forms_app.publishing.service.warm import Builder
from forms_app.publishing.site.build import BuildFailed
from forms_app.publishing.site.model import Scope


class Press:
    """The builder and the releaser of one office, and what they are at."""

    def __init__(
        self, office: Office, log: Any, register: Register, heartbeat: Heartbeat
    ) -> None:
        self.office = office
        self.log = log
        self.register = register
        self.heartbeat = heartbeat
        self.site = Site(office.site, log_of(office))
        lost = self.site.mend_after_boot()
        self.releaser = Releaser(self.site)
        self.releaser.forget(lost)
        self.shelves = Shelves(self)
        self.scribe = Scribe(self)
        self.builder: Builder | None = None
        # a look at all outputs that is not finished
        self.everything: Everything | None = None
        # whether such a look must give way
        self.is_urgent: Callable[[], bool] = lambda: False
        heartbeat.release = lambda: self.releaser.number
        heartbeat.making = self._progress

    def bring_out(
        self,
        scopes: set[Scope] | None,
        gone: Iterable[str],
        because: str,
        watch: Stopwatch,
    ) -> State | None:
        """Release what these scopes show now, None for all of them, and what is gone.

        With the theme that is there, or if a page cannot be made with it, with the last
        one that worked.

        Raises:
            BuildFailed: a page cannot be made.
            NotReleased: required pages would be missing.
        """
        try:
            return self._bring_out(scopes, gone, because, watch)
        except BuildFailed as error:
            if not (self.builder and self.builder.fall_back(str(error))):
                raise
        self._look_at_everything(because)
        return self._bring_out(scopes, gone, because, watch)

    def _bring_out(
        self,
        scopes: set[Scope] | None,
        gone: Iterable[str],
        because: str,
        watch: Stopwatch,
    ) -> State | None:
        if scopes is None:
            self._look_at_everything(because)
            return self._go_on(watch)
        state = self.release(scopes, because, gone, watch)
        self._released(state, because, watch)
        return state

    def release(
        self,
        scopes: set[Scope],
        because: str,
        gone: Iterable[str] = (),
        watch: Stopwatch | None = None,
    ) -> State | None:
        """Release what these scopes show now, at once."""
        assert self.builder, "scopes come from it"
        away = set(gone)
        made = [*self.builder.build(scopes, away), *self.builder.lacking_files()]
        if watch:
            watch.lap("build")
        state = self.releaser.release(made, away, self._heading(because, watch))
        if self.everything:
            self.everything.overtaken(scopes, away)
        return state

    def resume(self) -> None:
        """Go on looking at everything when nothing is urgent."""
        watch = Stopwatch()
        watch.lap("accept")
        try:
            self._go_on(watch)
        except (BuildFailed, NotReleased) as error:
            if self.builder and self.builder.fall_back(str(error)):
                self._look_at_everything("theme")
            else:
                self.give_up(str(error))

    def _look_at_everything(self, because: str) -> None:
        assert self.builder
        if self.everything:
            self.everything.give_up()
        self.everything = Everything(self.builder, self.releaser, because)

    def _go_on(self, watch: Stopwatch) -> State | None:
        """Go on looking at everything, until something is urgent; gives the release
        when all is looked at.
        """
        everything = self.everything
        builder = self.builder
        assert everything and builder
        if not everything.go_on(
            self.is_urgent if self.releaser.number else self._tells_progress
        ):
            return None
        self.everything = None
        watch.lap("build")
        state = self.releaser.release_kept(
            everything.kept,
            everything.gone(),
            self._heading(everything.because, watch),
        )
        builder.theme_works()
        self._released(state, everything.because, watch)
        return state

    def _heading(self, because: str, watch: Stopwatch | None) -> Heading:
        now = self.office.clock.now()
        steps = dict(watch.steps) if watch else {}
        address = self.office.config.public_url
        return Heading(because, now, self.register.head, steps, address)

    def _progress(self) -> Progress | None:
        return ("make", *self.everything.progress()) if self.everything else None

    def _tells_progress(self) -> bool:
        """Before the first release nothing is urgent; whoever waits for it is told how
        far it is.
        """
        self.heartbeat.beat(at_most_every=1.0)
        return False

    def take_figures(self) -> set[Scope]:
        """The counts were brought up to date; gives the scopes that show them."""
        assert self.builder
        clock = self.office.clock
        today.bring(self.office.accepted, clock.now(), clock.is_demo, set(), set())
        return self.builder.figures()

    def _released(self, state: State | None, because: str, watch: Stopwatch) -> None:
        self._say(self.builder.theme_fault if self.builder else "")
        if not state:
            return
        took = watch.took()
        ms = milliseconds(took)
        self.log.info("released", release=state.number, because=because, ms=ms)
        steps = {**watch.steps, "release": ms - sum(watch.steps.values())}
        metrics.released(steps, took, len(self.releaser.shown))

    def give_up(self, failure: str) -> None:
        """Whatever was half made is looked at again as a whole."""
        if self.everything:
            self.everything.give_up()
        self.builder = self.everything = None
        self._say(failure)

    def _say(self, failure: str) -> None:
        """To staff, in words; nothing when all is well."""
        path = self.office.data / "build-failure.json"
        if not failure:
            path.unlink(missing_ok=True)
            return
        write_json(path, {"at": self.office.clock.now().isoformat(), "says": failure})
        self.log.error("build failed")
        metrics.failures.inc()

    def is_pin_new(self) -> bool:
        """Whether pages were pinned, or the pin taken away, since the last release."""
        pinned = self.site.pinned() or {}
        known = self.releaser.pinned or {}
        return pinned.get("number") != known.get("number")

    def say_checked(self) -> None:
        """In version.json: the publisher is alive, and what is out is what it knows."""
        if self.releaser.number:
            write_version(self.site.tree, self.releaser.number, self.office.clock.now())

    def say_better(self, paths: list[str]) -> None:
        if paths:
            self.releaser.better(paths)
