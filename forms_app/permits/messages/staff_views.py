"""/app/staff/messages/<id>/: one message, what the channel said, and what is done with one
that did not arrive.
"""

from __future__ import annotations

from functools import partial
from typing import Any

from flask import Blueprint, abort, flash, g, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from sqlalchemy.orm import Session

from forms_app.base.access import must_see, staff
from forms_app.base.catalogue import gettext as _
from forms_app.base.jobs import lease
from forms_app.base.office import by_whom, current_office
from forms_app.permits.messages import operations
from forms_app.permits.messages.jobs import OUTBOX
from forms_app.permits.messages.labels import KINDS, STATES, WHY
from forms_app.permits.messages.listing import OUTBOX as LIST
from forms_app.permits.messages.listing import channel_name
from forms_app.permits.messages.models import Message
from forms_app.permits.messages.rules import FLOW, State

messages = Blueprint("messages", __name__, template_folder="templates")
REVIEWERS = ("reviewer", "office")


@messages.app_context_processor
def words() -> dict[str, Any]:
    """What is printed of a message on the pages of others."""
    return {
        "message_kinds": KINDS,
        "message_states": STATES,
        "channel_name": partial(channel_name, current_office()),
        "has_channels": bool(current_office().config.channels),
    }


def find(session: Session, message_id: int) -> Message:
    """The message, or 404 when it is not there or of another grid."""
    message = session.get(Message, message_id) or abort(404)
    must_see(message.enterprise.community, message.enterprise.grid)
    return message


@messages.get("/app/staff/messages/<int:message_id>/")
@staff(*REVIEWERS)
def one(message_id: int) -> ResponseReturnValue:
    office = current_office()
    g.open_list = LIST.name
    with office.database.reading() as session:
        message = find(session, message_id)
    values = {
        "m": message,
        "channel": channel_name(office, message.channel),
        "kinds": KINDS,
        "states": STATES,
        "why": WHY,
        "may": FLOW.actions(State(message.state)),
    }
    return render_template("messages/one.html", **values)


@messages.post("/app/staff/messages/<int:message_id>/again/")
@staff(*REVIEWERS)
def again(message_id: int) -> ResponseReturnValue:
    office = current_office()
    with office.database.writing() as session:
        message = find(session, message_id)
        operations.send_again(session, message, **by_whom())
        lease.ask(office, OUTBOX.name)
    flash(_("马上再发一次。"))
    return redirect(url_for("messages.one", message_id=message_id))


@messages.post("/app/staff/messages/<int:message_id>/told/")
@staff(*REVIEWERS)
def told(message_id: int) -> ResponseReturnValue:
    with current_office().database.writing() as session:
        message = find(session, message_id)
        operations.settle(session, message, **by_whom())
    flash(_("记下了。"))
    return redirect(url_for("messages.one", message_id=message_id))
