"""/app/feedback/: report a mistake or object, without signing in; read the answer with
the number and its code.
"""

from __future__ import annotations

import re
from functools import partial
from typing import Any

from flask import (
    Blueprint,
    abort,
    flash,
    redirect,
    render_template,
    request,
    session,
    url_for,
)
from flask.typing import ResponseReturnValue
from sqlalchemy.orm import Session

from forms_app.base import catalogue, slips
from forms_app.base.access import public
from forms_app.base.catalogue import gettext as _
from forms_app.base.limits import limiter
from forms_app.base.office import by_whom, current_office
from forms_app.base.paging import page_of
from forms_app.base.quarantine.receiving import set_aside
from forms_app.base.quarantine.traps import why_not_taken
from forms_app.ledger.feedback import queries, receiving, thread
from forms_app.ledger.feedback.forms import AnswerForm, ReportForm
from forms_app.ledger.feedback.labels import ABOUTS
from forms_app.ledger.feedback.models import Report
from forms_app.ledger.feedback.taking import take
from forms_app.ledger.items.kinds import kinds
from forms_app.ledger.items.labels import state
from forms_app.permits.enterprises.models import Enterprise
from forms_app.permits.grid.community import Community
from forms_app.permits.grid.queries import directory

feedback = Blueprint("feedback", __name__)
JOINED = "feedback-also"  # what this browser has met too
MOST_JOINED = 20
PAGE = re.compile(r"/(?!/)[a-zA-Z0-9/.-]{0,79}")


def _about(
    database: Session, asked: str
) -> tuple[str, Enterprise | None, Community | None]:
    """The page of the site somebody came from, the enterprise on it where that is
    public, and its community.
    """
    page = asked if PAGE.fullmatch(asked) else ""
    communities = directory(current_office())
    name = found[1] if (found := thread.OF_LIST.match(page)) else ""
    if enterprise := thread.unit_of(database, page):
        return page, enterprise, communities.get(enterprise.community)
    of_prefix = (c for c in communities.values() if name.startswith(f"{c.prefix}-"))
    return page, None, communities.get(name) or next(of_prefix, None)


@feedback.route("/app/feedback/", methods=["GET", "POST"])
@public
@limiter.limit("10/minute;60/hour", methods=["POST"])
def report() -> ResponseReturnValue:
    office = current_office()
    with office.database.reading() as database:
        page, enterprise, community = _about(
            database, request.form.get("where") or request.args.get("about", "")
        )
        known = thread.lines(database, queries.open_about(database, page))
    form = ReportForm(data={"community": community.slug if community else ""})
    form.offer(directory(office), catalogue.language())
    if not form.validate_on_submit():
        values: dict[str, Any] = {
            "form": form,
            "e": enterprise,
            "c": community,
            "page": page,
        }
        values |= {"known": known, "joined": session.get(JOINED, [])}
        return render_template("feedback/report.html", **values)
    given = _given(form, page)
    if reason := why_not_taken(office, form, given["text"]):
        of = enterprise.community if enterprise else given["community"]
        return set_aside(office, "feedback", reason, of, given)
    with office.database.writing() as database:
        report, code = take(database, office, given, **by_whom())
        number = report.number
        _note_joined(report.id)
    session["feedback"] = {"number": number}
    return slips.hand_over(slips.FEEDBACK, number, code)


def _given(form: ReportForm, page: str) -> dict[str, str]:
    return {
        "about": str(form.about.data),
        "text": form.text.data or "",
        "community": form.community.data,
        "page": page,
        "phone": form.phone.data or "",
    }


def _note_joined(feedback_id: int) -> None:
    """That this browser has met it: whoever reports it is counted once."""
    joined: list[int] = session.get(JOINED, [])
    session[JOINED] = [*joined, feedback_id][-MOST_JOINED:]


@feedback.get("/app/feedback/thread/")
@public
def public_thread() -> ResponseReturnValue:
    """What everybody reported, and what became of it."""
    office = current_office()
    with office.database.reading() as database:
        found = page_of(queries.every(database))
        values = {
            "found": found,
            "lines": thread.lines(database, list(found)),
            "figures": thread.figures(database, office.clock.now()),
            "joined": session.get(JOINED, []),
            "communities": directory(office),
        }
    return render_template("feedback/thread.html", **values)


@feedback.post("/app/feedback/also/<int:feedback_id>/")
@public
@limiter.limit("10/minute;60/hour")
def also(feedback_id: int) -> ResponseReturnValue:
    """“我也有这个问题”, once from each browser."""
    if feedback_id not in session.get(JOINED, []):
        with current_office().database.writing() as database:
            found = database.get(Report, feedback_id) or abort(404)
            receiving.join(database, found, **by_whom())
        _note_joined(feedback_id)
    flash(_("记下了，和那一件一起办。"))
    return redirect(url_for("feedback.public_thread"))


@feedback.get("/app/feedback/mine/")
@public
def mine() -> ResponseReturnValue:
    """The receipt, and the answer once there is one, for whoever sent it or knew its
    code.
    """
    office = current_office()
    number = (session.get("feedback") or {}).get("number", "")
    with office.database.reading() as database:
        found = queries.by_number(database, number)
        if found is None:
            session.pop("feedback", None)
            return redirect(url_for("feedback.answer"))
        slip = slips.read(
            slips.FEEDBACK, number, partial(queries.by_code, database, number)
        )
        community = directory(office).get(found.item.where[0])
    kind = kinds()[found.item.kind]
    values: dict[str, Any] = {
        "report": found,
        "item": found.item,
        "kind": kind,
        "state": state(found.item, kind, office.clock.now()),
        "about": ABOUTS.label(found.about),
    }
    return render_template("feedback/mine.html", slip=slip, c=community, **values)


@feedback.route("/app/feedback/answer/", methods=["GET", "POST"])
@public
@limiter.limit("10/minute;60/hour", methods=["POST"])
def answer() -> ResponseReturnValue:
    form = AnswerForm()
    if form.validate_on_submit():
        number = form.number.data or ""
        code = form.code.data or ""
        with current_office().database.reading() as database:
            found = queries.by_code(database, number, code)
        if found:
            session["feedback"] = {"number": found.number}
            return redirect(url_for("feedback.mine"))
        form.code.errors = [
            _("受理号或查询码不对。请对照提交时的页面，或拨打社区值班电话")
        ]
    return render_template("feedback/answer.html", form=form)
