"""An errand: one run of a module of ours in a process of its own, which does not
outlive the one that began it.
"""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Mapping
from contextlib import suppress
from functools import partial

from forms_app import PROJECT
from forms_app.base.processes import end_with_parent

LOWEST = 19


class Errand:
    """`gives_way`: it runs at the lowest priority. `environment`: without any, that of
    this process.
    """

    def __init__(
        self,
        module: str,
        *words: str,
        gives_way: bool = False,
        environment: Mapping[str, str] | None = None,
    ) -> None:
        begin = _give_way if gives_way else end_with_parent
        self.process = subprocess.Popen(
            [sys.executable, "-m", module, *words],
            env=environment,
            cwd=PROJECT,
            preexec_fn=partial(begin, os.getpid()),
        )

    @property
    def code(self) -> int | None:
        """Its exit code; None while it runs."""
        return self.process.poll()

    def stop(self) -> None:
        with suppress(ProcessLookupError):
            self.process.terminate()
        self.process.wait()


def _give_way(parent: int) -> None:
    end_with_parent(parent)
    os.nice(LOWEST)
