"""The self-check: a build from nothing is compared with what is served; a difference is
kept, reported and repaired.

Building from nothing takes as long as the site is large, so the publisher has another
process do it and goes on: python -m forms_app.publishing.service.selfcheck. What
changed meanwhile makes the comparison void, and it is tried again.
"""

from __future__ import annotations

import json
import shutil
import sys
import tempfile
from pathlib import Path
from typing import Any

from forms_app.base.contentfile.write import file_hash
from forms_app.base.jobs.lease import hold
from forms_app.base.jsonfiles import write_json
from forms_app.base.office import Office
from forms_app.publishing.release.site import Site
from forms_app.publishing.service.jobs import SELF_CHECK
from forms_app.publishing.service.publisher import Publisher
from forms_app.publishing.site.build import BuildFailed, build

SHOWN = 50  # files that are kept
# exit codes
VOID = 3
FAILED = 4


class Void(Exception):
    """The site or what it is made of changed meanwhile."""


def compare(office: Office) -> list[str]:
    """The paths in which a build from nothing differs from what is served; noted for
    staff.

    Raises:
        BuildFailed: there is no build from nothing to compare with.
        Void: something changed meanwhile.
    """
    site = Site(office.site)
    before = _inputs(office)
    with tempfile.TemporaryDirectory(prefix="verify-", dir=office.data) as folder:
        build(office.accepted, Path(folder), office.config.public_url)
        different = site.differences(Path(folder)) if not site.pinned() else []
        if _inputs(office) != before:
            raise Void
        if different:
            _keep(different, Path(folder), site.tree, office.data / "self-check")
    saved = {
        "at": office.clock.now().isoformat(),
        "different": different,
        "number": len(different),
    }
    write_json(office.data / "self-check.json", saved)
    return different


def verify(publisher: Publisher) -> list[str]:
    """Both, at once; the paths that differed."""
    publisher.later.settle()
    different = compare(publisher.office)
    publisher.repair()
    return different


def _inputs(office: Office) -> Any:
    """Differs when anything was released, or accepted and not released yet."""
    newest = Site(office.site).log.newest(1)
    own = ("applied.json", "today.json", "standing.json", "figures.json")
    prints = [
        file_hash(path.read_bytes())
        for name in own
        if (path := office.accepted / name).exists()
    ]
    return json.dumps(newest), prints


def _keep(different: list[str], cold: Path, served: Path, kept: Path) -> None:
    """Both versions, for whoever looks for the reason."""
    shutil.rmtree(kept, ignore_errors=True)
    for path in different[:SHOWN]:
        for name, root in (("cold", cold), ("served", served)):
            if (root / path).is_file():
                (kept / name / path).parent.mkdir(parents=True, exist_ok=True)
                shutil.copy(root / path, kept / name / path)


def main() -> None:
    try:
        sys.exit(check(Office.from_environ()))
    except Void:
        sys.exit(VOID)


def check(office: Office) -> int:
    """Compare once; gives the exit code. A build that fails is not tried again before
    the next night.

    Raises:
        Void: something changed meanwhile.
    """
    with hold(office, SELF_CHECK.name):
        try:
            compare(office)
        except BuildFailed as error:
            now = office.clock.now().isoformat()
            write_json(
                office.data / "self-check.json",
                {"at": now, "different": [], "failed": str(error)},
            )
            return FAILED
    return 0


if __name__ == "__main__":
    main()
