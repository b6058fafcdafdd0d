"""The notices, policies and letters that are public now, as their accepted files say:
what is sent, posted, acknowledged.
"""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from pathlib import Path

from forms_app.base.contentfile.frontmatter import parse
from forms_app.base.contentfile.schema import FileKind, Key
from forms_app.base.office import Office

SECTIONS = ("notices", "policies", "letters")
PAPER = FileKind("paper", (Key("Title"), Key("Date"), Key("Expires")))


@dataclass(frozen=True)
class Notice:
    """One paper. `version` changes with every word of its file."""

    section: str
    slug: str
    title: str
    day: str
    version: str

    @property
    def path(self) -> str:
        """Its address below the public one."""
        return f"/{self.section}/{self.slug}/"


def papers(office: Office, *sections: str) -> dict[str, Notice]:
    """By "section/slug", the newest first; in Chinese, which every paper has."""
    today = office.clock.today().isoformat()
    paths = [
        path
        for section in sections or SECTIONS
        for path in (office.accepted / section).glob("*.md")
    ]
    found = [
        one for path in paths if "." not in path.stem and (one := _read(path, today))
    ]
    newest = sorted(found, key=lambda one: (one.day, one.slug), reverse=True)
    return {f"{one.section}/{one.slug}": one for one in newest}


def paper(office: Office, name: str) -> Notice | None:
    """The one of this "section/slug", if it is public."""
    return papers(office).get(name)


def _read(path: Path, today: str) -> Notice | None:
    """None once it has expired."""
    data = path.read_bytes()
    values = parse(data, path.name, PAPER).values
    if values.get("Expires", today) < today:
        return None
    version = hashlib.sha256(data).hexdigest()[:12]
    return Notice(
        path.parent.name,
        path.stem,
        values.get("Title", path.stem),
        values.get("Date", ""),
        version,
    )
