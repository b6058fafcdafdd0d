"""/app/my/items/: what an enterprise asked or was asked, with the answers; it takes and
finishes what is its own to do.
"""

from __future__ import annotations

from flask import Blueprint, abort, flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_wtf import FlaskForm
from sqlalchemy.orm import Session

from forms_app.base.access import enterprise_only
from forms_app.base.attachments import queries as attachments
from forms_app.base.catalogue import gettext as _
from forms_app.base.office import by_whom, current_office
from forms_app.ledger.items import labels, operations, queries
from forms_app.ledger.items.kinds import Kind, kinds
from forms_app.ledger.items.models import Item
from forms_app.permits.enterprises.session import current_enterprise

my_items = Blueprint("my_items", __name__)


def _to_enterprise() -> list[str]:
    return [kind.code for kind in kinds().values() if kind.to_enterprise]


@my_items.get("/app/my/items/")
@enterprise_only
def every() -> ResponseReturnValue:
    with current_office().database.reading() as session:
        found = queries.about(session, current_enterprise(session), *_to_enterprise())
    return render_template(
        "items/my_items.html", here="my", found=found, kinds=kinds(), words=labels
    )


def _find(session: Session, item_id: int) -> tuple[Item, Kind]:
    """One of the own enterprise's, or 404."""
    item = session.get(Item, item_id)
    if (
        item is None
        or item.enterprise_id != current_enterprise(session).id
        or item.kind not in _to_enterprise()
    ):
        abort(404)
    return item, kinds()[item.kind]


@my_items.get("/app/my/items/<int:item_id>/")
@enterprise_only
def one(item_id: int) -> ResponseReturnValue:
    with current_office().database.reading() as session:
        item, kind = _find(session, item_id)
        attached = attachments.of(session, item.subject)
    values = {
        "item": item,
        "kind": kind,
        "words": labels,
        "form": FlaskForm(),
        "attached": attached,
    }
    return render_template("items/my_item.html", here="my", **values)


@my_items.post("/app/my/items/<int:item_id>/take/")
@enterprise_only
def take(item_id: int) -> ResponseReturnValue:
    with current_office().database.writing() as session:
        item, kind = _find(session, item_id)
        if not kind.taken_by_enterprise or item.owner not in {
            "",
            current_enterprise(session).reference,
        }:
            abort(404)
        operations.take(session, item, **by_whom())
    return redirect(url_for("my_items.one", item_id=item_id))


@my_items.post("/app/my/items/<int:item_id>/finish/")
@enterprise_only
def finish(item_id: int) -> ResponseReturnValue:
    with current_office().database.writing() as session:
        item, kind = _find(session, item_id)
        if not kind.taken_by_enterprise or item.owner not in {
            "",
            current_enterprise(session).reference,
        }:
            abort(404)
        operations.finish(session, item, kind, **by_whom())
    flash(_("记下了。"))
    return redirect(url_for("my_items.one", item_id=item_id))
