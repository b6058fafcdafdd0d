"""What the office suggests to an enterprise, and whether it was taken up."""

from __future__ import annotations

from forms_app.base.catalogue import lazy_gettext as _l
from forms_app.base.feature import Feature, listed

FEATURE = Feature(
    "ledger.suggestions",
    _l("给单位的建议"),
    rules=("content:SUGGESTIONS",),
    kinds=("kinds:SUGGESTION",),
    panels={"enterprise.actions": "panels:of_enterprise"},
    navigation=(listed("visits", _l("给单位的建议"), "suggestion", place=50),),
    duties=("duties:DUTIES",),
)
