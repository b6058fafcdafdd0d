"""What the address people type decides: under which names the app answers, and what its cookies are called."""

from __future__ import annotations

from dataclasses import replace

import pytest

from forms_app import create_app
from forms_app.base.config import Config
from tests.conftest import token


def at(office, public_url: str, host: str = "127.0.0.1"):
    """A browser of an office at this address."""
    config = replace(office.config, public_url=public_url, host=host)
    app = create_app(replace(office, config=config))
    app.config["TESTING"] = True
    return app.test_client()


HTTPS = "https://kaigong.example.org"


@pytest.mark.parametrize(
    ("host", "answers"),
    [
        ("kaigong.example.org", 308),
        ("kaigong.example.org:443", 308),
        ("127.0.0.1:8000", 308),
        ("evil.example", 400),
        ("kaigong.example.org.evil.example", 400),
    ],
)
def test_nobody_is_led_to_the_name_that_a_request_says(office, host, answers) -> None:
    answer = at(office, HTTPS).get("/app/staff", headers={"Host": host})
    assert answer.status_code == answers
    assert "evil" not in str(answer.headers)
    assert answers == 308 or "<h1>" in answer.text, "in words"


def test_on_a_closed_network_any_name_will_do(office) -> None:
    client = at(office, "http://127.0.0.1:8000", host="0.0.0.0")
    headers = {"Host": "192.168.1.5:8000"}
    assert client.get("/app/healthz", headers=headers).status_code != 400


def test_an_address_that_is_set_is_the_one_that_is_trusted() -> None:
    config = Config(office="", database_url="", public_url=HTTPS, host="0.0.0.0")
    assert config.trusted_hosts == ["127.0.0.1", "kaigong.example.org", "localhost"]


def test_on_https_no_other_host_and_no_plain_page_can_set_our_cookies(office) -> None:
    client = at(office, HTTPS)
    base = {"base_url": HTTPS}
    page = client.get("/app/my/sign-in/", **base)
    told = page.headers["Set-Cookie"]
    assert told.startswith("__Host-kaigong=") and "Domain" not in told
    for flag in ("Secure", "HttpOnly", "SameSite=Lax", "Path=/"):
        assert flag in told


def test_on_this_machine_cookies_are_plain(office) -> None:
    client = at(office, "http://127.0.0.1:8000")
    token(client, "/app/my/sign-in/")
    assert client.get_cookie("kaigong")
