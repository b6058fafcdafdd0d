"""A one-day account has its code and nothing else to sign in by: what would outlast its
day cannot be set up.
"""

from __future__ import annotations

from flask import Flask, abort, request
from flask import session as cookie
from flask_login import current_user

from forms_app.base.office import Office

NOT_THEIRS = frozenset({"second_step", "passkeys"})


def set_up(app: Flask, _office: Office) -> None:
    @app.before_request
    def _nothing_that_outlasts_the_day() -> None:
        if request.blueprint not in NOT_THEIRS or "_user_id" not in cookie:
            return
        if current_user.is_authenticated and current_user.until:
            abort(404)
