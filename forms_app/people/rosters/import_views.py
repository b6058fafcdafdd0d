"""/app/my/people/import/: pasting rows, uploading a sheet, looking at each row, mending
the bad ones, taking the good.
"""

from __future__ import annotations

from flask import Response, abort, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_wtf import FlaskForm
from sqlalchemy.orm import Session

from forms_app.base import catalogue
from forms_app.base.access import enterprise_only
from forms_app.base.catalogue import gettext as _
from forms_app.base.limits import limiter, takes
from forms_app.base.office import current_office
from forms_app.base.refusal import ChangedMeanwhile
from forms_app.base.sheets.cells import Sheet, SheetRefused
from forms_app.base.spreadsheets import XLSX
from forms_app.people.rosters import imports, roster_operations
from forms_app.people.rosters.columns import place
from forms_app.people.rosters.forms import PasteForm, PersonForm, UploadForm
from forms_app.people.rosters.labels import FIELDS
from forms_app.people.rosters.models import RosterImport
from forms_app.people.rosters.sheets import read_file, read_pasted
from forms_app.people.rosters.template import template as make_template
from forms_app.people.rosters.views import asked, rosters
from forms_app.permits.enterprises.session import current_enterprise

LARGEST = 10 * 1024 * 1024  # bytes of a sheet
SHOWN = 200  # rows of each kind on the page; the others are counted


@rosters.route("/app/my/people/paste/", methods=["GET", "POST"])
@enterprise_only
def paste() -> ResponseReturnValue:
    form = PasteForm()
    if form.validate_on_submit():
        try:
            return _stage(read_pasted(form.rows.data), "paste")
        except SheetRefused as refused:
            form.rows.errors = [str(refused)]
    return render_template("rosters/paste.html", here="my", form=form)


@rosters.route("/app/my/people/upload/", methods=["GET", "POST"])
@enterprise_only
@takes(LARGEST + 64 * 1024)
@limiter.limit("60/hour", methods=["POST"])
def upload() -> ResponseReturnValue:
    form = UploadForm()
    if form.validate_on_submit():
        try:
            return _stage(
                read_file(form.sheet.data.read(), form.sheet.data.filename), "sheet"
            )
        except SheetRefused as refused:
            form.sheet.errors = [str(refused)]
    return render_template("rosters/upload.html", here="my", form=form)


def _stage(sheet: Sheet, source: str) -> ResponseReturnValue:
    """Keep what was read, and show it.

    Raises:
        SheetRefused: nobody is in it, or nobody can be told from another.
    """
    office = current_office()
    placed = place(sheet, office.clock.today())
    if not placed.people or placed.missing:
        raise SheetRefused(
            "没有认出姓名或手机号。请在第一行写上表头（姓名、手机号、从哪里来、到达日期……），再试一次"
        )
    with office.database.writing() as session:
        enterprise = current_enterprise(session)
        now = office.clock.now()
        told = list(placed.notes)
        staged = imports.stage(
            session, enterprise, placed.people, source=source, told=told, now=now
        )
    return redirect(url_for("rosters.look", import_id=staged.id))


def _find(session: Session, import_id: int) -> RosterImport:
    """What the own enterprise handed in, or 404."""
    staged = session.get(RosterImport, import_id)
    if staged is None or staged.enterprise_id != current_enterprise(session).id:
        abort(404)
    return staged


@rosters.get("/app/my/people/import/<int:import_id>/")
@enterprise_only
def look(import_id: int) -> ResponseReturnValue:
    office = current_office()
    with office.database.reading() as session:
        staged = _find(session, import_id)
        lines = imports.lines(
            session, current_enterprise(session), staged, office.clock.today()
        )
    of_kind = {
        kind: [line for line in lines if line.kind == kind]
        for kind in ("faulty", "new", "back", "changed", "same")
    }
    values = {
        "staged": staged,
        "of_kind": of_kind,
        "good": len(lines) - len(of_kind["faulty"]),
        "shown": SHOWN,
        "labels": FIELDS,
    }
    return render_template("rosters/import.html", here="my", form=FlaskForm(), **values)


@rosters.route(
    "/app/my/people/import/<int:import_id>/<int:number>/", methods=["GET", "POST"]
)
@enterprise_only
def mend(import_id: int, number: int) -> ResponseReturnValue:
    """One row on a page of its own: what is wrong stands at its field."""
    office = current_office()
    with office.database.reading() as session:
        staged = _find(session, import_id)
        lines = imports.lines(
            session, current_enterprise(session), staged, office.clock.today()
        )
    line = next(
        (line for line in lines if line.judged.number == number), None
    ) or abort(404)
    form = PersonForm(data=line.as_form())
    judged = form.judged(office.clock.today())
    if judged is None:
        if not form.is_submitted():
            form.tell(line.judged.faults)
        return render_template(
            "rosters/mend.html", here="my", form=form, line=line, staged=staged
        )
    with office.database.writing() as session:
        imports.mend(_find(session, import_id), number, form.given())
    return redirect(url_for("rosters.look", import_id=import_id))


@rosters.post("/app/my/people/import/<int:import_id>/<int:number>/drop/")
@enterprise_only
def drop(import_id: int, number: int) -> ResponseReturnValue:
    with current_office().database.writing() as session:
        imports.drop(_find(session, import_id), number)
    return redirect(url_for("rosters.look", import_id=import_id))


@rosters.post("/app/my/people/import/<int:import_id>/take/")
@enterprise_only
def take(import_id: int) -> ResponseReturnValue:
    office = current_office()
    with office.database.writing() as session:
        staged = session.get(RosterImport, import_id)
        if staged is None:  # sent twice: it was taken
            return redirect(url_for("rosters.people"))
        staged = _find(session, import_id)
        if str(staged.version) != request.form.get("version"):
            raise ChangedMeanwhile
        taken = roster_operations.take(
            session, current_enterprise(session), staged, **asked(office)
        )
    flash(
        _(
            "收下了：新增 %(new)s 人，更新 %(changed)s 人，没有变化 %(same)s 人。",
            **_counts(taken),
        )
    )
    return redirect(
        url_for("rosters.look", import_id=import_id)
        if taken.left
        else url_for("rosters.people")
    )


def _counts(taken: roster_operations.Taken) -> dict[str, int]:
    return {"new": taken.new, "changed": taken.changed, "same": taken.same}


@rosters.post("/app/my/people/import/<int:import_id>/discard/")
@enterprise_only
def discard(import_id: int) -> ResponseReturnValue:
    with current_office().database.writing() as session:
        session.delete(_find(session, import_id))
    return redirect(url_for("rosters.people"))


@rosters.get("/app/my/people/template.xlsx")
@enterprise_only
def template() -> ResponseReturnValue:
    headers = {"Content-Disposition": "attachment; filename=roster.xlsx"}
    return Response(make_template(catalogue.language()), mimetype=XLSX, headers=headers)
