"""The last drill of a backup, on the desk of an administrator."""

from __future__ import annotations

from markupsafe import Markup

from forms_app.base import access
from forms_app.base.access import Role
from forms_app.base.catalogue import gettext as _
from forms_app.base.office import current_office
from forms_app.office.retention import drills, labels


def on_desk() -> list[Markup]:
    """None in a demo, which nobody backs up, nor before an office has anything to do
    with backups: until then it is told to name their folder.
    """
    office = current_office()
    if access.actor().role is not Role.ADMIN or office.clock.is_demo:
        return []
    found = drills.read(office)
    if found.last is None and drills.folder_of_backups(office) is None:
        return []
    now = office.clock.now()
    look = "src" if found.is_well(now) else "note warn"
    told = labels.last_drill(found, now)
    line = Markup('<p class="{}">{}</p>')
    return [line.format(look, _("备份演练：%(told)s", told=told))]
