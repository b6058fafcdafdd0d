"""/app/staff/content/preview/: a document as it lies in the content folder, as its page
will look; for staff alone, whether it is public yet or not.
"""

from __future__ import annotations

import re

from flask import Blueprint, Response, abort, render_template, send_file
from flask.typing import ResponseReturnValue

from forms_app.base.access import staff
from forms_app.base.contentfile.plaintext import NoText, text_of
from forms_app.base.contentfile.reading import Unreadable, read_content
from forms_app.base.contentfile.targets import MEDIA
from forms_app.base.documents.sections import BY_NAME
from forms_app.base.office import Office, current_office
from forms_app.publishing.proof import MEDIA_FOLDER, NoProof, page_of, rendered

proofs = Blueprint("proofs", __name__)
COPY = re.compile(r"[0-9a-f]+\.[a-z]+")  # the name of a copy that may be published
SHOWN = frozenset({".jpg"})


@proofs.get("/app/staff/content/preview/<path:path>")
@staff("reviewer", "office")
def preview(path: str) -> ResponseReturnValue:
    """The file as it was saved last."""
    office = current_office()
    data = _saved(office, path)
    try:
        page = rendered(office, path, text_of(data, path))
    except (NoProof, NoText):
        faults = BY_NAME[path.partition("/")[0]].read(data, path)[1].faults
        return render_template("publishing/no_proof.html", path=path, faults=faults)
    return unkept(Response(page, mimetype="text/html"))


def _saved(office: Office, path: str) -> bytes:
    try:
        page_of(path)
        return read_content(office.content / path)
    except (NoProof, FileNotFoundError, Unreadable):
        abort(404)


def unkept(answer: Response) -> Response:
    """Neither by a browser nor by who searches."""
    answer.headers["Cache-Control"] = "no-store"
    answer.headers["X-Robots-Tag"] = "noindex"
    return answer


@proofs.get(f"{MEDIA_FOLDER}<name>")
@staff("reviewer", "office")
def medium(name: str) -> ResponseReturnValue:
    """A picture or an attachment that no public page shows yet."""
    copy = current_office().accepted / MEDIA / name
    if not COPY.fullmatch(name) or not copy.is_file():
        abort(404)
    return unkept(send_file(copy, as_attachment=copy.suffix not in SHOWN))
