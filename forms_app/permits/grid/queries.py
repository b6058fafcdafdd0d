"""Which communities, grids and rules are in force, as the accepted tree has them; read
again when a file changes.
"""

from __future__ import annotations

from datetime import date
from pathlib import Path

from forms_app.base.catalogue import language
from forms_app.base.contentfile import rulefile
from forms_app.base.contentfile.declaration import Record, RuleKind
from forms_app.base.contentfile.rulefile import RuleFile
from forms_app.base.office import Office
from forms_app.permits.grid.content import Community, read_community

_read: dict[Path, tuple[tuple[int, int], object]] = {}


def directory(office: Office) -> dict[str, Community]:
    """The communities by slug, in the order of their official codes."""
    found = [
        value
        for path in _files(office, "communities", "*.md")
        if isinstance(value := _cached(path), Community)
    ]
    return {
        community.slug: community
        for community in sorted(found, key=lambda community: community.code)
    }


def title_of(community: Community) -> str:
    """莲湖社区, in the language that is being read."""
    return community.title_en if language() == "en" else community.title


def name_of(office: Office, community: str, grid: str = "") -> str:
    """莲湖社区 第二网格, as people call it; the slugs where they are drawn no more."""
    found = directory(office).get(community)
    if found is None:
        return " ".join(filter(None, (community, grid)))
    drawn = found.grid(grid)
    return " ".join(filter(None, (title_of(found), drawn.name if drawn else grid)))


def rules(office: Office) -> list[RuleFile]:
    """Every version of every rule file."""
    return [
        value
        for path in _files(office, "rules", "*.toml")
        if isinstance(value := _cached(path), RuleFile)
    ]


def rule(office: Office, kind: RuleKind[Record], day: date) -> Record | None:
    """What the version of a rule in force on a day says; None where none is."""
    return kind.on(rules(office), day)


def notice_title(office: Office, slug: str, lang: str) -> str:
    """The title of the notice or policy of this slug, in its translation where there is
    one; else the slug.
    """
    names = [f"{slug}.en.md", f"{slug}.md"] if lang == "en" else [f"{slug}.md"]
    for path in (
        office.accepted / section / name
        for name in names
        for section in ("policies", "notices")
    ):
        if slug and path.is_file():
            rows = path.read_text(encoding="utf-8").splitlines()
            return next(
                (
                    row.removeprefix("Title:").strip()
                    for row in rows
                    if row.startswith("Title:")
                ),
                slug,
            )
    return slug


def _files(office: Office, folder: str, pattern: str) -> list[Path]:
    return sorted((office.accepted / folder).glob(pattern))


def _cached(path: Path) -> object:
    stat = path.stat()
    stamp = (stat.st_mtime_ns, stat.st_size)
    if path not in _read or _read[path][0] != stamp:
        data = path.read_bytes()
        read = rulefile.read if path.suffix == ".toml" else read_community
        _read[path] = (stamp, read(data, path.name)[0])
    return _read[path][1]
