"""Making tables: at once in the request, or by a thread of the web worker, one at a
time, under a lease with a fence.

A worker that dies lets its lease run out; whoever looks at the page next, on any
worker, has the table made again. Nothing that an older holder does counts then.
"""

from __future__ import annotations

import threading
import time
from collections.abc import Callable
from contextlib import suppress
from datetime import datetime
from functools import partial
from typing import Any

from flask import current_app
from flask.ctx import AppContext
from sqlalchemy import select, update

from forms_app.base import background, logs
from forms_app.base.access import Actor, Role
from forms_app.base.catalogue import use_language
from forms_app.base.clock import real_now
from forms_app.base.dates import NO_YEAR, use_year
from forms_app.base.db import Busy, DatabaseAway
from forms_app.base.exports import store
from forms_app.base.exports.kinds import KINDS, Asked
from forms_app.base.exports.models import Export
from forms_app.base.exports.rules import KEPT, LEASE, TRIES, State, is_due
from forms_app.base.office import Office

SAY_EVERY = 0.5  # seconds between two words about how far it is
AFTER = 5.0  # seconds after its hour
_at_work = threading.Lock()


class Lost(Exception):
    """Somebody else holds it now, or it is wanted no more."""


def written(actor: Actor) -> dict[str, Any]:
    """The actor as the table keeps it."""
    scope = {
        name: sorted(getattr(actor, name))
        for name in ("communities", "grids", "points")
    }
    return {"kind": actor.kind, "id": actor.id, "role": actor.role, **scope}


def asked_of(export: Export) -> Asked:
    by = export.asked_by
    scope = (frozenset(by[name]) for name in ("communities", "grids", "points"))
    return Asked(
        export.given,
        Actor(by["kind"], by["id"], Role(by["role"]) if by["role"] else None, *scope),
        export.office_time,
    )


def wake(office: Office) -> None:
    """See to it that somebody of this process makes what is due, with the features that
    are on here.

    Asking again does no harm.
    """
    if _at_work.acquire(blocking=False):
        background.begin("exports", partial(_all, office, current_app.app_context()))


def _all(office: Office, context: AppContext) -> None:
    """Nobody else begins while this is begun again."""
    try:
        with context:
            while export := take(office, real_now()):
                make(office, export)
    except (Busy, DatabaseAway) as away:
        logs.configure().warning("exports wait", error=type(away).__name__)
    _at_work.release()


def take(office: Office, now: datetime, wanted: int | None = None) -> Export | None:
    """The oldest that is due (or `wanted`, if that is), now held by the caller."""
    open_ones = (
        select(Export)
        .where(Export.state.in_([State.WAITING, State.MAKING]))
        .order_by(Export.id)
    )
    with office.database.writing() as session:
        for export in session.scalars(open_ones):
            if not is_due(export.state, export.lease_until, now) or wanted not in {
                None,
                export.id,
            }:
                continue
            export.fence += 1
            export.state = State.MAKING if export.fence <= TRIES else State.FAILED
            export.lease_until = now + LEASE
            if export.state == State.MAKING:
                return export
    return None


def make(office: Office, export: Export) -> None:
    """Make what one holds; whatever goes wrong with it is said on its page, and in the
    log without a word of its content.
    """
    try:
        with (
            use_language(export.language),
            use_year(NO_YEAR),  # a sheet is kept: its days are said with their year
            office.database.reading() as session,
        ):
            data = KINDS[export.kind].make(
                session, office, asked_of(export), _teller(office, export)
            )
        store.keep(office, export, data)
        try:
            _set(office, export, state=State.READY, percent=100, ready_at=real_now())
        except Lost:
            office.objects.remove(store.name_of(export))
            raise
    except Lost:
        return
    except Exception as error:  # noqa: BLE001 - whatever it is, the next table is to be made all the same
        logs.configure().error(
            "export failed",
            kind=export.kind,
            export=export.id,
            error=type(error).__name__,
        )
        with suppress(Lost):
            _set(office, export, state=State.FAILED)
    clear_later(office, KEPT.total_seconds() + AFTER)


def _teller(office: Office, export: Export) -> Callable[[int, float], None]:
    """Says how far it is twice a second, which renews the lease, and lets the requests
    of this process go first.
    """
    said = time.monotonic()

    def tell(rows: int, share: float) -> None:
        nonlocal said
        time.sleep(0)
        if share < 1 and time.monotonic() - said < SAY_EVERY:
            return
        said = time.monotonic()
        _set(
            office,
            export,
            rows=rows,
            percent=min(99, int(share * 100)),
            lease_until=real_now() + LEASE,
        )

    return tell


def _set(office: Office, export: Export, **values: Any) -> None:
    """Change what one still holds.

    Raises:
        Lost: one does not.
    """
    mine = (
        Export.id == export.id,
        Export.fence == export.fence,
        Export.state == State.MAKING,
    )
    with office.database.writing() as session:
        done = session.execute(update(Export).where(*mine).values(**values))
        if not done.rowcount:  # type: ignore[attr-defined]
            raise Lost


def clear_later(office: Office, seconds: float) -> None:
    """Delete what is over by then.

    Should this process be gone, the next one asked, or the night, does it.
    """

    def clear() -> None:
        with suppress(Busy, DatabaseAway, OSError):
            store.clear(office, real_now())

    background.begin("clear exports", clear, after=seconds)
