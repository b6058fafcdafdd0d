"""Small JSON files that are replaced whole: standing, verdicts, figures, faults, what the publisher is doing."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from forms_app.contentfile.write import write_aside


def read_json(path: Path) -> Any:
    """What the file holds; an empty dict where there is none."""
    try:
        return json.loads(path.read_text(encoding="utf-8"))
    except FileNotFoundError:
        return {}


def write_json(path: Path, value: Any) -> bool:
    """Replace the file if its content changes; says whether it did."""
    data = (json.dumps(value, ensure_ascii=False, indent=1, sort_keys=True) + "\n").encode()
    if path.exists() and path.read_bytes() == data:
        return False
    path.parent.mkdir(parents=True, exist_ok=True)
    write_aside(path, data)
    return True
