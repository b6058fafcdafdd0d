"""The squads that check at the door: which one looks after a grid, and their names."""

from __future__ import annotations

from forms_app.base.office import Office
from forms_app.base.refusal import Refused
from forms_app.permits.grid.queries import directory
from forms_app.permits.resumption.models import Application


def squad_of_grid(office: Office, application: Application) -> str:
    """The squad that looks after its grid.

    Raises:
        Refused: none does.
    """
    unit = application.enterprise
    community = directory(office).get(unit.community)
    squad = community.squad_of(unit.grid) if community else None
    if squad is None:
        raise Refused("这个网格没有小分队，请打开这一件单独办。")
    return squad.slug


def squad_name(office: Office, slug: str) -> str:
    for community in directory(office).values():
        for squad in community.squads:
            if squad.slug == slug:
                return squad.name
    return slug
