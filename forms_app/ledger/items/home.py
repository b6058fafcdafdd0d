"""Questions, suggestions and their answers on the enterprise's own page."""

from __future__ import annotations

from collections.abc import Iterator

from flask import url_for
from sqlalchemy.orm import Session

from forms_app.base.catalogue import gettext as _
from forms_app.base.dates import moment
from forms_app.base.office import Office
from forms_app.base.words import Word
from forms_app.ledger.items import labels, queries
from forms_app.ledger.items.kinds import Kind, kinds
from forms_app.ledger.items.models import Item
from forms_app.ledger.items.rules import UNFINISHED
from forms_app.permits.enterprises.models import Enterprise
from forms_app.permits.messages.rules import Kind as Message
from forms_app.permits.resumption.tasks import Stand, Task
from forms_app.permits.resumption.thread import Entry


def tasks(_office: Office, session: Session, enterprise: Enterprise) -> list[Task]:
    asked = _spoken()
    found = queries.about(session, enterprise, *asked)
    left = [item for item in found if item.status in UNFINISHED]
    own = [item for item in left if asked[item.kind].taken_by_enterprise]
    stand = Stand.NONE
    says = _("有困难、有请求，在这里提，答复也在这里看。")
    if own:
        stand = Stand.TO_DO
        says = _("%(n)s 件等您办", n=len(own))
    elif left:
        stand = Stand.WAITING
        says = _("%(n)s 件等社区答复", n=len(left))
        due = min((item.due_at for item in left if item.due_at), default=None)
        if due:
            says = _("%(says)s，最晚 %(at)s", says=says, at=moment(due))
    return [Task(50, _("问题和答复"), url_for("my_items.every"), stand, says)]


def history(
    office: Office, session: Session, enterprise: Enterprise
) -> Iterator[Entry]:
    """Each as it was raised, and as it was finished."""
    asked = _spoken()
    for item in queries.about(session, enterprise, *asked):
        yield from _entries(office, item, asked[item.kind])


def _spoken() -> dict[str, Kind]:
    """What people say to one another; an hourly round of duty speaks to nobody."""
    return {
        code: kind
        for code, kind in kinds().items()
        if kind.to_enterprise and kind.raised_by
    }


def _entries(office: Office, item: Item, kind: Kind) -> Iterator[Entry]:
    address = url_for("my_items.one", item_id=item.id)
    title = f"{kind.title}：{item.title}"
    yield Entry(item.raised_at, title, address=address)
    if item.finished_at is None:
        return
    stands = labels.state(item, kind, office.clock.now())
    yield Entry(
        item.finished_at,
        title,
        Word(stands.label, stands.look),
        item.answer,
        address,
        Message.ANSWERED,
    )
