"""Who edited a content file: the git author where the content is a work tree, else the owner of the file."""

from __future__ import annotations

import pwd
import subprocess
from pathlib import Path


def of(content: Path, relative: str) -> str:
    """A name for the audit trail; "content-file" when nothing better is known."""
    if (content / ".git").exists():
        said = _git(content, "log", "-1", "--format=%an", "--", relative)
        if said and not _git(content, "status", "--porcelain", "--", relative):
            return said[:80]
    try:
        return pwd.getpwuid((content / relative).lstat().st_uid).pw_name
    except (OSError, KeyError):
        return "content-file"


def _git(content: Path, *words: str) -> str:
    try:
        done = subprocess.run(["git", "-C", str(content), *words], capture_output=True, text=True, timeout=5)
    except (OSError, subprocess.TimeoutExpired):
        return ""
    return done.stdout.strip()
