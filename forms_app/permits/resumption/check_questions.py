"""What a check at the door asks beside its lines: its form, on a page and on a phone, and
the answers as those read them who decide.

They stay with the office: no file and no public page says what was answered.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any

from forms_app.base.office import Office
from forms_app.base.questions.answer import Answer, Aside
from forms_app.base.questions.at_door import DOOR, asking, needs
from forms_app.base.questions.question import Answers, Question
from forms_app.base.questions.questionnaire import PageForm, Questionnaire
from forms_app.permits.grid.queries import rule, rules
from forms_app.permits.resumption.content import SITE_CHECK
from forms_app.permits.resumption.models import SiteCheck
from forms_app.permits.resumption.phone_names import behind

UNSIGNED = {"csrf": False}  # the form of the check around it is


@dataclass(frozen=True)
class DoorQuestions:
    """What is asked at the doors of one campaign. `names`: what stands before the names
    of its fields.
    """

    names: str
    asked: Questionnaire
    form: PageForm

    @property
    def questions(self) -> tuple[Question, ...]:
        return self.asked.questions

    def needs(self, question: Question) -> str:
        return needs(question)

    @property
    def given(self) -> dict[str, Any]:
        """What was answered, by name."""
        return {
            name: value
            for name, value in self.form.given().items()
            if value not in (None, "", [])
        }


def to_ask(office: Office, campaign: str, day: date, **how: Any) -> DoorQuestions:
    """What is asked today in a campaign. `day`: when somebody is there; `how` as of
    `Questionnaire.form`.
    """
    known = rule(office, SITE_CHECK, office.clock.today(), campaign)
    asked = known.asked if known else asking()
    names = f"ask{behind(office, campaign)}-"
    form = asked.form(DOOR, {}, Aside(day), prefix=names, meta=UNSIGNED, **how)
    return DoorQuestions(names, asked, form)


def asked_by(office: Office, campaign: str, version: str) -> Questionnaire:
    """What a version of the check list asked; nothing where the office has that no
    more.
    """
    known = SITE_CHECK.of_version(rules(office, campaign), version)
    return known.asked if known else asking()


def by_page(check: SiteCheck) -> Answers:
    """The answers as a questionnaire reads them."""
    return {DOOR: check.answers or {}}


def answers_of(asked: Questionnaire, check: SiteCheck) -> list[Answer]:
    """As they are printed; those to what `asked` has not as they were kept."""
    aside = Aside(check.visited_at.date())
    printed = [
        answer
        for _page, _title, answers in asked.printed(by_page(check), aside)
        for answer in answers
    ]
    known = asked.names(aside).get(DOOR, set())
    return printed + [
        Answer(name, name, str(value))
        for name, value in (check.answers or {}).items()
        if name not in known
    ]
