"""One-day accounts on the page for signing in."""

from __future__ import annotations

from flask import url_for

from forms_app.base.catalogue import gettext as _
from forms_app.base.feature import Link


def of_sign_in(leads_to: str) -> list[Link]:
    address = url_for("day_sign_in.code", next=leads_to or None)
    return [Link(address, _("用卡片上的号码登录"))]
