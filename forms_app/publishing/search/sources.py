"""What the search knows: the data files of the released site, as rows of its index."""

from __future__ import annotations

import json
import os
from dataclasses import dataclass
from itertools import chain
from pathlib import Path
from typing import Any

from forms_app.base.initials import initials_of, pinyin_of
from forms_app.base.jsonfiles import read_json
from forms_app.base.matching import key_of
from forms_app.base.simplified import simplified
from forms_app.base.typed import plain
from forms_app.publishing.release.site import Site
from forms_app.publishing.site.searched import TEXTS

ENTERPRISES = "enterprises"
LISTS = ("data/search/*.json", "data/campaigns/*/search/*.json")
AS_OF = 2  # of how a row is made and kept: raised with it


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
        # files of the tree are links to what never changes
        file.relative_to(tree).as_posix(): f"{found.st_ino}:{found.st_mtime_ns}"
        for file in files
        if (found := _stat(file))
    }


def _stat(file: Path) -> os.stat_result | None:
    try:
        return file.stat()
    except FileNotFoundError:
        return None


def rows(site: Site, path: str) -> dict[str, dict[str, Any]]:
    """What one of these files says, by what is shown of it; nothing where it is gone
    meanwhile.
    """
    read = read_json(site.tree / path) or []
    return {_shown(row): row for row in read}


def entry(path: str, row: dict[str, Any]) -> Entry:
    return _document(row) if path == TEXTS else _enterprise(row)


def _shown(row: dict[str, Any]) -> str:
    shown = {key: value for key, value in row.items() if key != "initials"}
    return json.dumps(shown, ensure_ascii=False)


def _enterprise(row: dict[str, Any]) -> Entry:
    names = [simplified(row["name"]), row["reference"]]
    others = [simplified(row["place"])] if row["place"] else []
    return Entry(
        ENTERPRISES,
        key_of(names, [*row["initials"], pinyin_of(row["name"])], others),
        "",
        row["reference"],
        "",
        "over" if row["over"] else row["status"],
        row["community"],
        row["kind"],
        row["since"],
        _shown(row),
    )


def _document(row: dict[str, Any]) -> Entry:
    title = row["title"]
    names = [title, row["number"]]
    said = " ".join([row["issuer"], row["about"], row["text"]])
    letters = [*initials_of(title), pinyin_of(title)]
    return Entry(
        row["section"],
        key_of(map(simplified, filter(None, names)), letters),
        plain(simplified(said)),
        f"{row['url'].removeprefix('/en')} {'' if row['date'] else title}",
        row["lang"],
        "expired" if row["expired"] else "",
        "",
        "",
        row["date"],
        _shown(row),
    )
