"""What an enterprise has to do, a row for each room that has something for it: whether it
is done, by when it is to be done, or whom it waits for.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from flask import url_for
from sqlalchemy.orm import Session

from forms_app.base.catalogue import gettext as _
from forms_app.base.catalogue import lazy_gettext as _l
from forms_app.base.dates import moment
from forms_app.base.feature import facts
from forms_app.base.office import Office
from forms_app.base.words import Look, Word, Words
from forms_app.permits.campaigns.choice import choice_of
from forms_app.permits.campaigns.queries import names_beside_others
from forms_app.permits.enterprises.models import Enterprise
from forms_app.permits.enterprises.rules import MANAGERS
from forms_app.permits.resumption import drafts, papers
from forms_app.permits.resumption.blocks import Block
from forms_app.permits.resumption.labels import STAGES
from forms_app.permits.resumption.models import Application
from forms_app.permits.resumption.rules import CLOSED, WITH_STAFF, Stage
from forms_app.permits.resumption.situation import Next

SLOT = "my.tasks"


class Stand(StrEnum):
    """Whose turn it is with a task."""

    DONE = "done"
    TO_DO = "to-do"
    WAITING = "waiting"
    NONE = ""  # there is nothing to do, and nothing to wait for


STANDS = Words(
    {
        Stand.DONE: (_l("好了"), Look.VALID),
        Stand.TO_DO: (_l("要办"), Look.HELD),
        Stand.WAITING: _l("等答复"),
    }
)


@dataclass(frozen=True)
class Task:
    """One row, which leads to `address`. `says`: by when, or whom it waits for. Rows
    stand by `place`.
    """

    place: int
    title: Any
    address: str
    stand: Stand = Stand.NONE
    says: str = ""

    @property
    def word(self) -> Word | None:
        return STANDS.get(self.stand)


def tasks(
    office: Office,
    session: Session,
    enterprise: Enterprise,
    blocks: Iterable[Block],
    is_own: bool,
) -> list[Task]:
    """Those of the applications, and of every room above where it is the enterprise's
    own page and not that of a tenant.
    """
    found = list(_of_applications(office, session, blocks))
    if is_own:
        found += _of_this_room(office, enterprise)
        for more in facts(SLOT, office, session, enterprise):
            found += more
    return sorted(found, key=lambda task: task.place)


def _of_applications(
    office: Office, session: Session, blocks: Iterable[Block]
) -> Iterator[Task]:
    every = list(blocks)
    names = names_beside_others(office) if len(every) > 1 else {}
    for block in every:
        called = names.get(block.campaign, "")
        yield from _of_application(office, session, block, called)


def _of_application(
    office: Office, session: Session, block: Block, called: str
) -> Iterator[Task]:
    application = block.application
    campaign: dict[str, Any] = {"campaign": choice_of(office, block.campaign)}
    title = _("申请：%(name)s", name=called) if called else _("我的申请")
    if application is None:
        if block.situation.next is Next.APPLY:
            begin = url_for("resumption.start", **campaign)
            yield Task(20, title, begin, Stand.TO_DO, _("还没有申请"))
        return
    page = "check_answers" if application.stage in drafts.EDITABLE else "receipt"
    stand, says = _standing(application)
    yield Task(20, title, url_for(f"resumption.{page}", **campaign), stand, says)
    if application.stage not in CLOSED:
        title = _("附件：%(name)s", name=called) if called else _("附件")
        address = url_for("resumption.attach_papers", **campaign)
        count = len(papers.papers(session, application))
        stand = Stand.DONE if count else Stand.NONE
        says = _("%(n)s 个文件", n=count) if count else _("可以不传。")
        yield Task(21, title, address, stand, says)


def _of_this_room(office: Office, enterprise: Enterprise) -> Iterator[Task]:
    """Of a mall its tenants, and how one is told where the office has a channel."""
    if enterprise.kind in MANAGERS:
        says = _("您可以一家接一家地替租户登记和申请，不用重复填写。")
        yield Task(27, _("我的租户"), url_for("tenants.every"), says=says)
    if office.config.channels:
        says = _("有了决定怎么告诉您")
        yield Task(80, _("怎么通知我"), url_for("my_messages.every"), says=says)


def _standing(application: Application) -> tuple[Stand, str]:
    stage = Stage(application.stage)
    says = STAGES.label(stage)
    if application.due_at and stage in WITH_STAFF:
        until = moment(application.due_at)
        says = _("%(stage)s，最晚 %(at)s 前答复", stage=says, at=until)
    if stage is Stage.APPROVED:
        return Stand.DONE, says
    if stage in CLOSED:
        return Stand.NONE, says
    return Stand.WAITING if stage in WITH_STAFF else Stand.TO_DO, says
