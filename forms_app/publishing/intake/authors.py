"""Who edited content files: the git author where the content is a work tree, else the
owner of the file.
"""

from __future__ import annotations

import pwd
import subprocess
from collections.abc import Iterable
from pathlib import Path

from forms_app.base.contentfile.campaign_folder import CAMPAIGNS
from forms_app.publishing.intake import brought
from forms_app.publishing.intake.journal import PUBLISHED, UNPUBLISHED, Finding

COMMITS = 500
FEW = 20  # paths that are given to git one by one
# seconds for a call: whoever is taken off the list does not wait for a name
PATIENCE = 0.4
OF_MANY = 5.0
BY_ITSELF = frozenset({"cleared", PUBLISHED, UNPUBLISHED})
STATUS = (
    "status",
    "--porcelain",
    "-z",
    "--no-renames",
    "--untracked-files=all",
    "--",
)
LOG = ("log", f"-{COMMITS}", "--no-renames", "--name-only", "-z", "--format=%x01%an")


def of(content: Path, paths: Iterable[str]) -> dict[str, str]:
    """A name for the audit trail for each path; "content-file" when nothing better is
    known.
    """
    asked = list(paths)
    found = brought.writers(content, asked)
    left = set(asked) - found.keys()
    if left and (content / ".git").exists():
        found |= _committers(content, left)
    return {
        relative: found.get(relative) or _owner(content / relative)
        for relative in asked
    }


def of_findings(content: Path, findings: Iterable[Finding]) -> dict[str, str]:
    """The same of what a round found; what nobody edited is the publisher's."""
    by_path = {found.path: found.what for found in findings}
    edited = [path for path, what in by_path.items() if what not in BY_ITSELF]
    return {**dict.fromkeys(by_path, "publisher"), **of(content, edited)}


def _owner(path: Path) -> str:
    try:
        return pwd.getpwuid(path.lstat().st_uid).pw_name
    except (OSError, KeyError):
        return "content-file"


def _committers(content: Path, paths: set[str]) -> dict[str, str]:
    """Of what is committed as it stands: who committed it last.

    Two calls of git, however many paths.
    """
    patience = PATIENCE if len(paths) <= FEW else OF_MANY
    where = sorted(paths) if len(paths) <= FEW else [CAMPAIGNS]
    status = _git(content, patience, *STATUS, *where)
    if status is None:
        return {}
    left = paths - {row[3:] for row in status.split("\0") if row}
    log = _git(content, patience, *LOG) if left else None
    found: dict[str, str] = {}
    for commit in (log or "").split("\x01")[1:]:
        author, *names = commit.replace("\n", "\0").split("\0")
        for name in left.intersection(names):
            found.setdefault(name, author[:80])
    return found


def _git(content: Path, patience: float, *words: str) -> str | None:
    """What it says; None when it fails or takes too long."""
    try:
        # Names are UTF-8 whatever the locale: Pelican sets it to C in the process that
        # builds with it.
        command = ["git", "--literal-pathspecs", "-C", str(content), *words]
        done = subprocess.run(
            command, capture_output=True, encoding="utf-8", timeout=patience
        )
    except (OSError, UnicodeDecodeError, subprocess.TimeoutExpired):
        return None
    return done.stdout if done.returncode == 0 else None
