"""What every page says of communities: their names, and the masthead with their phones;
and which of them a staff account may be limited to.
"""

from __future__ import annotations

from functools import partial
from pathlib import Path

from flask import Flask

from forms_app.base.accounts.post import Area, Scopes
from forms_app.base.feature import active
from forms_app.base.office import Office
from forms_app.base.profile import profile_in
from forms_app.base.vocabulary import vocabulary
from forms_app.permits.grid.masthead import PRIVACY, Masthead, masthead
from forms_app.permits.grid.queries import (
    basis_title,
    directory,
    name_of,
    title_of,
    wording_in,
)


def set_up(app: Flask, office: Office) -> None:
    """Templates may say `name_of(slug)`, `title_of(community)`, `basis_title(basis)` and
    `site`.
    """
    app.jinja_env.globals.update(
        basis_title=partial(basis_title, office),
        name_of=partial(name_of, office),
        title_of=title_of,
    )

    @app.context_processor
    def _site() -> dict[str, Masthead]:
        clock = office.clock
        day = clock.today(), clock.is_demo
        found = directory(office).values()
        profile = profile_in(office.accepted)
        on = frozenset(one.name for one in active())
        privacy = _languages(office.accepted / PRIVACY)
        wording = wording_in(office.accepted)
        words = wording, vocabulary()
        return {"site": masthead(found, *day, profile, on, privacy, *words)}


def _languages(document: Path) -> frozenset[str]:
    """In which a document is written."""
    paths = {"zh-Hans": document, "en": document.with_suffix(".en.md")}
    return frozenset(lang for lang, path in paths.items() if path.is_file())


def scopes(office: Office) -> Scopes:
    """Everything there is, by the names people read."""
    return Scopes(
        tuple(
            Area(
                one.slug,
                title_of(one),
                tuple((grid.slug, grid.name) for grid in one.grids),
                tuple((point.slug, point.name) for point in one.points),
            )
            for one in directory(office).values()
        )
    )
