"""/app/staff/visits/offline/: visits on a phone without a network."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from flask import Blueprint, url_for
from sqlalchemy.orm import Session

from forms_app.base.access import Actor
from forms_app.base.attachments.deposits import File
from forms_app.base.catalogue import gettext as _
from forms_app.base.office import Office, by_whom, current_office
from forms_app.base.offline.phone_views import PhoneWork, add_phone_page
from forms_app.base.offline.sent import Sent
from forms_app.ledger.publicity.queries import without_letter
from forms_app.ledger.visits import labels, phone, queries
from forms_app.ledger.visits.forms import sections, visit_form

visits_phone = Blueprint("visits_phone", __name__)


def _shell(office: Office, now: datetime) -> dict[str, Any]:
    lines = labels.check_list(office, now.date())
    form = visit_form(lines)(formdata=None)
    form.offer(lines, now)
    form.at.description = _("不填就是现在")
    return {"form": form, "sections": sections(form, lines), "says": phone.says()}


def _today(
    session: Session, office: Office, actor: Actor, now: datetime
) -> dict[str, Any]:
    stops = queries.to_visit(session, actor, now, without_letter(session))
    return phone.list_of_today(office, actor, now, stops)


def _keep(sent: Sent, photos: Sequence[File]) -> dict[str, Any]:
    office = current_office()
    with office.database.writing() as session:
        kept = phone.receive_with_photos(session, office, sent, photos, **by_whom())
        return phone.answer(kept, url_for("visits.one", visit_id=kept.visit.id))


WORK = PhoneWork(phone.PAGE, _shell, _today, _keep)
add_phone_page(visits_phone, "/app/staff/visits/", WORK)
