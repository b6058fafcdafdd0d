"""site/tree: the release as hard links to its objects, for nginx or any file server.

A file is swapped whole, so nobody reads half of one. A crash while the tree follows is
mended at the start.
"""

from __future__ import annotations

import json
import os
from collections.abc import Iterable
from datetime import datetime
from itertools import islice
from pathlib import Path

from forms_app.base.clock import real_now
from forms_app.publishing.release.log import Paths
from forms_app.publishing.release.objects import Objects

VERSION = "data/version.json"
# Who may open: never pinned by a rollback, and linked before anything else.
LIVE = (
    "enterprises/",
    "en/enterprises/",
    "data/",
    "statistics/",
    "en/statistics/",
    "feeds/",
    "sitemap",
)
AT_ONCE = 2000  # files; more are linked when there is nothing more urgent
ENDINGS = ("", ".gz", ".br")


class Links:
    """The tree, and what it is behind with."""

    def __init__(self, site: Path, objects: Objects) -> None:
        self.tree = site / "tree"
        self.marker = site / "tree-release"
        self.objects = objects
        self.behind: Paths = {}

    def start(self, number: int, shown: Paths) -> None:
        """Finish what a crash interrupted."""
        if not number or (
            self.marker.exists()
            and self.marker.read_text(encoding="ascii") == str(number)
        ):
            return
        there = {
            path.relative_to(self.tree).as_posix()
            for path in self.tree.rglob("*")
            if path.is_file()
        }
        for path in (
            there
            - {f"{path}{ending}" for path in shown for ending in ENDINGS}
            - {VERSION}
        ):
            (self.tree / path).unlink()
        self.bring(shown)
        self._mark(number)

    def follow(self, number: int, changed: Paths, gone: Iterable[str]) -> None:
        """A release: what is gone goes first."""
        for path in gone:
            self.behind.pop(path, None)
            for ending in ENDINGS:
                (self.tree / f"{path}{ending}").unlink(missing_ok=True)
            _remove_empty((self.tree / path).parent, self.tree)
        if len(changed) > AT_ONCE:
            self.behind |= dict(
                sorted(changed.items(), key=lambda item: not item[0].startswith(LIVE))
            )
        else:
            for path in changed:
                self.behind.pop(path, None)
            self.bring(changed)
        self._mark(number)

    def catch_up(self, number: int, shown: Paths) -> bool:
        """Some of what the tree is behind with; False when it is not."""
        some = dict(islice(self.behind.items(), AT_ONCE // 10))
        self.bring(
            {path: kept for path, kept in some.items() if shown.get(path) == kept}
        )
        for path in some:
            del self.behind[path]
        if some:
            self._mark(number)
        return bool(some)

    def bring(self, paths: Paths) -> None:
        for path, (digest, _key) in paths.items():
            place = self.tree / path
            place.parent.mkdir(parents=True, exist_ok=True)
            variants = self.objects.variants(digest)
            for ending, target in (
                (".gz", variants.get("gzip")),
                (".br", variants.get("br")),
            ):
                _link(place.with_name(place.name + ending), target)
            _link(place, self.objects.path(digest))

    def _mark(self, number: int) -> None:
        if self.behind:
            self.marker.unlink(missing_ok=True)
        else:
            self.marker.write_text(str(number), encoding="ascii")

    def say_version(self, number: int, now: datetime) -> None:
        """What an open page asks for: the release, and when the publisher last looked
        (real time).
        """
        path = self.tree / VERSION
        path.parent.mkdir(parents=True, exist_ok=True)
        saved = {
            "release": number,
            "at": now.isoformat(),
            "checked": real_now().astimezone(now.tzinfo).isoformat(),
        }
        aside = path.with_name(".version.tmp")
        aside.write_text(json.dumps(saved) + "\n", encoding="ascii")
        aside.replace(path)


def _link(place: Path, target: Path | None) -> None:
    if target is None:
        place.unlink(missing_ok=True)
        return
    try:
        if place.samefile(target):
            return
    except FileNotFoundError:
        pass
    aside = place.with_name(f".{place.name}.new")
    aside.unlink(missing_ok=True)
    os.link(target, aside)
    aside.replace(place)


def _remove_empty(folder: Path, root: Path) -> None:
    while folder != root and folder.is_dir() and not any(folder.iterdir()):
        folder.rmdir()
        folder = folder.parent
