"""What the things on a desk and the figures of a day are called."""

from __future__ import annotations

from functools import cache
from typing import Any

from forms_app.base.catalogue import lazy_gettext as _l
from forms_app.base.feature import parts
from forms_app.features import FEATURES

FIGURES: dict[str, Any] = {
    "received_today": _l("当天收到"),
    "decided_today": _l("当天办结"),
    "left_today": _l("还在办"),
    "received": _l("累计收到"),
    "decided": _l("累计办结"),
}


@cache
def _tasks() -> dict[str, Any]:
    """Of every feature: a day that was closed may name what has been switched off
    since.
    """
    found = {kind.code: kind.title for kind in parts(FEATURES, "kinds")}
    for feature in FEATURES:
        found |= feature.tasks
    return found


def of(name: str) -> Any:
    """What a task is called, or the kind of item it is."""
    return _tasks().get(name, name)
