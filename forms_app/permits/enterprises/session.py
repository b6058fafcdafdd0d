"""An enterprise's own session: its reference, and the version of its access code.

Who signed in with it, out, or with a wrong code is in the audit trail, with the address.
"""

from __future__ import annotations

from datetime import datetime

from flask import abort, redirect, request, session, url_for
from sqlalchemy.orm import Session, joinedload

from forms_app.base.access import Actor
from forms_app.base.accounts import sign_ins
from forms_app.base.sessions.interface import begin_anew, keep
from forms_app.permits.enterprises.models import Enterprise
from forms_app.permits.enterprises.queries import by_reference, tenant_of


def sign_in(database: Session, enterprise: Enterprise, now: datetime) -> None:
    """In the caller's transaction: both are there, or neither."""
    session["enterprise"] = {
        "id": enterprise.id,
        "reference": enterprise.reference,
        "version": enterprise.access_version,
    }
    session.permanent = True
    keep(database)
    _note(database, "enterprise.sign-in", enterprise.reference, now)


def count_failure(database: Session, reference: str, now: datetime) -> None:
    """Somebody typed a wrong access code, in the caller's transaction."""
    meant = by_reference(database, reference)
    sign_ins.note_failure(
        database,
        "enterprise.failure",
        meant.reference if meant else "",
        request.remote_addr or "",
        now,
    )


def sign_out(database: Session, now: datetime) -> None:
    """Whatever else this browser was known by goes too."""
    if "enterprise" in session:
        reference = session["enterprise"]["reference"]
        _note(database, "enterprise.sign-out", reference, now)
    begin_anew()


def _note(database: Session, action: str, reference: str, now: datetime) -> None:
    sign_ins.note(
        database,
        action,
        reference,
        request.remote_addr or "",
        actor=Actor("enterprise", reference),
        now=now,
    )


def current_enterprise(database: Session) -> Enterprise:
    """The enterprise signed in; to the sign-in page when its access code was renewed
    meanwhile.
    """
    known = session.get("enterprise") or {}
    with_permissions = [joinedload(Enterprise.permissions)]
    enterprise = database.get(Enterprise, known.get("id", 0), options=with_permissions)
    if enterprise is None or enterprise.access_version != known["version"]:
        begin_anew()
        abort(redirect(url_for("enterprises.sign_in")))
    return enterprise


def is_for_tenant() -> bool:
    return "for" in request.args


def applicant(database: Session) -> Enterprise:
    """Who the page is for: the enterprise signed in, or (`?for=`) a tenant it looks
    after; 404 for anybody else's.

    The address says so and not the session, so that two tenants in two windows are
    never mixed up.
    """
    own = current_enterprise(database)
    return (
        (tenant_of(database, own, request.args["for"]) or abort(404))
        if is_for_tenant()
        else own
    )
