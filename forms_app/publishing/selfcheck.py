"""The self-check: a build from nothing is compared with what is served; a difference is repaired, kept and reported."""

from __future__ import annotations

import shutil
import tempfile
from pathlib import Path

from forms_app.publishing import measure
from forms_app.publishing.build import build
from forms_app.publishing.publisher import Publisher
from forms_app.saved import write_json

SHOWN = 50  # files that are kept and named


def verify(publisher: Publisher) -> list[str]:
    """The paths that differed, before they were made again.

    Raises:
        BuildFailed: there is no build from nothing to compare with.
    """
    office, site = publisher.office, publisher.site
    publisher.settle()
    with tempfile.TemporaryDirectory(prefix="verify-", dir=office.data) as folder:
        build(office.accepted, Path(folder), office.config.public_url)
        different = site.differences(Path(folder)) if not site.pinned() else []
        if different:
            _keep(different, Path(folder), site.tree, office.data / "self-check")
    saved = {"at": office.clock.now().isoformat(), "different": different[:SHOWN], "number": len(different)}
    write_json(office.data / "self-check.json", saved)
    if different:
        measure.differences.inc(len(different))
        publisher.log.error("the site differed from a build from nothing", files=len(different))
        publisher.make_again(different)
    return different


def _keep(different: list[str], cold: Path, served: Path, kept: Path) -> None:
    """Both versions, for whoever looks for the reason."""
    shutil.rmtree(kept, ignore_errors=True)
    for path in different[:SHOWN]:
        for name, root in (("cold", cold), ("served", served)):
            if (root / path).is_file():
                (kept / name / path).parent.mkdir(parents=True, exist_ok=True)
                shutil.copy(root / path, kept / name / path)
