"""What goes when somebody on a roster is erased, by kind."""

from __future__ import annotations

from sqlalchemy.orm import Session

from forms_app.office.retention import dossier
from forms_app.office.retention.keeping import REASONS
from forms_app.office.retention.kinds import keepings
from forms_app.people.rosters.keeping import PEOPLE
from forms_app.people.rosters.models import Person


def keys_of_person(session: Session, person: Person) -> dict[str, list[int]]:
    """What does not hang on the record first, then the record; the words of reasons are
    found by it.
    """
    beside = {
        kind: keeping.of_person(session, person)
        for kind, keeping in keepings().items()
        if keeping.of_person
    }
    return {
        REASONS.kind: dossier.reasons_about(session, [person.id]),
        **beside,
        PEOPLE.kind: [person.id],
    }
