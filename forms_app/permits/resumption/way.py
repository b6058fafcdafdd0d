"""Working through a list of applications: where in a view one is, and which comes after
the one that was just decided.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from sqlalchemy import select

from forms_app.base.long_list import LIST
from forms_app.base.worklist import Reader
from forms_app.permits.enterprises.models import Enterprise
from forms_app.permits.enterprises.queries import visible_to
from forms_app.permits.resumption.application_list import APPLICATIONS
from forms_app.permits.resumption.models import Application

THEN = "then"  # in an address: the next one, noted before this one left the view


@dataclass(frozen=True)
class Way:
    """The way through a view. `name` is the next one's, once this one is decided."""

    view: str  # as addresses carry it
    total: int
    is_decided: bool = False
    place: int | None = None
    before: int | None = None
    after: int | None = None
    name: str = ""


def way(
    reader: Reader, arguments: Mapping[str, str], application_id: int
) -> Way | None:
    """Where one is; None for whoever came from nowhere."""
    if LIST not in arguments:
        return None
    asked = APPLICATIONS.read(arguments[LIST])
    total = len(APPLICATIONS.rows(reader, asked))
    view = APPLICATIONS.address(asked)
    if THEN in arguments:
        return _decided(reader, view, total, arguments[THEN])
    found = APPLICATIONS.beside(reader, asked, application_id)
    if found is None:
        return Way(view, total)
    return Way(view, total, place=found.place, before=found.before, after=found.after)


def _decided(reader: Reader, view: str, total: int, then: str) -> Way:
    """The next one, if it is there and the reader may see it."""
    key = int(then) if then.isdecimal() and len(then) < 10 else 0
    query = (
        select(Enterprise.name)
        .join(Application, Application.enterprise_id == Enterprise.id)
        .where(Application.id == key, visible_to(reader.actor))
    )
    name = reader.session.scalar(query)
    after = key if name else None
    return Way(view, total, is_decided=True, after=after, name=name or "")


def onward(
    reader: Reader, arguments: Mapping[str, str], application_id: int
) -> dict[str, Any]:
    """What the address of the page after a decision carries; asked before it, since the
    one that is decided may leave the view.
    """
    if LIST not in arguments:
        return {}
    asked = APPLICATIONS.read(arguments[LIST])
    found = APPLICATIONS.beside(reader, asked, application_id)
    then = found.after if found and found.after else arguments.get(THEN, "")
    return {LIST: arguments[LIST], THEN: then}
