"""The web server's process: granian, as this office needs it.

Its workers end with it however it ends, and hear TERM from their first moment: granian
itself leaves them its own handler until they have loaded the app, and lets them live on
with the port when it is killed. One that stands still is ended, and granian starts
another.
"""

from __future__ import annotations

import multiprocessing
import os
import resource
import signal
import sys
import threading
from functools import partial

from granian import Granian
from granian.constants import HTTPModes, Interfaces
from granian.http import HTTP1Settings
from granian.log import LogLevels

from forms_app.base import background, workers
from forms_app.base.config import Config
from forms_app.base.processes import end_with_parent

STOP_WORKERS_WITHIN = 10  # seconds; the supervisor waits a little longer
HEADERS_WITHIN = 15_000  # ms
# Bytes of the head of a request, which is kept in memory until it is whole; ours are some
# two thousand. More than a hundred headers are refused too.
LONGEST_HEAD = 64 * 1024
# Connections of one worker. When they are used up, nothing else is answered, so that
# there must be many more than there are places in all lanes.
CONNECTIONS = 8192
ENDINGS = (signal.SIGTERM, signal.SIGINT)


def main() -> None:
    config = Config.from_environ(os.environ)
    _open_many_files()
    if sys.platform == "linux":  # elsewhere workers are not forked
        multiprocessing.set_start_method("fork")
        os.register_at_fork(
            before=partial(signal.pthread_sigmask, signal.SIG_BLOCK, ENDINGS),
            after_in_parent=_hear,
            after_in_child=partial(_begin_worker, os.getpid(), threading.Event()),
        )
    workers.beats = workers.Beats()
    background.begin("the workers", workers.Watch(workers.beats).go_on)
    server = Granian(
        "forms_app.lanes:application",
        address=config.host,
        port=config.port,
        interface=Interfaces.RSGI,
        workers=config.workers,
        workers_kill_timeout=STOP_WORKERS_WITHIN,
        respawn_failed_workers=True,
        backpressure=CONNECTIONS,
        http=HTTPModes.http1,
        http1_settings=HTTP1Settings(
            header_read_timeout=HEADERS_WITHIN, max_buffer_size=LONGEST_HEAD
        ),
        websockets=False,
        log_level=LogLevels.error,
    )
    server.serve()


def _begin_worker(server: int, has_begun: threading.Event) -> None:
    """Right after the fork. What a worker forks itself is left alone."""
    if not has_begun.is_set():
        has_begun.set()
        for number in ENDINGS:
            signal.signal(number, signal.SIG_DFL)
        end_with_parent(server, signal.SIGKILL)
    _hear()


def _hear() -> None:
    """Take what came during the fork: Python forgets it in the child otherwise."""
    signal.pthread_sigmask(signal.SIG_UNBLOCK, ENDINGS)


def _open_many_files() -> None:
    """A connection is an open file; the usual limit of 1,024 is soon reached."""
    _soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    most = 2 * CONNECTIONS
    wanted = most if hard == resource.RLIM_INFINITY else min(hard, most)
    resource.setrlimit(resource.RLIMIT_NOFILE, (wanted, hard))


if __name__ == "__main__":
    main()
