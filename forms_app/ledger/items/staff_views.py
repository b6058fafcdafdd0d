"""/app/staff/items/: one item with what can be done about it; raising one by hand.

Their lists are at /app/staff/lists/.
"""

from __future__ import annotations

from typing import Any

from flask import Blueprint, abort, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from sqlalchemy.orm import Session

from forms_app.base import access, audit
from forms_app.base.access import Actor, staff
from forms_app.base.accounts.queries import answerable
from forms_app.base.attachments import operations as keep
from forms_app.base.attachments import queries as attachments
from forms_app.base.attachments.operations import Belongs
from forms_app.base.attachments.rules import MOST_BYTES
from forms_app.base.catalogue import gettext as _
from forms_app.base.limits import takes
from forms_app.base.office import by_whom, current_office
from forms_app.base.refusal import ChangedMeanwhile, Refused
from forms_app.ledger.items import labels, operations
from forms_app.ledger.items.forms import (
    AnswerForm,
    AttachForm,
    NewForm,
    OwnerForm,
    ReasonForm,
)
from forms_app.ledger.items.kinds import Kind, kinds
from forms_app.ledger.items.models import Item
from forms_app.ledger.items.rules import FLOW, Status
from forms_app.ledger.lists.views import open_list
from forms_app.permits.grid.queries import directory

items = Blueprint("items", __name__)


def may_see(session: Session, item_id: int, actor: Actor) -> bool:
    """Whether an item is for somebody: of staff whoever works on it, and the enterprise
    it is told to.
    """
    item = session.get(Item, item_id)
    kind = kinds().get(item.kind) if item else None
    if item is None or kind is None:
        return False
    if actor.kind == "enterprise":
        return (
            kind.to_enterprise
            and item.enterprise is not None
            and item.enterprise.reference == actor.id
        )
    return kind.may_work(actor) and (
        actor.may_see(*item.where) or item.owner == actor.id
    )


def find(session: Session, item_id: int) -> tuple[Item, Kind]:
    """An item within reach with its kind, or 404."""
    item = session.get(Item, item_id) or abort(404)
    if not may_see(session, item_id, access.actor()):
        abort(404)
    open_list(item.kind)
    return item, kinds()[item.kind]


@items.get("/app/staff/items/<int:item_id>/")
@staff()
def one(item_id: int) -> ResponseReturnValue:
    with current_office().database.reading() as session:
        item, kind = find(session, item_id)
        form = AnswerForm.from_record(item, kind)
        owner = OwnerForm(data={"owner": item.owner})
        able = answerable(session, *item.where, kind.roles)
        owner.owner.choices = list(able.items())
        return _page(session, item, kind, form, owner)


def _page(
    session: Session,
    item: Item,
    kind: Kind,
    form: AnswerForm,
    owner: OwnerForm,
    attach: AttachForm | None = None,
) -> str:
    now = current_office().clock.now()
    values: dict[str, Any] = {
        "attached": attachments.of(session, item.subject),
        "attach": attach or AttachForm(formdata=None),
        "state": labels.state(item, kind, now),
        "history": audit.history(session, item.subject),
        "may": FLOW.actions(Status(item.status)),
        "words": labels,
        "links": kind.links(item, access.actor()) if kind.links else (),
        "more": kind.more(session, item) if kind.more else [],
    }
    return render_template(
        "items/item.html", item=item, kind=kind, form=form, owner=owner, **values
    )


@items.route("/app/staff/items/new/<kind>/", methods=["GET", "POST"])
@staff()
def new(kind: str) -> ResponseReturnValue:
    found = kinds().get(kind) or abort(404)
    office = current_office()
    actor = access.actor()
    if not found.may_raise(actor):
        abort(403)
    open_list(kind)
    ready = found.ready(office) if found.ready else {}
    title, text = ready.get(request.args.get("text", ""), ("", ""))
    asked = {
        "reference": request.args.get("enterprise", ""),
        "where": request.args.get("where", ""),
    }
    form = NewForm(data={**asked, "title": title, "text": text})
    form.ask_for(found, directory(office), actor)
    if form.validate_on_submit():
        with office.database.writing() as session:
            if place := form.place(session, actor):
                what = (form.title.data or "", form.text.data or "")
                item = operations.raise_item(
                    session, found, place, *what, due_at=form.due_at.data, **by_whom()
                )
                return redirect(url_for("items.one", item_id=item.id))
    return render_template("items/new.html", form=form, kind=found, ready=ready)


