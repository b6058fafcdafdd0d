"""/app/staff/inspections/offline/: inspecting on a phone without a network."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from flask import Blueprint

from forms_app.base.attachments.deposits import File
from forms_app.base.office import Office, by_whom, current_office
from forms_app.base.offline.phone_views import PhoneWork, add_phone_page
from forms_app.base.offline.sent import Sent
from forms_app.permits.inspection import outcome, phone
from forms_app.permits.inspection.queries import inspections
from forms_app.permits.resumption import check_blank

inspections_phone = Blueprint(
    "inspections_phone", __name__, template_folder="templates"
)


def _shell(office: Office, now: datetime) -> dict[str, Any]:
    today = now.date()
    running = inspections(office, today)
    form, lines, asked = check_blank.blank(office, running, days_from=today)
    return {"form": form, "lines": lines, "asked": asked, "says": phone.says()}


def _keep(sent: Sent, photos: Sequence[File]) -> dict[str, Any]:
    office = current_office()
    with office.database.writing() as session:
        unit, kept = phone.receive(session, office, sent, photos, **by_whom())
    kept = outcome.carry_out(office, unit, kept)
    return phone.answer(kept.check, kept)


WORK = PhoneWork(phone.PAGE, _shell, phone.list_of_today, _keep)
# the list and the page of one door lead there too
add_phone_page(inspections_phone, "/app/staff/inspections/", WORK)
