"""What an enterprise's own page leads to: what was asked, and the answers."""

from __future__ import annotations

from flask import url_for

from forms_app.base.catalogue import gettext as _
from forms_app.base.feature import Link


def of_mine() -> list[Link]:
    return [Link(url_for("my_items.every"), _("看问题、建议和答复"))]
