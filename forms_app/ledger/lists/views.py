"""/app/staff/lists/: any list as a page, as Excel, and a changed Excel back: looked at
first, then taken.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any

from flask import (
    Blueprint,
    Response,
    abort,
    flash,
    g,
    redirect,
    render_template,
    request,
    url_for,
)
from flask.typing import ResponseReturnValue
from flask_wtf import FlaskForm
from sqlalchemy.orm import Session

from forms_app.base import access
from forms_app.base.access import staff
from forms_app.base.catalogue import gettext as _
from forms_app.base.feature import active, parts
from forms_app.base.limits import takes
from forms_app.base.listing import Column, Listing, as_text, sheet_rows
from forms_app.base.office import current_office
from forms_app.base.paging import page_of
from forms_app.base.sheets.cells import SheetRefused
from forms_app.base.sheets.reader import read_file
from forms_app.base.spreadsheets import XLSX, workbook
from forms_app.base.words import Word
from forms_app.base.worklist import reader_of
from forms_app.ledger.lists import uploads
from forms_app.ledger.lists.differences import differences
from forms_app.ledger.lists.forms import SheetForm
from forms_app.ledger.lists.models import SheetUpload
from forms_app.ledger.lists.trial import Trial

lists = Blueprint("lists", __name__)
SHOWN = 50  # rows on a page, a dozen screens of a phone; a sheet has all of them
CHANGES = 500  # of a sheet that comes back, looked at on a page
LARGEST = 10 * 1024 * 1024  # bytes of a sheet


@dataclass(frozen=True)
class Row:
    """A record on the page: where it leads, and its cells; a Word goes in its tag, a day or a
    moment is said as everywhere.
    """

    link: str
    cells: list[Word | date | str]


def listings() -> dict[str, Listing]:
    """Every list there is, by its name. A part is one, or makes several."""
    made: list[Listing] = []
    for part in parts(active(), "listings"):
        made += [part] if isinstance(part, Listing) else part()
    return {one.name: one for one in made}


def open_list(name: str) -> None:
    """The page belongs to this list: the navigation shows where one is."""
    g.open_list = name


def _listing(name: str) -> Listing:
    """The list of this name, or 404; 403 where it is not for one's role."""
    found = listings().get(name) or abort(404)
    open_list(name)
    return found if found.may_open(access.actor()) else abort(403)


def _asked(listing: Listing) -> dict[str, str]:
    return {one.key: request.args.get(one.key, one.default) for one in listing.filters}


@lists.get("/app/staff/lists/<name>/")
@staff()
def page(name: str) -> ResponseReturnValue:
    listing = _listing(name)
    asked = _asked(listing)
    with current_office().database.reading() as session:
        reader = reader_of(current_office(), session)
        menus = [(one, list(one.options(reader))) for one in listing.filters]
        found = page_of(listing.records(reader, asked), size=SHOWN)
        columns = [one for one in listing.columns(reader) if not one.in_sheet_only]
        rows = [_row(listing, columns, record) for record in found]
    values: dict[str, Any] = {
        "listing": listing,
        "columns": columns,
        "found": found,
        "rows": rows,
        "asked": asked,
        "menus": menus,
    }
    return render_template("lists/page.html", **values)


def _row(listing: Listing, columns: list[Column], record: Any) -> Row:
    link = listing.link(record) if listing.link else ""
    return Row(link, [_cell(column, record) for column in columns])


def _cell(column: Column, record: Any) -> Word | date | str:
    value = column.of(record)
    return value if isinstance(value, Word | date) else as_text(value)


@lists.get("/app/staff/lists/<name>.xlsx")
@staff()
def sheet(name: str) -> ResponseReturnValue:
    office = current_office()
    listing = _listing(name)
    database = (
        office.database.writing if listing.handed_out else office.database.reading
    )
    with database() as session:
        reader = reader_of(current_office(), session)
        records = listing.records(reader, _asked(listing))
        header, rows = sheet_rows(listing, records, reader)
        if listing.handed_out:
            listing.handed_out(reader, records)
    data = workbook(str(listing.title), header, rows)
    file = f"{listing.name}-{office.clock.today():%Y%m%d}.xlsx"
    headers = {
        "Content-Disposition": f'attachment; filename="{file}"',
        "Cache-Control": "no-store",
    }
    return Response(data, mimetype=XLSX, headers=headers)


@lists.route("/app/staff/lists/<name>/upload/", methods=["GET", "POST"])
@staff()
@takes(LARGEST + 64 * 1024)
def upload(name: str) -> ResponseReturnValue:
    listing = _listing(name)
    form = SheetForm()
    if form.validate_on_submit():
        try:
            read = read_file(form.sheet.data.read(), form.sheet.data.filename)
            with current_office().database.writing() as session:
                reader = reader_of(current_office(), session)
                records = listing.records(reader, {})
                found = differences(listing, reader, records, read)
                judged = Trial.of(listing, reader).judged(records, found)
                staged = uploads.stage(listing, reader, judged)
            for note in read.notes:
                flash(note, "warn")
            return redirect(url_for("lists.look", name=name, upload_id=staged.id))
        except SheetRefused as refused:
            form.sheet.errors = [str(refused)]
    return render_template("lists/upload.html", listing=listing, form=form)


def _upload(session: Session, listing: Listing, upload_id: int) -> SheetUpload:
    """One's own sheet of this list, or 404."""
    found = session.get(SheetUpload, upload_id)
    if (
        found is None
        or found.listing != listing.name
        or found.made_by != access.actor().id
    ):
        abort(404)
    return found


@lists.get("/app/staff/lists/<name>/upload/<int:upload_id>/")
@staff()
def look(name: str, upload_id: int) -> ResponseReturnValue:
    listing = _listing(name)
    with current_office().database.reading() as session:
        lines = uploads.lines(_upload(session, listing, upload_id))
    good = sum(not line.fault for line in lines)
    values = {
        "lines": page_of(lines, size=CHANGES),
        "good": good,
        "upload_id": upload_id,
    }
    return render_template(
        "lists/look.html", listing=listing, form=FlaskForm(), **values
    )


@lists.post("/app/staff/lists/<name>/upload/<int:upload_id>/take/")
@staff()
def take(name: str, upload_id: int) -> ResponseReturnValue:
    listing = _listing(name)
    with current_office().database.writing() as session:
        staged = _upload(session, listing, upload_id)
        taken = uploads.take(listing, reader_of(current_office(), session), staged)
    flash(_("改好了 %(n)s 行。", n=taken.changed))
    for number, why in taken.left:
        flash(_("编号 %(number)s 没有改：%(why)s", number=number, why=why), "warn")
    return redirect(url_for("lists.page", name=name))
