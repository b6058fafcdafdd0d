"""The released site of an office, as any process may read it; rolling back, and what a
power cut harmed.
"""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from forms_app.base.contentfile.write import file_hash, write_aside
from forms_app.publishing.release.log import ReleaseLog, State
from forms_app.publishing.release.objects import Objects

BOOT = Path("/proc/sys/kernel/random/boot_id")


class NotReleased(Exception):
    """What was asked for cannot be released; the old site stays."""


class Site:
    """What lies under OFFICE/site."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.tree = folder / "tree"
        self.objects = Objects(folder / "objects")
        self.log = ReleaseLog(folder)

    def current(self) -> State | None:
        """What is served; None before the first release."""
        state = self.log.state()
        return state if state.number else None

    def differences(self, build: Path) -> list[str]:
        """The paths in which a build differs from what is served."""
        built = {
            f.relative_to(build).as_posix(): file_hash(f.read_bytes())
            for f in build.rglob("*")
            if f.is_file()
        }
        served = {
            path: digest for path, (digest, _key) in self.log.state().paths.items()
        }
        return sorted(
            path for path in {*built, *served} if built.get(path) != served.get(path)
        )

    def rollback(self, number: int) -> None:
        """Pin the pages of an earlier release until resume(); the list itself always
        shows now.

        Raises:
            NotReleased: that release is not kept any more.
        """
        kept = self.log.kept()
        if number not in kept:
            raise NotReleased(
                f"Release {number} is not kept. Kept are: {', '.join(map(str, kept))}."
            )
        paths = {
            path: digest
            for path, (digest, _key) in self.log.state(number).paths.items()
        }
        write_aside(
            self.folder / "pinned.json",
            json.dumps({"number": number, "paths": paths}).encode(),
        )

    def resume(self) -> None:
        (self.folder / "pinned.json").unlink(missing_ok=True)

    def pinned(self) -> dict[str, Any] | None:
        """The number and the map of the release whose pages are pinned."""
        path = self.folder / "pinned.json"
        return json.loads(path.read_text(encoding="utf-8")) if path.exists() else None

    def mend_after_boot(self) -> int:
        """Once after each boot: take out what a power cut harmed, and give how many
        objects. They are made again.
        """
        marker = self.folder / "boot"
        boot = BOOT.read_text(encoding="ascii").strip() if BOOT.exists() else "unknown"
        if (
            boot != "unknown"
            and marker.exists()
            and marker.read_text(encoding="ascii") == boot
        ):
            return 0
        paths = self.log.state().paths
        harmed = self.objects.harmed({digest for digest, _key in paths.values()})
        lost = sorted(
            path for path, (digest, _key) in paths.items() if digest in harmed
        )
        if lost:
            self.log.append({"gone": lost})
            (self.folder / "tree-release").unlink(missing_ok=True)
        self.folder.mkdir(parents=True, exist_ok=True)
        write_aside(marker, boot.encode())
        return len(harmed)
