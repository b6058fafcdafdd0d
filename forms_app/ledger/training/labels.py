"""Topics of a session, and how an enterprise stands with one, as people read them."""

from __future__ import annotations

from forms_app.base.catalogue import lazy_gettext as _l
from forms_app.base.vocabulary import Listed
from forms_app.base.words import Look, Word

TOPICS = Listed("topics")
CALLED_OFF = Word(_l("已取消"), Look.GONE)
SIGNED_IN = Word(_l("已签到"), Look.VALID)
ENROLLED = Word(_l("已报名"))
PRESENT = Word(_l("到场"), Look.VALID)
