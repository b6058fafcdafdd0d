"""Asking a gateway over HTTP to deliver a message, and judging what came back.

No redirects. An answer that says neither yes nor no leaves the message unclear.
"""

from __future__ import annotations

import json
import re
import time
from collections.abc import Callable
from urllib.parse import quote, quote_plus

import requests

from forms_app.base.channels import PLACE, Gateway
from forms_app.permits.messages.letter import Letter
from forms_app.permits.messages.reply import Delivery, Reply

LONGEST = 64 * 1024  # bytes of an answer
TYPES = {
    "json": "application/json; charset=utf-8",
    "form": "application/x-www-form-urlencoded",
    "text": "text/plain; charset=utf-8",
}
# an answer that comes from between the two, after waiting in vain
GAVE_UP_WAITING = frozenset({502, 504})
# "not now": too many, closed for the moment, or not let in yet
NOT_NOW = frozenset({401, 403, 407, 425, 429, 503})


def send(channel: Gateway, letter: Letter) -> Reply:
    """Ask once. Takes as long as the gateway does, at most twice the channel's timeout."""
    values = {**vars(letter), "secret": channel.secret}
    body = _filled(channel.body, values, channel.format)
    headers = {
        name: _filled(one, values, "text") for name, one in channel.headers.items()
    }
    try:
        with requests.request(
            channel.method,
            _filled(channel.url, values, "url"),
            data=body.encode() if body else None,
            headers={"Content-Type": TYPES[channel.format], **headers},
            timeout=(min(4, channel.timeout), channel.timeout),
            allow_redirects=False,
            stream=True,
        ) as came:
            return _judged(channel, came.status_code, _read(came, channel.timeout))
    except requests.ConnectTimeout as error:
        return _failed(Delivery.AWAY, error)
    except requests.Timeout as error:
        return _failed(Delivery.SLOW, error)
    except requests.ConnectionError as error:
        is_away = never_connected(error)
        return _failed(Delivery.AWAY if is_away else Delivery.NONSENSE, error)
    except (requests.RequestException, OSError, ValueError) as error:
        return _failed(Delivery.NONSENSE, error)


def _failed(delivery: Delivery, error: Exception) -> Reply:
    """Its words hold the address that was asked, and so perhaps a number or a secret."""
    return Reply.of(delivery, type(error).__name__)


def _filled(text: str, values: dict[str, str], format: str) -> str:
    """A text of the settings with what it names, written so that no value can end the
    place it stands in.
    """
    ways: dict[str, Callable[[str], str]] = {
        "json": lambda value: json.dumps(value, ensure_ascii=False)[1:-1],
        "form": quote_plus,
        "url": lambda value: quote(value, safe=""),
        "text": str,
    }
    written = ways[format]
    return PLACE.sub(
        lambda found: written(values[found[1]]) if found[1] in values else found[0],
        text,
    )


def _read(came: requests.Response, seconds: float) -> str:
    """What was answered, as far as anybody would read it."""
    found = b""
    until = time.monotonic() + seconds
    for piece in came.iter_content(1024):
        found += piece
        if len(found) > LONGEST or time.monotonic() > until:
            break
    return found.decode("utf-8", "replace")


def _judged(channel: Gateway, status: int, answer: str) -> Reply:
    said = f"{status} {answer}"
    if status in NOT_NOW:
        return Reply.of(Delivery.LATER, said)
    if status in GAVE_UP_WAITING or status >= 500:
        return Reply.of(
            Delivery.SLOW if status in GAVE_UP_WAITING else Delivery.NONSENSE, said
        )
    if status >= 400:
        return Reply.of(Delivery.REFUSED, said)
    if channel.refused and re.search(channel.refused, answer):
        return Reply.of(Delivery.REFUSED, said)
    if status >= 300 or not re.search(channel.success, answer):
        return Reply.of(Delivery.NONSENSE, said)
    return Reply.of(Delivery.ARRIVED, said)


def never_connected(error: BaseException) -> bool:
    """Whether no connection came about at all, so that nothing can have arrived."""
    reason = getattr(error.args[0] if error.args else None, "reason", None)
    return type(reason).__name__ in {
        "NewConnectionError",
        "ConnectTimeoutError",
        "NameResolutionError",
        "SSLError",
    }
