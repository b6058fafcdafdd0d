"""/app/staff/junk/: what lies in quarantine by reason, what is said of several at
once, and how that is taken back.
"""

from __future__ import annotations

from typing import Any

from flask import Blueprint, abort, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from forms_app.base.access import PUBLISHERS, actor, staff
from forms_app.base.catalogue import gettext as _
from forms_app.base.forms import ConfirmForm
from forms_app.base.jobs import lease
from forms_app.base.office import by_whom, current_office
from forms_app.base.paging import page_of
from forms_app.office.junk import labels, operations, queries
from forms_app.office.junk.jobs import JUNK
from forms_app.office.junk.mouths import MOUTHS
from forms_app.office.junk.rules import Decision

junk = Blueprint("junk", __name__, template_folder="templates")
FOLDER = "/app/staff/junk/"


@junk.get(FOLDER)
@staff(*PUBLISHERS)
def every() -> ResponseReturnValue:
    reason = request.args.get("reason", "")
    reason = reason if reason in labels.REASONS else ""
    with current_office().database.reading() as session:
        values: dict[str, Any] = {
            "found": page_of(queries.waiting(session, actor(), reason)),
            "decided": page_of(queries.decided(session, actor()), key="decided"),
            "numbers": queries.by_reason(session, actor()),
        }
    return render_template(
        "junk/every.html", reason=reason, words=labels, mouths=MOUTHS, **values
    )


@junk.post(f"{FOLDER}<any(real, junk):decision>/")
@staff(*PUBLISHERS)
def decide(decision: str) -> ResponseReturnValue:
    if not ConfirmForm().validate_on_submit():
        abort(400)
    office = current_office()
    with office.database.writing() as session:
        rows = queries.chosen(session, actor(), _ids(), is_decided=False)
        if rows:
            operations.decide(session, rows, Decision(decision), **by_whom())
    if not rows:
        flash(_("没有选中能办的。"), "warn")
        return _back()
    lease.ask(office, JUNK.name)
    if decision == Decision.REAL:
        says = _("%(n)s 条是真的：十分钟以后照常办，那以前可以撤回。", n=len(rows))
    else:
        says = _("%(n)s 条要删除：一天以后删掉，那以前可以撤回。", n=len(rows))
    flash(says)
    return _back()


@junk.post(f"{FOLDER}take-back/")
@staff(*PUBLISHERS)
def take_back() -> ResponseReturnValue:
    if not ConfirmForm().validate_on_submit():
        abort(400)
    with current_office().database.writing() as session:
        rows = queries.chosen(session, actor(), _ids(), is_decided=True)
        if rows:
            operations.take_back(session, rows, **by_whom())
    if rows:
        flash(_("撤回了 %(n)s 条。", n=len(rows)))
    else:
        flash(_("没有选中能撤回的：已经办了，或者删了。"), "warn")
    return _back()


def _ids() -> list[int]:
    return [
        int(row)
        for row in request.form.getlist("row")
        if row.isdecimal() and len(row) < 10
    ]


def _back() -> ResponseReturnValue:
    return redirect(url_for("junk.every", reason=request.args.get("reason") or None))
