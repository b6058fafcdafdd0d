"""A round of the publisher that is killed before or after the n-th call of a step."""

from __future__ import annotations

import importlib
import os
import signal
from pathlib import Path
from pkgutil import resolve_name
from typing import Any

from forms_app.base import logs
from forms_app.base.config import Config
from forms_app.base.office import Office
from forms_app.publishing.service import publisher, register


def run(office: Path, database_url: str, when: str, name: str, count: int) -> None:
    """Never comes back: the process of its own in which it runs is killed."""
    config = {"KAIGONG_OFFICE": str(office), "DATABASE_URL": database_url}
    one = publisher.Publisher(
        Office.open(Config.from_environ(config)), logs.configure()
    )
    place, _, function = name.rpartition(".")
    owner = _owner(place)
    real = getattr(owner, function)
    calls = 0

    def counted(*given: Any, **named: Any) -> Any:
        nonlocal calls
        calls += 1
        if when == "before" and calls == count:
            os.kill(os.getpid(), signal.SIGKILL)
        result = real(*given, **named)
        if when == "after" and calls == count:
            os.kill(os.getpid(), signal.SIGKILL)
        return result

    setattr(owner, function, counted)
    if function == "ingest":
        register.ingest = counted
    one.cycle("killed")


def _owner(place: str) -> Any:
    """A module, or a class in one."""
    try:
        return importlib.import_module(place)
    except ModuleNotFoundError:
        return resolve_name(place)
