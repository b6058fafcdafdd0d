"""Taking into quarantine, and what whoever sent it is told."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from flask import Blueprint, redirect, render_template, url_for
from flask.typing import ResponseReturnValue

from forms_app.base.access import public
from forms_app.base.office import Office
from forms_app.base.quarantine.models import Quarantined
from forms_app.base.quarantine.rules import Reason

quarantine = Blueprint("quarantine", __name__, template_folder="templates")


def set_aside(
    office: Office, form: str, reason: Reason, community: str, given: Mapping[str, Any]
) -> ResponseReturnValue:
    """Keep it sealed; gives the answer. No entry of the trail: nobody has decided
    anything, and a program would fill it.
    """
    with office.database.writing() as session:
        session.add(
            Quarantined(
                form=form,
                reason=str(reason),
                community=community,
                sent_at=office.clock.now(),
                given=dict(given),
            )
        )
    return redirect(url_for("quarantine.received"), 303)


@quarantine.get("/app/received/")
@public
def received() -> ResponseReturnValue:
    """True whatever becomes of it, and no hint to a program."""
    return render_template("quarantine/received.html")
