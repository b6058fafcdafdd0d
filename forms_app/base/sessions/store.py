"""Reading and writing the row of a browser's session."""

from __future__ import annotations

import secrets
from typing import Any

from sqlalchemy import delete, select
from sqlalchemy.orm import Session

from forms_app.base.access import Actor
from forms_app.base.clock import real_now
from forms_app.base.keys import DAMAGED
from forms_app.base.sessions.browser import BrowserSession, hash_of
from forms_app.base.sessions.models import StoredSession
from forms_app.base.sessions.rules import SEEN_EVERY, ends_at


def read(database: Session, browser: BrowserSession) -> None:
    """What the office keeps under its secret; nothing where that has ended."""
    query = select(
        StoredSession.id,
        StoredSession.data,
        StoredSession.seen_at,
        StoredSession.ends_at,
    ).where(StoredSession.secret_hash == hash_of(browser.secret))
    now = real_now()
    try:
        row = database.execute(query).one_or_none()
    except DAMAGED:  # sealed by a key that is gone
        return
    if row is None or row.ends_at <= now:
        return
    browser.load(row.id, row.data, now - row.seen_at > SEEN_EVERY)


def write(database: Session, browser: BrowserSession, device: str) -> None:
    """Keep what is to be kept, in the caller's transaction.

    A session that was ended meanwhile does not come back; who signs in just then has a
    new one.
    """
    kept = browser.kept()
    row = _row(database, browser, device) if kept else None
    if row is None:
        _remove(database, browser)
        return
    row.data = _merged(row.data, browser.kept_before, kept)
    row.seen_at = real_now()
    row.owner = browser.owner
    if browser.opens_more:
        row.began_at = row.seen_at
        row.device = device
        browser.secret = secrets.token_urlsafe(32)
        row.secret_hash = hash_of(browser.secret)
    row.ends_at = ends_at(row.owner, row.began_at, row.seen_at, browser.limit)
    database.flush()
    browser.load(row.id, row.data, is_due=False)


def _row(
    database: Session, browser: BrowserSession, device: str
) -> StoredSession | None:
    found = browser.row_id and database.get(StoredSession, browser.row_id)
    if found or (browser.row_id is not None and not browser.opens_more):
        return found or None
    browser.secret = secrets.token_urlsafe(32)
    now = real_now()
    row = StoredSession(
        secret_hash=hash_of(browser.secret), device=device, began_at=now, data={}
    )
    database.add(row)
    return row


def _remove(database: Session, browser: BrowserSession) -> None:
    row = browser.row_id and database.get(StoredSession, browser.row_id)
    if row:
        database.delete(row)
    browser.row_id = None
    browser.secret = ""


def _merged(
    stored: dict[str, Any], before: dict[str, Any], after: dict[str, Any]
) -> dict[str, Any]:
    """What two requests changed at the same time stays, of both."""
    changed = {key: after[key] for key in after if after[key] != before.get(key)}
    gone = before.keys() - after.keys()
    return {key: stored[key] for key in stored if key not in gone} | changed


def end_all(database: Session, owner: Actor) -> None:
    """Whoever holds the cookie of a session of this account or enterprise is out with
    the next request. Part of a step that leaves its entry in the audit.
    """
    database.execute(
        delete(StoredSession).where(StoredSession.owner == owner.signature)
    )


def end_others(database: Session, owner: Actor, own: int | None) -> None:
    """The same, but for the row of the session that asks."""
    database.execute(
        delete(StoredSession).where(
            StoredSession.owner == owner.signature, StoredSession.id != own
        )
    )
