"""The forms of the public as a person or a program sends them."""

from __future__ import annotations

import re
from datetime import timedelta
from typing import Any

import pytest
from flask.testing import FlaskClient

from forms_app.base.office import Office
from tests import journeys
from tests.conftest import TestClock, post_and_open, token

RECEIVED = "/app/received/"
CANARY = "雀鸟示例"
PHONE = "13800007654"
SAID: dict[str, dict[str, str]] = {
    "register": {**journeys.CONTACT, "contact_name": CANARY, "contact_phone": PHONE},
    "feedback": {
        "about": "other",
        "community": "qiantou",
        "text": f"{CANARY}：门牌写错了",
        "phone": PHONE,
    },
    "volunteer": {
        "community": "qiantou",
        "name": CANARY,
        "phone": PHONE,
        "consent": "y",
    },
    "wall": {
        "name": CANARY,
        "phone": PHONE,
        "stayed": "no",
        "place": "广东深圳",
        "arrived_on": "2月25日",
        "symptoms": "no",
        "consent": "y",
    },
}
PAGES = {
    "register": "/app/register/contact/",
    "feedback": "/app/feedback/",
    "volunteer": "/app/volunteer/register/",
    "wall": "/app/wall/",
}


def come_to(client: FlaskClient, name: str) -> None:
    """As far as the page whose form makes something."""
    if name == "register":
        client.get("/app/register/")
        csrf = {"csrf_token": token(client, "/app/register/who/")}
        for page, said in (("who", journeys.WHO), ("where", journeys.WHERE)):
            given = {key: value for key, value in said.items() if value}
            client.post(f"/app/register/{page}/", data={**csrf, **given})
    if name == "wall":
        owner = client.application.test_client()
        journeys.register(owner, name="示例有墙的厂")
        shown = post_and_open(owner, "/app/my/people/wall/").text
        code = re.search(r"http://[^<]+(/app/wall/[^<]+)<", shown)
        assert code
        client.get(code[1])


def opened(client: FlaskClient, name: str) -> dict[str, str]:
    """What a page of the form carries unseen."""
    page = client.get(PAGES[name]).text
    hidden = r'name="(csrf_token|opened)" value="([^"]+)"'
    return dict(re.findall(hidden, page))


def send(client: FlaskClient, name: str, **changed: Any):
    """Open the page and send the form."""
    come_to(client, name)
    return client.post(
        PAGES[name], data={**opened(client, name), **SAID[name], **changed}
    )


def bound(office: Office, seconds: int = 0, addresses: int = 5) -> None:
    """What is taken for junk, from now on."""
    path = office.accepted / "rules" / "junk.toml"
    text = path.read_text(encoding="utf-8")
    text = re.sub(r"seconds = \d+", f"seconds = {seconds}", text)
    text = re.sub(r"addresses = \d+", f"addresses = {addresses}", text)
    path.write_text(text, encoding="utf-8")


def pass_by(office: Office, **time: int) -> None:
    """Let some time go by."""
    moved = TestClock(moment=(office.clock.now() + timedelta(**time),))
    object.__setattr__(office, "clock", moved)


# Two of them are a long way from the first page.
FAR = {"register", "wall"}
EACH = [
    pytest.param(name, marks=[pytest.mark.walk] if name in FAR else [])
    for name in PAGES
]
