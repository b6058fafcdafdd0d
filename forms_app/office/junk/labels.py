"""Reasons and decisions as people read them."""

from __future__ import annotations

from forms_app.base.catalogue import lazy_gettext as _l
from forms_app.base.quarantine.rules import Reason
from forms_app.base.words import Words
from forms_app.office.junk.rules import Decision

REASONS = Words(
    {
        Reason.FILLED: _l("填了人看不见的一格"),
        Reason.QUICK: _l("打开几秒就交上来"),
        Reason.REPEATED: _l("一样的内容从很多地方交上来"),
    }
)
DECISIONS = Words({Decision.REAL: _l("是真的"), Decision.JUNK: _l("删除")})
