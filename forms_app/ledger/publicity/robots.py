"""Asking a group's robot to say something, through apprise, and judging what came back.

Only https, only hosts that the configuration allows (KAIGONG_ROBOT_HOSTS), no
redirects. Called by the messenger alone: nobody waits for a robot.
"""

from __future__ import annotations

import json
import time
from enum import StrEnum
from typing import Any
from urllib.parse import parse_qs, urlsplit

import requests
from apprise import Apprise, AppriseAsset
from apprise.plugins.base import NotifyBase
from apprise.plugins.wecombot import NotifyWeComBot

# seconds
CONNECT = 4.0
READ = 10.0
LONGEST = 64 * 1024  # bytes of an answer
# Tencent's own host, or that of an office with its own WeCom
WECOM = "/cgi-bin/webhook/send"
ASSET = AppriseAsset(http_redirects=False, async_mode=False)


class Answer(StrEnum):
    """What is known of a message afterwards.

    `why` in publicity/words.py says it to people.
    """

    ARRIVED = "arrived"
    AWAY = "away"  # no connection: it did not arrive
    REFUSED = "refused"  # the robot said no: it did not arrive
    SLOW = "slow"  # from here on it may have arrived
    NONSENSE = "nonsense"
    ADDRESS = "address"  # it was not even asked


def is_allowed(address: str, hosts: tuple[str, ...]) -> bool:
    """https to a named host; plain http only where the configuration names it with its
    scheme and port.
    """
    try:
        parts = urlsplit(address)
        host = parts.hostname or ""
        port = parts.port
    except ValueError:
        return False
    if (
        "@" in parts.netloc
        or not parts.path.strip("/")
        or not address.isascii()
        or not address.isprintable()
    ):
        return False
    if parts.scheme == "https" and port in {None, 443}:
        return host in hosts
    return f"{parts.scheme}://{parts.netloc}" in hosts


class WeCom(NotifyWeComBot):
    """A robot of WeCom.

    apprise's own takes 200 for a success, but WeCom says 200 to everything, and errcode
    in the body.
    """

    answer = Answer.NONSENSE

    def send(
        self, body: str, title: str = "", notify_type: Any = None, **_rest: Any
    ) -> bool:
        self.answer = self._asked({"msgtype": "text", "text": {"content": body}})
        return self.answer is Answer.ARRIVED

    def _asked(self, payload: dict[str, Any]) -> Answer:
        try:
            with requests.post(
                self.api_url,
                json=payload,
                timeout=(CONNECT, READ),
                allow_redirects=False,
                stream=True,
            ) as came:
                return _judged(came.status_code, _read(came))
        except requests.ConnectTimeout:
            return Answer.AWAY
        except requests.Timeout:
            return Answer.SLOW
        except requests.ConnectionError as error:
            return Answer.AWAY if _never_connected(error) else Answer.NONSENSE
        except (requests.RequestException, OSError):
            return Answer.NONSENSE


def _read(came: requests.Response) -> bytes:
    """What was answered, as far as anybody would read it."""
    found = b""
    until = time.monotonic() + READ
    for piece in came.iter_content(1024):
        found += piece
        if len(found) > LONGEST or time.monotonic() > until:
            break
    return found


def _judged(status: int, answered: bytes) -> Answer:
    if status in {502, 504}:
        return Answer.SLOW  # something in between gave up waiting
    if status != 200:
        return Answer.REFUSED
    try:
        code = json.loads(answered)["errcode"]
    except (ValueError, KeyError, TypeError):
        return Answer.NONSENSE
    return Answer.ARRIVED if code == 0 else Answer.REFUSED


def _never_connected(error: BaseException) -> bool:
    """Whether no connection came about at all, so that nothing can have arrived."""
    reason = getattr(error.args[0] if error.args else None, "reason", None)
    return type(reason).__name__ in {
        "NewConnectionError",
        "ConnectTimeoutError",
        "NameResolutionError",
        "SSLError",
    }


def say(address: str, text: str, hosts: tuple[str, ...]) -> Answer:
    """Ask the robot. Takes as long as the robot does, at most some twenty seconds."""
    if not is_allowed(address, hosts) or (robot := _robot(address)) is None:
        return Answer.ADDRESS
    said = Apprise(asset=ASSET)
    said.add(robot)
    arrived = bool(said.notify(body=text))
    if isinstance(robot, WeCom):
        return robot.answer
    # of other services apprise does not tell what went wrong
    return Answer.ARRIVED if arrived else Answer.NONSENSE


def _robot(address: str) -> NotifyBase | None:
    """DingTalk, Feishu and others by the address their own pages show; what apprise
    does not know gets JSON.
    """
    parts = urlsplit(address)
    if parts.path == WECOM:
        robot = WeCom(key="of-the-address", asset=ASSET)
        robot.api_url = address
        return robot if parse_qs(parts.query).get("key") else None
    known = Apprise.instantiate(address, asset=ASSET, suppress_exceptions=True)
    schema = "jsons" if parts.scheme == "https" else "json"
    return known or Apprise.instantiate(
        f"{schema}{address.removeprefix(parts.scheme)}", asset=ASSET
    )
