"""/app/staff/countersigns/: what waits for a second account, read and confirmed, one or
many together; what went with one, to be seen.
"""

from __future__ import annotations

from typing import Any

from flask import (
    Blueprint,
    abort,
    flash,
    redirect,
    render_template,
    request,
    url_for,
)
from flask.typing import ResponseReturnValue
from flask_wtf import FlaskForm
from sqlalchemy.orm import Session

from forms_app.base.access import PUBLISHERS, actor, staff
from forms_app.base.catalogue import gettext as _
from forms_app.base.contentfile.write import StaleFile, replace_file
from forms_app.base.forms import ConfirmForm
from forms_app.base.office import Office, by_whom, current_office
from forms_app.base.paging import page_of
from forms_app.base.refusal import ChangedMeanwhile, Refused
from forms_app.publishing.countersigns import labels, operations, queries, readable
from forms_app.publishing.countersigns.forms import AloneForm, DeclineForm
from forms_app.publishing.countersigns.models import Countersign
from forms_app.publishing.editor.comparison import compared
from forms_app.publishing.editor.queries import hash_on_disk

countersigns = Blueprint("countersigns", __name__, template_folder="templates")
FORMS: dict[str, type[FlaskForm]] = {
    "confirm": ConfirmForm,
    "seen": ConfirmForm,
    "alone": AloneForm,
    "decline": DeclineForm,
}
FOLDER = "/app/staff/countersigns/"


def _find(session: Session, countersign_id: int) -> Countersign:
    return queries.one_within_reach(session, countersign_id, actor()) or abort(404)


@countersigns.get(FOLDER)
@staff(*PUBLISHERS)
def waiting() -> ResponseReturnValue:
    office = current_office()
    with office.database.reading() as session:
        found = page_of(queries.waiting(session, actor()))
        unseen = page_of(queries.unseen(session, actor()), key="unseen")
        return render_template(
            "countersigns/waiting.html",
            found=found,
            rows=readable.readings(office, found),
            unseen=unseen,
            unseen_rows=readable.readings(office, unseen),
        )


@countersigns.post(f"{FOLDER}confirm/")
@staff(*PUBLISHERS)
def confirm_together() -> ResponseReturnValue:
    """Those that were ticked; whatever is wrong with one, the others are confirmed."""
    if not ConfirmForm().validate_on_submit():
        abort(400)
    chosen = [int(row) for row in request.form.getlist("row") if row.isdecimal()]
    done = sum(_confirmed(number) for number in chosen)
    flash(_("确认了 %(n)s 件。", n=done))
    if left := len(chosen) - done:
        flash(
            _("%(n)s 件没有确认：已经改过、不在了，或者要另一个人来。", n=left), "warn"
        )
    return redirect(url_for("countersigns.waiting"))


def _confirmed(number: int) -> bool:
    office = current_office()
    try:
        with office.database.writing() as session:
            found = queries.one_within_reach(session, number, actor())
            if found is None or not readable.reading(office, found).is_current:
                return False
            operations.confirm(session, found, **by_whom())
    except Refused:
        return False
    return True


@countersigns.get(f"{FOLDER}<int:countersign_id>/")
@staff(*PUBLISHERS)
def one(countersign_id: int) -> ResponseReturnValue:
    return _page(countersign_id)


def _page(countersign_id: int, **bound: FlaskForm) -> str:
    """`bound` has the form that came back with errors."""
    office = current_office()
    with office.database.reading() as session:
        found = _find(session, countersign_id)
        reading = readable.reading(office, found)
        values: dict[str, Any] = {
            "one": found,
            "reading": reading,
            "pairs": compared(reading.before, reading.text),
            "reasons": {
                each.id: queries.reason_of(session, each)
                for each in found.confirmations
                if each.is_alone
            },
            "seen": hash_on_disk(office, found.path),
            "alone": AloneForm(formdata=None),
            "decline": DeclineForm(formdata=None),
            **bound,
        }
        return render_template("countersigns/one.html", **values)


@countersigns.post(
    f"{FOLDER}<int:countersign_id>/<any(confirm, alone, decline, seen):step>/"
)
@staff(*PUBLISHERS)
def decide(countersign_id: int, step: str) -> ResponseReturnValue:
    office = current_office()
    form = FORMS[step]()
    if not form.validate_on_submit():
        return _page(countersign_id, **{step: form})
    with office.database.writing() as session:
        found = _find(session, countersign_id)
        _do(session, office, found, step, form)
    flash(labels.DONE.label(step))
    return redirect(url_for("countersigns.waiting"))


def _do(
    session: Session, office: Office, found: Countersign, step: str, form: FlaskForm
) -> None:
    reason = form["reason"].data or "" if "reason" in form else ""
    match step:
        case "confirm":
            operations.confirm(session, found, **by_whom())
        case "alone":
            operations.let_go(session, found, reason, **by_whom())
        case "seen":
            operations.have_seen(session, found, **by_whom())
        case _:
            operations.decline(session, found, reason, **by_whom())
            _put_back(office, found)


def _put_back(office: Office, found: Countersign) -> None:
    """The file says again what is public of it.

    Raises:
        Refused: nothing of it is public, or it is no decision.
        ChangedMeanwhile: somebody edited it after the page was made.
    """
    before = readable.reading(office, found).before
    if not before or not found.is_decision:
        raise Refused("这份文件没有公开过，改不回去。请写的人自己改。")
    path = office.content / found.path
    try:
        replace_file(path, before.encode(), request.form.get("seen"), lambda _data: [])
    except StaleFile:
        raise ChangedMeanwhile from None
