"""The lines of a check at the door: what is to be looked at."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from sqlalchemy.orm import Session

from forms_app.base.office import Office
from forms_app.base.questions.question import Wording
from forms_app.base.refusal import NotSetUp
from forms_app.permits.enterprises.models import Enterprise
from forms_app.permits.grid.queries import rule, rules
from forms_app.permits.resumption import form_pages, queries
from forms_app.permits.resumption.content import (
    SITE_CHECK,
    SUBJECTS,
    CheckList,
    LookedAt,
)
from forms_app.permits.resumption.models import Application, SiteCheck

PARKS = {"building", "hotel"}


def to_look_at(
    office: Office,
    session: Session,
    enterprise: Enterprise,
    campaign: str,
    application: Application | None,
) -> LookedAt:
    """What is to be looked at in a campaign, as id and text: what failed last time
    first, then the rule's lines.
    """
    known = in_force(office, campaign)
    answers = form_pages.values_of(office, application) if application else {}
    last = queries.last_check(session, enterprise, campaign)
    texts = known.texts
    return [(line, texts[line]) for line in lines_at(known, enterprise, answers, last)]


def in_force(office: Office, campaign: str) -> CheckList:
    """The check list of today.

    Raises:
        NotSetUp: there is none.
    """
    check_list = rule(office, SITE_CHECK, office.clock.today(), campaign)
    if check_list is None:
        raise NotSetUp("今天没有生效的核验表，请先在 site-check.toml 里写好生效日期。")
    return check_list


def lines_at(
    known: CheckList,
    enterprise: Enterprise,
    answers: Mapping[str, Any],
    last: SiteCheck | None,
) -> list[str]:
    """The ids of what is to be looked at at one door; `last`: the last check there."""
    subjects = SUBJECTS if enterprise.kind in PARKS else SUBJECTS[:1]
    ids = known.of(subjects, answers)
    failed = [line for line in ids if last and last.lines.get(line) == "failed"]
    return [*failed, *(line for line in ids if line not in failed)]


def line_texts(office: Office, campaign: str, version: str) -> dict[str, Wording]:
    """The lines of a version of the check list of a campaign by id."""
    known = SITE_CHECK.of_version(rules(office, campaign), version)
    return known.texts if known else {}
