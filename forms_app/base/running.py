"""Whether an office is running on this machine, and at which address.

OFFICE/data/running.json says it. Its lock goes with the process that holds it, however
that ends, so that a run that was killed is not taken for one that goes on.
"""

from __future__ import annotations

import json
import os
import socket
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from pathlib import Path

from forms_app.base.lock import alone, is_held

FILE = "running.json"


@dataclass(frozen=True)
class Run:
    """One run of an office: where it is served, by which process of which machine."""

    address: str
    pid: int
    machine: str


@contextmanager
def running(folder: Path, address: str) -> Iterator[None]:
    """Say for the time of the block that an office is running.

    Machines that share the folder may all run it; the first of them says so.
    """
    run = Run(address, os.getpid(), socket.gethostname())
    path = folder / "data" / FILE
    with alone(path) as is_first:
        if is_first:
            path.write_text(json.dumps(asdict(run)), encoding="utf-8")
        yield


def run_of(folder: Path) -> Run | None:
    """The run of an office on this machine; None when there is none."""
    if is_held(folder / "data" / FILE):
        run = Run(**json.loads((folder / "data" / FILE).read_text(encoding="utf-8")))
        return run if run.machine == socket.gethostname() else None
    return None
