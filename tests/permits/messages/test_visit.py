"""An agreed time is told once through the channels, and a new one again."""

from __future__ import annotations

from tests import journeys
from tests.conftest import post, token
from tests.permits.appointments.conftest import FIRST, PAGE, SECOND


def test_each_time_that_is_agreed_on_is_told_once(
    client, staff, send, gateway, choose
) -> None:
    reference, _code = journeys.register(client)
    journeys.apply(client)
    journeys.accept(staff("reviewer", ("qiantou",)))
    send()
    before = len(gateway.heard)
    post(client, PAGE, at=SECOND)
    again = {"csrf_token": token(client, PAGE), "at": SECOND}
    client.post(PAGE, data=again)
    assert send(1) == 1
    told = gateway.heard[before:]
    assert len(told) == 1
    assert (
        f"{reference}）：3月6日（周五）上午9:00–10:00 有人上门核验" in told[0]["text"]
    )
    assert told[0]["to"] == journeys.CONTACT["contact_phone"]
    choose(reference, language="en")
    post(client, PAGE, at=FIRST)
    assert send(2) == 1
    assert "on Thu 5 March, 14:00–15:00" in gateway.heard[-1]["text"]
