"""Who may do what: actors, roles, and the declaration every route carries.

Closed by default: a route without a declaration answers nobody. Staff see their own
communities, grid workers their own grids, keepers nothing but the gates they keep;
`Actor.may_see` and `Actor.may_keep` are what every page asks.
"""

from __future__ import annotations

import hmac
from collections.abc import Callable
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any, TypeVar

from flask import Flask, abort, g, redirect, request, session, url_for
from werkzeug.wrappers import Response

from forms_app.base.ways import here

View = TypeVar("View", bound=Callable[..., Any])


class Role(StrEnum):
    GRID_WORKER = "grid_worker"
    REVIEWER = "reviewer"
    OFFICE = "office"
    ADMIN = "admin"
    # at a monitoring point (值守员): opens the gate, and no other page of staff
    KEEPER = "keeper"


@dataclass(frozen=True)
class Actor:
    """Somebody (or something) that acts.

    `id` is an account name, a reference, or a fixed word; never personal.
    """

    kind: str  # "staff", "enterprise", "content-file", "system", "visitor"
    id: str
    role: Role | None = None
    communities: frozenset[str] = field(default_factory=frozenset)
    grids: frozenset[str] = field(default_factory=frozenset)
    # a keeper's; none named: all of the communities
    points: frozenset[str] = field(default_factory=frozenset)

    def may_see(self, community: str, grid: str) -> bool:
        """Whether this one may see and work on what belongs to this grid."""
        if self.role is Role.ADMIN:
            return True
        if self.role is Role.GRID_WORKER:
            return grid in self.grids
        if self.role is Role.KEEPER:
            return False
        return self.role is not None and community in self.communities

    def may_keep(self, community: str, point: str) -> bool:
        """Whether this one registers who passes at this monitoring point."""
        if self.role is Role.KEEPER:
            return (
                point in self.points if self.points else community in self.communities
            )
        return self.role is Role.ADMIN

    @property
    def is_staff(self) -> bool:
        return self.role is not None

    @property
    def signature(self) -> str:
        """ "staff:officer", as a row keeps who did something."""
        return f"{self.kind}:{self.id}"[:80]


VISITOR = Actor("visitor", "visitor")
SYSTEM = Actor("system", "publisher")


@dataclass(frozen=True)
class Access:
    """What a route declares: anybody, an enterprise with its cookie, or staff of
    certain roles.
    """

    to: str  # "public", "enterprise", "staff"
    roles: frozenset[Role] = frozenset()

    def __str__(self) -> str:
        return (
            self.to if not self.roles else f"{self.to}: {', '.join(sorted(self.roles))}"
        )


ALL_STAFF = frozenset(Role) - {Role.KEEPER}
PUBLISHERS = frozenset({Role.REVIEWER, Role.OFFICE, Role.ADMIN})
OFFICE = frozenset({Role.OFFICE, Role.ADMIN})
ADMIN_ONLY = frozenset({Role.ADMIN})
KEEPERS = frozenset({Role.KEEPER})
AT_THE_GATE = "/app/gate/"


def public(view: View) -> View:
    """Anybody may open this."""
    view.access = Access("public")  # type: ignore[attr-defined]
    return view


def enterprise_only(view: View) -> View:
    """An enterprise that redeemed its link or its reference and access code."""
    view.access = Access("enterprise")  # type: ignore[attr-defined]
    return view


def token_only(view: View) -> View:
    """Programs that send KAIGONG_METRICS_TOKEN; for everybody else there is no such
    page.
    """
    view.access = Access("token")  # type: ignore[attr-defined]
    return view


def staff(*roles: Role | str) -> Callable[[View], View]:
    """Signed-in staff of these roles; without any, all staff but keepers.

    Admins always may.
    """
    allowed = (
        frozenset(Role(role) for role in roles) | {Role.ADMIN} if roles else ALL_STAFF
    )

    def declare(view: View) -> View:
        view.access = Access("staff", allowed)  # type: ignore[attr-defined]
        return view

    return declare


# Routes that a library brings; everything else declares itself.
LIBRARY_ROUTES = {
    "security.login": Access("public"),
    "security.logout": Access("staff", frozenset(Role)),
}


def access_of(app: Flask, endpoint: str) -> Access | None:
    return getattr(
        app.view_functions.get(endpoint), "access", None
    ) or LIBRARY_ROUTES.get(endpoint)


class SignedOut(Exception):
    """Whoever asks has to sign in first, at `address`, which leads on to the page."""

    def __init__(self, address: str) -> None:
        super().__init__()
        self.address = address


def must_be_signed_in(access: Access) -> None:
    """Raises SignedOut where a page is for an enterprise or for staff, and nobody is."""
    if access.to == "enterprise" and not session.get("enterprise"):
        raise SignedOut(url_for("enterprises.sign_in", next=here() or None))
    if access.to == "staff" and not actor().is_staff:
        raise SignedOut(url_for("security.login", next=here() or None))


def know(app: Flask, load_actor: Callable[[], Actor | None]) -> None:
    """Who asks is known before anything is refused; `load_actor` gives the staff actor
    signed in, if any.
    """

    @app.before_request
    def _know() -> None:
        g.actor = load_actor() or _enterprise_actor() or VISITOR


def guard(app: Flask) -> None:
    """Put the guard in front of every request of `app`."""

    @app.before_request
    def _guard() -> Response | None:
        if request.endpoint is None:
            return None  # a 404 or 405, answered by its handler
        access = access_of(app, request.endpoint)
        if access is None:
            abort(403)
        if access.to == "public":
            return None
        if access.to == "token":
            return None if _has_token(app) else abort(404)
        must_be_signed_in(access)
        if access.to == "enterprise":
            return None
        if g.actor.role is Role.KEEPER and request.endpoint == "desk.today":
            return redirect(AT_THE_GATE)  # where signing in leads
        return None if g.actor.role in access.roles else abort(403)


def _has_token(app: Flask) -> bool:
    token: str | None = app.extensions["kaigong"].config.metrics_token
    given = request.headers.get("Authorization", "").removeprefix("Bearer ")
    return token is not None and hmac.compare_digest(given.encode(), token.encode())


def _enterprise_actor() -> Actor | None:
    known = session.get("enterprise")
    return Actor("enterprise", known["reference"]) if known else None


def actor() -> Actor:
    """Who is asking, in a request."""
    found: Actor = g.actor
    return found


def must_see(community: str, grid: str) -> None:
    """404 rather than 403: that a record of another grid exists is nobody's business."""
    if not actor().may_see(community, grid):
        abort(404)
