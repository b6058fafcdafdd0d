"""A service that Apprise knows is a channel like the others: what arrived leaves the calls, of all else somebody calls."""

from __future__ import annotations

import time

import pytest

from forms_app.base.channels import AppriseService
from forms_app.permits.messages import service
from forms_app.permits.messages.letter import Letter
from forms_app.permits.messages.reply import Delivery
from tests.permits.messages.standin import SLOW, TIMEOUT

LETTER = Letter(
    to="+86 13800009876",
    title="示例：您的申请要补正",
    text="示例箱包厂：请补一处。",
    kind="returned",
    id="message-1",
)


def channel(address: str) -> AppriseService:
    return AppriseService(
        name="chat",
        title="聊天",
        title_en="Chat",
        reaches="phone",
        timeout=TIMEOUT,
        secret=address,
    )


@pytest.fixture
def ask(gateway, heard):
    """Hand the letter over, at a service that feels like this; gives what is known of it."""

    def deliver(mood: str) -> Delivery:
        gateway.feel(mood)
        address = f"json://127.0.0.1:{gateway.port}/to/{{to}}"
        return service.send(channel(address), LETTER).delivery

    return deliver


def test_what_arrives_names_whom_it_is_for_and_says_its_words(ask, gateway) -> None:
    assert ask("fine") is Delivery.ARRIVED
    (told,) = gateway.heard
    assert told["to"] == "+86%2013800009876", "a blank ends no address"
    assert told["title"] == LETTER.title and told["message"] == LETTER.text


@pytest.mark.parametrize("mood", ["later", "500", "cut", "moved"])
def test_what_did_not_succeed_may_have_arrived(ask, mood) -> None:
    assert ask(mood) is Delivery.NONSENSE


@pytest.mark.walk
def test_nobody_waits_longer_than_the_channel_says(ask) -> None:
    assert TIMEOUT < SLOW
    began = time.monotonic()
    assert ask("slow") is Delivery.NONSENSE
    assert time.monotonic() - began < 4, "Apprise alone waits that long"


def test_an_address_that_is_none_is_no_error_of_ours() -> None:
    came = service.send(channel("nothing://{to}"), LETTER)
    assert came.delivery is Delivery.LATER
    assert "address" in came.said
