"""What of the public log and the audit trail does not fit, on the desk of an
administrator.
"""

from __future__ import annotations

from markupsafe import Markup

from forms_app.base import access
from forms_app.base.access import Role
from forms_app.base.catalogue import gettext as _
from forms_app.base.dates import moment
from forms_app.base.office import current_office
from forms_app.publishing.alarms import standing
from forms_app.publishing.labels import ALARMS


def on_desk() -> list[Markup]:
    if access.actor().role is not Role.ADMIN:
        return []
    line = Markup('<p class="note warn">{}</p>')
    found = standing(current_office().data).items()
    return [
        line.format(
            _("%(at)s 起：%(what)s", at=moment(one["since"]), what=_told(code, one))
        )
        for code, one in found
    ]


def _told(code: str, one: dict[str, str]) -> str:
    told = ALARMS.label(code)
    return f"{told}（{one['says']}）" if one["says"] else told
