"""The released site of an office, as any process may read it; rolling back, and what a
power cut harmed.
"""

from __future__ import annotations

import json
from collections.abc import Container
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from forms_app.base.contentfile.write import file_hash, write_aside
from forms_app.base.jsonfiles import read_json
from forms_app.base.ownfile import NotRegular, read_own
from forms_app.publishing.release.links import Links
from forms_app.publishing.release.log import ReleaseLog
from forms_app.publishing.release.log_line import LogDamaged
from forms_app.publishing.release.objects import Objects
from forms_app.publishing.release.state import Paths, State
from forms_app.publishing.release.version_file import PUBLIC_LOG

REQUIRED = ("404.html", "enterprises/index.html", "index.html", "theme/css/style.css")
BOOT = Path("/proc/sys/kernel/random/boot_id")


class NotReleased(Exception):
    """What was asked for cannot be released; the old site stays."""


def require_pages(
    fresh: Container[str], gone: Container[str], built: Container[str]
) -> None:
    """Raises:
    NotReleased: the site would not be whole.
    """
    left = [
        path
        for path in REQUIRED
        if path in gone or (path not in fresh and path not in built)
    ]
    if left:
        raise NotReleased(f"The site would have no {', '.join(left)}.")


@dataclass(frozen=True)
class Differences:
    """Paths that are otherwise than in a build from nothing, and paths whose bytes on
    the disk are not those of the release.
    """

    built: frozenset[str] = frozenset()
    harmed: frozenset[str] = frozenset()

    @property
    def paths(self) -> list[str]:
        return sorted(self.built | self.harmed)


class Site:
    """What lies under OFFICE/site."""

    def __init__(self, folder: Path, log: ReleaseLog | None = None) -> None:
        self.folder = folder
        self.tree = folder / "tree"
        self.objects = Objects(folder / "objects")
        self.log = log or ReleaseLog(folder)

    def current(self) -> State | None:
        """What is served; None before the first release."""
        state = self.log.state()
        return state if state.number else None

    def as_linked(self) -> State | None:
        """What is out, as the tree of links tells it when the log cannot; None where
        the tree may be behind.

        Only what is whole, and without keys: all of it is made again at the next look,
        and what differs is released.
        """
        told = self.log.told()
        links = Links(self.folder, self.objects)
        if not told or links.marked() != told:
            return None
        state = State(told)
        for file in links.files():
            digest = file_hash(read_own(file))
            if self.objects.path(digest).exists():
                state.paths[file.relative_to(self.tree).as_posix()] = (digest, "")
        return state

    def differences(self, build: Path) -> Differences:
        """In what a build differs from what is served, byte for byte as it lies on the
        disk: objects, their variants, and the tree.

        Raises:
            LogDamaged: what is served cannot be told.
        """
        served = self.log.state().paths
        built = {
            f.relative_to(build).as_posix(): file_hash(f.read_bytes())
            for f in build.rglob("*")
            if f.is_file()
        }
        # what is pinned is not what would be built now
        others = {} if self.pinned() else {**built, **served}
        others = {
            path: others[path] for path in others if not path.startswith(PUBLIC_LOG)
        }
        return Differences(
            frozenset(
                path for path in others if built.get(path) != served.get(path, ("",))[0]
            ),
            frozenset(self.harmed(served)),
        )

    def harmed(self, served: Paths, links: Links | None = None) -> set[str]:
        """The paths of these whose bytes on the disk are not those of the release.

        `links` knows what still waits to be linked; without it, all is to be.
        """
        links = links or Links(self.folder, self.objects)
        return {
            path
            for path, (digest, _key) in served.items()
            if self.objects.harmed_files(digest) or not links.fits(path, digest)
        }

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
        try:
            state = self.log.state(number)
        except LogDamaged:
            raise NotReleased(
                "The release log is damaged; the publisher makes it anew. Older pages "
                "cannot be shown from it."
            ) from None
        paths = {path: digest for path, (digest, _key) in state.paths.items()}
        write_aside(
            self.folder / "pinned.json",
            json.dumps({"number": number, "paths": paths}).encode(),
        )

    def pin_anew(self, digests: dict[str, str]) -> bool:
        """Of these paths, other objects: the pinned ones are lost. Says whether pages
        are pinned.
        """
        pinned = self.pinned()
        if pinned is None:
            return False
        pinned["paths"] |= digests
        write_aside(self.folder / "pinned.json", json.dumps(pinned).encode())
        return True

    def resume(self) -> None:
        (self.folder / "pinned.json").unlink(missing_ok=True)

    def pinned(self) -> dict[str, Any] | None:
        """The number and the map of the release whose pages are pinned."""
        found: dict[str, Any] = read_json(self.folder / "pinned.json")
        return found or None

    def mend_after_boot(self) -> set[str]:
        """Once after each boot: mend what a power cut harmed, and give the paths of
        what has to be made again.
        """
        marker = self.folder / "boot"
        boot = BOOT.read_text(encoding="ascii").strip() if BOOT.exists() else "unknown"
        with suppress(FileNotFoundError, NotRegular):
            if boot != "unknown" and read_own(marker) == boot.encode():
                return set()
        try:
            paths = self.log.state().paths
        except LogDamaged:  # then everything is made again
            paths = {}
        harmed = self.harmed(paths)
        lost = {
            path
            for path in harmed
            if not self.objects.mend(paths[path][0], Path(path).suffix)
        }
        if harmed:
            (self.folder / "tree-release").unlink(missing_ok=True)
        self.folder.mkdir(parents=True, exist_ok=True)
        write_aside(marker, boot.encode())
        return lost
