"""What a phone needs to check at a door without signal: the doors that wait, with the
lines of each, and taking in what it sends.

The list holds business addresses and what is to be looked at: no phone number, no
contact.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from pathlib import Path
from typing import Any

from flask import url_for
from sqlalchemy.orm import Session

from forms_app.base.access import Actor
from forms_app.base.catalogue import gettext as _
from forms_app.base.catalogue import in_a_row, language
from forms_app.base.office import Office
from forms_app.base.offline import labels as offline
from forms_app.base.offline.sent import CLOCK
from forms_app.base.offline.shell import MOST, PhonePage, listed
from forms_app.permits.campaigns.queries import campaigns, names_beside_others
from forms_app.permits.grid.queries import leading, name_of, rule, wording_in
from forms_app.permits.resumption import check_list, check_queries, phone_names
from forms_app.permits.resumption.check_receiving import Received
from forms_app.permits.resumption.content import SITE_CHECK
from forms_app.permits.resumption.models import Application

PAGE = PhonePage(
    "checks",
    Path(__file__).parent / "templates" / "review" / "phone.html",
    ("checks-phone", "check"),
)


def kept_on_phones() -> tuple[str, str]:
    """For signing out: what this is called, and where it asks."""
    return PAGE.name, url_for("checks_phone.offline", _anchor="leave")


def says() -> dict[str, str]:
    """What the page says of checks."""
    return {
        **offline.of_the_page(),
        "nobody": _("没有等着上门核验的单位。"),
        "conflict": _(
            "别人先核验了这家单位，申请现在照那一次办。您这一次也留着，由审核的人一起看。"
        ),
        "needline": _("请选这一项的结果"),
        "needvisitors": _("请至少选一方"),
        "passed": _("核验合格"),
        "failed": _("有 {n} 项不合格"),
    }


def every_line(office: Office) -> list[tuple[str, str]]:
    """Whatever may be asked at a door today; each door's own list says which."""
    today = office.clock.today()
    return [
        (phone_names.written(office, line, campaign), text)
        for campaign in campaigns(office) or [leading(office)]
        if (known := rule(office, SITE_CHECK, today, campaign))
        for line, text in known.texts.items()
    ]


def list_of_today(
    session: Session, office: Office, actor: Actor, now: datetime
) -> dict[str, Any]:
    """As a phone keeps it, sealed, for a day."""
    doors = check_queries.waiting_doors(session, actor)
    first: Sequence[Application] = doors[:MOST] if every_line(office) else []
    stops = [_stop(session, office, one) for one in first]
    return {
        **listed(office, actor, now, doors, stops),
        "came": check_queries.who_came_last(session, actor),
    }


def _stop(session: Session, office: Office, application: Application) -> dict[str, Any]:
    unit = application.enterprise
    campaign = application.campaign
    lines = check_list.to_look_at(office, session, unit, campaign, application)
    last = application.checks[-1] if application.checks else None
    why = (
        _("整改后再核验")
        if last
        else wording_in(office.accepted, campaign).word("check", language())
    )
    at = _("上次 %(at)s", at=last.visited_at.strftime("%m-%d")) if last else ""
    return {
        "reference": phone_names.written(office, unit.reference, campaign),
        "name": unit.name,
        "address": unit.address,
        "place": unit.place,
        "grid": name_of(office, unit.community, unit.grid),
        "base": check_queries.last_id(session, unit, campaign),
        "lines": [phone_names.written(office, line, campaign) for line, _text in lines],
        "why": in_a_row(filter(None, [names_beside_others(office).get(campaign), why])),
        "last": at,
    }


def answer(received: Received) -> dict[str, Any]:
    """What the phone is told: that this one is kept, when somebody was there and when
    it came.
    """
    check = received.check
    return {
        "kept": check.client_id,
        "conflict": check.conflicts_with is not None and check.settled_at is None,
        "at": check.visited_at.strftime(CLOCK),
        "received": check.recorded_at.strftime(CLOCK),
        "url": url_for("review.check", check_id=check.id),
    }
