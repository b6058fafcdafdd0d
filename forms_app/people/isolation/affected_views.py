"""/app/staff/isolation/affected/: whom a new version of the rules moves, and applying
it to those who are chosen.
"""

from __future__ import annotations

from flask import abort, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_wtf import FlaskForm

from forms_app.base import access
from forms_app.base.access import staff
from forms_app.base.office import by_whom, current_office
from forms_app.people.health_rules.labels import OUTCOMES
from forms_app.people.isolation.affected import moved
from forms_app.people.isolation.case_queries import Within
from forms_app.people.isolation.case_views import REVIEWERS, cases
from forms_app.people.rosters import operations
from forms_app.people.rosters.determining import rulebook


@cases.route("/app/staff/isolation/affected/", methods=["GET", "POST"])
@staff(*REVIEWERS)
def affected() -> ResponseReturnValue:
    office = current_office()
    form = FlaskForm()
    within = Within(access.actor())
    if not form.validate_on_submit():
        with office.database.reading() as session:
            found = moved(session, office, within)
        rules = rulebook(office, office.clock.today())
        said = {
            "outcomes": OUTCOMES,
            "rules": rules,
            "done": request.args.get("done", 0, int),
        }
        return render_template("cases/affected.html", found=found, form=form, **said)
    chosen = set(request.form.getlist("people", int)) or abort(
        redirect(url_for("cases.affected"))
    )
    with office.database.writing() as session:
        found = [
            one for one in moved(session, office, within) if one.person.id in chosen
        ]
        rules = rulebook(office, office.clock.today())
        for one in found:
            operations.determine_again(session, one.person, rules=rules, **by_whom())
    return redirect(url_for("cases.affected", done=len(found)))
