"""Requests and difficulties of an enterprise: who answers by when, until closed."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime, timedelta
from typing import Any

from flask import url_for
from sqlalchemy.orm import Session

from forms_app.base.access import Actor, Role
from forms_app.base.catalogue import lazy_gettext as _l
from forms_app.ledger.items.kinds import Kind
from forms_app.ledger.items.rules import Status
from forms_app.permits.messages.outbox import Event, tell
from forms_app.permits.messages.rules import Kind as Told


def _links(item: Any, actor: Actor) -> Iterator[tuple[str, Any]]:
    """The visit it came of; and for the office, when it is finished, making it a public
    question.
    """
    visit = (item.origin or "").partition("visit/")[2]
    if visit:
        yield (
            url_for("visits.one", visit_id=int(visit)),
            _l("走访时提出的，看那一次走访"),
        )
    if item.status == Status.DONE and actor.role in {Role.OFFICE, Role.ADMIN}:
        yield url_for("requests.question", item_id=item.id), _l("公开为常见问题")


def _tell(session: Session, item: Any, *, actor: Actor, now: datetime) -> None:
    """The enterprise is told that there is an answer."""
    key = f"item/{item.id}/{now.timestamp():.0f}"
    path = f"/app/my/items/{item.id}/"
    event = Event(Told.ANSWERED, key, values={"title": item.title}, path=path)
    if item.enterprise:
        tell(session, item.enterprise, event, now)


REQUEST = Kind(
    code="request",
    title=_l("问题与诉求"),
    about=_l("单位提出的困难和请求，件件要有答复；答复以后单位在自己的页面上看得到。"),
    empty=_l("没有这样的问题。走访时记下的、单位自己提的，都会列在这里。"),
    needs=("answer",),
    due_in=timedelta(days=3),
    to_enterprise=True,
    links=_links,
    finished=_tell,
    hints={"text": _l("写清楚要解决什么。不要写身份证号码。")},
)
