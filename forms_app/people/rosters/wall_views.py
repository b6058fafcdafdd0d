"""The notice to workers, the code on the wall, and the form that each person fills in
on the own phone (员工健康登记).
"""

from __future__ import annotations

from functools import partial
from typing import Any

from flask import abort, redirect, render_template, session, url_for
from flask.typing import ResponseReturnValue
from flask_wtf import FlaskForm

from forms_app.base import slips
from forms_app.base.access import Actor, enterprise_only, public
from forms_app.base.catalogue import gettext as _
from forms_app.base.limits import limiter
from forms_app.base.office import Office, by_whom, current_office
from forms_app.base.qr import qr_of
from forms_app.base.quarantine.receiving import set_aside
from forms_app.base.quarantine.traps import why_not_taken
from forms_app.people.rosters import labels, operations, queries, roster_operations
from forms_app.people.rosters.content import WORKERS_NOTICE
from forms_app.people.rosters.determining import rulebook
from forms_app.people.rosters.forms import WallForm
from forms_app.people.rosters.views import rosters
from forms_app.permits.enterprises.notice import Notice
from forms_app.permits.enterprises.session import current_enterprise
from forms_app.permits.grid.queries import directory, rule


def _notice(office: Office) -> Notice | None:
    """What people are told (告知), in force today."""
    return rule(office, WORKERS_NOTICE, office.clock.today())


@rosters.route("/app/my/people/notice/", methods=["GET", "POST"])
@enterprise_only
def notice() -> ResponseReturnValue:
    office = current_office()
    form = FlaskForm()
    told = _notice(current_office())
    if form.validate_on_submit():
        with office.database.writing() as database:
            version = told.version if told else ""
            roster_operations.inform(
                database, current_enterprise(database), version, **by_whom()
            )
        return redirect(url_for("rosters.people"))
    with office.database.reading() as database:
        enterprise = current_enterprise(database)
        values = {"e": enterprise, "roster": queries.roster(database, enterprise)}
    community = directory(office).get(enterprise.community)
    return render_template(
        "rosters/notice.html",
        here="my",
        form=form,
        notice=told,
        community=community,
        **values,
    )


@rosters.route("/app/my/people/wall/", methods=["GET", "POST"])
@enterprise_only
def wall() -> ResponseReturnValue:
    """The code is shown until it is noted, to be printed; only a hash of it is kept."""
    office = current_office()
    form = FlaskForm()
    with office.database.reading() as database:
        enterprise = current_enterprise(database)
        has_one = queries.roster(database, enterprise).wall_hash is not None
        slip = slips.read(
            slips.WALL, enterprise.reference, partial(queries.by_wall_code, database)
        )
    if slip is None and form.validate_on_submit():
        with office.database.writing() as database:
            code = roster_operations.new_wall_code(
                database, current_enterprise(database), **by_whom()
            )
        return slips.hand_over(slips.WALL, enterprise.reference, code)
    community = directory(office).get(enterprise.community)
    path = url_for("rosters.redeem_wall", code=slip.secret) if slip else ""
    address = f"{office.config.public_url}{path}" if slip else ""
    values = {
        "e": enterprise,
        "slip": slip,
        "address": address,
        "qr": qr_of(address, quiet=0) if address else "",
        "has_one": has_one,
        "office": community.office if community else _("社区"),
        "today": office.clock.today(),
    }
    return render_template("rosters/wall.html", here="my", form=form, **values)


@rosters.get("/app/wall/<code>")
@public
@limiter.limit("600/hour")  # a works canteen shares one address
def redeem_wall(code: str) -> ResponseReturnValue:
    """The code leaves the address bar at once."""
    with current_office().database.reading() as database:
        enterprise = queries.by_wall_code(database, code)
    if enterprise is None:
        return render_template("rosters/wall_gone.html"), 404
    session["wall"] = code
    return redirect(url_for("rosters.fill"))


@rosters.route("/app/wall/", methods=["GET", "POST"])
@public
@limiter.limit("600/hour", methods=["POST"])
def fill() -> ResponseReturnValue:
    office = current_office()
    form = WallForm(data={"symptoms": ""})
    with office.database.reading() as database:
        enterprise = queries.by_wall_code(database, session.get("wall", ""))
    if enterprise is None:
        return render_template("rosters/wall_gone.html"), 404
    judged = form.judged(office.clock.today())
    if judged is None:
        return render_template(
            "rosters/fill.html", form=form, e=enterprise, notice=_notice(office)
        )
    given = form.given()
    told = f"{given['name']}/{given['phone']}"
    if reason := why_not_taken(office, form, told):
        given |= {"enterprise": enterprise.reference}
        return set_aside(office, "wall", reason, enterprise.community, given)
    with office.database.writing() as database:
        enterprise = queries.by_wall_code(database, session["wall"]) or abort(404)
        acting: dict[str, Any] = {
            "actor": Actor("visitor", f"wall:{enterprise.reference}"),
            "now": office.clock.now(),
        }
        rules = rulebook(office, office.clock.today())
        added = operations.add(
            database, enterprise, judged.values, source="wall", rules=rules, **acting
        )
        says = labels.full(office, added)
    return render_template("rosters/filled.html", e=enterprise, says=says)
