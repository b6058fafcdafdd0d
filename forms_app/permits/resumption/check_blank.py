"""The empty form of a check that a phone keeps: whatever may be asked at a door of some
campaign, and whoever may come there. What a door says of itself tells which of it.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date
from functools import cache, partial
from typing import Any

from sqlalchemy.orm import Session

from forms_app.base.catalogue import gettext as _
from forms_app.base.dates import day
from forms_app.base.office import Office
from forms_app.permits.enterprises.models import Enterprise
from forms_app.permits.grid.queries import name_of, rule
from forms_app.permits.resumption import check_list, check_queries
from forms_app.permits.resumption.bodies import bodies_of
from forms_app.permits.resumption.check_questions import DoorQuestions, to_ask
from forms_app.permits.resumption.content import SITE_CHECK, LookedAt
from forms_app.permits.resumption.phone_names import behind
from forms_app.permits.resumption.staff_forms import CheckForm, check_form


def blank(
    office: Office, campaigns: Iterable[str], days_from: date | None = None
) -> tuple[CheckForm, LookedAt, list[DoorQuestions]]:
    """The form, its lines as (name, text), and what is asked in each campaign.
    `days_from` as of `check_form`.
    """
    known = list(campaigns)
    today = office.clock.today()
    lines = every_line(office, known)
    form = check_form(lines, days_from=days_from)(formdata=None)
    form.visitors.choices = [
        (body + behind(office, campaign), name)
        for campaign in known
        for body, name in bodies_of(office, campaign)
    ]
    asked = [to_ask(office, campaign, today, formdata=None) for campaign in known]
    return form, lines, asked


def every_line(office: Office, campaigns: Iterable[str]) -> LookedAt:
    """Whatever may be asked today in one of these campaigns."""
    today = office.clock.today()
    return [
        (line + behind(office, campaign), text)
        for campaign in campaigns
        if (known := rule(office, SITE_CHECK, today, campaign))
        for line, text in known.texts.items()
    ]


class Doors:
    """Doors of one campaign as a phone carries them; what is the same for all of them is
    read once.

    Raises:
        NotSetUp: no check list is in force.
    """

    def __init__(
        self, session: Session, office: Office, campaign: str, units: list[Enterprise]
    ) -> None:
        self.check_list = check_list.in_force(office, campaign)
        self.behind = behind(office, campaign)
        self.bodies = [
            body + self.behind for body, _name in bodies_of(office, campaign)
        ]
        self.last = check_queries.last_checks(session, campaign, units)
        self.place = cache(partial(name_of, office))

    def stop(
        self, unit: Enterprise, answers: Mapping[str, Any] | None = None
    ) -> dict[str, Any]:
        """One of them, with what is asked there and who may come. `answers`: of its
        application, by id.
        """
        last = self.last.get(unit.id)
        lines = check_list.lines_at(self.check_list, unit, answers or {}, last)
        at = day(last.visited_at if last else None)
        return {
            "reference": unit.reference + self.behind,
            "name": unit.name,
            "address": unit.address,
            "place": unit.place,
            "grid": self.place(unit.community, unit.grid),
            "base": last.id if last else 0,
            "lines": [line + self.behind for line in lines],
            "bodies": self.bodies,
            "last": _("上次 %(at)s", at=at) if at else "",
        }
