"""The pages of an application as its version of application.toml asks them: their forms,
what is missing, and how the answers are printed for both sides.
"""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from sqlalchemy.orm import Session

from forms_app.base.office import Office
from forms_app.base.questions.answer import Answer, Aside
from forms_app.base.questions.question import Kind, Wording
from forms_app.base.questions.questionnaire import PageForm
from forms_app.base.refusal import NotSetUp
from forms_app.permits.grid.queries import rule, rules
from forms_app.permits.resumption import papers
from forms_app.permits.resumption.application_file import APPLICATION, ApplicationForm
from forms_app.permits.resumption.content import SUPPLIES, Supply
from forms_app.permits.resumption.models import Application


def in_force(office: Office, campaign: str) -> ApplicationForm:
    """What an application in a campaign that begins today asks.

    Raises:
        NotSetUp: no version holds today.
    """
    found = rule(office, APPLICATION, office.clock.today(), campaign)
    if found is None:
        raise NotSetUp("今天没有生效的申请表，请先在 application.toml 里写好生效日期。")
    return found


def to_prepare(office: Office, campaign: str) -> tuple[Wording, ...]:
    """What to have at hand before an application in a campaign is filled in today."""
    found = rule(office, APPLICATION, office.clock.today(), campaign)
    return found.prepare if found else ()


def form_of(office: Office, application: Application) -> ApplicationForm:
    """The version that an application was begun with; where the office has that no
    more, the one in force.
    """
    return version(office, application.campaign, application.form)


def version(office: Office, campaign: str, begun: str) -> ApplicationForm:
    found = APPLICATION.of_version(rules(office, campaign), begun)
    return found or in_force(office, campaign)


def beside(office: Office, campaign: str) -> Aside:
    today = office.clock.today()
    items: tuple[Supply, ...] = rule(office, SUPPLIES, today, campaign) or ()
    return Aside(today, items)


def with_files(session: Session, office: Office, application: Application) -> Aside:
    """What is known beside the answers, and the files that are answers."""
    asked = form_of(office, application).asked
    slugs = [one.slug for one in asked.questions if one.kind is Kind.FILES]
    return replace(
        beside(office, application.campaign),
        files=papers.answers(session, application, slugs),
    )


def page_form(
    session: Session, office: Office, application: Application, page: str
) -> PageForm:
    """The form of a page, with what was answered before."""
    asked = form_of(office, application).asked
    aside = with_files(session, office, application)
    return asked.form(page, application.answers, aside)


def missing(office: Office, application: Application) -> list[str]:
    """The pages that are not yet complete."""
    asked = form_of(office, application).asked
    return asked.missing(application.answers, beside(office, application.campaign))


def answers_of(
    session: Session, office: Office, application: Application
) -> list[tuple[str, str, list[Answer]]]:
    """Page, its title, and its printed answers; pages not filled yet have none."""
    asked = form_of(office, application).asked
    return asked.printed(application.answers, with_files(session, office, application))


def values_of(office: Office, application: Application) -> dict[str, Any]:
    """The answers by id, as conditions read them."""
    asked = form_of(office, application).asked
    return dict(
        asked.with_values(
            application.answers, beside(office, application.campaign)
        ).values
    )


def to_copy(office: Office, last: Application | None) -> dict[str, dict[str, Any]]:
    """What tenants of one building have in common, of the application of another one."""
    if last is None:
        return {}
    asked = form_of(office, last).asked
    return asked.shared(last.answers, beside(office, last.campaign))


def as_before(office: Office, last: Application) -> dict[str, dict[str, Any]]:
    """The answers of an earlier application of the same enterprise, to what is asked
    today.
    """
    campaign = last.campaign
    asked = in_force(office, campaign).asked
    return asked.begun_with(last.answers, beside(office, campaign))


def titles_of(office: Office, application: Application) -> dict[str, str]:
    """Of every page."""
    asked = form_of(office, application).asked
    return {page.slug: str(page.title) for page in asked.pages}
