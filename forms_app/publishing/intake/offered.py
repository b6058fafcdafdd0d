"""What other hosts offer (offers.py), put into the content folder of the one that
publishes: there it is judged, accepted or refused as if it had been saved there.

Only over the version that it was made from; what takes away waits for nothing.
"""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.orm import Session

from forms_app.base import fence, logs
from forms_app.base.contentfile.campaign_folder import is_decision
from forms_app.base.contentfile.reading import Unreadable, read_content
from forms_app.base.contentfile.write import (
    StaleFile,
    make_folder,
    write_aside,
)
from forms_app.base.office import Office
from forms_app.base.publisher_lease import holder_of
from forms_app.publishing.intake import brought, working_copy
from forms_app.publishing.intake.folder_file import FolderFile, is_content
from forms_app.publishing.intake.urgent import says_less
from forms_app.publishing.models import Offer, OfferState


@dataclass(frozen=True)
class _Outcome:
    offer: Offer
    state: OfferState


def bring(office: Office) -> set[str]:
    """Put what was offered into the folder; gives the paths that were written.

    Raises:
        Fenced: another publisher took over.
        Busy, DatabaseAway: it is tried again.
    """
    if office.database.is_sqlite:
        return set()
    host = holder_of(office.data)
    with office.database.reading() as session:
        waiting = Offer.host != host, Offer.state != OfferState.TAKEN
        offers = session.scalars(select(Offer).where(*waiting)).all()
        taken = _taken(session, host) if offers else {}
    bringing = Bringing(office, taken)
    outcomes = [one for offer in offers if (one := bringing.bring(offer))]
    if outcomes:
        _note(office, outcomes)
    return bringing.written


def _taken(session: Session, host: str) -> dict[tuple[str, str], str]:
    found = select(Offer).where(Offer.host != host)
    return {(one.host, one.path): one.taken for one in session.scalars(found)}


class Bringing:
    """One look at what is offered. `taken`: by host and path, what was put here before."""

    def __init__(self, office: Office, taken: dict[tuple[str, str], str]) -> None:
        self.office = office
        self.taken = taken
        self.written: set[str] = set()

    def bring(self, offer: Offer) -> _Outcome | None:
        """What became of an offer; None where nothing is to be noted."""
        path = working_copy.name_in_place(offer.path)
        if not is_content(path):
            return None
        try:
            state = self._put(path, offer)
        except StaleFile:
            return None  # somebody is just writing it: the next time
        except OSError as error:
            says = f"{error.strerror}: {path}"
            logs.configure().error("could not take an offer", error=says)
            return None
        return None if state == offer.state else _Outcome(offer, state)

    def _put(self, path: str, offer: Offer) -> OfferState:
        """Raises:
        StaleFile: it was changed meanwhile.
        """
        here = FolderFile.at(self.office.content, path)
        if here.hash == offer.hash:
            return OfferState.TAKEN
        if not self._is_made_from(here, offer):
            if not self._takes_away(path, offer):
                return OfferState.STALE
            if not self._is_accepted(here):
                working_copy.put_aside(self.office, path)
                here = FolderFile(path)
        brought.note(self.office.data, path, offer)
        self._write(here, offer.text)
        self.written.add(path)
        return OfferState.TAKEN

    def _is_made_from(self, here: FolderFile, offer: Offer) -> bool:
        """From what stands here, or from what the same host offered before."""
        if working_copy.is_aside(offer.path):
            return False
        aside = (offer.host, working_copy.name_aside(offer.path))
        put_aside = {self.taken.get(aside, "")} - {""}
        return bool(here.alike & {offer.base, *offer.hashes, *put_aside})

    def _takes_away(self, path: str, offer: Offer) -> bool:
        if not is_decision(path):
            return False
        try:
            granted = read_content(self.office.accepted / path)
        except (FileNotFoundError, Unreadable):
            return False
        return offer.text is None or says_less(offer.text, granted)

    def _is_accepted(self, here: FolderFile) -> bool:
        """Whether it is kept elsewhere too."""
        kept = FolderFile.at(self.office.accepted, here.path)
        return here.data is None or bool(here.alike & kept.alike)

    def _write(self, here: FolderFile, text: bytes | None) -> None:
        path = self.office.content / here.path
        if text is None:
            path.unlink(missing_ok=True)
            return
        make_folder(path.parent)

        def is_as_seen() -> bool:
            return FolderFile.at(self.office.content, here.path) == here

        write_aside(path, text, is_as_seen)


def _note(office: Office, outcomes: list[_Outcome]) -> None:
    """One that was replaced meanwhile is looked at again."""
    database = office.database
    with (
        database.writing(aside=True) as session,
        fence.within(session.connection()),
    ):
        for one in outcomes:
            found = session.get(Offer, (one.offer.host, one.offer.path))
            if found is None:
                continue
            if one.state == OfferState.TAKEN:
                found.taken = one.offer.hash
            if found.hash == one.offer.hash:
                found.state = one.state
