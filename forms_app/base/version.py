"""Which version of Kaigong this is: what pyproject.toml says."""

from __future__ import annotations

import tomllib
from functools import cache

from forms_app import PROJECT


@cache
def version() -> str:
    project = tomllib.loads((PROJECT / "pyproject.toml").read_text(encoding="utf-8"))
    number: str = project["project"]["version"]
    return number
