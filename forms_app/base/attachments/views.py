"""Handing out an attachment to those who may see it, covering faces and plates,
removing it.

Photos of ours may stand in a page (`?view`); everything else, and every PDF, is a
download that no browser opens by itself.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from flask import (
    Blueprint,
    Response,
    abort,
    redirect,
    render_template,
    request,
    url_for,
)
from flask.typing import ResponseReturnValue
from sqlalchemy.orm import Session

from forms_app.base import access
from forms_app.base.access import Actor, Role, enterprise_only, must_see, staff
from forms_app.base.attachments import deposits, operations, queries, store, taking
from forms_app.base.attachments.forms import CoverForm, RemoveForm
from forms_app.base.attachments.models import Attachment
from forms_app.base.attachments.operations import Covered
from forms_app.base.attachments.rules import ENDINGS, TYPES, Kind
from forms_app.base.feature import active, the_one
from forms_app.base.office import Office, by_whom, current_office
from forms_app.base.refusal import Refused

attachments = Blueprint("attachments", __name__)
SANDBOX = "sandbox; default-src 'none'"


# Whether somebody may see what an attachment belongs to, asked of the feature: session,
# its number there, who asks. None: whoever sees the grid.
Guard = Callable[[Session, int, Actor], bool | None]


def _may_see(session: Session, row: Attachment) -> bool | None:
    """What the feature says; None where it has no word of its own."""
    if deposits.is_one(row):
        return False
    kind, number, *_part = row.belongs_to.split("/")
    for feature in active():
        if kind in feature.attachments:
            guard: Guard = feature.load(feature.attachments[kind])
            return guard(session, int(number), access.actor())
    return None


def find(session: Session, attachment_id: int) -> Attachment:
    """What this one of staff may see, or 404."""
    row = session.get(Attachment, attachment_id) or abort(404)
    said = _may_see(session, row)
    if said is None:
        must_see(row.community, row.grid)
    return row if said is not False else abort(404)


def _may_remove(row: Attachment) -> bool:
    """Office and reviewers; a grid worker what is the own."""
    actor = access.actor()
    return actor.role is not Role.GRID_WORKER or row.made_by == actor.id


def _read(office: Office, row: Attachment) -> bytes:
    try:
        return store.read(office, row)
    except store.FileGone:
        raise Refused(
            "这个附件的文件不在了或已损坏。请告诉管理员，从备份里找回。"
        ) from None


def _handed_out(row: Attachment, data: bytes) -> Response:
    kind = Kind(row.kind)
    is_seen = kind is Kind.PHOTO and "view" in request.args
    answer = Response(data, mimetype=TYPES[kind])
    name = f"kaigong-{row.id}.{ENDINGS[kind]}"
    answer.headers["Content-Disposition"] = (
        "inline" if is_seen else f'attachment; filename="{name}"'
    )
    answer.headers["Content-Security-Policy"] = SANDBOX
    answer.headers["X-Content-Type-Options"] = "nosniff"
    answer.headers["Cache-Control"] = "no-store"
    return answer


@attachments.get("/app/my/attachments/<int:attachment_id>/")
@enterprise_only
def own(attachment_id: int) -> ResponseReturnValue:
    office = current_office()
    with office.database.reading() as session:
        row = session.get(Attachment, attachment_id)
        if (
            row is None
            or (said := _may_see(session, row)) is False
            or not (said or row.enterprise_id == the_one("signed_in")(session).id)
        ):
            abort(404)
        return _handed_out(row, _read(office, row))


@attachments.get("/app/staff/attachments/<int:attachment_id>/")
@staff()
def one(attachment_id: int) -> ResponseReturnValue:
    office = current_office()
    with office.database.reading() as session:
        row = find(session, attachment_id)
        data = _read(office, row)
    if row.person_id is not None:
        with office.database.writing() as session:
            row = find(session, attachment_id)
            operations.look(session, row, queries.subject_of(session, row), **by_whom())
    return _handed_out(row, data)


@attachments.route(
    "/app/staff/attachments/<int:attachment_id>/cover/", methods=["GET", "POST"]
)
@staff()
def cover(attachment_id: int) -> ResponseReturnValue:
    """Faces and plates: drawn here, painted over by the server, for good."""
    office = current_office()
    form = CoverForm()
    with office.database.reading() as session:
        row = find(session, attachment_id)
        subject = queries.subject_of(session, row)
    is_photo = row.kind == Kind.PHOTO
    if not is_photo or not form.validate_on_submit():
        values = {
            "form": form,
            "a": row,
            "subject": subject,
            "is_photo": is_photo,
            "may_remove": _may_remove(row),
        }
        return render_template("attachments/cover.html", **values)
    if not _may_remove(row):
        abort(403)  # who paints all of it over has taken it away
    covered = Covered(
        row.file, taking.cover(_read(office, row), form.marked), len(form.marked)
    )
    with office.database.writing() as session:
        operations.replace(
            session, office, find(session, attachment_id), covered, subject, **by_whom()
        )
    return redirect(url_for("attachments.cover", attachment_id=attachment_id, done=1))


@attachments.route(
    "/app/staff/attachments/<int:attachment_id>/remove/", methods=["GET", "POST"]
)
@staff()
def remove(attachment_id: int) -> ResponseReturnValue:
    office = current_office()
    form = RemoveForm()
    with office.database.reading() as session:
        row = find(session, attachment_id)
        subject = queries.subject_of(session, row)
    if not _may_remove(row):
        abort(403)
    if not form.validate_on_submit():
        return render_template("attachments/remove.html", a=row, subject=subject)
    with office.database.writing() as session:
        operations.remove(
            session, office, find(session, attachment_id), subject, **by_whom()
        )
    return redirect(back_to(row, subject))


def back_to(row: Attachment, subject: str) -> str:
    """The page of what it belongs to, as far as one is known here."""
    return (
        url_for("review.enterprise", reference=subject)
        if row.enterprise_id
        else url_for("desk.today")
    )


@attachments.context_processor
def _shown() -> dict[str, Any]:
    return {"back_to": back_to}
