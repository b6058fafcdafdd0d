"""Content files that are set aside in this process, until they change: those at which
the publisher stood still.

Which they are is counted in publishing/service/suspects.py.
"""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

from forms_app.base.contentfile.stamp import stamp

_stamps: dict[str, str] = {}  # by path


def set_aside(paths: Iterable[str]) -> None:
    """These alone, as they look now."""
    _stamps.clear()
    _stamps.update({path: stamp_at(path) for path in paths})


def is_set_aside(path: str) -> bool:
    """Whether it is, and is still the same."""
    kept = _stamps.get(path)
    return bool(kept) and kept == stamp_at(path)


def stamp_at(path: str) -> str:
    """Empty where nothing stands."""
    try:
        return stamp(Path(path).lstat())
    except OSError:
        return ""
