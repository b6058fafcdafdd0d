"""/app/staff/accounts/day/: one-day accounts of the communities that somebody looks after:
making and printing cards, taking one back.
"""

from __future__ import annotations

import secrets
from typing import Any

from flask import Blueprint, abort, flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_security.utils import hash_password

from forms_app.base import slips
from forms_app.base.access import PUBLISHERS, actor, staff
from forms_app.base.accounts.confirmation import confirmed
from forms_app.base.accounts.models import Account
from forms_app.base.accounts.post import ROLES, Scopes
from forms_app.base.accounts.rule_file import rules_now
from forms_app.base.catalogue import gettext as _
from forms_app.base.day_accounts import codes, operations, queries
from forms_app.base.day_accounts.cards import cards_of
from forms_app.base.day_accounts.forms import CardsForm
from forms_app.base.feature import the_one
from forms_app.base.forms import ConfirmForm
from forms_app.base.office import by_whom, current_office
from forms_app.base.paging import page_of
from forms_app.base.qr import qr_of
from forms_app.base.refusal import Refused

day_accounts = Blueprint("day_accounts", __name__, template_folder="templates")
FOLDER = "/app/staff/accounts/day/"


def _scopes() -> Scopes:
    return queries.within(actor(), the_one("scopes")(current_office()))


def _places(scopes: Scopes) -> set[str]:
    return {slug for slug, _name in [*scopes.points, *scopes.grids]}


@day_accounts.get(FOLDER)
@staff(*PUBLISHERS)
def every() -> ResponseReturnValue:
    office = current_office()
    scopes = _scopes()
    now = office.clock.now()
    with office.database.reading() as session:
        places = _places(scopes)
        lasting = page_of(queries.at(session, places, lasting=True, now=now))
        over = page_of(queries.at(session, places, lasting=False, now=now), key="over")
    return render_template(
        "day_accounts/every.html",
        lasting=lasting,
        over=over,
        scopes=scopes,
        roles=ROLES,
        printed=slips.records(slips.DAY_CARDS),
        hours=rules_now(office).day_hours,
    )


@day_accounts.route(f"{FOLDER}new/", methods=["GET", "POST"])
@staff(*PUBLISHERS)
@confirmed
def new() -> ResponseReturnValue:
    office = current_office()
    hours = rules_now(office).day_hours
    if not hours:
        abort(404)
    form = CardsForm()
    form.offer(_scopes(), office.clock.now(), hours)
    if form.validate_on_submit():
        batch = codes.new_batch()
        seed = codes.new_seed()
        locked = hash_password(secrets.token_urlsafe(32))
        made = cards_of(batch, seed, form.name.data, form.number.data or 0)
        with office.database.writing() as session:
            for card in made:
                operations.open_day_account(
                    session,
                    card,
                    form.post(),
                    form.until.data,
                    locked,
                    **by_whom(),
                )
        return slips.hand_over(slips.DAY_CARDS, batch, seed)
    return render_template("day_accounts/new.html", form=form)


@day_accounts.get(f"{FOLDER}cards/<batch>/")
@staff(*PUBLISHERS)
def cards(batch: str) -> ResponseReturnValue:
    """To be printed and cut out, until they are noted."""
    with current_office().database.reading() as session:
        accounts = queries.of_batch(session, batch)
        slip = accounts and slips.read(
            slips.DAY_CARDS,
            batch,
            lambda seed: queries.is_code_of(
                session,
                accounts[0].id,
                codes.code_on_card(seed, accounts[0].username),
            ),
        )
    if not slip:
        return redirect(url_for("day_accounts.every"))
    opens_at = url_for("day_sign_in.code", _external=True)
    found: list[dict[str, Any]] = []
    for account in accounts:
        code = codes.code_on_card(slip.secret, account.username)
        # behind the #, so that no server and no log ever sees it
        found.append(
            {"account": account, "code": code, "qr": qr_of(f"{opens_at}#{code}")}
        )
    return render_template(
        "day_accounts/cards.html",
        found=found,
        slip=slip,
        scopes=the_one("scopes")(current_office()),
        opens_at=opens_at,
    )


@day_accounts.post(f"{FOLDER}<int:account_id>/take-back/")
@staff(*PUBLISHERS)
def take_back(account_id: int) -> ResponseReturnValue:
    form = ConfirmForm()
    if not form.validate_on_submit():
        return redirect(url_for("day_accounts.every"))
    places = _places(_scopes())
    try:
        with current_office().database.writing() as session:
            account = session.get(Account, account_id)
            if account is None or not queries.is_at(session, account_id, places):
                abort(404)
            operations.take_back(session, account, **by_whom())
            name = account.shown
    except Refused as refused:
        flash(str(refused))
    else:
        flash(_("收回了“%(name)s”，这张卡片马上不能用。", name=name))
    return redirect(url_for("day_accounts.every"), 303)
