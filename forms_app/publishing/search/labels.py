"""What the groups of a search are called."""

from __future__ import annotations

from forms_app.base.catalogue import lazy_gettext as _l
from forms_app.base.documents.sections import SECTIONS
from forms_app.base.words import Words
from forms_app.publishing.search.sources import ENTERPRISES
from forms_app.publishing.site.searched import COMMUNITIES

GROUPS = Words(
    {
        ENTERPRISES: _l("单位"),
        **{section.name: section.title for section in SECTIONS},
        COMMUNITIES: _l("各社区"),
    }
)
