"""/app/staff/content/pictures/: a picture for a text, sent from beside the editor; answers
with what the text is to say. Without a script it is copied from there.
"""

from __future__ import annotations

from flask import Blueprint, render_template, request
from flask.typing import ResponseReturnValue

from forms_app.base import limits
from forms_app.base.access import staff
from forms_app.base.attachments.rules import MOST_BYTES
from forms_app.base.office import current_office
from forms_app.publishing.editor import pictures
from forms_app.publishing.editor.forms import PictureForm
from forms_app.publishing.editor.pictures import NoRoom, Picture
from forms_app.publishing.editor.staff_views import FOLDER

picture_pages = Blueprint("picture_pages", __name__)
PART = "part"  # sent by the editor, which puts the answer into its own page


@picture_pages.get(f"{FOLDER}pictures/")
@staff("office")
def new() -> ResponseReturnValue:
    return render_template("editor/picture.html", pictured=PictureForm(), laid=None)


@picture_pages.post(f"{FOLDER}pictures/")
@staff("office")
@limits.takes(MOST_BYTES)
def add() -> ResponseReturnValue:
    form = PictureForm()
    laid = _laid(form) if form.validate() else None
    name = "_picture.html" if PART in request.form else "picture.html"
    pictured = PictureForm(formdata=None) if laid else form
    return render_template(f"editor/{name}", pictured=pictured, laid=laid)


def _laid(form: PictureForm) -> Picture | None:
    """None where there is no room; the form says so."""
    try:
        return pictures.lay(current_office(), form.picture.ready[0], form.alt.data)
    except NoRoom as error:
        form.picture.errors = [str(error)]
        form.hold_good_files()
        return None
