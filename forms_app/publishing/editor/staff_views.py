"""/app/staff/content/: the list of content files, and the editor of one."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from typing import Any

from flask import (
    Blueprint,
    Response,
    abort,
    flash,
    redirect,
    render_template,
    request,
    url_for,
)
from flask.typing import ResponseReturnValue

from forms_app.base import access
from forms_app.base.access import staff
from forms_app.base.away import Busy
from forms_app.base.catalogue import gettext as _
from forms_app.base.contentfile.faults import Fault
from forms_app.base.documents.document import DocumentSection
from forms_app.base.office import Office, current_office
from forms_app.base.paging import page_of
from forms_app.base.refusal import ChangedMeanwhile
from forms_app.publishing.editor import earlier, labels, listing, places, saving, typed
from forms_app.publishing.editor.beginning import lacks_english
from forms_app.publishing.editor.comparison import compared
from forms_app.publishing.editor.effects import effect_of
from forms_app.publishing.editor.forms import EditForm, PictureForm
from forms_app.publishing.editor.judging import Judged, judged, must_be_confirmed
from forms_app.publishing.editor.opened import Opened, opened
from forms_app.publishing.editor.typed import Typed
from forms_app.publishing.intake.schedule import Waiting
from forms_app.publishing.labels import since
from forms_app.publishing.proof import NoProof, rendered
from forms_app.publishing.proof_views import unkept

content_pages = Blueprint("content_pages", __name__, template_folder="templates")
FOLDER = "/app/staff/content/"
MERGED = "merged"  # sent along by a page that showed what somebody else wrote


@content_pages.get(FOLDER)
@staff("office")
def every() -> ResponseReturnValue:
    office = current_office()
    wanted = request.args.get("section", "")
    words = " ".join(request.args.get("q", "").split())
    me = access.actor()
    paths = [path for path in places.paths(office, wanted) if places.may_open(me, path)]
    found = page_of(listing.fitting(office, places.in_order(paths), words))
    return render_template(
        "editor/list.html",
        found=found,
        rows=listing.rows(office, list(found)),
        sections=[(places.name_of(one), one.title) for one in places.KINDS],
        section=wanted,
        words=words,
        states=labels.STATES,
    )


def _opened(path: str) -> Opened:
    """The file, or 404 where there can be none or it is not for whoever asks."""
    section = places.section_of(path)
    if section is None or not places.may_open(access.actor(), path):
        abort(404)
    return opened(current_office(), path, section)


@content_pages.get(f"{FOLDER}edit/<path:path>/")
@staff("office")
def one(path: str) -> ResponseReturnValue:
    file = _opened(path)
    if file.data is None:
        abort(404)
    if file.fault:
        return render_template("editor/unreadable.html", file=file)
    if "version" in request.args:
        return _earlier(file, request.args["version"])
    text = typed.first(file, request.args.get("as") == typed.AS_WRITTEN)
    return editor_page(file, text)


def _earlier(file: Opened, name: str) -> ResponseReturnValue:
    """An earlier version beside the one that stands, to be saved like any other edit."""
    office = current_office()
    text = earlier.text_of(office, file.path, name)
    if text is None:
        abort(404)
    mine = typed.first(file, as_written=False, text=text)
    data = saving.edit_of(file, text, "").data
    return _page(file, mine, judged(office, file.path, data))


@content_pages.post(f"{FOLDER}edit/<path:path>/")
@staff("office")
def save(path: str) -> ResponseReturnValue:
    """Saves, or shows what differs; what cannot be saved is shown again as it was typed."""
    office = current_office()
    file = _opened(path)
    text = typed.sent(file, request.form)
    if file.fault or file.seen != text.seen:
        return _conflict(office, file, text)
    edit = saving.edit_of(file, text.text, text.reason)
    if edit.data == file.data:
        flash(_("没有改动，不用存。"))
        return redirect(url_for("content_pages.one", path=path))
    found = judged(office, path, edit.data)
    form = EditForm()
    is_sure = text.sure == saving.token_of(edit)
    # what somebody else wrote meanwhile goes only with what it says in sight
    is_asked = effect_of(found).must_be_confirmed or MERGED in request.form
    must_ask = is_asked and not is_sure
    if "compare" in request.form or found.faults or must_ask or not form.validate():
        return _page(file, text, found, form=form, asks=must_ask)
    try:
        saving.write(office, file, edit)
    except ChangedMeanwhile:
        return _conflict(office, _opened(path), text)
    flash(_told(found.tree.waiting.get(path), must_be_confirmed(office, path, found)))
    return redirect(url_for("content_pages.one", path=path))


def _told(waiting: Waiting | None, is_held: bool) -> str:
    """What comes of a file that was saved."""
    if is_held:
        return _("已经存好，要另一个账号确认才公开。")
    if waiting is None:
        return _("已经存好，几秒钟后公布。")
    return _("已经存好，现在不公布：%(why)s。", why=since(waiting))


@content_pages.post(f"{FOLDER}check/<path:path>/")
@staff("office")
def check(path: str) -> ResponseReturnValue:
    """What the judge says of what is being typed; a part of the page."""
    file = _opened(path)
    text = typed.sent(file, request.form)
    edit = saving.edit_of(file, text.text, "")
    found = judged(current_office(), path, edit.data)
    return render_template(
        "editor/_faults.html", faults=found.faults, typed=text, file=file
    )


@content_pages.post(f"{FOLDER}proof/<path:path>/")
@staff("office")
def proof(path: str) -> ResponseReturnValue:
    """The page that what is typed would have; nothing is saved."""
    file = _opened(path)
    text = typed.sent(file, request.form)
    try:
        page = rendered(current_office(), path, text.text)
    except NoProof:
        data = saving.edit_of(file, text.text, "").data
        faults = judged(current_office(), path, data).faults
        if not faults:  # it could be printed, but not in time
            raise Busy from None
        return render_template("publishing/no_proof.html", path=path, faults=faults)
    return unkept(Response(page, mimetype="text/html"))


def _conflict(office: Office, file: Opened, text: Typed) -> ResponseReturnValue:
    """Both versions; what is saved from here on is made from the one that stands now."""
    mine = replace(text, seen=file.seen)
    data = saving.edit_of(file, text.text, text.reason).data
    found = judged(office, file.path, data)
    return _page(file, mine, found, is_conflict=True, is_merged=True)


def editor_page(file: Opened, text: Typed) -> ResponseReturnValue:
    """The editor before anything is sent. Of what is not there yet nothing is told."""
    found = judged(current_office(), file.path, None)
    return _page(file, text, found, pairs=[])


def _page(
    file: Opened, text: Typed, found: Judged, form: Any = None, **told: Any
) -> ResponseReturnValue:
    """`told`: is_conflict; asks, to confirm what it will do."""
    form = form or EditForm(formdata=None, reason=text.reason)
    is_public = (current_office().accepted / file.path).exists()
    differs = text.text != file.text
    values: dict[str, Any] = {
        "file": file,
        "typed": text,
        "title": listing.title_in(text.text),
        "fields": text.fields(file, found.tree.beside),
        "faults": found.faults,
        "faults_at": _by_field(file, text, found.faults),
        "effect": effect_of(found),
        "pairs": compared(file.text, text.text) if differs else [],
        "form": form,
        "versions": page_of(
            earlier.earlier(current_office(), file), key="version-from"
        ),
        "page": places.page_of(file.path, file.section) if is_public else "",
        "sure": saving.token_of(saving.edit_of(file, text.text, "")),
        "takes_pictures": isinstance(file.section, DocumentSection),
        "pictured": PictureForm(formdata=None),
        "laid": None,
        "lacks_english": lacks_english(current_office(), file),
        "is_conflict": False,
        "is_merged": MERGED in request.form,
        "asks": False,
        **told,
    }
    return render_template("editor/edit.html", **values)


def _by_field(
    file: Opened, text: Typed, faults: Iterable[Fault]
) -> dict[str, list[Fault]]:
    found: dict[str, list[Fault]] = {}
    for fault in faults:
        found.setdefault(text.anchor(fault, file), []).append(fault)
    return found
