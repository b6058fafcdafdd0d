"""What other pages lead to: the staff of an enterprise."""

from __future__ import annotations

from flask import url_for

from forms_app.base.catalogue import gettext as _
from forms_app.base.feature import Link


def of_mine() -> list[Link]:
    return [Link(url_for("rosters.people"), _("员工花名册"), "button second")]
