"""Taking in what a page sends that works without a network: kept and named, or refused
with the reason.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

from flask import jsonify, request
from flask.typing import ResponseReturnValue

from forms_app.base.attachments.deposits import File
from forms_app.base.catalogue import gettext as _
from forms_app.base.offline.forms import PhotosForm
from forms_app.base.offline.sent import NotTaken, Sent, why_not
from forms_app.base.offline.shell import FRESH
from forms_app.base.refusal import Refused


def answered(
    keep: Callable[[Sent, Sequence[File]], dict[str, Any]],
) -> ResponseReturnValue:
    """Answer one entry of a phone, which leaves it only on the answer that names it as
    kept. `keep`: of its fields and photos; gives that answer, or raises Refused. One that
    is refused says what is wrong with which field.
    """
    form = PhotosForm()
    if not form.validate():
        says = form.photos.errors or [_("页面不完整，请重新打开再记。")]
        return jsonify(says="；".join(map(str, says))), 422
    try:
        answer = keep(request.form.to_dict(flat=False), form.photos.ready)
    except Refused as refused:
        faults = refused.faults if isinstance(refused, NotTaken) else {}
        return jsonify(says=why_not(refused), faults=faults), 422
    return jsonify(answer), FRESH
