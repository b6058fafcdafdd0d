"""Services and claims as people read them."""

from __future__ import annotations

from forms_app.base.catalogue import gettext as _
from forms_app.base.catalogue import lazy_gettext as _l
from forms_app.base.vocabulary import Listed
from forms_app.base.words import Look, Word

SERVICES = Listed("services")
CONFIRMED = Word(_l("确认了"), Look.VALID)
UNCONFIRMED = Word(_l("待联系确认"))
FULL = Word(_l("满了"), Look.VALID)


def vacant(number: int) -> Word:
    """How many are still wanted at a post."""
    return Word(_("还缺 %(n)s 人", n=number)) if number else FULL
