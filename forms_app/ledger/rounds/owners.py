"""Who may answer for a duty: an account whose area it is, or a squad (小分队) of the
community's file.
"""

from __future__ import annotations

from sqlalchemy.orm import Session

from forms_app.base.accounts.queries import answerable
from forms_app.ledger.lists.cells import named
from forms_app.permits.grid.community import Community


def owners(
    session: Session, community: Community | None, grid: str
) -> list[tuple[str, str]]:
    """Name and label of each: the squads first."""
    if community is None:
        return []
    squads = [(squad.slug, squad.name) for squad in community.squads]
    return [*squads, *answerable(session, community.slug, grid).items()]


def owner_named(
    session: Session, community: Community | None, grid: str, text: str
) -> str:
    """Return the account or squad that a cell of a sheet names.

    Raises:
        Refused: no such account or squad, or not of this area.
    """
    return named(text, dict(owners(session, community, grid)))
