"""The looks that a poster is printed in: red all over, or white with a red frame for the
printer of an office.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode

from flask import request

from forms_app.permits.resumption.labels import LOOKS

LOOK = "look"  # in an address


@dataclass(frozen=True)
class OfferedLook:
    """One of them, with the address of the same page in it."""

    label: Any
    address: str
    is_chosen: bool


def looks() -> dict[str, Any]:
    """The look that the address asks for, and all that are offered, for a template."""
    chosen = request.args.get(LOOK, "")
    if chosen not in LOOKS:
        chosen = next(iter(LOOKS))
    asked = [pair for pair in request.args.items(multi=True) if pair[0] != LOOK]
    offered = [
        OfferedLook(word.label, f"?{urlencode([*asked, (LOOK, code)])}", code == chosen)
        for code, word in LOOKS.items()
    ]
    return {"look": chosen, "offered": offered}
