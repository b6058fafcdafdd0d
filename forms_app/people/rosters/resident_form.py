"""Paper form 居民健康登记: somebody without an employer, filled in by staff while the
person is there or on the phone.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from wtforms import BooleanField
from wtforms.validators import ValidationError

from forms_app.base.catalogue import gettext as _
from forms_app.base.catalogue import lazy_gettext as _l
from forms_app.base.fields import Menu, picked
from forms_app.people.rosters.forms import NOT_CHOSEN, PersonForm


class ResidentForm(PersonForm):
    """居民健康登记."""

    grid = Menu(_l("住在哪个网格"), [picked(_l("请选住在哪个网格"))])
    consent = BooleanField(_l("已经把告知念给本人听，本人同意登记"))

    def offer(self, grids: Iterable[tuple[str, str]]) -> None:
        """The grids to choose from; of several none is chosen unless somebody does."""
        found = list(grids)
        self.grid.choices = found if len(found) == 1 else [NOT_CHOSEN, *found]

    def validate_grid(self, field: Any) -> None:
        if not field.data:
            raise ValidationError(_("请选住在哪个网格"))

    def validate_consent(self, field: Any) -> None:
        if not field.data:
            raise ValidationError(
                _("请先把告知念给本人听；本人不同意的，按社区当面登记的办法办")
            )
