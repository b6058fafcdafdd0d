"""The self-check: a build from nothing is compared with what is served, byte for byte as
it lies on the disk; a difference is kept, reported and repaired.

Building from nothing takes as long as the site is large, so the publisher has another
process do it and goes on: python -m forms_app.publishing.service.selfcheck. What
changed meanwhile makes the comparison void, and it is tried again.
"""

from __future__ import annotations

import json
import shutil
import sys
import tempfile
from dataclasses import replace
from pathlib import Path
from typing import Any

from forms_app.base.contentfile.write import file_hash
from forms_app.base.jobs.lease import hold
from forms_app.base.jsonfiles import write_json
from forms_app.base.office import Office
from forms_app.publishing.release.log_line import LogDamaged
from forms_app.publishing.release.site import Differences, Site
from forms_app.publishing.release.state import Paths
from forms_app.publishing.service.jobs import SELF_CHECK
from forms_app.publishing.service.publisher import Publisher
from forms_app.publishing.site.build import BuildFailed, build

SHOWN = 50  # files that are kept
# exit codes
VOID = 3
FAILED = 4


class Void(Exception):
    """The site or what it is made of changed meanwhile."""


def compare(office: Office) -> Differences:
    """In what a build from nothing differs from what is served; noted for
    staff. The addresses in both are those of who published, whoever compares.

    Raises:
        BuildFailed: there is no build from nothing to compare with.
        LogDamaged: what is served cannot be told.
        Void: something changed meanwhile.
    """
    site = Site(office.site)
    before = _inputs(office)
    with tempfile.TemporaryDirectory(prefix="verify-", dir=office.data) as folder:
        build(office.accepted, Path(folder), as_published(office).config.public_url)
        found = site.differences(Path(folder))
        different = found.paths
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
    return found


def as_published(office: Office) -> Office:
    """The office with the public address that its pages name, wherever the shell that
    asks has its settings from.
    """
    newest = Site(office.site).log.newest(1)
    address = newest[0].get("address") if newest else ""
    if not address:
        return office
    return replace(office, config=replace(office.config, public_url=address))


def is_repaired(site: Site, found: Differences, before: Paths) -> bool:
    """Whether what was found is made again: other outputs than `before`, the map of
    that time, where they differed, and all of them whole on the disk.
    """
    now = site.log.state().paths
    return all(
        now.get(path, ("",))[0] != before.get(path, ("",))[0] for path in found.built
    ) and not site.harmed({path: now[path] for path in found.paths if path in now})


def verify(publisher: Publisher) -> list[str]:
    """Both, at once; the paths that differed."""
    publisher.later.settle()
    found = compare(publisher.office)
    publisher.repair()
    return found.paths


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
        sys.exit(check(Office.from_environ(is_served=True)))
    except (Void, LogDamaged):  # the publisher makes the log anew
        sys.exit(VOID)


def check(office: Office) -> int:
    """Compare once; gives the exit code. A build that fails is not tried again before
    the next night.

    Raises:
        Void: something changed meanwhile.
    """
    with hold(office, SELF_CHECK.name, True):
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
