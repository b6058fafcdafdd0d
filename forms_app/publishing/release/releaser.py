"""Releasing: outputs become objects, the release its line in the log, the tree of hard
links follows.

A reader never gets half a page: objects are immutable, a release is one appended line.
A crash before the line leaves only objects that nobody names.
"""

from __future__ import annotations

import json
import time
from collections import Counter, deque
from collections.abc import Iterable
from datetime import datetime
from pathlib import Path
from typing import Any

from forms_app.base.contentfile.write import file_hash, write_aside
from forms_app.publishing.release.links import LIVE, Links
from forms_app.publishing.release.log import KEPT, Paths, ReleaseLog, State
from forms_app.publishing.release.objects import Objects

REQUIRED = {"index.html", "404.html", "enterprises/index.html", "theme/css/style.css"}
BOOT = Path("/proc/sys/kernel/random/boot_id")


class NotReleased(Exception):
    """What was asked for cannot be released; the old site stays."""


class Site:
    """The released site of an office, under OFFICE/site.

    What it reads, any process may read.
    """

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


class Releaser:
    """The publisher's hand on the site: keeps the map in memory, so that a release
    costs what it changes.
    """

    def __init__(self, site: Site) -> None:
        self.site = site
        state = site.log.state()
        self.number = state.number
        self.built = dict(state.paths)
        self.shown: Paths = dict(state.paths)
        self.named = Counter(digest for digest, _key in self.shown.values())
        # who was named last by which release
        self.retired: deque[tuple[int, str]] = deque()
        self.retired_last: dict[str, int] = {}
        self.pinned = site.pinned()
        # large objects without variants yet: path by hash
        self.late: dict[str, str] = {}
        self.waiting: set[str] = set()  # objects that are kept for a release to come
        # where nobody has looked yet for what a crash left
        self.unlooked = self.site.objects.folders()
        self.links = Links(site.folder, site.objects)
        self.links.start(self.number, self.shown)

    def _pinned_digests(self) -> set[str]:
        return set(self.pinned["paths"].values()) if self.pinned else set()

    def release(
        self,
        made: Iterable[tuple[str, bytes, str]],
        gone: Iterable[str],
        *,
        because: str,
        now: datetime,
        audit_head: str = "",
        steps: dict[str, float] | None = None,
    ) -> State | None:
        """Release these outputs (path, data, key), taken one by one; None when no
        served byte differs.

        Raises:
            NotReleased: required pages would be missing.
            OSError: the disk is full or away; nothing was released.
        """
        began = time.monotonic()
        fresh = {path: (self.keep(path, data), key) for path, data, key in made}
        kept = round((time.monotonic() - began) * 1000, 1)
        said: dict[str, Any] = {
            "because": because,
            "now": now,
            "audit_head": audit_head,
        }
        said["steps"] = {**steps, "keep": kept} if steps else None
        return self.release_kept(fresh, gone, **said)

    def release_kept(
        self,
        fresh: Paths,
        gone: Iterable[str],
        *,
        because: str,
        now: datetime,
        audit_head: str = "",
        steps: dict[str, float] | None = None,
    ) -> State | None:
        """The same of outputs whose objects are kept already."""
        gone = {path for path in gone if path in self.built}
        left = [
            path
            for path in REQUIRED
            if path in gone or (path not in fresh and path not in self.built)
        ]
        if left:
            raise NotReleased(f"The site would have no {', '.join(sorted(left))}.")
        changed, away = self._to_show(fresh, gone)
        same = {
            path: kept
            for path, kept in changed.items()
            if self.shown.get(path, ("",))[0] == kept[0]
        }
        changed = {path: kept for path, kept in changed.items() if path not in same}
        differs = bool(away or changed)
        number = self.number + 1 if differs else self.number
        entry: dict[str, Any] = {"changed": changed, "same": same, "gone": sorted(away)}
        if differs:
            head = {
                "release": number,
                "at": now.isoformat(),
                "because": because,
                "audit_head": audit_head,
            }
            entry = {**head, "steps": steps or {}, **entry}
        if differs or same:
            self.site.log.append(entry)
        self.built.update(fresh)
        for path in gone:
            del self.built[path]
        self.shown.update(same)
        self.waiting.difference_update(digest for digest, _key in fresh.values())
        if differs:
            self._after(changed, away, number, now)
        return State(number, now.isoformat(), self.shown) if differs else None

    def keep(self, path: str, data: bytes) -> str:
        """Write the object of an output that will be released; gives its hash."""
        digest = self.site.objects.keep(data, Path(path).suffix)
        self.waiting.add(digest)
        if len(data) > 64_000:
            self.late[digest] = path
        return digest

    def drop(self, digests: Iterable[str]) -> None:
        """These were kept and will not be released."""
        for digest in self.waiting.intersection(digests):
            self.waiting.remove(digest)
            if self.named[digest] <= 0:
                self._retire(digest, self.number)

    def _to_show(self, fresh: Paths, gone: set[str]) -> tuple[Paths, set[str]]:
        """What of a build is shown: all of it, or while pages are pinned, their own
        release of them.
        """
        pinned = self.site.pinned()
        if pinned is None and self.pinned is None:
            return fresh, gone
        self.pinned = pinned
        target = {
            path: kept
            for path, kept in {**self.built, **fresh}.items()
            if path not in gone
        }
        if pinned:
            # Without a key a pinned page is made again when the pin is taken away.
            old = {
                path: (digest, "")
                for path, digest in pinned["paths"].items()
                if not path.startswith(LIVE)
            }
            target = {
                **old,
                **{
                    path: kept for path, kept in target.items() if path.startswith(LIVE)
                },
            }
        changed = {
            path: kept for path, kept in target.items() if self.shown.get(path) != kept
        }
        return changed, set(self.shown) - set(target)

    def _after(
        self, changed: Paths, gone: set[str], number: int, now: datetime
    ) -> None:
        for path, kept in (*changed.items(), *((path, None) for path in gone)):
            before = self.shown.pop(path, None)
            if before:
                self.named[before[0]] -= 1
                if self.named[before[0]] <= 0:
                    self._retire(before[0], number)
            if kept:
                self.shown[path] = kept
                self.named[kept[0]] += 1
        self.number = number
        self.links.follow(number, changed, gone)
        self.links.say_version(number, now)
        self._collect()

    def _retire(self, digest: str, number: int) -> None:
        self.retired.append((number, digest))
        self.retired_last[digest] = number

    def _collect(self) -> None:
        """Objects that the fifth release after them does not name any more."""
        pinned = self._pinned_digests() if self.retired else set()
        while self.retired and self.retired[0][0] <= self.number - KEPT + 1:
            number, digest = self.retired.popleft()
            if self.retired_last.get(digest) != number:
                continue  # it was named again meanwhile, and retired later
            del self.retired_last[digest]
            if (
                self.named[digest] <= 0
                and digest not in pinned
                and digest not in self.waiting
            ):
                self.site.objects.discard(digest)
                del self.named[digest]

    def bring_links(self) -> bool:
        """The tree for plain file servers follows the last release; False when it has."""
        return self.links.catch_up(self.number, self.shown)

    def tidy(self) -> bool:
        """One piece of what can wait longest; False when all is done."""
        while self.late:
            digest, path = self.late.popitem()
            if self.named[digest] > 0 and self.site.objects.compress(
                digest, Path(path).suffix
            ):
                self.better([path])
                return True
        return self._look_for_leftovers()

    def _look_for_leftovers(self) -> bool:
        """Objects that nobody names, in one of the folders."""
        if not self.unlooked:
            return False
        pinned = self._pinned_digests()
        for digest in self.site.objects.in_folder(self.unlooked.pop()):
            if (
                self.named[digest] <= 0
                and digest not in self.waiting | pinned
                and digest not in self.retired_last
            ):
                self._retire(digest, self.number)
        return True

    def better(self, paths: list[str]) -> None:
        """Tell whoever serves that these outputs have better variants now."""
        for path in paths:
            if path in self.shown:
                self.links.bring({path: self.shown[path]})
        self.site.log.append({"better": paths})