@items.post("/app/staff/items/<int:item_id>/take/")
@staff()
def take(item_id: int) -> ResponseReturnValue:
    with current_office().database.writing() as session:
        operations.take(session, find(session, item_id)[0], **by_whom())
    return _back(item_id)


@items.post("/app/staff/items/<int:item_id>/give-back/")
@staff()
def give_back(item_id: int) -> ResponseReturnValue:
    with current_office().database.writing() as session:
        operations.give_back(session, find(session, item_id)[0], **by_whom())
    return _back(item_id)


@items.post("/app/staff/items/<int:item_id>/hand-over/")
@staff()
def hand_over(item_id: int) -> ResponseReturnValue:
    with current_office().database.writing() as session:
        item, kind = find(session, item_id)
        owner = OwnerForm().owner.data or ""
        if owner not in answerable(session, *item.where, kind.roles):
            raise Refused("没有这个账号，或者这一片不归这个账号：%(name)s", name=owner)
        operations.hand_over(session, item, owner, **by_whom())
    return _back(item_id)


@items.post("/app/staff/items/<int:item_id>/answer/")
@staff()
def answer(item_id: int) -> ResponseReturnValue:
    """What was answered and arranged; with `finish` it is done with that."""
    with current_office().database.writing() as session:
        item, kind = find(session, item_id)
        form = AnswerForm.from_record(item, kind)
        if not form.validate_on_submit():
            return _page(session, item, kind, form, OwnerForm()), 422
        if form.version.data != str(item.version):
            raise ChangedMeanwhile
        if "finish" not in request.form:
            operations.answer(session, item, **form.given(), **by_whom())
        else:
            outcome = form.outcome.data if "outcome" in form else ""
            operations.finish(
                session, item, kind, outcome or "", **form.given(), **by_whom()
            )
    flash(_("记下了。"))
    return _back(item_id)


@items.post("/app/staff/items/<int:item_id>/attach/")
@staff()
@takes(MOST_BYTES)
def attach(item_id: int) -> ResponseReturnValue:
    """Photos or papers; the enterprise may see them only where it sees the item."""
    office = current_office()
    form = AttachForm()
    if not form.validate_on_submit():
        with office.database.reading() as session:
            item, kind = find(session, item_id)
            answer_form = AnswerForm.from_record(item, kind)
            owner = OwnerForm(formdata=None)
            return _page(session, item, kind, answer_form, owner, form), 422
    with office.database.writing() as session:
        item, kind = find(session, item_id)
        whose = item.enterprise_id if kind.to_enterprise else None
        belongs = Belongs(item.subject, *item.where, item.subject, whose)
        keep.attach(session, office, belongs, form.photos.ready, **by_whom())
    return _back(item_id)


@items.route(
    "/app/staff/items/<int:item_id>/drop/", methods=["GET", "POST"], endpoint="drop"
)
@items.route(
    "/app/staff/items/<int:item_id>/reopen/", methods=["GET", "POST"], endpoint="reopen"
)
@staff()
def with_reason(item_id: int) -> ResponseReturnValue:
    form = ReasonForm()
    is_drop = request.path.endswith("/drop/")
    with current_office().database.reading() as session:
        item, kind = find(session, item_id)
    if is_drop and not kind.may_drop:
        raise Refused("这一类事项不能不办，要写答复才能办结。")
    if not form.validate_on_submit():
        return render_template(
            "items/reason.html", form=form, item=item, kind=kind, is_drop=is_drop
        )
    with current_office().database.writing() as session:
        item, _kind = find(session, item_id)
        (operations.drop if is_drop else operations.reopen)(
            session, item, form.reason.data or "", **by_whom()
        )
    return _back(item_id)


def _back(item_id: int) -> ResponseReturnValue:
    with current_office().database.reading() as session:
        item = session.get(Item, item_id)
    kind = kinds().get(item.kind) if item else None
    return redirect(
        kind.shown(item)
        if kind and kind.shown
        else url_for("items.one", item_id=item_id)
    )
