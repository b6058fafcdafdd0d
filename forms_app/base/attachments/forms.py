"""What is to be covered on a photo, and removing an attachment."""

from __future__ import annotations

from flask_wtf import FlaskForm
from wtforms import HiddenField
from wtforms.validators import ValidationError

from forms_app.base.attachments.rules import Area, areas
from forms_app.base.catalogue import gettext as _
from forms_app.base.catalogue import lazy_gettext as _l
from forms_app.base.fields import Line

SIDES = ("left", "top", "width", "height")


class CoverForm(FlaskForm):
    """遮盖: areas drawn on the photo (`areas`, filled by cover.js), and one typed in
    percent, without any script.
    """

    areas = HiddenField()
    left = Line(_l("左边从"), default="")
    top = Line(_l("上边从"), default="")
    width = Line(_l("宽"), default="")
    height = Line(_l("高"), default="")

    def validate_left(self, _field: object) -> None:
        typed = [self[side].data for side in SIDES]
        if any(typed) and not all(typed):
            raise ValidationError(_("四个数都要填，例如 左 30、上 20、宽 15、高 20"))
        marked = areas(self._joined())
        if marked is None:
            raise ValidationError(_("请填 0 到 100 的数，是照片宽和高的百分之几"))
        if not marked:
            raise ValidationError(_("请先在照片上框出要遮盖的地方，或填四个数"))

    def _joined(self) -> str:
        typed = ",".join(self[side].data or "" for side in SIDES)
        return ";".join(
            part for part in (self.areas.data or "", typed.strip(",")) if part
        )

    @property
    def marked(self) -> list[Area]:
        """Every area, once the form is valid."""
        return areas(self._joined()) or []


class RemoveForm(FlaskForm):
    """Asks once more."""
