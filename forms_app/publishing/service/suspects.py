"""Files at which the publisher stood still: twice in a row at the same one, and it is
set aside until it changes, so that everything else goes on.

data/suspects.json counts them by path. Whoever ends the publisher looks at no file
itself, since one that does not answer would keep it too.
"""

from __future__ import annotations

from itertools import chain
from pathlib import Path
from typing import Any

from forms_app.base.contentfile.aside import set_aside, stamp_at
from forms_app.base.jsonfiles import read_json, write_json

FILE = "suspects.json"
TIMES = 2


def note(data: Path, path: str) -> bool:
    """The publisher was ended at this file; says whether it is set aside from now on."""
    noted = _noted(data)
    before = noted.get(path, {"times": 0, "stamp": ""})
    noted[path] = {**before, "times": before["times"] + 1}
    write_json(data / FILE, noted)
    return bool(noted[path]["times"] >= TIMES)


def recall(data: Path, *trees: Path) -> None:
    """At the start of a publisher: what is set aside, and how each file looks now. One
    that changed begins anew.

    `trees`: content and accepted. What cannot be rendered is told of the file that
    people edit, so a file and its copy in the other tree are set aside together.
    """
    noted = {
        path: _seen_again(told, now)
        for path, told in _noted(data).items()
        if (now := stamp_at(path))
    }
    write_json(data / FILE, noted)
    counted = (path for path, told in noted.items() if told["times"] >= TIMES)
    set_aside(chain.from_iterable(_copies(path, trees) for path in counted))


def was_ready(data: Path) -> None:
    """The publisher read everything: what stood still once alone was not the cause."""
    noted = _noted(data)
    kept = {path: told for path, told in noted.items() if told["times"] >= TIMES}
    if kept != noted:
        write_json(data / FILE, kept)


def _noted(data: Path) -> dict[str, dict[str, Any]]:
    """A file that is damaged counts from nothing."""
    try:
        return dict(read_json(data / FILE))
    except ValueError:
        return {}


def _seen_again(told: dict[str, Any], now: str) -> dict[str, Any]:
    has_changed = told["stamp"] not in {"", now}
    return {"times": 1 if has_changed else told["times"], "stamp": now}


def _copies(path: str, trees: tuple[Path, ...]) -> set[str]:
    for tree in trees:
        if Path(path).is_relative_to(tree):
            relative = Path(path).relative_to(tree)
            return {str(one / relative) for one in trees}
    return {path}
