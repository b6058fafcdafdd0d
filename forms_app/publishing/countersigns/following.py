"""The database follows what the publisher found: which texts wait for a second account,
and which wait no longer.
"""

from __future__ import annotations

from collections.abc import Mapping
from contextlib import suppress
from datetime import datetime
from pathlib import PurePosixPath

from sqlalchemy import update
from sqlalchemy.orm import Session

from forms_app.base.contentfile.campaign_folder import is_decision, key_of
from forms_app.base.contentfile.write import file_hash
from forms_app.base.office import Office
from forms_app.base.ownfile import NotRegular, read_own
from forms_app.permits.resumption.models import Intent
from forms_app.permits.resumption.rules import WAITING
from forms_app.publishing.countersigns.models import Countersign
from forms_app.publishing.countersigns.queries import open_ones
from forms_app.publishing.countersigns.rules import Ended
from forms_app.publishing.countersigns.writers import writers


def follow(office: Office, waits: Mapping[str, str], now: datetime) -> None:
    """`waits`: by path, the hash of the text. Writes only what is otherwise."""
    with office.database.reading() as session:
        known = {one.path: one.text_hash for one in open_ones(session)}
    if known == waits:
        return
    with office.database.writing() as session:
        standing = set()
        for one in open_ones(session):
            if waits.get(one.path) == one.text_hash:
                standing.add(one.path)
            else:
                _end(session, office, one, now)
        new = {path: text for path, text in waits.items() if path not in standing}
        _begin(session, office, new, now)


def _begin(
    session: Session, office: Office, texts: Mapping[str, str], now: datetime
) -> None:
    wrote = writers(session, office, texts)
    for path, text_hash in texts.items():
        is_of_campaign = is_decision(path)
        campaign, _slash, reference = key_of(path).partition("/")
        found = Countersign(
            path=path,
            text_hash=text_hash,
            campaign=campaign if is_of_campaign else "",
            reference=reference if is_of_campaign else "",
            community=PurePosixPath(path).parent.name if is_of_campaign else "",
            writer=wrote[path],
            began_at=now,
        )
        session.add(found)
        _settle(session, found, WAITING)


def _end(session: Session, office: Office, found: Countersign, now: datetime) -> None:
    is_accepted = _accepted_hash(office, found.path) == found.text_hash
    found.ended = Ended.ACCEPTED if is_accepted else Ended.OVERTAKEN
    found.ended_at = now
    if not is_accepted:
        _settle(session, found, Ended.OVERTAKEN)


def _settle(session: Session, found: Countersign, how: str) -> None:
    """What was asked for by a button is in its file: nothing is left to finish."""
    if not found.is_decision:
        return
    asked = update(Intent).where(
        Intent.campaign == found.campaign,
        Intent.reference == found.reference,
        Intent.new_hash == found.text_hash,
        Intent.settled.is_(None) | (Intent.settled == WAITING),
    )
    session.execute(asked.values(settled=how))


def _accepted_hash(office: Office, path: str) -> str:
    with suppress(FileNotFoundError, NotRegular):
        return file_hash(read_own(office.accepted / path))
    return ""
