"""The empty form of a check that a phone keeps: whatever may be asked at a door of some
campaign, and whoever may come there. What a door says of itself tells which of it.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import Any

from sqlalchemy.orm import Session

from forms_app.base.office import Office
from forms_app.permits.enterprises.models import Enterprise
from forms_app.permits.grid.queries import name_of, rule
from forms_app.permits.resumption import check_list, check_queries
from forms_app.permits.resumption.bodies import bodies_of
from forms_app.permits.resumption.content import SITE_CHECK
from forms_app.permits.resumption.models import Application
from forms_app.permits.resumption.phone_names import written
from forms_app.permits.resumption.staff_forms import CheckForm, check_form


def blank(
    office: Office, campaigns: Iterable[str], days_from: date | None = None
) -> tuple[CheckForm, list[tuple[str, str]]]:
    """The form, and its lines as (name, text). `days_from` as of `check_form`."""
    known = list(campaigns)
    lines = every_line(office, known)
    form = check_form(lines, days_from=days_from)(formdata=None)
    form.visitors.choices = [
        (written(office, body, campaign), name)
        for campaign in known
        for body, name in bodies_of(office, campaign)
    ]
    return form, lines


def every_line(office: Office, campaigns: Iterable[str]) -> list[tuple[str, str]]:
    """Whatever may be asked today in one of these campaigns."""
    today = office.clock.today()
    return [
        (written(office, line, campaign), text)
        for campaign in campaigns
        if (known := rule(office, SITE_CHECK, today, campaign))
        for line, text in known.texts.items()
    ]


def stop(
    session: Session,
    office: Office,
    unit: Enterprise,
    campaign: str,
    application: Application | None = None,
) -> dict[str, Any]:
    """A door as a phone carries it, with what is asked there and who may come."""
    lines = check_list.to_look_at(office, session, unit, campaign, application)
    return {
        "reference": written(office, unit.reference, campaign),
        "name": unit.name,
        "address": unit.address,
        "place": unit.place,
        "grid": name_of(office, unit.community, unit.grid),
        "base": check_queries.last_id(session, unit, campaign),
        "lines": [written(office, line, campaign) for line, _text in lines],
        "bodies": [
            written(office, body, campaign)
            for body, _name in bodies_of(office, campaign)
        ],
    }
