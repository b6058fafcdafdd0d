"""What a phone needs to check at a door without signal: the doors that wait, with the
lines of each, and taking in what it sends.

The list holds business addresses and what is to be looked at: no phone number, no
contact.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
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
from forms_app.permits.grid.queries import leading, wording_in
from forms_app.permits.resumption import check_blank, check_queries, form_pages
from forms_app.permits.resumption.agreed_times import Agreed, times_of
from forms_app.permits.resumption.models import Application, SiteCheck

REVIEW = Path(__file__).parent / "templates" / "review"
# what the form of a check on a phone is made of
FORM_PARTS = (
    REVIEW / "_phone_form.html",
    REVIEW / "_line.html",
    REVIEW / "_questions.html",
)
SCRIPTS = ("checks-phone", "check", "questions", "questions-phone")
PAGE = PhonePage(
    "checks",
    REVIEW / "phone.html",
    SCRIPTS,
    parts=FORM_PARTS,
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


def campaigns_of(office: Office) -> list[str]:
    """Those in which somebody applies; an inspection has a page of its own."""
    found = campaigns(office).items()
    permits = [slug for slug, one in found if not one.is_inspection]
    return permits or [leading(office)]


def list_of_today(
    session: Session, office: Office, actor: Actor, now: datetime
) -> dict[str, Any]:
    """As a phone keeps it, sealed, for a day: those with a time first, by their time."""
    doors = check_queries.waiting_doors(session, actor)
    is_asked = bool(check_blank.every_line(office, campaigns_of(office)))
    found: Sequence[Application] = doors[:MOST] if is_asked else []
    agreed = times_of(session)
    timed = [one for one in found if one.id in agreed]
    timed.sort(key=lambda one: agreed[one.id].begins)
    first = [*timed, *(one for one in found if one.id not in agreed)]
    return {
        **listed(office, actor, now, doors, _stops(session, office, first, agreed)),
        "came": check_queries.who_came_last(session, actor),
    }


def _stops(
    session: Session,
    office: Office,
    first: Sequence[Application],
    agreed: Mapping[int, Agreed],
) -> Iterator[dict[str, Any]]:
    names = names_beside_others(office)
    of = {
        slug: check_blank.Doors(
            session,
            office,
            slug,
            [one.enterprise for one in first if one.campaign == slug],
        )
        for slug in {one.campaign for one in first}
    }
    for one in first:
        words = wording_in(office.accepted, one.campaign)
        first_time = words.word("check", language())
        why = _("整改后再核验") if one.checks else first_time
        answers = form_pages.values_of(office, one)
        at = agreed[one.id].says if one.id in agreed else ""
        yield {
            **of[one.campaign].stop(one.enterprise, answers),
            "why": in_a_row(filter(None, [at, names.get(one.campaign), why])),
        }


def answer(check: SiteCheck) -> dict[str, Any]:
    """What the phone is told: that this one is kept, when somebody was there and when
    it came.
    """
    return {
        "kept": check.client_id,
        "conflict": check.conflicts_with is not None and check.settled_at is None,
        "at": check.visited_at.strftime(CLOCK),
        "received": check.recorded_at.strftime(CLOCK),
        "url": url_for("review.check", check_id=check.id),
    }
