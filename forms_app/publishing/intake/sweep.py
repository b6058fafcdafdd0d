"""Telling a deletion from a sweep: three or more files and a tenth of a community
within ten minutes, or a whole folder.

Only such files are held and asked about; every other removal is live at once.
"""

from __future__ import annotations

import json
from datetime import datetime, timedelta
from pathlib import Path

from forms_app.base.jsonfiles import read_json
from forms_app.publishing.intake.journal import Change

WITHIN = timedelta(minutes=10)
AT_LEAST = 3
SHARE = 0.1


def is_sweep(gone: int, recently: int, accepted: int, folder_is_there: bool) -> bool:
    """Whether `gone` files of a community, after `recently` withdrawn ones, of
    `accepted` in all, are a sweep.
    """
    if not folder_is_there:
        return True
    total = gone + recently
    return total >= AT_LEAST and total > SHARE * (accepted + recently)


def is_recent(change: Change, now: datetime) -> bool:
    return now - datetime.fromisoformat(change.at) < WITHIN


def confirm(folder: Path, area: str, keys: list[str]) -> None:
    """Leave word that these held files were really meant to go.

    `folder` is data/confirmed-removals.
    """
    path = folder / f"{area}.json"
    path.parent.mkdir(parents=True, exist_ok=True)
    aside = path.with_name(f".{path.stem}.tmp")
    aside.write_text(json.dumps(sorted(keys)), encoding="utf-8")
    aside.replace(path)


def confirmed(folder: Path, area: str) -> set[str]:
    return set(read_json(folder / f"{area}.json"))
