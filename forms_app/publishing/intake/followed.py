"""The accepted tree of a host that does not publish, kept as it is on the one that does:
the app reads rules, communities and the office file there.

Decisions come by the journal, other files by their accepted versions.
"""

from __future__ import annotations

from sqlalchemy import func, select

from forms_app.base.contentfile.campaign_folder import is_decision
from forms_app.base.jsonfiles import read_json, write_json
from forms_app.base.office import Office
from forms_app.publishing.intake import working_copy
from forms_app.publishing.intake.accepted import Accepted
from forms_app.publishing.intake.folder_file import is_content, is_media
from forms_app.publishing.intake.shared_journal import SharedJournal
from forms_app.publishing.intake.shared_versions import ACCEPTED, GONE
from forms_app.publishing.models import Version

FILE = "followed.json"  # in data/: up to which version the accepted tree is


class FollowedTree:
    """Of one host, while another one publishes."""

    def __init__(self, office: Office) -> None:
        self.office = office
        path = office.data / "journal.jsonl"
        self.journal = SharedJournal(path, office.database)
        self.accepted: Accepted | None = None

    def go_on(self) -> None:
        """Raises:
        Busy, DatabaseAway: it cannot be told.
        OSError: the disk is full or away.
        """
        number = self.journal.follow()
        if self.journal.is_apart:
            return
        if self.accepted is None:
            self.accepted = Accepted(self.office.accepted, self.journal)
        elif number:
            self.accepted.recover()
        self._bring_others(self.accepted)

    def _bring_others(self, accepted: Accepted) -> None:
        place = self.office.data / FILE
        last = read_json(place).get("sequence", 0)
        with self.office.database.reading() as session:
            last = working_copy.known_here(session, last)
            newest = select(func.max(Version.sequence)).group_by(Version.path)
            new = newest.where(Version.sequence > last).scalar_subquery()
            found = select(Version).where(Version.sequence.in_(new))
            rows = session.scalars(found.order_by(Version.sequence)).all()
        for row in rows:
            if is_content(row.path) and not (
                is_decision(row.path) or is_media(row.path)
            ):
                _bring(accepted, row)
        if rows:
            write_json(place, {"sequence": rows[-1].sequence})


def _bring(accepted: Accepted, row: Version) -> None:
    if row.verdict == ACCEPTED and row.text is not None:
        accepted.copy(row.path, row.text.decode())
    elif row.verdict == GONE:
        (accepted.folder / row.path).unlink(missing_ok=True)
