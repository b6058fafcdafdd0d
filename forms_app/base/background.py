"""Work on a thread beside what a process does, watched: what fails is logged with its
reason and begun again after a pause that grows.

Every thread of ours begins here. A thread that ends by an exception ends in silence: the
one that watched the content files once did, and nothing was published any more.
"""

from __future__ import annotations

import threading
import time
from collections.abc import Callable

from forms_app.base import logs

SHORTEST_PAUSE = 1.0  # seconds
LONGEST_PAUSE = 60.0


def begin(
    name: str,
    work: Callable[[], object],
    stop: threading.Event | None = None,
    after: float = 0.0,
) -> threading.Thread:
    """Do this work once to its end, from `after` seconds on, unless `stop` comes first."""
    stopping = stop or threading.Event()
    thread = threading.Thread(
        target=_keep_on, args=(name, work, stopping, after), daemon=True, name=name
    )
    thread.start()
    return thread


def _keep_on(
    name: str, work: Callable[[], object], stop: threading.Event, after: float
) -> None:
    pause = SHORTEST_PAUSE
    stop.wait(after)
    while not stop.is_set():
        began = time.monotonic()
        try:
            work()
        except Exception as error:  # noqa: BLE001 - whatever it is, the work is to be done
            logs.configure().error(
                "background work failed",
                work=name,
                error=type(error).__name__,
                at=_place(error),
                again_in=pause,
            )
        else:
            return
        stop.wait(pause)
        was_long = time.monotonic() - began > LONGEST_PAUSE + pause
        pause = SHORTEST_PAUSE if was_long else min(pause * 2, LONGEST_PAUSE)


def _place(error: BaseException) -> str:
    """Where it was raised, without what it says: that may be what somebody typed."""
    trace = error.__traceback__
    while trace is not None and trace.tb_next is not None:
        trace = trace.tb_next
    if trace is None:
        return ""
    return f"{trace.tb_frame.f_code.co_qualname}:{trace.tb_lineno}"
