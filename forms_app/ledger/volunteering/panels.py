"""Volunteers on the pages of who stays in."""

from __future__ import annotations

from collections.abc import Collection

from flask import url_for
from sqlalchemy.orm import Session

from forms_app.base.catalogue import gettext as _
from forms_app.base.feature import Link
from forms_app.ledger.volunteering.queries import services_of_needs
from forms_app.people.isolation.models import Case, CaseEvent


def of_case(case: Case) -> list[Link]:
    address = url_for("volunteers.of_case", case_id=case.id)
    return [Link(address, _("请志愿者办"), "button second")]


def of_need(case: Case, need: CaseEvent) -> list[Link]:
    """Waste is collected on a round, not by a volunteer."""
    if need.code == "bin":
        return []
    address = url_for("volunteers.of_case", case_id=case.id, need=need.id)
    return [Link(address, _("请志愿者办"))]


def of_own() -> list[Link]:
    return [Link(url_for("volunteer.own_help"), _("请志愿者帮忙"))]


def seen_to(session: Session, needs: Collection[int]) -> dict[int, Link]:
    """By need, the service that sees to it."""
    return {
        need: Link(url_for("items.one", item_id=one.item_id), _("请了志愿者"))
        for need, one in services_of_needs(session, needs).items()
    }
