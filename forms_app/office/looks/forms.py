"""What it was."""

from __future__ import annotations

from flask_wtf import FlaskForm

from forms_app.base.catalogue import lazy_gettext as _l
from forms_app.base.fields import Line, Required


class SeenForm(FlaskForm):
    """核实了一次不寻常的查看."""

    said = Line(
        _l("核实下来是怎么回事"), [Required(_l("请写明核实下来是怎么回事"), 200)]
    )
