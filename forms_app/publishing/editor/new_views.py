"""/app/staff/content/new/: a new document, or the English of one, in the editor before
anything is written.
"""

from __future__ import annotations

from flask import abort, render_template, request
from flask.typing import ResponseReturnValue

from forms_app.base import access
from forms_app.base.access import Actor, staff
from forms_app.base.documents.document import ENGLISH, DocumentSection
from forms_app.base.documents.sections import BY_NAME
from forms_app.base.office import Office, current_office
from forms_app.permits.grid.community import Community
from forms_app.permits.grid.queries import directory
from forms_app.publishing.editor import beginning, places, typed
from forms_app.publishing.editor.forms import NewForm
from forms_app.publishing.editor.opened import opened
from forms_app.publishing.editor.staff_views import FOLDER, content_pages, editor_page


@content_pages.get(f"{FOLDER}new/")
@staff("office")
def kinds() -> ResponseReturnValue:
    return render_template("editor/kinds.html", sections=beginning.sections())


@content_pages.get(f"{FOLDER}new/<section>/")
@staff("office")
def new(section: str) -> ResponseReturnValue:
    """Asks what it is called; then the editor, with the text that it begins with."""
    office = current_office()
    kind = BY_NAME.get(section) or abort(404)
    patterns = {one.name: one for one in beginning.patterns(office, kind)}
    form = NewForm(request.args if request.args else None)
    form.offer(patterns.values())
    if not request.args or not form.validate_new(office, kind):
        return render_template("editor/new.html", form=form, section=kind)
    title = form.title.data or ""
    slug = form.slug.data or beginning.slug_for(office, kind, title)
    text = beginning.text_of(
        kind,
        title,
        _community(office, access.actor()),
        office.clock.today(),
        patterns.get(form.like.data),
    )
    return _begun(office, kind, f"{kind.name}/{slug}.md", text)


@content_pages.get(f"{FOLDER}english/<path:path>/")
@staff("office")
def english(path: str) -> ResponseReturnValue:
    office = current_office()
    section = BY_NAME.get(path.partition("/")[0])
    if section is None or path.endswith(ENGLISH) or places.section_of(path) is None:
        abort(404)
    original = opened(office, path, section)
    if not original.data or original.fault:
        abort(404)
    text = beginning.english_of(original.text, section)
    return _begun(office, section, path.removesuffix(".md") + ENGLISH, text)


def _begun(
    office: Office, section: DocumentSection, path: str, text: str
) -> ResponseReturnValue:
    """The editor of a file that is not there; one that is there is opened as it stands."""
    file = opened(office, path, section)
    if file.fault:
        return render_template("editor/unreadable.html", file=file)
    return editor_page(file, typed.first(file, as_written=False, text=text))


def _community(office: Office, actor: Actor) -> Community:
    """In whose name it is written, until somebody writes another one."""
    every = list(directory(office).values())
    own = [one for one in every if one.slug in actor.communities]
    return next(iter([*own, *every]), None) or abort(404)
