"""/app/staff/check/<reference>/: the check at the door (现场核查表), on a phone, two
taps a line.
"""

from __future__ import annotations

from typing import Any

from flask import redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from sqlalchemy.orm import Session

from forms_app.base import access, limits
from forms_app.base.access import staff
from forms_app.base.attachments.rules import MOST_BYTES
from forms_app.base.office import Office, current_office
from forms_app.base.refusal import NotSetUp, Refused
from forms_app.permits.enterprises.models import Enterprise
from forms_app.permits.grid.queries import rule
from forms_app.permits.resumption import operations, pages, papers, promises, queries
from forms_app.permits.resumption.content import SITE_CHECK, SUBJECTS
from forms_app.permits.resumption.models import Application
from forms_app.permits.resumption.permission_views import find
from forms_app.permits.resumption.rules import Stage
from forms_app.permits.resumption.staff_forms import BODIES, CheckForm, check_form
from forms_app.permits.resumption.staff_views import review
from forms_app.permits.resumption.stages import line_texts

PARKS = {"building", "hotel"}


@review.route("/app/staff/check/<reference>/", methods=["GET", "POST"])
@staff()
@limits.takes(MOST_BYTES)
def site_check(reference: str) -> ResponseReturnValue:
    office = current_office()
    with office.database.reading() as session:
        enterprise = find(session, reference)
        application = queries.to_check(session, enterprise)
        if application is None and enterprise.status not in {"approved", "suspended"}:
            raise Refused("这家单位现在没有要核验的：先受理申请，再上门。")
        lines = _lines(office, session, enterprise, application)
    form = check_form(lines)()
    form.visitors.choices = list(BODIES.items())
    if not form.validate_on_submit():
        return render_template(
            "review/site_check.html",
            e=enterprise,
            a=application,
            form=form,
            lines=lines,
        )
    with office.database.writing() as session:
        enterprise = find(session, reference)
        application = queries.to_check(session, enterprise)
        check = _filled(office, form, lines)
        due_at = promises.due(office, Stage.CHECKED, office.clock.now())
        by: dict[str, Any] = {"actor": access.actor(), "now": office.clock.now()}
        kept = operations.record_check(
            session, enterprise, application, check, due_at=due_at, **by
        )
        papers.keep_photos(session, office, kept, form.photos.ready, **by)
    return redirect(url_for("review.enterprise", reference=reference))


def _lines(
    office: Office,
    session: Session,
    enterprise: Enterprise,
    application: Application | None,
) -> list[tuple[str, str]]:
    """What is to be looked at: what failed last time first, then the rule's lines, then
    papers that are missing.
    """
    check_list = rule(office, SITE_CHECK, office.clock.today())
    if check_list is None:
        raise NotSetUp(
            "今天没有生效的核验表，请先在 content/rules/site-check.toml 里写好生效日期。"
        )
    ids = check_list.of(SUBJECTS if enterprise.kind in PARKS else SUBJECTS[:1])
    if application:
        short = {
            page
            for page, _title, rows in pages.answers_of(office, application)
            if any(answer.short for answer in rows)
        }
        ids += ["missing-supplies"] if "supplies" in short else []
        ids += (
            ["missing-isolation"]
            if application.answers.get("measures", {}).get("isolation") == "no"
            else []
        )
    last = queries.last_check(session, enterprise)
    failed = [line for line in ids if last and last.lines.get(line) == "failed"]
    texts = line_texts(office, check_list.version)
    return [
        (line, texts[line])
        for line in [*failed, *(line for line in ids if line not in failed)]
    ]


def _filled(
    office: Office, form: CheckForm, lines: list[tuple[str, str]]
) -> dict[str, Any]:
    check_list = rule(office, SITE_CHECK, office.clock.today())
    assert check_list, "the page was built from it"
    results = {line: form[f"line-{line}"].data for line, _text in lines}
    notes = {
        line: form[f"note-{line}"].data
        for line, _text in lines
        if form[f"note-{line}"].data
    }
    return {
        "rule": check_list.version,
        "lines": results,
        "notes": notes,
        "visitors": sorted(form.visitors.data or []),
        "confirmed": form.confirmed.data or "",
        "visited_at": office.clock.now(),
        "failed": [
            text + (f"：{notes[line]}" if line in notes else "")
            for line, text in lines
            if results[line] == "failed"
        ],
    }
