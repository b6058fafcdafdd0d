"""What an examination of an office found."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True)
class Finding:
    """One thing that was looked at. `says`: what was found; where it is not well, also
    what to do.
    """

    about: Any
    is_well: bool
    says: str
