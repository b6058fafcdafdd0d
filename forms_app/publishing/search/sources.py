"""What the search knows: the data files of the released site, as rows of its index."""

from __future__ import annotations

import json
import os
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import chain
from pathlib import Path
from typing import Any

from forms_app.base.initials import initials_of
from forms_app.base.jsonfiles import read_json
from forms_app.base.matching import key_of
from forms_app.base.simplified import simplified
from forms_app.base.typed import plain
from forms_app.publishing.release.site import Site
from forms_app.publishing.site.searched import TEXTS

ENTERPRISES = "enterprises"
LISTS = ("data/search/*.json", "data/campaigns/*/search/*.json")
AS_OF = 1  # of how a row is made: raised with it


@dataclass(frozen=True)
class Entry:
    """One thing that can be found. `key` is what names of it are compared by, `text` all
    it says; `shown` what its row prints, as JSON. Of one `reference` one row is shown, the
    worst `status`, or the language that is read.
    """

    section: str
    key: str
    text: str
    reference: str
    lang: str
    status: str
    community: str
    kind: str
    day: str
    shown: str


def marks(site: Site) -> dict[str, str]:
    """The files of the release that the index is made of, each with what tells one
    version of it from another.
    """
    tree = site.tree
    lists = chain.from_iterable(tree.glob(pattern) for pattern in LISTS)
    files = [*lists, tree / TEXTS]
    return {
        file.relative_to(tree).as_posix(): _mark(found)
        for file in files
        if (found := _stat(file))
    }


def _stat(file: Path) -> os.stat_result | None:
    try:
        return file.stat()
    except FileNotFoundError:
        return None


def _mark(found: os.stat_result) -> str:
    """Files of the tree are links to what never changes."""
    return f"{AS_OF}:{found.st_ino}:{found.st_size}:{found.st_mtime_ns}"


def entries(site: Site, path: str) -> Iterator[Entry]:
    """The rows of one of these files; none where it is gone meanwhile."""
    rows = read_json(site.tree / path) or []
    yield from map(_document if path == TEXTS else _enterprise, rows)


def _enterprise(row: dict[str, Any]) -> Entry:
    names = [simplified(row["name"]), row["reference"]]
    others = [simplified(row["place"])] if row["place"] else []
    shown = {key: value for key, value in row.items() if key != "initials"}
    return Entry(
        ENTERPRISES,
        key_of(names, row["initials"], others),
        "",
        row["reference"],
        "",
        "over" if row["over"] else row["status"],
        row["community"],
        row["kind"],
        row["since"],
        json.dumps(shown, ensure_ascii=False),
    )


def _document(row: dict[str, Any]) -> Entry:
    names = [row["title"], row["number"]]
    said = " ".join([row["issuer"], row["about"], row["text"]])
    return Entry(
        row["section"],
        key_of(map(simplified, filter(None, names)), initials_of(row["title"])),
        plain(simplified(said)),
        f"{row['url'].removeprefix('/en')} {'' if row['date'] else row['title']}",
        row["lang"],
        "expired" if row["expired"] else "",
        "",
        "",
        row["date"],
        json.dumps(row, ensure_ascii=False),
    )
