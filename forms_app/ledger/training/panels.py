"""Training on an enterprise's own pages."""

from __future__ import annotations

from flask import url_for

from forms_app.base.catalogue import gettext as _
from forms_app.base.feature import Link


def of_items() -> list[Link]:
    return [Link(url_for("my_training.every"), _("报名培训"))]
