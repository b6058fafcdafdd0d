"""A request from an enterprise at /app/my/requests/new/, and an answer that an editor
makes a public question.
"""

from __future__ import annotations

from flask import Blueprint, abort, flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue

from forms_app.base.access import enterprise_only, staff
from forms_app.base.catalogue import gettext as _
from forms_app.base.contentfile.write import file_hash
from forms_app.base.dates import moment
from forms_app.base.limits import limiter
from forms_app.base.office import Office, by_whom, current_office
from forms_app.base.refusal import Refused
from forms_app.ledger.items.models import Item
from forms_app.ledger.items.operations import Place, raise_item
from forms_app.ledger.items.rules import Status
from forms_app.ledger.items.staff_views import find as find_item
from forms_app.ledger.visits import labels, operations, questions
from forms_app.ledger.visits.forms import QuestionForm, RequestForm, heads, with_head
from forms_app.ledger.visits.kinds import REQUEST
from forms_app.permits.enterprises.session import current_enterprise
from forms_app.permits.grid.queries import directory

requests = Blueprint("requests", __name__)


@requests.route("/app/my/requests/new/", methods=["GET", "POST"])
@enterprise_only
@limiter.limit("30/hour", methods=["POST"])
def new() -> ResponseReturnValue:
    office = current_office()
    form = RequestForm()
    form.head.choices = heads(labels.check_list(office, office.clock.today()))
    if not form.validate_on_submit():
        return render_template("visits/request.html", here="my", form=form)
    with office.database.writing() as session:
        title = with_head(form.head, form.title.data or "")
        place = Place.of(current_enterprise(session))
        item = raise_item(
            session, REQUEST, place, title, form.text.data or "", **by_whom()
        )
    flash(
        _(
            "收到了，%(when)s前答复。",
            when=moment(item.due_at),
        )
    )
    return redirect(url_for("my_items.one", item_id=item.id))


@requests.route("/app/staff/requests/<int:item_id>/question/", methods=["GET", "POST"])
@staff("office")
def question(item_id: int) -> ResponseReturnValue:
    office = current_office()
    with office.database.reading() as session:
        item, kind = find_item(session, item_id)
        if kind is not REQUEST or item.status != Status.DONE:
            abort(404)
    form = QuestionForm(data={"question": item.title, "answer": item.answer})
    if not form.validate_on_submit() or not _is_public(office, item, form):
        return render_template("visits/question.html", form=form, item=item)
    old = questions.read(office.content)
    data = questions.with_question(
        old, form.question.data or "", form.answer.data or "", str(office.clock.today())
    )
    with office.database.writing() as session:
        operations.publish_question(
            session, find_item(session, item_id)[0], file_hash(data), **by_whom()
        )
    questions.write(office.content, data, file_hash(old) if old is not None else None)
    flash(_("已经写进“常见问题”，发布程序接受以后公开。"))
    return redirect(url_for("items.one", item_id=item_id))


def _is_public(office: Office, item: Item, form: QuestionForm) -> bool:
    """Whether no page is kept from carrying it; what is wrong stands at the form."""
    phones: frozenset[str] = frozenset().union(
        *(community.phones for community in directory(office).values())
    )
    firm = item.enterprise
    names = [firm.name, firm.contact_name, firm.safety_manager] if firm else []
    try:
        questions.must_be_public(
            f"{form.question.data}\n{form.answer.data}", names, phones
        )
    except Refused as refused:
        form.answer.errors = [str(refused)]
        return False
    return True
