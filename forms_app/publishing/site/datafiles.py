"""The data files: the list as JSON and CSV, search files, statistics. Written without a clock, keys in a fixed order."""

from __future__ import annotations

import csv
import io
import json
from pathlib import Path
from typing import Any

from forms_app.publishing.site.entries import Entry, search_initials
from forms_app.publishing.site.inputs import Inputs


def write_all(output: Path, entries: list[Entry], slugs: list[str], inputs: Inputs) -> None:
    """Everything under /data/ that belongs to Pelican (version.json belongs to the release)."""
    listed = [entry for entry in entries if entry.listed]
    index = []
    for slug in slugs:
        rows = [entry for entry in listed if entry.community == slug]
        _write_json(output / f"data/enterprises/{slug}.json", _wrapped(rows, inputs))
        search = [{"reference": e.reference, "name": e.name, "initials": search_initials(e.name)} for e in rows]
        _write_json(output / f"data/search/{slug}.json", search)
        index.append({"community": slug, "count": _count(rows), "url": f"/data/enterprises/{slug}.json"})
    _write_json(output / "data/enterprises/index.json", {"as_of": inputs.as_of, "communities": index})
    _write_json(output / "data/enterprises.json", _wrapped(listed, inputs))
    _write_csv(output / "data/enterprises.csv", listed)
    _write_json(output / "data/statistics.json", inputs.figures)


def _count(rows: list[Entry]) -> int:
    return sum(entry.shown == "approved" for entry in rows)


def _wrapped(rows: list[Entry], inputs: Inputs) -> dict[str, Any]:
    return {"as_of": inputs.as_of, "count": _count(rows), "enterprises": [entry.row() for entry in rows]}


def _write_json(path: Path, value: Any) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(json.dumps(value, ensure_ascii=False, separators=(",", ":")) + "\n", encoding="utf-8")


def _write_csv(path: Path, rows: list[Entry]) -> None:
    """With a BOM for Excel; what a spreadsheet would take for a formula gets an apostrophe in front."""
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\r\n")
    keys = (
        list(rows[0].row())
        if rows
        else ["reference", "name", "kind", "community", "grid", "place", "batch", "since", "status", "url"]
    )
    writer.writerow(keys)
    for entry in rows:
        writer.writerow(_safe(value) for value in entry.row().values())
    path.write_bytes(b"\xef\xbb\xbf" + text.getvalue().encode())


def _safe(value: object) -> str:
    text = "" if value is None else str(value)
    return f"'{text}" if text[:1] in {"=", "+", "-", "@", "\t", "\r"} else text
