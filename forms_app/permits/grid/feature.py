"""Communities, their grids, squads and reported figures."""

from __future__ import annotations

from forms_app.base.catalogue import lazy_gettext as _l
from forms_app.base.feature import Feature

FEATURE = Feature(
    "permits.grid",
    _l("社区和网格"),
    stays=True,
    blueprints=("views:finder",),
    set_up=("pages:set_up",),
    sections=("content:COMMUNITIES",),
    phones=("queries:office_phones",),
    scopes=("pages:scopes",),
    opening=("opening:lines",),
    duties=("duties:DUTIES",),
)
