"""/app/staff/checks/: every check at the door as a list, as Excel, and one of them as it
was written.
"""

from __future__ import annotations

from datetime import date

from flask import Response, abort, render_template, request
from flask.typing import ResponseReturnValue

from forms_app.base import access
from forms_app.base.access import must_see, staff
from forms_app.base.catalogue import gettext as _
from forms_app.base.dates import NoDate, read_day
from forms_app.base.office import current_office
from forms_app.base.paging import page_of
from forms_app.base.spreadsheets import XLSX, workbook
from forms_app.permits.campaigns.choice import CHOICE, speak_of
from forms_app.permits.campaigns.filters import menu
from forms_app.permits.grid.queries import communities_of
from forms_app.permits.resumption import (
    check_book,
    check_queries,
    check_sheet,
    labels,
    queries,
)
from forms_app.permits.resumption.check_queries import Wanted
from forms_app.permits.resumption.models import SiteCheck
from forms_app.permits.resumption.rules import INSPECTION
from forms_app.permits.resumption.staff_views import REVIEWERS, review


@review.get("/app/staff/checks/")
@staff()
def checks() -> ResponseReturnValue:
    office = current_office()
    wanted = _wanted()
    with office.database.reading() as session:
        found = page_of(check_queries.checks(session, access.actor(), wanted))
    return render_template(
        "review/checks.html",
        found=found,
        wanted=wanted,
        campaigns=menu(office),
        communities=communities_of(office, access.actor()),
        labels=labels,
        office=office,
        sheet=check_sheet,
    )


@review.get("/app/staff/checks.xlsx")
@staff()
def checks_book() -> ResponseReturnValue:
    office = current_office()
    with office.database.reading() as session:
        which = session, access.actor(), _wanted()
        found = check_queries.checks(*which)
        columns = check_book.Columns.of(office, check_queries.versions_of(*which))
        rows = list(check_book.rows(office, found, columns))
    header = [*check_book.header(office), *columns.header]
    data = workbook(_("核验和检查"), header, rows)
    file = f"checks-{office.clock.today():%Y%m%d}.xlsx"
    headers = {
        "Content-Disposition": f'attachment; filename="{file}"',
        "Cache-Control": "no-store",
    }
    return Response(data, mimetype=XLSX, headers=headers)


@review.get("/app/staff/checks/<int:check_id>/")
@staff()
def check(check_id: int) -> ResponseReturnValue:
    office = current_office()
    with office.database.reading() as session:
        found = session.get(SiteCheck, check_id) or abort(404)
        unit = found.enterprise
        must_see(unit.community, unit.grid)
        speak_of(office, found.campaign)
        (sheet,) = check_sheet.sheets(office, session, [found])
        is_inspection = found.purpose == INSPECTION
        following = (
            None
            if is_inspection
            else check_queries.next_to_check(session, access.actor(), unit)
        )
        may_approve = access.actor().role in REVIEWERS and queries.checked(
            session, unit, found.campaign
        )
    return render_template(
        "review/check.html",
        e=unit,
        kept=found,
        sheet=sheet,
        application_id=found.application_id,
        following=following,
        may_approve=may_approve,
    )


def _wanted() -> Wanted:
    """What the address asks for; a day that is none narrows nothing."""
    given = request.args
    return Wanted(
        verdict=given.get("verdict", ""),
        purpose=given.get("purpose", ""),
        campaign=given.get(CHOICE, ""),
        community=given.get("community", ""),
        since=_day(given.get("since", "")),
        until=_day(given.get("until", "")),
    )


def _day(text: str) -> date | None:
    try:
        return read_day(text)
    except NoDate:
        return None
