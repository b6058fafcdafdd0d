"""The place of a row, by its community and grid: a column and two menus for any list."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Any

from forms_app.base.access import Actor
from forms_app.base.catalogue import lazy_gettext as _l
from forms_app.base.listing import Column, Filter
from forms_app.base.office import Office
from forms_app.base.worklist import Reader
from forms_app.permits.grid.content import Community
from forms_app.permits.grid.queries import directory, name_of, title_of


def where_column(reader: Reader, of: Callable[[Any], tuple[str, str]]) -> Column:
    """莲湖社区 第二网格; `of` gives community and grid of a record."""
    return Column(
        "where", _l("社区和网格"), lambda one: name_of(reader.office, *of(one))
    )


def seen_by(office: Office, actor: Actor) -> list[Community]:
    """The communities of which somebody may see a grid."""
    return [
        community
        for community in directory(office).values()
        if any(actor.may_see(community.slug, grid.slug) for grid in community.grids)
    ]


def kept_by(office: Office, actor: Actor) -> list[Community]:
    """The communities that somebody answers for as a whole."""
    found = directory(office).values()
    return [one for one in found if actor.may_see(one.slug, "")]


def menu_of(communities: Iterable[Community]) -> list[tuple[str, str]]:
    """Communities to choose from, by their names."""
    return [(one.slug, title_of(one)) for one in communities]


def grids_of(office: Office, actor: Actor) -> list[tuple[str, str]]:
    """The grids that somebody may see, each with its name."""
    return [
        (grid.slug, name_of(office, community.slug, grid.slug))
        for community in directory(office).values()
        for grid in community.grids
        if actor.may_see(community.slug, grid.slug)
    ]


def communities(reader: Reader) -> list[tuple[str, str]]:
    """The options of a menu of communities."""
    return menu_of(seen_by(reader.office, reader.actor))


def grids(reader: Reader) -> list[tuple[str, str]]:
    """The options of a menu of grids."""
    return grids_of(reader.office, reader.actor)


COMMUNITIES = Filter("community", _l("社区"), communities)
PLACES = (COMMUNITIES, Filter("grid", _l("网格"), grids))
