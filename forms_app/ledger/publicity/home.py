"""Letters on the enterprise's own page."""

from __future__ import annotations

from collections.abc import Iterator

from flask import url_for
from sqlalchemy.orm import Session

from forms_app.base.catalogue import gettext as _
from forms_app.base.office import Office
from forms_app.ledger.publicity import queries
from forms_app.ledger.publicity.labels import ACKNOWLEDGED, spot
from forms_app.permits.enterprises.models import Enterprise
from forms_app.permits.resumption.tasks import Stand, Task
from forms_app.permits.resumption.thread import Entry


def tasks(_office: Office, session: Session, enterprise: Enterprise) -> list[Task]:
    found = queries.letters(session, enterprise)
    unread = [
        letter
        for letter, posting in found
        if posting is None or not posting.acknowledged_at
    ]
    stand = Stand.DONE if found else Stand.NONE
    says = _("都看过了") if found else _("现在没有")
    if unread:
        stand = Stand.TO_DO
        says = _("请看：《%(title)s》", title=unread[0].title)
        if len(unread) > 1:
            says = _("%(n)s 封没有看过", n=len(unread))
    return [Task(40, _("给您的公开信"), url_for("my_letters.every"), stand, says)]


def history(
    _office: Office, session: Session, enterprise: Enterprise
) -> Iterator[Entry]:
    """When a letter was hung up, and when it was read."""
    for letter, posting in queries.letters(session, enterprise):
        if posting is None:
            continue
        title = _("公开信：《%(title)s》", title=letter.title)
        address = f"/letters/{letter.slug}/"
        if posting.posted_at:
            yield Entry(posting.posted_at, title, spot(posting), address=address)
        if posting.acknowledged_at:
            at = posting.acknowledged_at
            yield Entry(at, title, ACKNOWLEDGED, address=address)
