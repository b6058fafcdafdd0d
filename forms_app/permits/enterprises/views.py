"""/app/register/ and /app/my/: an enterprise registers itself, signs in with its code,
signs out.
"""

from __future__ import annotations

from functools import partial
from typing import Any

from flask import Blueprint, flash, redirect, render_template, request, session, url_for
from flask.typing import ResponseReturnValue
from flask_wtf import FlaskForm
from sqlalchemy.orm import Session

from forms_app.base import catalogue, slips
from forms_app.base.access import enterprise_only, public
from forms_app.base.catalogue import gettext as _
from forms_app.base.forms import ConfirmForm
from forms_app.base.limits import limiter
from forms_app.base.office import Office, by_whom, current_office
from forms_app.base.profile import local_places
from forms_app.base.quarantine import traps
from forms_app.base.quarantine.receiving import set_aside
from forms_app.base.quarantine.rules import Reason
from forms_app.base.quarantine.traps import why_not_taken
from forms_app.base.ways import own_page
from forms_app.permits.campaigns.applying import open_to
from forms_app.permits.enterprises import drafts, queries
from forms_app.permits.enterprises.answers import identity_of, place_of
from forms_app.permits.enterprises.forms import (
    ContactForm,
    SignInForm,
    SpotForm,
    WhoForm,
)
from forms_app.permits.enterprises.labels import PAGES
from forms_app.permits.enterprises.models import Enterprise
from forms_app.permits.enterprises.notice import PRIVACY
from forms_app.permits.enterprises.session import count_failure, current_enterprise
from forms_app.permits.enterprises.session import sign_in as begin_session
from forms_app.permits.enterprises.session import sign_out as end_session
from forms_app.permits.enterprises.trades import TRADES
from forms_app.permits.grid.queries import directory, rule
from forms_app.permits.messages.outbox import reaches_by_email
from forms_app.permits.messages.registration import register as register_itself

enterprises = Blueprint("enterprises", __name__)
ORDER = tuple(PAGES)


@enterprises.get("/app/register/")
@public
def register() -> ResponseReturnValue:
    session["after_register"] = "apply" if request.args.get("next") == "apply" else ""
    return redirect(url_for("enterprises.register_page", page="who"))


@enterprises.route(
    "/app/register/<any(who, where, contact):page>/", methods=["GET", "POST"]
)
@public
@limiter.limit("600/hour", methods=["POST"])  # a mall shares one address
def register_page(page: str) -> ResponseReturnValue:
    office = current_office()
    with office.database.reading() as database:
        known = drafts.answers(database)
        form = _form(office, page, known)
        doubles = (
            queries.likely_doubles(
                database, places=local_places(office), **identity_of(known)
            )
            if page == "contact" and known
            else []
        )
    # Back, or a second tap: it is done
    if form is None and slips.records(slips.REGISTRATION):
        return redirect(url_for("enterprises.registered"))
    if form is None:
        return redirect(url_for("enterprises.register_page", page="who"))
    if not form.validate_on_submit():
        number = ORDER.index(page) + 1
        notice = rule(office, PRIVACY, office.clock.today())
        values = {
            "form": form,
            "page": page,
            "title": PAGES[page],
            "number": number,
            "of": len(ORDER),
            "doubles": doubles,
            "notice": notice,
        }
        return render_template("enterprises/register.html", here="apply", **values)
    answers = _given(form)
    if page == "contact":
        return _register(office, form, {**known, **answers})
    with office.database.writing() as database:
        drafts.save(database, answers, office.clock.now())
    return redirect(
        url_for("enterprises.register_page", page=ORDER[ORDER.index(page) + 1])
    )


def _form(office: Office, page: str, known: dict[str, Any]) -> FlaskForm | None:
    """The form of a page, filled with what was said; None when an earlier page is
    missing.
    """
    communities = directory(office)
    if page == "who":
        who = WhoForm(data=known)
        who.offer(
            rule(office, TRADES, office.clock.today()) or (), catalogue.language()
        )
        return who
    if "name" not in known:
        return None
    if page == "where":
        where = SpotForm(data=known)
        where.offer(communities)
        return where
    if place_of(office, known) is None:
        return None
    contact = ContactForm(data=known)
    if not reaches_by_email(office):
        del contact.email
    return contact


def _given(form: FlaskForm) -> dict[str, Any]:
    beside = {"csrf_token", *traps.OWN}
    return {name: value for name, value in form.data.items() if name not in beside}


