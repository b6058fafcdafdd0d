"""What was put right."""

from __future__ import annotations

from flask_wtf import FlaskForm

from forms_app.base.catalogue import lazy_gettext as _l
from forms_app.base.fields import AtMost, Lines


class RecheckForm(FlaskForm):
    """It may be empty: whoever comes looks for themselves."""

    said = Lines(_l("改了什么（可以不填）"), [AtMost(200)])
