"""Why something cannot wait, or is not confirmed."""

from __future__ import annotations

from flask_wtf import FlaskForm

from forms_app.base.catalogue import lazy_gettext as _l
from forms_app.base.fields import Line, Required


class AloneForm(FlaskForm):
    """紧急放行."""

    reason = Line(
        _l("为什么不能等第二个人"),
        [Required(_l("请写明为什么不能等"), 200)],
        id="alone-reason",
    )


class DeclineForm(FlaskForm):
    """不确认."""

    reason = Line(
        _l("为什么不确认"),
        [Required(_l("请写明为什么不确认"), 200)],
        id="decline-reason",
    )
