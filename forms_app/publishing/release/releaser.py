"""Releasing: outputs become objects, the release its line in the log, the tree of hard
links follows.

A reader never gets half a page: objects are immutable, a release is one appended line.
A crash before the line leaves only objects that nobody names.
"""

from __future__ import annotations

import time
from collections import Counter, deque
from collections.abc import Iterable
from dataclasses import replace
from datetime import datetime
from pathlib import Path

from forms_app.publishing.release.links import LIVE, Links
from forms_app.publishing.release.log import KEPT, Paths, State
from forms_app.publishing.release.log_line import Entry, Heading, LogDamaged
from forms_app.publishing.release.recent import Recent
from forms_app.publishing.release.site import Site, require_pages
from forms_app.publishing.release.version_file import write_version


class Releaser:
    """The publisher's hand on the site: keeps the map in memory, so that a release
    costs what it changes.
    """

    def __init__(self, site: Site) -> None:
        self.site = site
        self.before = 0  # the number of the last release, when it was lost
        state = self._known()
        self.number = state.number
        self.at = state.at
        self.built = dict(state.paths)
        self.shown: Paths = dict(state.paths)
        self.named = Counter(digest for digest, _key in self.shown.values())
        # who was named last by which release
        self.retired: deque[tuple[int, str]] = deque()
        self.retired_last: dict[str, int] = {}
        self.recent = Recent()
        self.pinned = site.pinned()
        # large objects without variants yet: path by hash
        self.late: dict[str, str] = {}
        self.waiting: set[str] = set()  # objects that are kept for a release to come
        # where nobody has looked yet for what a crash left
        self.unlooked = self.site.objects.folders()
        self.links = Links(site.folder, site.objects)
        self.links.start(self.number, self.shown)

    def _known(self) -> State:
        """What is out. When the log is damaged, what the tree tells, or nothing: then
        everything is made again, under numbers that go on.
        """
        log = self.site.log
        try:
            state = log.state()
        except LogDamaged:
            newest = (entry["release"] for entry in log.newest(1))
            self.before = max(log.told(), *newest, 0)
            history = log.history()
            log.set_aside()
            linked = self.site.as_linked()
            if linked is None or linked.number != self.before:
                return State()
            log.write_anew(linked, history)
            return linked
        log.leave()
        return state

    def mend_log(self) -> bool:
        """Write the log anew when it is not as it was left; says whether it was not."""
        log = self.site.log
        if log.is_as_left():
            return False
        self.write_log_anew()
        return True

    def write_log_anew(self) -> None:
        """Of what is known here; before the first release there is nothing to write."""
        if self.number:
            state, entries = self.recent.beginning(self._state())
            self.site.log.write_anew(state, after=entries)
        else:
            self.site.log.set_aside()

    def _state(self) -> State:
        return State(self.number, self.at, self.shown)

    def _append(self, entry: Entry) -> None:
        self.mend_log()
        self.site.log.append(entry)

    def _pinned_digests(self) -> set[str]:
        return set(self.pinned["paths"].values()) if self.pinned else set()

    def release(
        self,
        made: Iterable[tuple[str, bytes, str]],
        gone: Iterable[str],
        heading: Heading,
    ) -> State | None:
        """Release these outputs (path, data, key), taken one by one; None when no
        served byte differs.

        Raises:
            NotReleased: required pages would be missing.
            OSError: the disk is full or away; nothing was released.
        """
        began = time.monotonic()
        fresh = {path: (self.keep(path, data), key) for path, data, key in made}
        if heading.steps:
            kept = round((time.monotonic() - began) * 1000, 1)
            heading = replace(heading, steps={**heading.steps, "keep": kept})
        return self.release_kept(fresh, gone, heading)

    def release_kept(
        self, fresh: Paths, gone: Iterable[str], heading: Heading
    ) -> State | None:
        """The same of outputs whose objects are kept already."""
        gone = {path for path in gone if path in self.built}
        require_pages(fresh, gone, self.built)
        shown, away = self._to_show(fresh, gone)
        same = {
            path: kept
            for path, kept in shown.items()
            if self.shown.get(path, ("",))[0] == kept[0]
        }
        changed = {path: kept for path, kept in shown.items() if path not in same}
        entry: Entry = {"changed": changed, "same": same, "gone": sorted(away)}
        differs = bool(away or changed)
        last = self.number or self.before
        number = last + 1 if differs else self.number
        if differs:
            entry = {**heading.entry(number), **entry}
        if differs or same:
            self._append(entry)
            self.recent.note(entry, self._state())
        self.built.update(fresh)
        for path in gone:
            del self.built[path]
        self.shown.update(same)
        self.waiting.difference_update(digest for digest, _key in fresh.values())
        if not differs:
            return None
        self._after(changed, away, number, heading.now)
        return State(number, heading.now.isoformat(), self.shown)

    def beside(
        self, made: Iterable[tuple[str, bytes, str]], gone: Iterable[str]
    ) -> None:
        """What belongs to the last release and is built of nothing (the public log): it is
        out at once, in a line without a number, and compressed when there is time.

        Raises:
            OSError: the disk is full or away; nothing of it is out.
        """
        fresh = {path: (self.keep(path, data, False), key) for path, data, key in made}
        away = {path for path in gone if path in self.built}
        if not (fresh or away):
            return
        self._append({"changed": fresh, "same": {}, "gone": sorted(away)})
        self.built.update(fresh)
        for path in away:
            del self.built[path]
        self.waiting.difference_update(digest for digest, _key in fresh.values())
        self._show(fresh, away, self.number)
        self.links.follow(self.number, fresh, away)
        self._collect()

    def keep(self, path: str, data: bytes, compress: bool = True) -> str:
        """Write the object of an output that will be released; gives its hash."""
        suffix = Path(path).suffix if compress else ""
        digest = self.site.objects.keep(data, suffix)
        self.waiting.add(digest)
        if len(data) > 64_000 or not compress:
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
        self._show(changed, gone, number)
        self.number = number
        self.at = now.isoformat()
        self.links.follow(number, changed, gone)
        write_version(self.site.tree, number, now)
        self._collect()

    def _show(self, changed: Paths, gone: set[str], number: int) -> None:
        for path, kept in (*changed.items(), *((path, None) for path in gone)):
            before = self.shown.pop(path, None)
            if before:
                self.named[before[0]] -= 1
                if self.named[before[0]] <= 0:
                    self._retire(before[0], number)
            if kept:
                self.shown[path] = kept
                self.named[kept[0]] += 1

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

    def forget(self, paths: Iterable[str]) -> None:
        """These are made again at the next look, whatever they were made of."""
        for path in self.built.keys() & set(paths):
            self.built[path] = (self.built[path][0], "")

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
        self._append({"better": paths})
