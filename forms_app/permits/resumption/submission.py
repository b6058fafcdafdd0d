"""What follows from the answers when an application is handed in."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from forms_app.base.office import Office
from forms_app.permits.grid.queries import rule
from forms_app.permits.resumption import form_pages, triage
from forms_app.permits.resumption.application_file import ApplicationForm
from forms_app.permits.resumption.models import Application
from forms_app.permits.resumption.priority_file import PRIORITY


@dataclass(frozen=True)
class Submission:
    """`workers` come back first; `suggested` is the class and the row of the rule that
    gives it; `promised` the commitments word by word, of this `edition`.
    """

    workers: int
    suggested: tuple[str, str] | None
    promised: tuple[str, ...]
    edition: str


def has_promised(form: ApplicationForm, application: Application) -> bool:
    """Whether these commitments were made when it was handed in before: who mends what
    was returned does not make them anew.
    """
    made = application.commitments
    return bool(made) and made[-1].version == form.day


def of(office: Office, application: Application, day: date) -> Submission:
    form = form_pages.form_of(office, application)
    values = form_pages.values_of(office, application)
    enterprise = application.enterprise
    suggested = triage.suggest(
        rule(office, PRIORITY, day, application.campaign),
        kind=enterprise.kind,
        trade=enterprise.trade,
        answers=values,
    )
    workers = values.get(form.workers) or 0
    return Submission(workers, suggested, tuple(form.promised().values()), form.day)
