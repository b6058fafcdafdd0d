"""site/tree: the release as hard links to its objects, for nginx or any file server.

A file is swapped whole, so nobody reads half of one. A crash while the tree follows is
mended at the start.
"""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator
from itertools import islice
from pathlib import Path

from forms_app.base.contentfile.write import clear_folder, write_aside
from forms_app.base.ownfile import read_own
from forms_app.publishing.release.objects import Objects
from forms_app.publishing.release.state import Paths
from forms_app.publishing.release.version_file import VERSION

# Who may open: never pinned by a rollback, and linked before anything else.
LIVE = (
    "enterprises/",
    "en/enterprises/",
    "campaigns/",
    "en/campaigns/",
    "data/",
    "statistics/",
    "en/statistics/",
    "feeds/",
    "sitemap",
)
AT_ONCE = 2000  # files; more are linked when there is nothing more urgent
BR = ".br"
ENDINGS = ("", ".gz", BR)


class Links:
    """The tree, and what it is behind with."""

    def __init__(self, site: Path, objects: Objects) -> None:
        self.tree = site / "tree"
        self.marker = site / "tree-release"
        self.objects = objects
        self.behind: Paths = {}

    def start(self, number: int, shown: Paths) -> None:
        """Finish what a crash interrupted."""
        if not number or self.marked() == number:
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

    def marked(self) -> int:
        """The release that the tree is; 0 where it is behind one, or nothing tells."""
        try:
            return int(read_own(self.marker))
        except (OSError, ValueError):
            return 0

    def files(self) -> Iterator[Path]:
        """What is linked, without the variants."""
        for file in self.tree.rglob("*"):
            is_plain = file.suffix not in ENDINGS[1:] and not file.name.startswith(".")
            if is_plain and file.is_file() and file != self.tree / VERSION:
                yield file

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
            for ending, target in self._targets(digest).items():
                _link(place.with_name(place.name + ending), target)

    def _mark(self, number: int) -> None:
        if self.behind:
            self.marker.unlink(missing_ok=True)
        else:
            write_aside(self.marker, str(number).encode(), flush=False)

    def fits(self, path: str, digest: str) -> bool:
        """Whether the files of an output hold what its object does, as its names or, in
        a folder that was copied, by themselves; those that wait to be linked need not.
        """
        if path in self.behind:
            return True
        place = self.tree / path
        return all(
            _holds(place.with_name(place.name + ending), target)
            or (ending == BR and self._is_about_to_be_better(place, digest))
            for ending, target in self._targets(digest).items()
        )

    def _is_about_to_be_better(self, place: Path, digest: str) -> bool:
        """Whether it is compressed as it was first: a smaller variant is made by another
        thread, and linked when the publisher hears of it.
        """
        return _is_same(
            place.with_name(place.name + BR),
            self.objects.path(digest).with_name(digest + BR),
        )

    def _targets(self, digest: str) -> dict[str, Path | None]:
        """What the files of an output are names of, by their endings."""
        variants = self.objects.variants(digest)
        plain = self.objects.path(digest)
        return {
            ".gz": variants.get("gzip"),
            ".br": variants.get("br"),
            "": plain if plain.exists() else None,
        }


def _is_same(place: Path, target: Path) -> bool:
    try:
        return place.samefile(target)
    except FileNotFoundError:
        return False


def _holds(place: Path, target: Path | None) -> bool:
    if target is None:
        return not place.exists()
    if _is_same(place, target):
        return True
    try:
        return read_own(place) == read_own(target)
    except OSError:
        return False


def _link(place: Path, target: Path | None) -> None:
    if target is None:
        place.unlink(missing_ok=True)
        return
    if _is_same(place, target):
        return
    aside = place.with_name(f".{place.name}.new")
    aside.unlink(missing_ok=True)
    os.link(target, aside)
    clear_folder(place)
    aside.replace(place)


def _remove_empty(folder: Path, root: Path) -> None:
    while folder != root and folder.is_dir() and not any(folder.iterdir()):
        folder.rmdir()
        folder = folder.parent
