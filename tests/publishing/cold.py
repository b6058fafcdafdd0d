"""The site as Pelican writes it from nothing, to hold the released tree against."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

from forms_app.base.office import Office
from forms_app.publishing.service.selfcheck import as_published
from tests.conftest import PROJECT

OF_THE_RELEASE = "data/version.json"
PUBLIC_LOG = "data/log/"  # is of the release too
COMPRESSED = {".gz", ".br"}


def built(office: Office, out: Path) -> dict[str, bytes]:
    """What `pelican` makes of the accepted tree, by path."""
    address = as_published(office).config.public_url
    run(office, out, {"PYTHONHASHSEED": "7", "KAIGONG_PUBLIC_URL": address})
    return _files(out)


def run(office: Office, out: Path, environment: dict[str, str]) -> None:
    """Pelican over the accepted tree, as anybody would call it."""
    settings = str(PROJECT / "pelicanconf.py")
    command = [sys.executable, "-m", "pelican", str(office.accepted)]
    subprocess.run(
        [*command, "-s", settings, "-o", str(out), "--fatal", "errors"],
        check=True,
        cwd=PROJECT,
        env=environment,
        capture_output=True,
    )


def released(office: Office) -> dict[str, bytes]:
    """What is in site/tree, but for what only a release has."""
    files = _files(office.site / "tree")
    del files[OF_THE_RELEASE]
    return {
        name: data
        for name, data in files.items()
        if Path(name).suffix not in COMPRESSED and not name.startswith(PUBLIC_LOG)
    }


def _files(folder: Path) -> dict[str, bytes]:
    paths = (path for path in folder.rglob("*") if path.is_file())
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in paths}
