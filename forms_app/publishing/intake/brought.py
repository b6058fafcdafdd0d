"""What was offered on another host and put into the content folder of this one, by path:
its hash, and who wrote it. It is noted here before it is put there: whoever publishes may
end before the database knows.
"""

from __future__ import annotations

import time
from collections.abc import Iterable
from pathlib import Path
from typing import Any

from forms_app.base.jsonfiles import read_json, write_json
from forms_app.publishing.intake.folder_file import FolderFile
from forms_app.publishing.models import Offer

FILE = "offered.json"  # in data/
MOST = 500  # of them


def note(data: Path, path: str, offer: Offer) -> None:
    if offer.text is None:
        return
    told: dict[str, Any] = read_json(data / FILE)
    told[path] = {"hash": offer.hash, "author": offer.author, "at": time.time_ns()}
    for old in sorted(told, key=lambda one: told[one]["at"])[:-MOST]:
        del told[old]
    write_json(data / FILE, told)


def hashes(data: Path) -> dict[str, str]:
    """Of what was put here last, by path."""
    return {path: str(one["hash"]) for path, one in read_json(data / FILE).items()}


def writers(content: Path, paths: Iterable[str]) -> dict[str, str]:
    """By path, who wrote what stands in a folder and was saved on another host."""
    told = read_json(content.with_name("data") / FILE)
    found = {}
    for path in paths if told else ():
        if path in told and FolderFile.at(content, path).hash == told[path]["hash"]:
            found[path] = str(told[path]["author"])
    return found
