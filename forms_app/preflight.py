"""Everything that can be known before anything is started, each in a sentence that says
what to do.
"""

from __future__ import annotations

import errno
import os
import socket
from datetime import date
from pathlib import Path

from forms_app.base import room
from forms_app.base.listener import listener_on
from forms_app.base.running import run_of
from forms_app.publishing.intake.check import check_tree
from forms_app.publishing.intake.walk import ContentUnavailable, content_files

ROOM = room.LOW


class CannotStart(Exception):
    """What is wrong and what to do; exit code 2."""


def check(folder: Path, host: str, port: int | None) -> None:
    """Look at everything; `port` None: nothing is served.

    Raises:
        CannotStart: with one sentence that says what to do.
    """
    _content(folder)
    _disk(folder)
    _communities(folder)
    _not_running(folder)
    if port is not None:
        _port(host, port)


def _content(folder: Path) -> None:
    content = folder / "content"
    try:
        if next(content_files(content), None) is None:
            raise ContentUnavailable(f"{content} has no content files")
    except ContentUnavailable as error:
        raise CannotStart(
            f"The content folder cannot be used: {error}. Is it mounted? "
            f"For a fresh office: python3 scripts/run.py --new {folder}"
        ) from None


def _disk(folder: Path) -> None:
    for place in (folder, folder / "content"):
        if not os.access(place, os.W_OK):
            raise CannotStart(
                f"{place} cannot be written. Give it to the user that runs this, or "
                "choose another folder."
            )
    if room.free(folder) >= ROOM:
        return
    says = f"Less than {ROOM // 10**6} MB are free in {folder}. Make room"
    if not (folder / "site" / "releases.log").exists():
        raise CannotStart(f"{says} first.")
    print(f"{says}: what is published is served meanwhile.", flush=True)


def _communities(folder: Path) -> None:
    """Of an office that starts for the first time."""
    if (folder / "accepted").exists():
        return
    content = folder / "content"
    tree = check_tree(content, date.max)
    if not tree.communities:
        first = f" First: {tree.faults[0].render()}" if tree.faults else ""
        raise CannotStart(
            f"No community can be read from {content}/communities, so nothing is "
            f"published.{first}"
        )


def _not_running(folder: Path) -> None:
    if run := run_of(folder):
        raise CannotStart(
            f"The office {folder} is running already, at {run.address}. To start it "
            f"anew, end that process first: kill {run.pid}"
        )


def _port(host: str, port: int) -> None:
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((host, port))
        except OSError as error:
            listener = listener_on(port) if error.errno == errno.EADDRINUSE else None
            holder = f"{listener} listens there" if listener else error.strerror
            raise CannotStart(
                f"Port {port} on {host} cannot be used ({holder}). Choose "
                f"another: --port {port + 1}"
            ) from None
