"""Who edited content files: the git author where the content is a work tree, else the owner of the file."""

from __future__ import annotations

import pwd
import subprocess
from collections.abc import Iterable
from pathlib import Path

COMMITS = 500


def of(content: Path, paths: Iterable[str]) -> dict[str, str]:
    """A name for the audit trail for each path; "content-file" when nothing better is known."""
    left = list(paths)
    found = _committers(content, set(left)) if left and (content / ".git").exists() else {}
    return {relative: found.get(relative) or _owner(content / relative) for relative in left}


def _owner(path: Path) -> str:
    try:
        return pwd.getpwuid(path.lstat().st_uid).pw_name
    except (OSError, KeyError):
        return "content-file"


def _committers(content: Path, paths: set[str]) -> dict[str, str]:
    """Of what is committed as it stands: who committed it last. Two calls of git, however many paths."""
    status = _git(content, "status", "--porcelain", "-z", "--no-renames", "--untracked-files=all", "--", "enterprises")
    dirty = {row[3:] for row in status.split("\0") if row}
    left = {relative for relative in paths if relative not in dirty}
    found: dict[str, str] = {}
    if not left:
        return found
    log = _git(
        content, "log", f"-{COMMITS}", "--no-renames", "--name-only", "-z", "--format=%x01%an", "--", "enterprises"
    )
    for commit in log.split("\x01")[1:]:
        author, *names = commit.replace("\n", "\0").split("\0")
        for name in names:
            if name in left:
                found.setdefault(name, author[:80])
    return found


def _git(content: Path, *words: str) -> str:
    try:
        done = subprocess.run(["git", "-C", str(content), *words], capture_output=True, text=True, timeout=10)
    except (OSError, subprocess.TimeoutExpired):
        return ""
    return done.stdout
