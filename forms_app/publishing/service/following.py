"""What a host does while another one publishes: its content folder and its site follow."""

from __future__ import annotations

from forms_app.base import logs
from forms_app.base.db import Busy, DatabaseAway
from forms_app.base.jobs import lease
from forms_app.base.objects.store import ObjectLost, ObjectsAway
from forms_app.base.office import Office
from forms_app.publishing.intake import working_copy
from forms_app.publishing.release.replica import Apart, Replica
from forms_app.publishing.release.shared_log import is_shared
from forms_app.publishing.search.jobs import INDEX


class Following:
    """Called again and again; what fails is tried the next time."""

    def __init__(self, office: Office) -> None:
        self.office = office
        self.replica: Replica | None = None
        self.said = ""  # why it cannot follow

    def __call__(self) -> None:
        working_copy.keep_up(self.office)
        if is_shared(self.office):
            self._say(self._follow_site())

    def _follow_site(self) -> str:
        """Why it could not; "" where it could."""
        try:
            self.replica = self.replica or Replica(self.office)
            if self.replica.follow():
                lease.ask(self.office.data, INDEX.name)
            self.replica.mend()
        except (Apart, Busy, DatabaseAway, ObjectsAway, ObjectLost) as error:
            return type(error).__name__
        except OSError as error:
            self.replica = None  # nothing half done is kept in mind
            return error.strerror or type(error).__name__
        return ""

    def _say(self, why: str) -> None:
        """Once."""
        if why and why != self.said:
            logs.configure().error("the site could not follow", error=why)
        self.said = why
