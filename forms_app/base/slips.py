"""Slips: codes, links and first passwords just made, shown until somebody has noted
them (我记下了).

Of each the office keeps a hash, so it cannot be shown from the database. The request
that makes one leads on to a page that shows it and may be loaded again. Until it is
noted or its time is over, the slip waits in the session cookie of the browser that
asked for it: sealed, since a cookie is only signed, and opened for the enterprise or
account that asked and no other. A slip is never logged.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta
from enum import StrEnum
from functools import partial
from typing import Any

from flask import (
    Blueprint,
    abort,
    after_this_request,
    redirect,
    request,
    session,
    url_for,
)
from flask.typing import ResponseReturnValue
from werkzeug.wrappers import Response

from forms_app.base import slip_cookie
from forms_app.base.access import actor, public
from forms_app.base.catalogue import lazy_gettext as _l
from forms_app.base.clock import real_now

slips = Blueprint("slips", __name__)
# that fit into a cookie beside all else that is in it; of more the oldest goes
MOST = 24


class Audience(StrEnum):
    """Whose pages show a slip."""

    ENTERPRISE = "enterprise"
    STAFF = "staff"
    VISITOR = "visitor"


LASTS = {
    Audience.ENTERPRISE: timedelta(hours=24),
    Audience.STAFF: timedelta(minutes=15),  # the desks of an office are shared
    Audience.VISITOR: timedelta(hours=24),
}


@dataclass(frozen=True)
class Kind:
    """What a slip may be.

    `page` and `then` are endpoints: the page that shows it, and where its owner goes
    on; `argument` names the record in their addresses. `title` is what the own page of
    an enterprise calls it.
    """

    name: str
    audience: Audience
    page: str
    then: str
    argument: str = ""
    title: Any = ""

    def address(self, endpoint: str, record: str) -> str:
        named: dict[str, Any] = {self.argument: record} if self.argument else {}
        return url_for(endpoint, **named)


KINDS: dict[str, Kind] = {}


def _declared(
    audience: Audience,
    name: str,
    page: str,
    then: str,
    argument: str = "",
    title: Any = "",
) -> Kind:
    KINDS[name] = Kind(name, audience, page, then, argument, title)
    return KINDS[name]


# Of an enterprise, on its own phone.
_for_enterprise = partial(_declared, Audience.ENTERPRISE)
REGISTRATION = _for_enterprise(
    "registration", "enterprises.registered", "resumption.my", title=_l("您的查询码")
)
TAKE_OVER = _for_enterprise(
    "take-over", "tenants.take_over", "resumption.my", title=_l("您的查询码")
)
TENANT = _for_enterprise(
    "tenant", "tenants.codes", "tenants.every", title=_l("租户的查询码")
)
TENANT_CARDS = _for_enterprise(
    "tenant-cards", "tenants.cards", "tenants.every", title=_l("租户的查询码")
)
WALL = _for_enterprise("wall", "rosters.wall", "rosters.people", title=_l("墙上的码"))
OWN_LINK = _for_enterprise(
    "own-link",
    "isolation.own_link",
    "rosters.person",
    "number",
    title=_l("本人上报的链接"),
)
# Of a visitor, whose page asks for the link or number that this browser has used.
_for_visitor = partial(_declared, Audience.VISITOR)
VOLUNTEER = _for_visitor("volunteer", "volunteer.registered", "volunteer.home")
FEEDBACK = _for_visitor("feedback", "feedback.mine", "feedback.mine")
# Of staff, to be handed to somebody else.
_for_staff = partial(_declared, Audience.STAFF)
DOOR = _for_staff(
    "door", "register_at_door.registered", "review.enterprise", "reference"
)
ACCESS_CODE = _for_staff(
    "access-code", "review.access_code", "review.enterprise", "reference"
)
CASE_LINK = _for_staff(
    "case-link", "missing.staff_own_link", "missing.staff_own_link", "case_id"
)
VOLUNTEER_LINK = _for_staff(
    "volunteer-link", "volunteers.one", "volunteers.one", "volunteer_id"
)
PASSWORD = _for_staff("password", "accounts.list_accounts", "accounts.list_accounts")
# the seed of the codes of a batch
DAY_CARDS = _for_staff("day-cards", "day_accounts.cards", "day_accounts.every", "batch")
# of one's own account: the seed of ten codes
RECOVERY = _for_staff("recovery", "second_step.codes", "second_step.own")


@dataclass(frozen=True)
class Slip:
    """One secret of one record (a reference, a number, an account name).

    `until` is in seconds since 1970.
    """

    kind: Kind
    record: str
    owner: str
    until: int
    secret: str

    @property
    def address(self) -> str:
        """The page that shows it."""
        return self.kind.address(self.kind.page, self.record)

    @property
    def grouped(self) -> str:
        """An access code as it is read out: MW9H-XA3E-KRHW."""
        fours = range(0, len(self.secret), 4)
        return "-".join(self.secret[first : first + 4] for first in fours)

    def is_of(self, kind: Kind) -> bool:
        """Whether it is of this kind and was made for whoever is asking."""
        return self.kind is kind and self.owner == _asking(kind.audience)


def hand_over(kind: Kind, record: str, secret: str) -> Response:
    """Keep what was just made, in place of an earlier one, and lead to the page that
    shows it.
    """
    until = real_now() + LASTS[kind.audience]
    made = Slip(kind, record, _asking(kind.audience), int(until.timestamp()), secret)
    others = [
        slip for slip in _waiting() if not (slip.is_of(kind) and slip.record == record)
    ]
    _keep([*others, made][-MOST:])
    return redirect(made.address, 303)


def records(kind: Kind) -> list[str]:
    """Of which records a slip waits for whoever is asking, the newest first."""
    return [slip.record for slip in reversed(_waiting()) if slip.is_of(kind)]


def read(kind: Kind, record: str, opens: Callable[[str], object]) -> Slip | None:
    """The slip of a record, to be shown on the page being made; no browser may store
    that page.

    `opens` says whether the secret still opens what it was made for: one that was
    replaced meanwhile is not shown any more.
    """
    found = next(
        (slip for slip in _waiting() if slip.is_of(kind) and slip.record == record),
        None,
    )
    if found is None:
        return None
    if not opens(found.secret):
        _keep([slip for slip in _waiting() if slip != found])
        return None
    after_this_request(_not_stored)
    return found


def of_enterprise() -> list[Slip]:
    """What waits for the enterprise that is signed in."""
    titled = (kind for kind in KINDS.values() if kind.audience is Audience.ENTERPRISE)
    return [slip for kind in titled for slip in _waiting() if slip.is_of(kind)]


@slips.before_app_request
def _drop_what_is_over() -> None:
    """A page that shows no slip drops them too."""
    if slip_cookie.NAME in session:
        _waiting()


@slips.post("/app/noted/<kind>/")
@public
def noted(kind: str) -> ResponseReturnValue:
    """“我记下了”: what the page showed is shown no more.

    Only the own cookie is changed.
    """
    found = KINDS.get(kind) or abort(404)
    shown = request.form.getlist("record")
    _keep(
        [
            slip
            for slip in _waiting()
            if not (slip.is_of(found) and slip.record in shown)
        ]
    )
    try:
        return redirect(found.address(found.then, shown[0]), 303)
    except (LookupError, ValueError):  # no page of ours sends that
        abort(404)


def _asking(audience: Audience) -> str:
    """The enterprise or account that is signed in."""
    if audience is Audience.ENTERPRISE:
        known = session.get("enterprise") or {}
        return str(known.get("reference", ""))
    return actor().id if audience is Audience.STAFF else ""


def _waiting() -> list[Slip]:
    """Every slip in this browser, of whomever, the oldest first.

    What is over leaves the cookie.
    """
    rows = slip_cookie.rows()
    known = [Slip(KINDS[row[0]], *row[1:]) for row in rows if row[0] in KINDS]
    now = real_now().timestamp()
    waiting = [slip for slip in known if slip.until > now]
    if len(waiting) < len(rows):
        _keep(waiting)
    return waiting


def _keep(waiting: list[Slip]) -> None:
    slip_cookie.keep(
        [
            [slip.kind.name, slip.record, slip.owner, slip.until, slip.secret]
            for slip in waiting
        ]
    )


def _not_stored(answer: Response) -> Response:
    answer.headers["Cache-Control"] = "no-store"
    return answer
