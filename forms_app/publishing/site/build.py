"""Building the whole site with Pelican, from the accepted tree into an empty folder."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

from forms_app import PROJECT

SETTINGS = PROJECT / "pelicanconf.py"
TIME_LIMIT = 600  # seconds


class BuildFailed(Exception):
    """Pelican did not make a site; the words of its last lines say why."""


def build(accepted: Path, output: Path, public_url: str) -> None:
    """The same command anybody can run by hand; nothing is published from a build that
    failed.

    Raises:
        BuildFailed: with the end of what Pelican said.
    """
    command = [
        sys.executable,
        "-m",
        "pelican",
        str(accepted),
        "-s",
        str(SETTINGS),
        "-o",
        str(output),
    ]
    environment = {
        "PATH": "/usr/bin:/bin",
        "LANG": "C.UTF-8",
        "KAIGONG_PUBLIC_URL": public_url,
        "COLUMNS": "200",
    }
    try:
        done = subprocess.run(
            [*command, "--fatal", "errors"],
            capture_output=True,
            text=True,
            timeout=TIME_LIMIT,
            env=environment,
            cwd=PROJECT,
        )
    except subprocess.TimeoutExpired as error:
        raise BuildFailed(
            f"Pelican was not done after {TIME_LIMIT} seconds."
        ) from error
    if done.returncode:
        raise BuildFailed(
            "\n".join((done.stdout + done.stderr).strip().split("\n")[-25:])
        )
