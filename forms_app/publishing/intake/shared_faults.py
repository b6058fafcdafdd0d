"""What is wrong with the content and which removals are held, where hosts share a
database: whoever publishes tells it, and every other host shows it to its editors and on
its staff page as its own.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping

from sqlalchemy import select

from forms_app.base import fence
from forms_app.base.contentfile.faults import Fault
from forms_app.base.office import Office
from forms_app.publishing.intake import faults_file, removals, working_copy
from forms_app.publishing.intake.folder_file import FolderFile
from forms_app.publishing.models import SharedFaults

HASH = "hash"  # of the file as whoever publishes has it


class FaultsToTell:
    """Of one publisher: `told` is what other hosts know."""

    def __init__(self, office: Office) -> None:
        self.office = office
        self.told: tuple[str, str] | None = None

    def tell(self, faults: Iterable[Fault], held: Mapping[str, list[str]]) -> None:
        """Write them where they differ from before.

        Raises:
            Fenced: another publisher took over.
            Busy, DatabaseAway: it is tried again.
        """
        if self.office.database.is_sqlite:
            return
        every = [
            {**one.to_dict(), HASH: FolderFile.at(self.office.content, one.path).hash}
            for one in faults
            if one.says != working_copy.OTHER
        ]
        told = json.dumps(every, ensure_ascii=False), json.dumps(held)
        if told == self.told:
            return
        database = self.office.database
        with (
            database.writing(aside=True) as session,
            fence.within(session.connection()),
        ):
            session.merge(SharedFaults(id=1, told=told[0], held=told[1]))
        self.told = told


def show(office: Office, own: Iterable[Fault]) -> None:
    """Show them on this host beside its own. In the folder of who edits stand those of
    files that are faulty there too.
    """
    with office.database.reading() as session:
        row = session.execute(select(SharedFaults.told, SharedFaults.held)).first()
    told, held = row or ("[]", "{}")
    removals.hold(office.accepted, json.loads(held))
    here = [*own, *working_copy.faults(office.content, office.data)]
    every = list(here)
    for saved in json.loads(told):
        hashed = saved.pop(HASH)
        fault = Fault.from_dict(saved)
        file = FolderFile.at(office.content, fault.path)
        every.append(fault)
        if file.hash == hashed:
            here.append(file.fault or fault)
    faults_file.write(office.content, office.data, _sorted(every), _sorted(here))


def _sorted(faults: list[Fault]) -> list[Fault]:
    return sorted(faults, key=lambda fault: (fault.path, fault.line))
