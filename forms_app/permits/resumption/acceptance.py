"""受理, as one page or two hundred rows do it: the step of the application, and the first
file of its enterprise where there is none in force.
"""

from __future__ import annotations

from dataclasses import asdict, dataclass

from forms_app.base.worklist import Reader
from forms_app.permits.resumption import decisions, operations, promises
from forms_app.permits.resumption.models import Application, Intent
from forms_app.permits.resumption.rules import Stage, Step

# its file is to be opened again
ENDED = frozenset({"revoked", "withdrawn"})


@dataclass(frozen=True)
class Terms:
    """On what terms an application is accepted."""

    priority: str
    batch: int
    squad: str
    reason: str
    basis: str


def is_without_file(application: Application) -> bool:
    """Whether a file is to be opened (again) in its campaign."""
    known = application.enterprise.permissions.get(application.campaign)
    return known is None or known.status in ENDED


def accept(reader: Reader, found: Application, terms: Terms) -> Intent | None:
    """Accept, and ask for the file that opens; carry_out() writes it after the
    transaction.

    Raises:
        Refused: a rule says no, or the file is faulty.
    """
    due_at = promises.due(reader.office, Stage.ACCEPTED, reader.now)
    operations.accept(
        reader.session, found, **asdict(terms), due_at=due_at, **reader.by
    )
    if not is_without_file(found):
        return None
    return decisions.ask(
        reader.session,
        reader.office.content,
        found.enterprise,
        found.campaign,
        Step.OPEN,
        basis=terms.basis,
        batch=terms.batch,
        **reader.by,
    )
