"""Messages that did not arrive, or may not have, for the desk."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial

from flask import url_for

from forms_app.base.access import PUBLISHERS
from forms_app.base.catalogue import lazy_gettext as _l
from forms_app.base.worklist import Reader, Task, end_of
from forms_app.permits.enterprises.worklist import UNIT, about
from forms_app.permits.messages import queries
from forms_app.permits.messages.models import Message
from forms_app.permits.messages.rules import State


def of_stuck(reader: Reader) -> Iterator[Task]:
    """For those who may send one again."""
    if reader.actor.role not in PUBLISHERS:
        return
    what = {
        State.FAILED: _l("消息没有发出"),
        State.UNCLEAR: _l("消息到没到，不清楚"),
    }
    found = queries.stuck(reader.session, reader.actor, reader.community)
    for one in found.only(
        Message.id, Message.at, Message.state, Message.campaign, *UNIT
    ):
        yield about(
            one,
            f"message/{one.id}",
            "messages",
            what[State(one.state)],
            partial(url_for, "messages.one", message_id=one.id),
            end_of(one.at.date()),
            campaign=one.campaign,
        )
