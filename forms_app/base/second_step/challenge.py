"""What a browser is to answer to, kept in its session: once, and for five minutes."""

from __future__ import annotations

import secrets
from datetime import timedelta
from typing import Any

from flask import request
from flask import session as cookie

from forms_app.base.catalogue import language
from forms_app.base.clock import real_now
from forms_app.base.office import Office
from forms_app.base.profile import profile_in
from forms_app.base.second_step.passkeys import Site, challenge_of

KEPT = "passkey_challenge"
LASTS = timedelta(minutes=5)


def new_challenge(leads_to: str = "") -> bytes:
    """In place of an earlier one."""
    text = secrets.token_urlsafe(32)
    until = (real_now() + LASTS).timestamp()
    cookie[KEPT] = {"text": text, "until": until, "next": leads_to}
    return challenge_of(text)


def taken_challenge() -> tuple[bytes, str]:
    """The one that was kept, which holds no more, and where its owner was going; empty
    where there is none.
    """
    kept: dict[str, Any] = cookie.pop(KEPT, None) or {}
    if kept.get("until", 0) < real_now().timestamp():
        return b"", ""
    return challenge_of(kept["text"]), kept["next"]


def site_of(office: Office) -> Site:
    """This address, which only a name of ours answers."""
    profile = profile_in(office.accepted)
    name = profile.name_en if language() == "en" else profile.name
    return Site(request.host_url.rstrip("/"), name)
