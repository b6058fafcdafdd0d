"""/app/volunteer/: registering, the own link, claiming posts, taking services; an
address only for who holds one.
"""

from __future__ import annotations

from functools import partial
from typing import Any

from flask import Blueprint, abort, flash, redirect, render_template, session, url_for
from flask.typing import ResponseReturnValue
from flask_wtf import FlaskForm
from sqlalchemy.orm import Session

from forms_app.base import slips
from forms_app.base.access import VISITOR, Actor, public
from forms_app.base.catalogue import gettext as _
from forms_app.base.forms import ConfirmForm
from forms_app.base.limits import limiter
from forms_app.base.office import current_office
from forms_app.base.quarantine.receiving import set_aside
from forms_app.base.quarantine.traps import why_not_taken
from forms_app.ledger.items.labels import OVERDUE
from forms_app.ledger.items.models import Item
from forms_app.ledger.volunteering import claims, operations, queries, services
from forms_app.ledger.volunteering.forms import VolunteerForm
from forms_app.ledger.volunteering.labels import vacant
from forms_app.ledger.volunteering.models import Post, Volunteer
from forms_app.ledger.volunteering.rules import SERVICE, owner_of
from forms_app.permits.grid.queries import directory

volunteer = Blueprint("volunteer", __name__)


def _me(database: Session) -> Volunteer:
    """Whose link this session redeemed, or 404."""
    return queries.volunteer_of_link(database, session.get("volunteer", "")) or abort(
        404
    )


def _by(me: Volunteer) -> dict[str, Any]:
    return {
        "actor": Actor("visitor", owner_of(me.id)),
        "now": current_office().clock.now(),
    }


@volunteer.get("/app/volunteer/")
@public
def home() -> ResponseReturnValue:
    office = current_office()
    now = current_office().clock.now()
    with office.database.reading() as database:
        me = queries.volunteer_of_link(database, session.get("volunteer", ""))
        if me is None:
            return redirect(url_for("volunteer.register"))
        found = queries.to_come(database, now)
        held = queries.held_by(database, me)
        values: dict[str, Any] = {
            "me": me,
            "held": held,
            "posts": sorted(found, key=lambda post: post.community != me.community),
            "vacancies": queries.vacancies(database, found),
            "services": queries.open_services(database, me.community)
            if me.confirmed_at
            else [],
        }
    mine = {item.part_of for item in held}
    values |= {
        "community": directory(office).get(me.community),
        "vacant": vacant,
        "overdue": OVERDUE,
        "mine": mine,
        "form": FlaskForm(),
        "is_noted": str(me.id) not in slips.records(slips.VOLUNTEER),
    }
    return render_template("volunteering/home.html", SERVICE=SERVICE, **values)


@volunteer.route("/app/volunteer/register/", methods=["GET", "POST"])
@public
@limiter.limit("20/hour", methods=["POST"])
def register() -> ResponseReturnValue:
    """Only a hash of the link is kept.

    Sent again from the same browser, nobody is registered twice.
    """
    office = current_office()
    form = VolunteerForm()
    form.offer(directory(office))
    if not form.validate_on_submit():
        return render_template("volunteering/register.html", form=form)
    given: dict[str, Any] = {
        name: form[name].data or "" for name in ("community", "name", "phone")
    }
    if reason := why_not_taken(office, form, "/".join(given.values())):
        return set_aside(office, "volunteer", reason, given["community"], given)
    with office.database.writing() as database:
        me = queries.volunteer_of_link(database, session.get("volunteer", ""))
        if me and me.phone == given["phone"]:
            return redirect(url_for("volunteer.registered"), 303)
        by: dict[str, Any] = {"actor": VISITOR, "now": office.clock.now()}
        made, code = operations.register(database, **given, **by)
    session["volunteer"] = made.link_hash
    session.permanent = True
    return slips.hand_over(slips.VOLUNTEER, str(made.id), code)


@volunteer.get("/app/volunteer/registered/")
@public
def registered() -> ResponseReturnValue:
    """The own link, until it is noted."""
    office = current_office()
    with office.database.reading() as database:
        me = _me(database)
    slip = slips.read(slips.VOLUNTEER, str(me.id), partial(queries.is_link_of, me))
    if slip is None:
        return redirect(url_for("volunteer.home"))
    address = (
        f"{office.config.public_url}{url_for('volunteer.redeem', code=slip.secret)}"
    )
    return render_template("volunteering/registered.html", slip=slip, address=address)


@volunteer.route("/app/volunteer/r/<code>", methods=["GET", "POST"])
@public
@limiter.limit("30/minute;300/hour")
def redeem(code: str) -> ResponseReturnValue:
    """Opens a volunteer's own page, and the code leaves the address bar.

    Not by GET, or any page could make its reader act as somebody else.
    """
    kept = queries.link_hash(code)
    with current_office().database.reading() as database:
        if queries.volunteer_of_link(database, kept) is None:
            return render_template("volunteering/gone.html"), 404
    if session.get("volunteer") != kept and not ConfirmForm().validate_on_submit():
        return render_template(
            "open_link.html",
            heading=_("志愿服务"),
            lead=_("这个链接是您登记成志愿者时得到的，请不要转给别人。"),
            not_mine=_("不是我的"),
        )
    session["volunteer"] = kept
    session.permanent = True
    return redirect(url_for("volunteer.home"))


@volunteer.post("/app/volunteer/posts/<int:post_id>/claim/")
@public
@limiter.limit("60/hour")
def claim(post_id: int) -> ResponseReturnValue:
    with current_office().database.writing() as database:
        me = _me(database)
        claims.claim(database, database.get(Post, post_id) or abort(404), me, **_by(me))
    flash(_("认领好了，谢谢您！"))
    return redirect(url_for("volunteer.home"))


@volunteer.post("/app/volunteer/items/<int:item_id>/<any(take, back, done):action>/")
@public
@limiter.limit("120/hour")
def act(item_id: int, action: str) -> ResponseReturnValue:
    verb = {
        "take": claims.take_service,
        "back": claims.give_back,
        "done": claims.finish,
    }[action]
    with current_office().database.writing() as database:
        me = _me(database)
        verb(database, _item(database, item_id), me, **_by(me))
    flash(
        {
            "take": _("接下了，谢谢您！"),
            "back": _("交回了。"),
            "done": _("记下了，谢谢您！"),
        }[action]
    )
    return redirect(url_for("volunteer.home"))


def _item(database: Session, item_id: int) -> Item:
    return claims.to_take(database, item_id) or abort(404)


@volunteer.post("/app/volunteer/items/<int:item_id>/address/")
@public
@limiter.limit("60/hour")
def address(item_id: int) -> ResponseReturnValue:
    """The answer to a button: it has no address to be opened again, and each showing is
    logged.
    """
    with current_office().database.writing() as database:
        me = _me(database)
        item = _item(database, item_id)
        shown = services.show_address(database, item, me, **_by(me))
    page = render_template("volunteering/address.html", item=item, shown=shown)
    return page, {"Cache-Control": "no-store"}
