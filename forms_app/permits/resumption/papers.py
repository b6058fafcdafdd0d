"""The attachments of resuming work: papers of an application, files that answer one of
its questions, photos of a check at the door.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from forms_app.base.access import Actor
from forms_app.base.attachments import operations, queries
from forms_app.base.attachments.deposits import File
from forms_app.base.attachments.fields import Attachments
from forms_app.base.attachments.models import Attachment
from forms_app.base.attachments.operations import Belongs
from forms_app.base.office import Office
from forms_app.base.questions.questionnaire import PageForm
from forms_app.base.refusal import ChangedMeanwhile
from forms_app.permits.enterprises.models import Enterprise
from forms_app.permits.resumption.drafts import EDITABLE
from forms_app.permits.resumption.models import Application, SiteCheck

APPLICATION = "application"  # of what a file belongs to


def of_application(application: Application) -> Belongs:
    unit = application.enterprise
    return Belongs(
        f"{APPLICATION}/{application.id}",
        unit.community,
        unit.grid,
        unit.reference,
        unit.id,
    )


def of_answer(application: Application, question: str) -> Belongs:
    """What was handed in to answer a question."""
    whole = of_application(application)
    return replace(whole, to=f"{whole.to}/{question}")


def of_check(check: SiteCheck) -> Belongs:
    unit = check.enterprise
    return Belongs(
        f"check/{check.id}", unit.community, unit.grid, unit.reference, unit.id
    )


def papers(session: Session, application: Application) -> list[Attachment]:
    return queries.of(session, of_application(application).to)


def answers(
    session: Session, application: Application, questions: Iterable[str]
) -> dict[str, list[Attachment]]:
    """The files by the questions that they answer."""
    places = {of_answer(application, slug).to: slug for slug in questions}
    found: dict[str, list[Attachment]] = {}
    for row in queries.of(session, *places) if places else ():
        found.setdefault(places[row.belongs_to], []).append(row)
    return found


def handed_in(session: Session, application: Application) -> list[Attachment]:
    """All of them, papers and answers, for whoever looks at the place itself."""
    place = of_application(application).to
    return queries.at_and_below(session, place)


def numbers(session: Session) -> Mapping[int, Mapping[str, Sequence[int]]]:
    """The numbers of all files that are answers, by application and question."""
    found: dict[int, dict[str, list[int]]] = defaultdict(lambda: defaultdict(list))
    query = select(Attachment.belongs_to, Attachment.id).where(
        Attachment.belongs_to.like(f"{APPLICATION}/%/%")
    )
    for place, number in session.execute(query):
        _kind, application, question = place.split("/")
        found[int(application)][question].append(number)
    return found


def keep_answers(
    session: Session,
    office: Office,
    application: Application,
    form: PageForm,
    *,
    actor: Actor,
    now: datetime,
) -> None:
    """Keep the good files of a page and remove those that were ticked; none stays of a
    question that is not asked.
    """
    for slug, field in form.files.items():
        place = of_answer(application, slug)
        if field.name in form.skipped:
            field.ready = []
            field.out = {one.id for one in field.kept}
        _keep(session, office, place, field, actor=actor, now=now)


def keep_papers(
    session: Session,
    office: Office,
    application: Application,
    field: Attachments,
    *,
    actor: Actor,
    now: datetime,
) -> None:
    """Keep the good files among the papers and remove those that were ticked, until
    they are handed in.

    Raises:
        ChangedMeanwhile: they were.
    """
    if application.stage not in EDITABLE:
        raise ChangedMeanwhile
    place = of_application(application)
    _keep(session, office, place, field, actor=actor, now=now)


def _keep(
    session: Session,
    office: Office,
    place: Belongs,
    field: Attachments,
    *,
    actor: Actor,
    now: datetime,
) -> None:
    """What a field says of the files of one place. Afterwards it shows what is there."""
    for row in queries.of(session, place.to):
        if row.id in field.out:
            operations.remove(session, office, row, place.subject, actor=actor, now=now)
    if field.ready:
        operations.attach(session, office, place, field.ready, actor=actor, now=now)
    field.kept = queries.of(session, place.to)
    field.held = []


def may_see(session: Session, number: int, actor: Actor) -> bool | None:
    """Whoever looks after a tenant sees the files of what it applies for."""
    application = session.get(Application, number)
    return _manages(actor, application.enterprise) if application else None


def may_see_photos(session: Session, number: int, actor: Actor) -> bool | None:
    """The same of a check."""
    check = session.get(SiteCheck, number)
    return _manages(actor, check.enterprise) if check else None


def _manages(actor: Actor, unit: Enterprise) -> bool | None:
    manager = unit.manager
    is_own = actor.kind == "enterprise" and manager and manager.reference == actor.id
    return True if is_own else None


def photos_of(session: Session, check: SiteCheck) -> list[Attachment]:
    return queries.of(session, of_check(check).to)


def photos(session: Session, application: Application) -> list[Attachment]:
    """Of every check of an application."""
    return queries.of(session, *(of_check(check).to for check in application.checks))


def may_take_out(application: Application, paper: Attachment) -> bool:
    """The own papers, until they are handed in; from then on they are part of the
    application.
    """
    return (
        application.stage in EDITABLE
        and paper.belongs_to == of_application(application).to
    )


def keep_photos(
    session: Session,
    office: Office,
    check: SiteCheck,
    taken: Sequence[File],
    *,
    actor: Actor,
    now: datetime,
) -> None:
    if taken:
        operations.attach(session, office, of_check(check), taken, actor=actor, now=now)
