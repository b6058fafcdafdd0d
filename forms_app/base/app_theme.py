"""The styles and scripts of the app's own pages, at an address that names their version.

A page of the public site and its styles are of one release. A page of the app is made by
whatever program answers, and that may be newer than the release or older: after a start
until the site is made anew, and while hosts are upgraded one after the other. So such a
page names the files that it was made with. The host that made it has them, also when it
is upgraded right after, and so has one that was upgraded before from the same version.
"""

from __future__ import annotations

import gzip
import mimetypes
import re
import runpy
import shutil
import threading
import time
from collections.abc import Callable, Iterable
from contextlib import suppress
from dataclasses import dataclass
from functools import cache
from hashlib import sha256
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import brotli

from forms_app import PROJECT

ADDRESS = "/app/theme/"
RELEASED = "/theme/"  # where the public site has the same files, as released
SETTINGS = PROJECT / "pelicanconf.py"
LOOK_EVERY = 1.0  # seconds
HELD = 3  # versions: a page may be open that was made before the last edit
VERSION = re.compile(r"[0-9a-f]{12}")
FOLDER = "app-theme"  # in site/
READS = ("GET", "HEAD")
FOR_EVER = "public, max-age=31536000, immutable"
Start = Callable[..., Any]


@dataclass(frozen=True)
class File:
    """By the names of encodings; "" is the file as it is."""

    kind: str
    bodies: dict[str, bytes]

    @classmethod
    def of(cls, path: Path) -> File:
        data = path.read_bytes()
        kind = mimetypes.guess_type(path.name)[0] or "application/octet-stream"
        if not kind.startswith(("text/", "image/svg")):
            return cls(kind, {"": data})
        return cls(
            f"{kind}; charset=utf-8",
            {
                "br": brotli.compress(data, quality=5),
                "gzip": gzip.compress(data, 6, mtime=0),
                "": data,
            },
        )

    def accepted(self, encodings: str) -> str:
        """The smallest that is accepted."""
        said = {one.partition(";")[0].strip() for one in encodings.split(",")}
        return next((one for one in self.bodies if one in said), "")


class ThemeFiles:
    """Those of the theme that Pelican's settings name, as they are and as they were."""

    def __init__(self, settings: Path = SETTINGS) -> None:
        self.settings = settings
        self.versions: dict[str, dict[str, File]] = {}  # the newest last
        self.stamp: tuple[tuple[str, int], ...] = ()
        self.looked = 0.0  # monotonic
        self.folder = PROJECT / "theme" / "static"
        self.lock = threading.Lock()

    def address(self) -> str:
        """Where the files are, without a slash at the end."""
        if not self.versions or time.monotonic() - self.looked > LOOK_EVERY:
            self._look()
        return f"{ADDRESS}{next(reversed(self.versions))}"

    def file(self, address: str) -> File | None:
        version, _slash, name = address.removeprefix(ADDRESS).partition("/")
        if version not in self.versions:
            self._look()
        return self.versions.get(version, {}).get(name)

    def _look(self) -> None:
        with self.lock:
            self.looked = time.monotonic()
            try:
                self._follow()
            except OSError:  # it is just being replaced
                if not self.versions:
                    raise

    def _follow(self) -> None:
        if self._stamp() == self.stamp:
            return
        self.folder = self._named_folder()
        stamp = self._stamp()
        files = files_in(self.folder)
        if not files:
            raise FileNotFoundError(self.folder)
        version = version_of(files)
        older = [one for one in self.versions.items() if one[0] != version]
        self.versions = {**dict(older[1 - HELD :]), version: files}
        self.stamp = stamp

    def _stamp(self) -> tuple[tuple[str, int], ...]:
        """Differs when a file was changed, added or taken away, or another theme named."""
        looked_at = [self.settings, *sorted(self.folder.rglob("*"))]
        return tuple((str(path), path.stat().st_mtime_ns) for path in looked_at)

    def _named_folder(self) -> Path:
        try:
            return Path(runpy.run_path(str(self.settings))["THEME"]) / "static"
        except Exception:  # noqa: BLE001 - whoever publishes says what is wrong with them
            return self.folder


