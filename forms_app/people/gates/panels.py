"""What a roster leads to: the codes that a gate knows."""

from __future__ import annotations

from flask import url_for

from forms_app.base.catalogue import gettext as _
from forms_app.base.feature import Link


def of_roster() -> list[Link]:
    says = _("打印每个人的进出码，监测点一扫就认得")
    return [Link(url_for("gates.print_codes"), says)]
