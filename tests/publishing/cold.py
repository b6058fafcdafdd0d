"""The site as Pelican writes it from nothing, to hold the released tree against."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

from forms_app.base.office import Office
from forms_app.publishing.service.selfcheck import as_published
from tests.conftest import PROJECT

OF_THE_RELEASE = "data/version.json"
COMPRESSED = {".gz", ".br"}


def built(office: Office, out: Path) -> dict[str, bytes]:
    """What `pelican` makes of the accepted tree, by path."""
    command = [
        sys.executable,
        "-m",
        "pelican",
        str(office.accepted),
        "-s",
        str(PROJECT / "pelicanconf.py"),
        "-o",
        str(out),
    ]
    environment = {
        "PYTHONHASHSEED": "7",
        "KAIGONG_PUBLIC_URL": as_published(office).config.public_url,
    }
    subprocess.run(
        [*command, "--fatal", "errors"],
        check=True,
        cwd=PROJECT,
        env=environment,
        capture_output=True,
    )
    return _files(out)


def released(office: Office) -> dict[str, bytes]:
    """What is in site/tree, but for what only a release has."""
    files = _files(office.site / "tree")
    del files[OF_THE_RELEASE]
    return {
        name: data
        for name, data in files.items()
        if Path(name).suffix not in COMPRESSED
    }


def _files(folder: Path) -> dict[str, bytes]:
    paths = (path for path in folder.rglob("*") if path.is_file())
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in paths}
