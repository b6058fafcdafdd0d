"""Errands: work that costs as much as the site is large, done by another process while
the publisher goes on.
"""

from __future__ import annotations

import os
import subprocess
import sys
from contextlib import suppress

from forms_app.base.processes import end_with_parent

LOWEST = 19


class Errand:
    """One run of a module of ours at the lowest priority."""

    def __init__(self, module: str, *words: str) -> None:
        self.module = module
        self.process = subprocess.Popen(
            [sys.executable, "-m", module, *words], preexec_fn=_give_way
        )

    def is_done(self) -> bool:
        return self.process.poll() is not None

    def has_succeeded(self) -> bool:
        """Once it is done."""
        return self.process.returncode == 0

    def stop(self) -> None:
        with suppress(ProcessLookupError):
            self.process.terminate()
        self.process.wait()


def _give_way() -> None:
    end_with_parent()
    os.nice(LOWEST)
