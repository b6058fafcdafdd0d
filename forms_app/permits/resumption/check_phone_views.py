"""/app/staff/checks/offline/: checks at the door on a phone without a network; and two
checks that knew nothing of each other.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from flask import Blueprint, abort, redirect, render_template, url_for
from flask.typing import ResponseReturnValue

from forms_app.base import access
from forms_app.base.access import must_see, staff
from forms_app.base.attachments.deposits import File
from forms_app.base.forms import ConfirmForm
from forms_app.base.office import Office, by_whom, current_office
from forms_app.base.offline.phone_views import PhoneWork, add_phone_page
from forms_app.base.offline.sent import Sent
from forms_app.base.paging import page_of
from forms_app.permits.resumption import (
    check_blank,
    check_phone,
    check_queries,
    check_sheet,
)
from forms_app.permits.resumption.check_operations import settle_check
from forms_app.permits.resumption.check_receiving import receive
from forms_app.permits.resumption.models import SiteCheck
from forms_app.permits.resumption.staff_views import REVIEWERS

checks_phone = Blueprint("checks_phone", __name__)


def _shell(office: Office, _now: datetime) -> dict[str, Any]:
    campaigns = check_phone.campaigns_of(office)
    form, lines, asked = check_blank.blank(office, campaigns)
    said = check_phone.says()
    return {"form": form, "lines": lines, "asked": asked, "says": said}


def _keep(sent: Sent, photos: Sequence[File]) -> dict[str, Any]:
    office = current_office()
    with office.database.writing() as session:
        kept = receive(session, office, sent, photos, **by_whom())
        return check_phone.answer(kept.check)


WORK = PhoneWork(check_phone.PAGE, _shell, check_phone.list_of_today, _keep)
# the page of one door, /app/staff/check/<reference>/, leads there too
add_phone_page(checks_phone, "/app/staff/checks/", WORK, scope="/app/staff/check")


@checks_phone.get("/app/staff/checks/conflicts/")
@staff(*REVIEWERS)
def conflicts() -> ResponseReturnValue:
    office = current_office()
    with office.database.reading() as session:
        found = page_of(check_queries.conflicts(session, access.actor()))
        pairs = [
            (
                check,
                check_sheet.sheets(
                    office,
                    session,
                    filter(None, [check, session.get(SiteCheck, check.conflicts_with)]),
                ),
            )
            for check in found
        ]
        return render_template(
            "review/check_conflicts.html", found=found, pairs=pairs, form=ConfirmForm()
        )


@checks_phone.post("/app/staff/checks/conflicts/<int:check_id>/")
@staff(*REVIEWERS)
def settle(check_id: int) -> ResponseReturnValue:
    with current_office().database.writing() as session:
        found = session.get(SiteCheck, check_id) or abort(404)
        must_see(found.enterprise.community, found.enterprise.grid)
        settle_check(session, found, **by_whom())
    return redirect(url_for("checks_phone.conflicts"))
