"""Every kind of content file, in the order in which they are judged: a file is judged
beside those above it, and rules, once they are read, beside all of them.
"""

from __future__ import annotations

from typing import Any

from forms_app.base.contentfile.rule_folder import CAMPAIGN_RULES, RULES
from forms_app.base.contentfile.section import Section
from forms_app.base.feature import parts
from forms_app.base.profile import OFFICE
from forms_app.features import FEATURES
from forms_app.permits.enterprises.content import ENTERPRISES
from forms_app.permits.grid.content import COMMUNITIES

OF_FEATURES: tuple[Section[Any], ...] = tuple(parts(FEATURES, "sections"))
# All but the enterprises, which are many and are looked at one by one.
OTHERS: tuple[Section[Any], ...] = (
    OFFICE,
    COMMUNITIES,
    *(one for one in OF_FEATURES if one not in {COMMUNITIES, ENTERPRISES}),
    RULES,
    CAMPAIGN_RULES,
)
SECTIONS = (*OTHERS, ENTERPRISES)
# In which they are read: documents may name kinds that rules declare.
IN_ORDER = sorted(OTHERS, key=lambda one: one not in {OFFICE, RULES, CAMPAIGN_RULES})
