"""Noticing what is saved: content files by whatever way an editor, git or an upload
writes them, and commits of the app.
"""

from __future__ import annotations

import threading
import time
from pathlib import Path

import structlog
from watchfiles import watch

from forms_app.base import alive, background
from forms_app.base.contentfile.campaign_folder import CAMPAIGNS, is_decision
from forms_app.publishing.intake.walk import is_side_file, whole_stamps

log = structlog.get_logger("kaigong")

# seconds without an event: a faulty or missing file is not between two steps of an
# editor any more
SETTLED = 0.3
QUIET = 0.3  # of quiet that is waited for once more than MANY files change
PATIENCE = 3.0  # but no longer than this
MANY = 5
HEAR_WITHIN = 5_000  # milliseconds after which the library says that it still listens
DEAF_AFTER = 30.0
LISTEN_AGAIN = 1.0  # after it failed
WALK_EVERY = 60.0
OURS = Path(alive.FILE)
OTHERS = 0.05  # of quiet before other files than an enterprise's are read


PARTS = 5  # of the path of an enterprise's file


def _may_hold_decisions(path: Path, relative: Path) -> bool:
    """Whether it is the folder of a campaign, or of all, or is there no more and may
    have been one.
    """
    return (
        relative.parts[0] == CAMPAIGNS
        and len(relative.parts) <= 2
        and not (path.is_file())
    )


class Watcher:
    """Collects the paths that changed, with the time of their last event (monotonic)."""

    def __init__(self, content: Path, wake: Path, stop: threading.Event) -> None:
        self.content = content
        self.wake = wake
        self.stop = stop
        self.woken = threading.Event()
        self.lock = threading.Lock()
        self.enterprises: dict[str, float] = {}
        self.fresh: set[str] = set()  # of these, what nobody glanced at
        self.others = 0.0  # time of the last event of any other file; 0 for none
        # the same of a folder of enterprises, which may hold files that nobody was told
        # of
        self.folders = 0.0
        self.first = 0.0  # when the present batch began
        self.heard = time.monotonic()
        self.seen = alive.made_at(content)  # the last edit of our own
        self.walk_soon = threading.Event()
        self.is_new = False  # whether nothing was heard since it failed
        self.walked: dict[str, str] = {}  # what stood there then

    def start(self) -> None:
        self.wake.mkdir(parents=True, exist_ok=True)
        self._walk()
        background.begin("watch-content", self._run, self.stop)
        background.begin("walk-content", self._keep_walking, self.stop)

    def is_listening(self) -> bool:
        """Whether it heard, or heard that nothing happened, not long ago."""
        return time.monotonic() - self.heard < DEAF_AFTER

    def _run(self) -> None:
        """Never ends by itself: whatever goes wrong is told, and it listens again.

        A name that is no text makes the library give up at each event about it, so the
        folder is looked at as a whole instead, until the library listens again.
        """
        while not self.stop.is_set():
            try:
                self._listen()
            except Exception as error:  # noqa: BLE001 - a deaf watcher publishes nothing
                log.error("watching failed", error=type(error).__name__)
                self.walk_soon.set()
                self.stop.wait(LISTEN_AGAIN)
                # What was saved while nobody listened, and once more when it listens:
                # nobody tells from when on the library does.
                self.walk_soon.set()
                self.is_new = True

    def _listen(self) -> None:
        if not self.content.is_dir():
            self.stop.wait(1.0)
            self._note(self.content)
            return
        for changes in watch(
            self.content,
            self.wake,
            step=5,
            debounce=50,
            rust_timeout=HEAR_WITHIN,
            yield_on_timeout=True,
            stop_event=self.stop,
            raise_interrupt=False,
        ):
            self.heard = time.monotonic()
            for _kind, path in changes:
                self._note(Path(path))
            if changes:
                self.woken.set()
            if self.is_new:
                self.is_new = False
                self.walk_soon.set()
            if not self.content.is_dir():
                return

    def _keep_walking(self) -> None:
        """Notice also what no event told of, whatever became of who listens."""
        while not self.stop.is_set():
            self.walk_soon.wait(WALK_EVERY)
            self.walk_soon.clear()
            self._walk()

    def _walk(self) -> None:
        """Note what stands otherwise than at the last walk; the first one only looks,
        since a start reads everything.
        """
        before = self.walked
        self.walked = whole_stamps(self.content)
        changed = before.items() ^ self.walked.items() if before else set()
        for relative in {name for name, _stamp in changed}:
            self._note(self.content / relative)

    def _note(self, path: Path) -> None:
        if path == self.content or not path.is_relative_to(self.content):
            relative = None if path.is_relative_to(self.wake) else Path()
        else:
            relative = path.relative_to(self.content)
        if relative == OURS:
            self.seen = alive.made_at(self.content)
        if relative is None or is_side_file(relative):
            return
        now = time.monotonic()
        with self.lock:
            if not self.pending():
                self.first = now
            within = is_decision(relative.as_posix())
            if within and len(relative.parts) == PARTS and not path.is_dir():
                self.enterprises[relative.as_posix()] = now
                self.fresh.add(relative.as_posix())
            elif within or not relative.parts or _may_hold_decisions(path, relative):
                self.folders = now
            else:
                self.others = now
        self.woken.set()

    def look_again(self) -> None:
        """At all files but the enterprises: what one of them waited for is ready."""
        with self.lock:
            self.others = time.monotonic()
        self.woken.set()

    def put_back(self, waiting: dict[str, float]) -> None:
        """What may still be being written; looked at again when it has settled."""
        with self.lock:
            self.enterprises = {**waiting, **self.enterprises}

    def glance(self) -> set[str]:
        """The enterprise files that were saved since the last glance."""
        with self.lock:
            fresh = self.fresh
            self.fresh = set()
            return fresh & self.enterprises.keys()

    def take_these(self, paths: set[str]) -> dict[str, float]:
        """With their times; the others stay."""
        with self.lock:
            return {path: self.enterprises.pop(path) for path in paths}

    def take(self) -> tuple[dict[str, float], bool, bool]:
        """The enterprise files to look at now, with their times; whether other files
        are to be read, or everything.
        """
        now = time.monotonic()
        with self.lock:
            last = max([self.others, self.folders, *self.enterprises.values()])
            is_batch = len(self.enterprises) > MANY
            if is_batch and now - last < QUIET and now - self.first < PATIENCE:
                return {}, False, False
            read_others = bool(self.others) and now - self.others >= OTHERS
            if read_others:
                self.others = 0.0
            read_all = bool(self.folders) and now - self.folders >= SETTLED
            if read_all:
                self.folders = 0.0
            paths = self.enterprises
            self.enterprises = {}
            return paths, read_others, read_all

    def pending(self) -> bool:
        return bool(self.enterprises or self.others or self.folders)