def _register(
    office: Office, form: FlaskForm, answers: dict[str, Any]
) -> ResponseReturnValue:
    assert isinstance(form, ContactForm), "it is the last page"
    said = {**answers, "language": catalogue.language()}
    told = "/".join(str(said[name]) for name in ("name", "address", "contact_phone"))
    reason = why_not_taken(office, form, told)
    if reason:
        return _set_aside(office, reason, said)
    with office.database.writing() as database:
        enterprise, code = register_itself(database, office, said, **by_whom())
        _forget_draft(database)
        begin_session(database, enterprise, office.clock.now())
    return slips.hand_over(slips.REGISTRATION, enterprise.reference, code)


def _set_aside(
    office: Office, reason: Reason, said: dict[str, Any]
) -> ResponseReturnValue:
    lies = place_of(office, said)
    assert lies, "its page was good"
    answer = set_aside(office, "register", reason, lies.community, said)
    with office.database.writing() as database:
        _forget_draft(database)
    return answer


def _forget_draft(database: Session) -> None:
    drafts.finish(database)
    session.pop("draft", None)


@enterprises.get("/app/register/done/")
@enterprise_only
def registered() -> ResponseReturnValue:
    """Reference and access code, until they are noted."""
    office = current_office()
    with office.database.reading() as database:
        enterprise = current_enterprise(database)
        opens = partial(queries.by_access_code, database, enterprise.reference)
        slip = slips.read(slips.REGISTRATION, enterprise.reference, opens)
    if slip is None:
        return redirect(url_for("resumption.my"))
    community = directory(office).get(enterprise.community)
    values = {
        "e": enterprise,
        "slip": slip,
        "squad": community.squad_of(enterprise.grid) if community else None,
        "may_begin": len(open_to(office, enterprise, office.clock.today())) == 1,
        "link": None if enterprise.link_used else _link(office, enterprise),
    }
    return render_template("enterprises/registered.html", here="apply", **values)


def _link(office: Office, enterprise: Enterprise) -> str:
    return f"{office.config.public_url}{queries.way_back(enterprise)}"


@enterprises.route("/app/my/sign-in/", methods=["GET", "POST"])
@public
@limiter.limit("10/minute;60/hour", methods=["POST"])
def sign_in() -> ResponseReturnValue:
    office = current_office()
    form = SignInForm()
    if form.validate_on_submit():
        with office.database.reading() as database:
            found = queries.by_access_code(
                database, form.reference.data, form.access_code.data or ""
            )
        if found:
            with office.database.writing() as database:
                begin_session(database, found, office.clock.now())
            wanted = own_page(request.args.get("next", ""))
            return redirect(wanted or url_for("resumption.my"))
        with office.database.writing() as database:
            count_failure(database, form.reference.data, office.clock.now())
        form.access_code.errors = [
            _("编号或查询码不对。请对照登记时的页面，或拨打社区值班电话")
        ]
    return render_template("enterprises/sign_in.html", form=form, here="apply")


@enterprises.route("/app/my/r/<reference>/<word>", methods=["GET", "POST"])
@public
@limiter.limit("10/minute;60/hour")
def redeem(reference: str, word: str) -> ResponseReturnValue:
    """The link of an access code: shows whose door it is, and opens it once.

    Not by GET, or any page could sign its reader in as somebody else.
    """
    form = ConfirmForm()
    with current_office().database.reading() as database:
        found = queries.by_link(database, reference, word)
    if found and not form.validate_on_submit():
        return render_template(
            "open_link.html",
            heading=found.name,
            lead=_(
                "这个链接打开这家单位的办事页面，只能用一次。以后用编号和查询码进入。"
            ),
            not_mine=_("不是我的单位"),
            here="apply",
        )
    with current_office().database.writing() as database:
        found = queries.by_link(database, reference, word)
        if found:
            found.link_used = True
            begin_session(database, found, current_office().clock.now())
    if found is None:
        flash(
            _("这个链接已经用过，或者失效了。请填写编号和查询码，或拨打社区值班电话。"),
            "warn",
        )
        return redirect(url_for("enterprises.sign_in"))
    return redirect(url_for("resumption.my"))


@enterprises.post("/app/my/sign-out/")
@public
def sign_out() -> ResponseReturnValue:
    own = [
        slip
        for slip in slips.of_enterprise()
        if slip.kind in (slips.REGISTRATION, slips.TAKE_OVER)
    ]
    if own:
        flash(_("请先记下查询码，再退出：以后要用它进来。"), "warn")
        return redirect(own[0].address)
    office = current_office()
    with office.database.writing() as database:
        end_session(database, office.clock.now())
    return redirect("/")
