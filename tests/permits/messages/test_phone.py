"""A number is confirmed by the code that was sent to it, and only that number."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import timedelta

import pytest

from tests import journeys
from tests.conftest import NOW, TestClock, post

PAGE = "/app/my/phone/"
SEND = f"{PAGE}send/"
MINE = "/app/my/messages/"
REGISTRATION = "/app/my/registration/"


@pytest.fixture
def reference(telling, client) -> str:
    return journeys.register(client)[0]


def code_in(gateway, to: str = journeys.CONTACT["contact_phone"]) -> str:
    """Of the last message to a number."""
    texts = [one["text"] for one in gateway.heard if one["to"] == to]
    return re.search(r"验证码 (\d{6})", texts[-1])[1]


def test_the_code_of_the_message_confirms_the_number_and_staff_see_it(
    client, reference, send, gateway, mail, staff
) -> None:
    assert "确认电话" in client.get("/app/my/").text
    post(client, MINE, email="shop@example.org", language="zh-Hans")
    assert post(client, SEND, MINE).location.startswith(PAGE)
    send()
    code = code_in(gateway)
    wrong = post(client, PAGE, code="000000" if code != "000000" else "111111")
    assert "验证码不对" in wrong.text
    wide = code.translate(str.maketrans("0123456789", "０１２３４５６７８９"))
    assert post(client, PAGE, code=f" {wide} ").location == "/app/my/"
    assert "确认电话" not in client.get("/app/my/").text
    assert code not in client.get("/app/my/").text
    assert not any(code in one["text"] for one in mail.heard)
    page = staff("reviewer", ("qiantou",)).get(f"/app/staff/enterprises/{reference}/")
    assert "本人用验证码确认过" in page.text


def test_another_number_has_to_be_confirmed_anew(
    client, reference, send, gateway
) -> None:
    post(client, SEND, MINE)
    send()
    before = code_in(gateway)
    post(client, PAGE, code=before)
    changed = {**journeys.CONTACT, "contact_phone": "13800007777"}
    assert post(client, f"{REGISTRATION}contact/", **changed).status_code == 302
    assert "确认电话" in client.get(REGISTRATION).text
    assert "验证码不对" in post(client, PAGE, code=before).text
    post(client, SEND, MINE)
    send()
    assert post(client, PAGE, code=code_in(gateway, "13800007777")).status_code == 302


def test_a_code_lasts_ten_minutes_and_asking_again_sends_it_once(
    app, telling, client, reference, send, gateway
) -> None:
    post(client, SEND, MINE)
    post(client, SEND, MINE)
    send()
    code = code_in(gateway)
    assert sum("验证码" in one["text"] for one in gateway.heard) == 1
    for later in (20, 10):
        clock = TestClock(moment=(NOW + timedelta(minutes=later),))
        app.extensions["kaigong"] = replace(telling, clock=clock)
        said = post(client, PAGE, code=code)
        assert said.status_code == (200 if later == 20 else 302)


def test_nobody_tries_codes_one_after_the_other(client, reference) -> None:
    for _n in range(5):
        assert post(client, PAGE, code="123").status_code == 200
    assert post(client, PAGE, code="123").status_code == 429


def test_without_a_channel_to_phones_nothing_is_asked(app, telling, client) -> None:
    only = tuple(one for one in telling.config.channels if one.reaches == "email")
    config = replace(telling.config, channels=only)
    app.extensions["kaigong"] = replace(telling, config=config)
    journeys.register(client)
    assert "确认电话" not in client.get("/app/my/").text
    assert client.get(PAGE).status_code == 404
    assert post(client, SEND, MINE).status_code == 404
