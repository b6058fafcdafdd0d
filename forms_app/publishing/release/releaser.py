"""Releasing: outputs become objects, the release its line in the log, the tree of hard
links follows.

A reader never gets half a page: objects are immutable, a release is one appended line.
A crash before the line leaves only objects that nobody names.
"""

from __future__ import annotations

import time
from collections.abc import Iterable
from dataclasses import replace
from datetime import datetime
from pathlib import Path

from forms_app.publishing.release.links import LIVE, Links
from forms_app.publishing.release.log_line import Entry, Heading, LogDamaged
from forms_app.publishing.release.named import Named
from forms_app.publishing.release.recent import Recent
from forms_app.publishing.release.site import Site, require_pages
from forms_app.publishing.release.state import Paths, State
from forms_app.publishing.release.version_file import write_version


class Releaser:
    """The publisher's hand on the site: keeps the map in memory, so that a release
    costs what it changes.
    """

    def __init__(self, site: Site) -> None:
        self.site = site
        # the number of the last release, when it was lost, or another host's
        self.before = site.log.floor
        state = self._known()
        self.number = state.number
        self.at = state.at
        self.built = dict(state.paths)
        self.shown: Paths = dict(state.paths)
        self.named = Named(
            site.objects, (digest for digest, _key in self.shown.values())
        )
        self.recent = Recent()
        self.pinned = site.pinned()
        # large objects without variants yet: path by hash
        self.late: dict[str, str] = {}
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
            lost = max(log.told(), *newest, 0)
            self.before = max(self.before, lost)
            history = log.history()
            log.set_aside()
            linked = self.site.as_linked()
            if linked is None or linked.number != lost:
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
        last = max(self.number, self.before)
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
        self.named.waiting.difference_update(digest for digest, _key in fresh.values())
        if not differs:
            return None
        self._after(changed, away, number, heading.now)
        return State(number, heading.now.isoformat(), self.shown)

    def follow(self, entry: Entry) -> None:
        """A release of another host, or what belongs to it, whose objects are here."""
        self._append(entry)
        changed = {**entry["changed"], **entry["same"]}
        paths = {path: (digest, key) for path, (digest, key) in changed.items()}
        gone = {path for path in entry["gone"] if path in self.shown}
        number = entry.get("release", self.number)
        self._become(paths, gone, number, entry.get("at", self.at))

    def become(self, state: State) -> None:
        """What another host has released, as a whole; the objects are kept here."""
        self._say_before(state)
        self.recent = Recent()
        self.site.log.write_anew(state)
        paths = state.paths.items()
        changed = {path: kept for path, kept in paths if self.shown.get(path) != kept}
        gone = self.shown.keys() - state.paths.keys()
        self._become(changed, gone, state.number, state.at)

    def _become(self, changed: Paths, gone: set[str], number: int, at: str) -> None:
        self.built.update(changed)
        for path in gone:
            self.built.pop(path, None)
        self.named.waiting.difference_update(one for one, _key in changed.values())
        self._after(changed, gone, number, datetime.fromisoformat(at))

    def _say_before(self, state: State) -> None:
        """What tells of a later release than the log looks as if that had lost lines."""
        if self.site.log.told() > state.number:
            at = datetime.fromisoformat(state.at)
            write_version(self.site.tree, state.number, at)

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
        self.named.waiting.difference_update(digest for digest, _key in fresh.values())
        self._show(fresh, away, self.number)
        self.links.follow(self.number, fresh, away)
        self._collect()

    def keep(self, path: str, data: bytes, compress: bool = True) -> str:
        """Write the object of an output that will be released; gives its hash."""
        suffix = Path(path).suffix if compress else ""
        digest = self.site.objects.keep(data, suffix)
        self.named.waiting.add(digest)
        if len(data) > 64_000 or not compress:
            self.late[digest] = path
        return digest

    def drop(self, digests: Iterable[str]) -> None:
        """These were kept and will not be released."""
        self.named.drop(digests, self.number)

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
                self.named.let_go(before[0], number)
            if kept:
                self.shown[path] = kept
                self.named.name(kept[0])

    def _collect(self) -> None:
        pinned = self._pinned_digests() if self.named.retired else set()
        self.named.collect(self.number, pinned)

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
            if digest in self.named and self.site.objects.compress(
                digest, Path(path).suffix
            ):
                self.better([path])
                return True
        pinned = self._pinned_digests() if self.named.unlooked else set()
        return self.named.look_for_leftovers(self.number, pinned)

    def better(self, paths: list[str]) -> None:
        """Tell whoever serves that these outputs have better variants now."""
        for path in paths:
            if path in self.shown:
                self.links.bring({path: self.shown[path]})
        self._append({"better": paths})
