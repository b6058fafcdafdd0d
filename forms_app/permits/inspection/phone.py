"""What a phone needs to inspect at a door without signal: the doors of today of every
inspection, with the lines of each, and taking in what it sends.

The list holds business addresses and what is to be looked at: no phone number, no
contact.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import datetime
from pathlib import Path
from typing import Any

from flask import url_for
from sqlalchemy.orm import Session

from forms_app.base.access import Actor
from forms_app.base.attachments.deposits import File
from forms_app.base.catalogue import gettext as _
from forms_app.base.catalogue import in_a_row, language
from forms_app.base.office import Office
from forms_app.base.offline import labels as offline
from forms_app.base.offline.sent import Sent, one
from forms_app.base.offline.shell import MOST, PhonePage, listed
from forms_app.permits.campaigns.campaign import Campaign
from forms_app.permits.enterprises.models import Enterprise
from forms_app.permits.inspection import labels, outcome
from forms_app.permits.inspection.outcome import Outcome
from forms_app.permits.inspection.queries import due_today, inspections
from forms_app.permits.inspection.rules import Standing
from forms_app.permits.resumption import check_blank, check_phone, papers
from forms_app.permits.resumption.check_list import to_look_at
from forms_app.permits.resumption.check_queries import who_came_last
from forms_app.permits.resumption.check_receiving import arrival, found
from forms_app.permits.resumption.models import SiteCheck

PAGE = PhonePage(
    "inspections",
    Path(__file__).parent / "templates" / "inspections" / "phone.html",
    check_phone.SCRIPTS,
    parts=check_phone.FORM_PARTS,
)


def kept_on_phones() -> tuple[str, str]:
    """For signing out: what this is called, and where it asks."""
    return PAGE.name, url_for("inspections_phone.offline", _anchor="leave")


def says() -> dict[str, str]:
    """What the page says of inspections."""
    return {
        **offline.of_the_page(),
        "nobody": _("今天没有要查的单位了。"),
        "conflict": _("别人也查了这家单位，两次都留着，由审核的人一起看。"),
        "needline": _("请选这一项的结果"),
        "needday": _("请填哪天前改好，例如 2020-03-08"),
        "needvisitors": _("请至少选一方"),
        "passed": _("合格"),
        "failed": _("有 {n} 项不合格"),
    }


def list_of_today(
    session: Session, office: Office, actor: Actor, now: datetime
) -> dict[str, Any]:
    """As a phone keeps it, sealed, for a day; by grid and address."""
    running = inspections(office, now.date())
    doors = [
        (campaign, unit)
        for campaign in running.values()
        if check_blank.every_line(office, [campaign.slug])
        for unit in due_today(session, actor, campaign, now.date())[: MOST + 1]
    ]
    doors.sort(key=lambda door: (door[1].grid, door[1].address, door[1].id))
    stops = _stops(session, office, doors[:MOST], len(running) > 1)
    return {
        **listed(office, actor, now, doors, stops),
        "came": who_came_last(session, actor),
    }


def _stops(
    session: Session,
    office: Office,
    doors: list[tuple[Campaign, Enterprise]],
    is_named: bool,
) -> Iterator[dict[str, Any]]:
    of = {
        slug: check_blank.Doors(
            session, office, slug, [unit for one, unit in doors if one.slug == slug]
        )
        for slug in {one.slug for one, _unit in doors}
    }
    for campaign, unit in doors:
        stands = unit.permissions.get(campaign.slug)
        name = campaign.name(language()) if is_named else ""
        why = labels.WHY.label(stands.status if stands else Standing.UNCHECKED)
        yield {
            **of[campaign.slug].stop(unit),
            "revision": stands.revision if stands else 0,
            "why": in_a_row(filter(None, [name, why])),
        }


def receive(
    session: Session,
    office: Office,
    sent: Sent,
    photos: Sequence[File],
    *,
    actor: Actor,
    now: datetime,
) -> tuple[Enterprise, Outcome]:
    """Keep a check and its photos, once, or nothing of it; the edit of the file that
    follows is for `outcome.carry_out`.

    Raises:
        NotTaken: there is no such enterprise within reach, or a field is wrong.
        Refused: the inspection is not running, or not about it.
    """
    came = arrival(session, office, sent, actor)
    unit = came.enterprise
    if came.known:
        return unit, Outcome(came.known)
    campaign = outcome.must_be_subject(office, came.campaign, unit, now)
    lines = to_look_at(office, session, unit, campaign.slug, None)
    revision = one(sent, "revision")
    kept = outcome.record(
        session,
        office,
        campaign,
        unit,
        found(office, campaign.slug, lines, sent, now, has_days=True),
        client_id=one(sent, "client_id") or None,
        conflicts_with=came.other.id if came.other else None,
        seen=int(revision) if revision.isdecimal() else 0,
        actor=actor,
        now=now,
    )
    papers.keep_photos(session, office, kept.check, photos, actor=actor, now=now)
    return unit, kept


def answer(check: SiteCheck, kept: Outcome) -> dict[str, Any]:
    """What the phone is told: that this one is kept, and why it changed nothing."""
    told = str(kept.refusal) if kept.refusal else ""
    return {**check_phone.answer(check), "told": told}
