"""Suspending on the spot."""

from __future__ import annotations

from flask_wtf import FlaskForm

from forms_app.base.catalogue import lazy_gettext as _l
from forms_app.base.fields import Line, Public, Required


class SuspendForm(FlaskForm):
    """当场暂停, with the reason that the public reads."""

    reason = Line(
        _l("理由（公众会看到）"),
        [
            Required(_l("请写明理由，例如 燃气软管老化，已经关阀"), 120),
            Public(in_file=True),
        ],
    )
