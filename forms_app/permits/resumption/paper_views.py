"""/app/my/papers/: the papers of an application (附件), added while it is open, taken
out until it is handed in.
"""

from __future__ import annotations

from flask import abort, redirect, render_template, url_for
from flask.typing import ResponseReturnValue

from forms_app.base import access, limits
from forms_app.base.access import enterprise_only
from forms_app.base.attachments import operations
from forms_app.base.attachments.models import Attachment
from forms_app.base.attachments.rules import MOST_BYTES
from forms_app.base.forms import ConfirmForm
from forms_app.base.office import by_whom, current_office
from forms_app.permits.resumption import drafts, papers
from forms_app.permits.resumption.forms import PapersForm
from forms_app.permits.resumption.rules import CLOSED
from forms_app.permits.resumption.session import own_application
from forms_app.permits.resumption.views import resumption


@resumption.route("/app/my/papers/", methods=["GET", "POST"])
@enterprise_only
@limits.takes(MOST_BYTES)
@limits.limiter.limit("60/hour", methods=["POST"])
def attach_papers() -> ResponseReturnValue:
    office = current_office()
    form = PapersForm()
    with office.database.reading() as database:
        application = own_application(office, database)
        found = papers.papers(database, application)
        seen = papers.photos(database, application)
    if application.stage in CLOSED:
        return redirect(url_for("resumption.my"))
    form.papers.kept = found
    if not form.validate_on_submit():
        values = {
            "found": found,
            "photos": seen,
            "may_take_out": application.stage in drafts.EDITABLE,
        }
        return render_template(
            "resumption/papers.html", here="apply", form=form, a=application, **values
        )
    with office.database.writing() as database:
        belongs = papers.of_application(own_application(office, database))
        taken = form.papers.ready
        operations.attach(
            database,
            office,
            belongs,
            taken,
            **by_whom(),
        )
    return redirect(url_for("resumption.attach_papers"))


@resumption.post("/app/my/papers/<int:attachment_id>/take-out/")
@enterprise_only
def take_out_paper(attachment_id: int) -> ResponseReturnValue:
    office = current_office()
    form = ConfirmForm()
    if not form.validate_on_submit():
        abort(400)
    with office.database.writing() as database:
        application = own_application(office, database)
        paper = database.get(Attachment, attachment_id)
        if paper is None or not papers.may_take_out(application, paper):
            abort(404)
        reference = application.enterprise.reference
        now = office.clock.now()
        operations.remove(
            database, office, paper, reference, actor=access.actor(), now=now
        )
    return redirect(url_for("resumption.attach_papers"))
