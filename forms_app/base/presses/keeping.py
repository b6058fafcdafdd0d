"""How long the first answer of a form is kept."""

from __future__ import annotations

from forms_app.base.catalogue import lazy_gettext as _l
from forms_app.base.keeping import Event, Keeping, at
from forms_app.base.presses.models import Press

PRESSES = Keeping(
    "presses",
    _l("提交过的表单的回答"),
    Press,
    {Event.SAVED: at(Press.pressed_at)},
)
