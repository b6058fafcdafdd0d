"""What the phone of somebody with a second step shows."""

from __future__ import annotations

import re

from flask.testing import FlaskClient

from forms_app.base.clock import real_now
from forms_app.base.second_step.authenticator import code_at, period_of
from tests.conftest import post

PAGE = "/app/second-step/"
SET_UP = f"{PAGE}set-up/"
CODES = f"{PAGE}codes/"
CODE = "/app/staff/sign-in/code/"


def secret_on(client: FlaskClient) -> str:
    """Of the page that sets it up, as an app is given it."""
    found = re.search(r"secret=([A-Z2-7]{32})", client.get(SET_UP).text)
    assert found
    return found[1]


def shown(secret: str, later: int = 0) -> str:
    """The digits now, or so many half minutes later."""
    return code_at(secret, period_of(real_now()) + later)


def set_up(client: FlaskClient) -> tuple[str, list[str]]:
    """The secret and the recovery codes. The code of half a minute ago is typed, as by
    somebody slow, so that the one of now is still to be used.
    """
    secret = secret_on(client)
    answer = post(client, SET_UP, code=shown(secret, -1))
    assert answer.status_code == 303, answer.text
    return secret, codes_on(client)


def codes_on(client: FlaskClient) -> list[str]:
    return re.findall(r'class="code">([\w-]{14})<', client.get(CODES).text)
