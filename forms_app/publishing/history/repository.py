"""A bare git repository that this program alone writes, by one process at a time: files as
they were accepted, commit after commit on one branch.
"""

from __future__ import annotations

import hashlib
import subprocess
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path

from forms_app.base.zone import office_zone

BRANCH = "refs/heads/main"
COMMITTER = "Kaigong"
PATIENCE = 20 * 60  # seconds, whatever the machine is doing beside
# What a process that was ended leaves behind; nobody else writes here.
LEFT_OVER = (f"{BRANCH}.lock", "packed-refs.lock", "HEAD.lock", "gc.pid")
UNFIT = dict.fromkeys(map(ord, "<>\n\r\0"))  # in the name of an author
LISTED = "%H%x1f%at%x1f%an"


class NoRepository(Exception):
    """git is not there, or cannot read or write the repository; says what it said."""


@dataclass(frozen=True)
class Commit:
    """Files as they were accepted at a moment; None for one that went. `trailers` are
    read again by name.
    """

    at: datetime
    author: str
    subject: str
    files: Mapping[str, bytes | None]
    trailers: Mapping[str, int] = field(default_factory=dict)


@dataclass(frozen=True)
class Recorded:
    """A commit of a file: its name, when the version began to count, by whom."""

    name: str
    at: datetime
    author: str


class Repository:
    def __init__(self, folder: Path) -> None:
        self.folder = folder

    def begin(self) -> None:
        """Make it where none is there, and clear away what a killed process left."""
        if not (self.folder / "HEAD").is_file():
            self._run("init", "--quiet", "--bare", f"--initial-branch={_short()}")
        for name in LEFT_OVER:
            (self.folder / name).unlink(missing_ok=True)

    def is_empty(self) -> bool:
        return not self._run("for-each-ref", BRANCH)

    def add(self, commits: Iterable[Commit]) -> None:
        """On top of what is there; all of them or none."""
        rows = [b"feature done\n"]
        last = b"" if self.is_empty() else f"from {BRANCH}^0\n".encode()
        for commit in commits:
            rows += [*_head_of(commit), last, *_changes(commit.files)]
            last = b""
        rows.append(b"done\n")
        if len(rows) > 2:
            self._run("fast-import", "--quiet", given=b"".join(rows))

    def tidy(self) -> None:
        self._run("-c", "gc.autoDetach=false", "gc", "--auto", "--quiet")

    def files(self) -> dict[str, str]:
        """By path, the id of what the newest commit has."""
        if self.is_empty():
            return {}
        listed = self._run("ls-tree", "-r", "-z", BRANCH).decode()
        rows = (row.partition("\t") for row in listed.split("\0") if row)
        return {path: about.split(" ")[2] for about, _tab, path in rows}

    def trailer(self, name: str, path: str = "") -> int:
        """Of the newest commit, or of the newest that changed a file; 0 without any."""
        asked = f"--format=%(trailers:key={name},valueonly)"
        paths = ("--", path) if path else ()
        said = self._run("log", "-1", asked, BRANCH, *paths).strip()
        return int(said) if said.isdigit() else 0

    def recorded(self, path: str) -> list[Recorded]:
        """The commits that have a version of a file, the newest first."""
        if self.is_empty():
            return []
        words = ("log", "--diff-filter=AM", f"--format={LISTED}", BRANCH)
        rows = self._run(*words, "--", path).decode("utf-8", "replace")
        return [_recorded(*row.split("\x1f")) for row in rows.splitlines()]

    def text(self, commit: str, path: str) -> str | None:
        """A file as a commit has it; None where it has none."""
        try:
            return self._run("cat-file", "blob", f"{commit}:{path}").decode()
        except (NoRepository, UnicodeDecodeError):
            return None

    def _run(self, *words: str, given: bytes | None = None) -> bytes:
        """Raises NoRepository where git fails."""
        self.folder.mkdir(parents=True, exist_ok=True)
        command = ["git", "--literal-pathspecs", f"--git-dir={self.folder}", *words]
        try:
            done = subprocess.run(
                command,
                input=given,
                capture_output=True,
                timeout=PATIENCE,
                env=ENVIRONMENT,
            )
        except (OSError, subprocess.TimeoutExpired) as error:
            raise NoRepository(str(error)) from error
        if done.returncode:
            raise NoRepository(done.stderr.decode("utf-8", "replace").strip())
        return done.stdout


# Nobody's own settings, hooks or signing keys.
ENVIRONMENT = {
    "PATH": "/usr/local/bin:/usr/bin:/bin",
    "LANG": "C.UTF-8",
    "HOME": "/nonexistent",
    "GIT_CONFIG_NOSYSTEM": "1",
    "GIT_TERMINAL_PROMPT": "0",
}


def blob_id(data: bytes) -> str:
    """What git calls these bytes."""
    head = f"blob {len(data)}\0".encode()
    return hashlib.sha1(head + data, usedforsecurity=False).hexdigest()


def _short() -> str:
    return BRANCH.rpartition("/")[2]


def _recorded(name: str, at: str, author: str) -> Recorded:
    return Recorded(name, datetime.fromtimestamp(int(at), office_zone()), author)


def _head_of(commit: Commit) -> Iterator[bytes]:
    at = f"{int(commit.at.timestamp())} {commit.at.astimezone(office_zone()):%z}"
    author = commit.author.translate(UNFIT).strip() or COMMITTER
    trailers = "".join(f"{name}: {said}\n" for name, said in commit.trailers.items())
    message = f"{commit.subject}\n\n{trailers}".encode()
    yield f"commit {BRANCH}\nauthor {author} <> {at}\n".encode()
    yield f"committer {COMMITTER} <> {at}\n".encode()
    yield f"data {len(message)}\n".encode() + message + b"\n"


def _changes(files: Mapping[str, bytes | None]) -> Iterator[bytes]:
    for path, data in files.items():
        named = path.replace("\\", "\\\\").replace('"', '\\"').replace("\n", "\\n")
        if data is None:
            yield f'D "{named}"\n'.encode()
        else:
            yield f'M 100644 inline "{named}"\ndata {len(data)}\n'.encode()
            yield data + b"\n"
