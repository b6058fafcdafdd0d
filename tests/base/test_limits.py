"""Limits count whoever sends: behind a proxy, past it, on either of two hosts, by form, by address and by code."""

from __future__ import annotations

from dataclasses import replace

import pytest
from flask import Flask
from flask.testing import FlaskClient

from forms_app import create_app
from forms_app.base.office import Office
from forms_app.base.proxies import is_near
from tests.conftest import TestClock, token

SIGN_IN = "/app/my/sign-in/"
A_MINUTE = 10  # tries at an access code from one address
WRONG = {"reference": "QT-AAAA22", "access_code": "AAAA"}
PROXY = "10.0.0.7"
VISITOR = "203.0.113.9"  # of a network for examples
STRANGER = "8.8.8.8"  # a public address
ONCE = pytest.mark.same_on_both(
    reason="about addresses; on PostgreSQL two hosts count, below"
)


def behind(office: Office, proxies: int) -> Flask:
    app = create_app(
        replace(office, config=replace(office.config, trusted_proxies=proxies))
    )
    app.config["TESTING"] = True
    return app


def tries(
    client: FlaskClient, times: int, said: str = "", peer: str = PROXY, **form: str
) -> list[int]:
    """The answers to so many wrong codes; `said` is what the header says of number {n}."""
    given = {"csrf_token": token(client, SIGN_IN), **(form or WRONG)}
    return [
        client.post(
            SIGN_IN,
            data=given,
            headers={"X-Forwarded-For": said.format(n=n)} if said else {},
            environ_base={"REMOTE_ADDR": peer},
        ).status_code
        for n in range(times)
    ]


def let(times: int) -> list[int]:
    """That many tries are answered and the next is not."""
    return [200] * times + [429]


@ONCE
def test_behind_a_proxy_what_a_visitor_writes_before_its_address_does_not_count(
    office,
) -> None:
    client = behind(office, 1).test_client()
    made_up = "198.51.100.{n}, " + VISITOR  # the proxy adds whom it saw
    assert tries(client, A_MINUTE + 1, made_up) == let(A_MINUTE)
    assert tries(client, 1, "203.0.113.10") == [200], (
        "another one behind the same proxy"
    )


@ONCE
def test_without_a_proxy_nobody_is_believed_to_be_somebody_else(office) -> None:
    client = behind(office, 0).test_client()
    assert tries(client, A_MINUTE + 1, "198.51.100.{n}") == let(A_MINUTE)


@ONCE
def test_past_the_proxy_nobody_is_believed_either(office) -> None:
    client = behind(office, 1).test_client()
    answers = tries(client, A_MINUTE + 1, "198.51.100.{n}", STRANGER)
    assert answers == let(A_MINUTE)


@pytest.mark.parametrize(
    ("peer", "near"),
    [
        ("127.0.0.1", True),
        ("::1", True),
        ("10.1.2.3", True),
        ("172.17.0.1", True),
        ("100.64.3.4", True),  # load balancers of some clouds
        ("fd00::1", True),
        ("", True),  # a socket file
        (STRANGER, False),
        ("::ffff:8.8.8.8", False),
        ("2001:4860:4860::8888", False),
    ],
)
def test_a_proxy_is_on_this_machine_or_in_a_private_network(peer, near) -> None:
    assert is_near(peer) is near


@pytest.mark.postgresql_only
def test_two_hosts_on_one_database_count_together(office) -> None:
    """Each has its own folder, app and connections; the tries are those of one visitor."""
    with_own = Office.open(office.config)
    try:
        first = behind(office, 1).test_client()
        second = behind(replace(with_own, clock=TestClock()), 1).test_client()
        assert tries(first, 6, VISITOR) == [200] * 6
        assert tries(second, A_MINUTE - 6 + 1, VISITOR) == let(A_MINUTE - 6)
        assert tries(first, 1, VISITOR) == [429], "on the first host too"
        assert tries(second, 1, "203.0.113.10") == [200]
    finally:
        with_own.database.close()


@ONCE
def test_what_one_form_takes_is_not_taken_from_another(office) -> None:
    app = behind(office, 1)
    client = app.test_client()
    assert tries(client, A_MINUTE + 1, VISITOR) == let(A_MINUTE)
    given = {"csrf_token": token(client, SIGN_IN), "number": "FK-AAAA22", "code": "A"}
    answer = client.post(
        "/app/feedback/answer/",
        data=given,
        headers={"X-Forwarded-For": VISITOR},
        environ_base={"REMOTE_ADDR": PROXY},
    )
    assert answer.status_code == 200