class KeptThemes:
    """Versions that this host has had, in folders: a page that the program of before an
    upgrade made asks for its styles a moment later.
    """

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.read: dict[str, dict[str, File]] = {}

    def keep(self) -> None:
        """The version there is now; those of long ago go."""
        files = theme_files()
        version = files.address().removeprefix(ADDRESS)
        place = self.folder / version
        if not place.is_dir():
            self.folder.mkdir(parents=True, exist_ok=True)
            with TemporaryDirectory(dir=self.folder) as aside:
                made = Path(aside) / "made"
                shutil.copytree(files.folder, made)
                with suppress(OSError):  # another worker was sooner
                    made.rename(place)
        place.touch()
        kept = [one for one in self.folder.iterdir() if VERSION.fullmatch(one.name)]
        kept.sort(key=lambda one: one.stat().st_mtime_ns)
        for old in kept[:-HELD]:
            shutil.rmtree(old, ignore_errors=True)

    def file(self, address: str) -> File | None:
        version, _slash, name = address.removeprefix(ADDRESS).partition("/")
        place = self.folder / version
        if VERSION.fullmatch(version) and version not in self.read and place.is_dir():
            self.read = {
                **dict([*self.read.items()][1 - HELD :]),
                version: files_in(place),
            }
        return self.read.get(version, {}).get(name)


def files_in(folder: Path) -> dict[str, File]:
    """By their paths below it."""
    paths = [path for path in sorted(folder.rglob("*")) if path.is_file()]
    return {path.relative_to(folder).as_posix(): File.of(path) for path in paths}


def version_of(files: dict[str, File]) -> str:
    told = sha256()
    for name, file in files.items():
        told.update(f"{name}\0{len(file.bodies[''])}\0".encode())
        told.update(file.bodies[""])
    return told.hexdigest()[:12]


@cache
def theme_files() -> ThemeFiles:
    """Those of this process."""
    return ThemeFiles()


class AppTheme:
    """WSGI: answers their addresses, from memory; `application` all others. Another
    version than those known here is that of another host where there `are_others`, and
    a proxy asks that; else what is released will do.
    """

    def __init__(
        self,
        application: Callable[..., Iterable[bytes]],
        kept: KeptThemes,
        are_others: bool,
    ) -> None:
        self.application = application
        self.kept = kept
        self.are_others = are_others

    def __call__(
        self, environ: dict[str, Any], start_response: Start
    ) -> Iterable[bytes]:
        address = environ.get("PATH_INFO", "")
        if not is_versioned(address):
            return self.application(environ, start_response)
        if environ["REQUEST_METHOD"] not in READS:
            return _say(
                start_response, "405 Method Not Allowed", ("Allow", "GET, HEAD")
            )
        file = theme_files().file(address) or self.kept.file(address)
        if file is None:
            return self._elsewhere(address, start_response)
        encoding = file.accepted(environ.get("HTTP_ACCEPT_ENCODING", ""))
        body = file.bodies[encoding]
        headers = [
            ("Content-Type", file.kind),
            ("Content-Length", str(len(body))),
            ("Cache-Control", FOR_EVER),
            ("Vary", "Accept-Encoding"),
        ]
        if encoding:
            headers.append(("Content-Encoding", encoding))
        start_response("200 OK", headers)
        return [] if environ["REQUEST_METHOD"] == "HEAD" else [body]

    def _elsewhere(self, address: str, start_response: Start) -> Iterable[bytes]:
        if self.are_others:
            return _say(start_response, "404 Not Found")
        name = address.removeprefix(ADDRESS).partition("/")[2]
        leads = ("Location", f"{RELEASED}{name}")
        return _say(start_response, "307 Temporary Redirect", leads)


def _say(start_response: Start, status: str, *more: tuple[str, str]) -> list[bytes]:
    """No file; nobody is to keep that."""
    headers = [("Content-Length", "0"), ("Cache-Control", "no-store"), *more]
    start_response(status, headers)
    return []


def is_versioned(address: str) -> bool:
    """Whether it is that of such a file, for which nobody is asked but the memory."""
    return address.startswith(ADDRESS)
