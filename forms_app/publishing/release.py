"""Releasing a build: every output once under its hash, a release that maps paths to hashes, a pointer that is swapped.

site/objects/ab/<hash>[.gz|.br] · site/releases/<number>.json · site/releases.log · site/current · site/tree/
Nothing that was served is ever changed in place, so no reader gets half a page or a wrong length.
"""

from __future__ import annotations

import gzip
import json
import os
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

import brotli

from forms_app.contentfile.write import file_hash, sync_folder, write_aside

KEPT = 5
REQUIRED = (
    "index.html",
    "404.html",
    "enterprises/index.html",
    "data/enterprises.json",
    "theme/css/style.css",
)
COMPRESSED = {".html", ".css", ".js", ".json", ".xml", ".svg", ".csv", ".txt"}
LIVE = (
    "enterprises/",
    "en/enterprises/",
    "data/",
    "statistics/",
    "en/statistics/",
    "feeds/",
)  # never pinned by a rollback


class NotReleased(Exception):
    """The build is not a whole site; the old one stays."""


@dataclass(frozen=True)
class Release:
    """`paths` maps an output path to its object's hash."""

    number: int
    at: str
    because: str
    audit_head: str
    paths: dict[str, str]


class Site:
    """The released site of an office, under OFFICE/site."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.objects, self.releases = folder / "objects", folder / "releases"
        self.tree = folder / "tree"

    def current(self) -> Release | None:
        """The release that is served; None before the first."""
        try:
            number = int((self.folder / "current").read_text(encoding="ascii"))
        except FileNotFoundError:
            return None
        return self.load(number)

    def load(self, number: int) -> Release:
        saved = json.loads((self.releases / f"{number}.json").read_text(encoding="utf-8"))
        return Release(**saved)

    def numbers(self) -> list[int]:
        return sorted(int(path.stem) for path in self.releases.glob("[0-9]*.json"))

    def object(self, digest: str) -> Path:
        return self.objects / digest[:2] / digest

    def publish(self, build: Path, *, because: str, now: datetime, audit_head: str = "") -> Release | None:
        """Release a build. None when nothing differs from what is served.

        Raises:
            NotReleased: required pages are missing.
        """
        missing = [path for path in REQUIRED if not (build / path).is_file()]
        if missing:
            raise NotReleased(f"The build has no {', '.join(missing)}.")
        paths = {
            file.relative_to(build).as_posix(): self._keep(file.read_bytes(), file.suffix)
            for file in sorted(build.rglob("*"))
            if file.is_file()
        }
        before = self.current()
        paths = self._pinned(paths)
        if before and {k: v for k, v in before.paths.items() if k != "data/version.json"} == paths:
            self._bring_tree_after(before.paths)
            return None
        number = max([*self.numbers(), before.number if before else 0, 0]) + 1
        version = json.dumps({"release": number, "at": now.isoformat()}) + "\n"
        paths["data/version.json"] = self._keep(version.encode(), ".json")
        release = Release(number, now.isoformat(), because, audit_head, paths)
        self._swap(release, before)
        return release

    def _swap(self, release: Release, before: Release | None) -> None:
        self.releases.mkdir(parents=True, exist_ok=True)
        write_aside(self.releases / f"{release.number}.json", _json(release.__dict__))
        changed = [path for path, digest in release.paths.items() if not before or before.paths.get(path) != digest]
        gone = sorted(set(before.paths) - set(release.paths)) if before else []
        self._log(release, changed, gone)
        write_aside(self.folder / "current", f"{release.number}\n".encode())
        self._bring_tree_after(release.paths)
        self._collect()

    def _log(self, release: Release, changed: list[str], gone: list[str]) -> None:
        entry = {
            "release": release.number,
            "at": release.at,
            "because": release.because,
            "audit_head": release.audit_head,
            "changed": len(changed),
            "gone": len(gone),
            "first": (gone + changed)[:10],
        }
        with (self.folder / "releases.log").open("a", encoding="utf-8") as file:
            file.write(json.dumps(entry, ensure_ascii=False) + "\n")
            file.flush()
            os.fsync(file.fileno())

    def log(self, last: int = 20) -> list[dict[str, Any]]:
        """The newest entries of the release log, newest first."""
        path = self.folder / "releases.log"
        rows = path.read_text(encoding="utf-8").splitlines() if path.exists() else []
        return [json.loads(row) for row in reversed(rows[-last:])]

    def _keep(self, data: bytes, suffix: str) -> str:
        digest = file_hash(data)
        path = self.object(digest)
        if path.exists():
            return digest
        path.parent.mkdir(parents=True, exist_ok=True)
        if suffix in COMPRESSED and len(data) > 200:
            for ending, smaller in (
                (".gz", gzip.compress(data, 6, mtime=0)),
                (".br", brotli.compress(data, quality=5)),
            ):
                if len(smaller) < len(data):
                    _write(path.with_name(path.name + ending), smaller)
        _write(path, data)  # last, so that an object that is there has its variants
        return digest

    def _bring_tree_after(self, paths: dict[str, str]) -> None:
        """Hard links for any file server: what is gone goes first, then each changed file is swapped whole."""
        self.tree.mkdir(parents=True, exist_ok=True)
        there = {file.relative_to(self.tree).as_posix() for file in self.tree.rglob("*") if file.is_file()}
        for path in sorted(there - set(paths)):
            (self.tree / path).unlink()
        for path, digest in paths.items():
            place, target = self.tree / path, self.object(digest)
            if place.exists() and place.samefile(target):
                continue
            place.parent.mkdir(parents=True, exist_ok=True)
            aside = place.with_name(f".{place.name}.new")
            aside.unlink(missing_ok=True)
            os.link(target, aside)
            aside.replace(place)

    def _collect(self) -> None:
        """Keep the newest releases, and the objects they name."""
        numbers = self.numbers()
        pinned = self.pinned_number()
        keep = {*numbers[-KEPT:], *([pinned] if pinned else [])}
        for number in set(numbers) - keep:
            (self.releases / f"{number}.json").unlink()
        named = {digest for number in keep for digest in self.load(number).paths.values()}
        for path in self.objects.glob("*/*"):
            if path.name.partition(".")[0] not in named:
                path.unlink()

    def differences(self, build: Path) -> list[str]:
        """The paths in which a build differs from what is served; version.json belongs to the release alone."""
        built = {f.relative_to(build).as_posix(): file_hash(f.read_bytes()) for f in build.rglob("*") if f.is_file()}
        current = self.current()
        served = dict(current.paths) if current else {}
        served.pop("data/version.json", None)
        return sorted(path for path in {*built, *served} if built.get(path) != served.get(path))

    def rollback(self, number: int) -> None:
        """Pin the pages of an earlier release until resume(); the list itself always shows now.

        Raises:
            NotReleased: that release is not kept any more.
        """
        if number not in self.numbers():
            kept = ", ".join(map(str, self.numbers()))
            raise NotReleased(f"Release {number} is not kept. Kept are: {kept}.")
        write_aside(self.folder / "pinned", f"{number}\n".encode())

    def resume(self) -> None:
        (self.folder / "pinned").unlink(missing_ok=True)

    def pinned_number(self) -> int | None:
        path = self.folder / "pinned"
        return int(path.read_text(encoding="ascii")) if path.exists() else None

    def _pinned(self, paths: dict[str, str]) -> dict[str, str]:
        number = self.pinned_number()
        if number is None:
            return paths
        old = {path: digest for path, digest in self.load(number).paths.items() if not path.startswith(LIVE)}
        return {**old, **{path: digest for path, digest in paths.items() if path.startswith(LIVE)}}


def _write(path: Path, data: bytes) -> None:
    aside = path.with_name(f".{path.name}.tmp")
    with aside.open("wb") as file:
        file.write(data)
        file.flush()
        os.fsync(file.fileno())
    aside.replace(path)
    sync_folder(path.parent)


def _json(value: Any) -> bytes:
    return (json.dumps(value, ensure_ascii=False, sort_keys=True) + "\n").encode()
