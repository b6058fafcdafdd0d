"""Noticing what is saved: content files by whatever way an editor, git or an upload
writes them, and commits of the app.
"""

from __future__ import annotations

import threading
import time
from pathlib import Path

from watchfiles import watch

from forms_app.publishing.intake.walk import is_side_file

# seconds without an event: a faulty or missing file is not between two steps of an
# editor any more
SETTLED = 0.3
QUIET = 0.3  # of quiet that is waited for once more than MANY files change
PATIENCE = 3.0  # but no longer than this
MANY = 5
OTHERS = 0.05  # of quiet before other files than an enterprise's are read


class Watcher:
    """Collects the paths that changed, with the time of their last event (monotonic)."""

    def __init__(self, content: Path, wake: Path, stop: threading.Event) -> None:
        self.content = content
        self.wake = wake
        self.stop = stop
        self.woken = threading.Event()
        self.lock = threading.Lock()
        self.enterprises: dict[str, float] = {}
        self.others = 0.0  # time of the last event of any other file; 0 for none
        # the same of a folder of enterprises, which may hold files that nobody was told
        # of
        self.folders = 0.0
        self.first = 0.0  # when the present batch began

    def start(self) -> None:
        self.wake.mkdir(parents=True, exist_ok=True)
        threading.Thread(target=self._run, daemon=True, name="watch-content").start()

    def _run(self) -> None:
        while not self.stop.is_set():
            if not self.content.is_dir():
                self.stop.wait(1.0)
                self._note(self.content)
                continue
            try:
                for changes in watch(
                    self.content,
                    self.wake,
                    step=5,
                    debounce=50,
                    stop_event=self.stop,
                    raise_interrupt=False,
                ):
                    for _kind, path in changes:
                        self._note(Path(path))
                    self.woken.set()
                    if not self.content.is_dir():
                        break
            except OSError:  # the folder went away between the look and the watch
                self.stop.wait(0.5)

    def _note(self, path: Path) -> None:
        if path == self.content or not path.is_relative_to(self.content):
            relative = None if path.is_relative_to(self.wake) else Path()
        else:
            relative = path.relative_to(self.content)
        if relative is None or is_side_file(relative):
            return
        now = time.monotonic()
        with self.lock:
            if not self.pending():
                self.first = now
            is_enterprise = (
                len(relative.parts) == 3
                and relative.parts[0] == "enterprises"
                and not path.is_dir()
            )
            if is_enterprise:
                self.enterprises[relative.as_posix()] = now
            elif relative.parts[:1] in {(), ("enterprises",)}:
                self.folders = now
            else:
                self.others = now
        self.woken.set()

    def put_back(self, waiting: dict[str, float]) -> None:
        """What may still be being written; looked at again when it has settled."""
        with self.lock:
            self.enterprises = {**waiting, **self.enterprises}

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
