"""Channels by which an enterprise is told something, as settings.toml declares them:

    [channels.sms]
    kind = "gateway"
    url = "https://sms.example.org/send"
    …

None by default. A password or a token is named by the file that holds it.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from difflib import get_close_matches
from typing import Any
from urllib.parse import urlsplit

from forms_app.base.settings import ConfigError, Settings

SECRET = "{secret}"  # noqa: S105 - where the secret goes, not one
# what a text of a channel may name
PLACES = ("to", "text", "kind", "id", "secret")
PLACE = re.compile(r"\{([a-z]+)\}")
OWN = {"127.0.0.1", "localhost", "::1"}
# headers that carry a secret
OPENS = re.compile(r"auth|token|key|secret|sign", re.IGNORECASE)


@dataclass(frozen=True, kw_only=True)
class Channel:
    """One channel. `reaches`: "phone" or "email". `timeout` and `pause` are seconds: how
    long an answer is waited for, and how long one that did not answer is left alone.
    """

    name: str
    title: str
    title_en: str
    reaches: str = "phone"
    timeout: int = 10
    pause: int = 120

    def called(self, lang: str) -> str:
        return self.title_en if lang == "en" else self.title


@dataclass(frozen=True, kw_only=True)
class MailServer(Channel):
    """A server that takes e-mail. `security`: "tls", "starttls" or "none"."""

    host: str
    port: int
    security: str
    sender: str
    user: str = ""
    secret: str = field(default="", repr=False)


@dataclass(frozen=True, kw_only=True)
class Gateway(Channel):
    """A service that is asked over HTTP. `format`: how a value is written into `body`:
    "json", "form" or "text". `success` and `refused` are patterns of an answer.
    """

    url: str
    method: str = "POST"
    headers: Mapping[str, str] = field(default_factory=dict)
    format: str = "json"
    body: str = ""
    success: str = ""
    refused: str = ""
    secret: str = field(default="", repr=False)


@dataclass(frozen=True, kw_only=True)
class AppriseService(Channel):
    """A service that Apprise knows, by its address there, which holds `{to}`."""

    secret: str = field(repr=False)


@dataclass(frozen=True)
class _Key:
    """One key of a channel. `example` has the type that is asked for."""

    name: str
    example: Any
    is_needed: bool = False
    choices: tuple[str, ...] = ()
    low: int = 1
    high: int = 65535


_ANY = (
    _Key("kind", "gateway", True, ("gateway", "smtp", "apprise")),
    _Key("title", "短信", True),
    _Key("title_en", "SMS", True),
    _Key("reaches", "phone", choices=("phone", "email")),
    _Key("timeout", 10, high=120),
    _Key("pause", 120, low=0, high=86400),
    _Key("secret_file", "/etc/kaigong/sms-token"),
    _Key("secret_variable", "KAIGONG_SMS_TOKEN"),
)
_KEYS: Mapping[str, tuple[_Key, ...]] = {
    "gateway": (
        *_ANY,
        _Key("url", "https://sms.example.org/send", True),
        _Key("method", "POST", choices=("GET", "POST", "PUT")),
        _Key("headers", {"Authorization": "Bearer {secret}"}),
        _Key("format", "json", choices=("json", "form", "text")),
        _Key("body", '{"to": "{to}", "text": "{text}"}'),
        _Key("success", '"code": *0'),
        _Key("refused", '"code": *[1-9]'),
    ),
    "smtp": (
        *_ANY,
        _Key("host", "mail.example.org", True),
        _Key("port", 587),
        _Key("security", "starttls", choices=("tls", "starttls", "none")),
        _Key("sender", "office@example.org", True),
        _Key("user", "office@example.org"),
    ),
    "apprise": _ANY,
}
_PORTS = {"tls": 465, "starttls": 587, "none": 25}


def read_channels(settings: Settings) -> tuple[Channel, ...]:
    """Every channel that settings.toml declares, in its order.

    Raises:
        ConfigError: names the line, what is wrong, and an example.
    """
    return tuple(
        _channel(name, _Said(settings, name, said))
        for name, said in settings.channels.items()
    )


@dataclass(frozen=True)
class _Said:
    """What settings.toml says of one channel."""

    settings: Settings
    name: str
    keys: Mapping[str, Any]

    def at(self, key: str = "") -> str:
        return self.settings.channel_line(self.name, key)

    def wrong(self, key: str, says: str) -> ConfigError:
        return ConfigError(f"{self.at(key)}: {says}")


def _channel(name: str, said: _Said) -> Channel:
    kind = said.keys.get("kind")
    keys = _KEYS.get(kind) if isinstance(kind, str) else None
    if keys is None:
        raise said.wrong(
            "kind", 'a channel has a kind: kind = "gateway", "smtp" or "apprise"'
        )
    given = _judged(said, keys)
    given.pop("kind")
    given["name"] = name
    given["secret"] = _secret(
        said, given.pop("secret_file", ""), given.pop("secret_variable", "")
    )
    made: Callable[[_Said, dict[str, Any]], Channel] = _MADE[str(kind)]
    return made(said, given)


def _secret(said: _Said, file: str, variable: str) -> str:
    """What the file holds, or the variable; empty where neither is named."""
    if file and variable:
        raise said.wrong("secret_variable", "name the file or the variable, not both")
    if file:
        return said.settings.secret_of_channel(said.name, file)
    secret = said.settings.environ.get(variable, "").strip() if variable else ""
    if variable and not secret:
        raise said.wrong("secret_variable", f"the variable {variable} is not set")
    return secret


def _judged(said: _Said, keys: tuple[_Key, ...]) -> dict[str, Any]:
    known = {one.name: one for one in keys}
    for key, value in said.keys.items():
        if key not in known:
            near = get_close_matches(key, known, 1, 0.5)
            meant = f" Did you mean {near[0]}?" if near else ""
            every = ", ".join(known)
            says = f"a channel of this kind has no {key}.{meant} It has: {every}."
            raise said.wrong(key, says)
        if not _fits(known[key], value):
            raise said.wrong(key, f"write {key} like this: {_example(known[key])}")
    for one in keys:
        if one.is_needed and not said.keys.get(one.name):
            says = f"{one.name} is missing, for example {_example(one)}"
            raise said.wrong("", says)
    return dict(said.keys)


def _fits(key: _Key, value: Any) -> bool:
    if type(value) is not type(key.example):
        return False
    if isinstance(value, dict):
        return all(isinstance(one, str) for one in value.values())
    if isinstance(value, int):
        return key.low <= value <= key.high
    return not key.choices or value in key.choices


def _example(key: _Key) -> str:
    if key.choices:
        return " or ".join(f'{key.name} = "{one}"' for one in key.choices)
    if isinstance(key.example, dict):
        pairs = ", ".join(f'{name} = "{one}"' for name, one in key.example.items())
        return f"{key.name} = {{ {pairs} }}"
    quote = "'" if '"' in str(key.example) else '"'
    shown = (
        f"{quote}{key.example}{quote}" if isinstance(key.example, str) else key.example
    )
    between = f" (from {key.low} to {key.high})" if isinstance(key.example, int) else ""
    return f"{key.name} = {shown}{between}"


def _gateway(said: _Said, given: dict[str, Any]) -> Gateway:
    made = Gateway(**given)
    parts = urlsplit(made.url)
    is_own = parts.scheme == "http" and parts.hostname in OWN
    if not parts.hostname or (parts.scheme != "https" and not is_own):
        raise said.wrong("url", "a gateway is asked by https://…")
    texts = {
        "url": made.url,
        "body": made.body,
        "headers": " ".join(made.headers.values()),
    }
    for key, text in texts.items():
        unknown = set(PLACE.findall(text)) - {*PLACES}
        if unknown:
            allowed = ", ".join(f"{{{one}}}" for one in PLACES)
            says = f"{{{min(unknown)}}} stands for nothing. There are: {allowed}"
            raise said.wrong(key, says)
    if not {"to", "text"} <= set(PLACE.findall(f"{made.url} {made.body}")):
        raise said.wrong("body", "url or body has to hold {to} and {text}")
    for key in ("success", "refused"):
        _must_be_pattern(said, key, getattr(made, key))
    for header, value in made.headers.items():
        if OPENS.search(header) and SECRET not in value:
            says = f"write the secret of {header} as {{secret}}, and name its file: secret_file"
            raise said.wrong("headers", says)
    _must_name_secret(said, made.secret, any(SECRET in one for one in texts.values()))
    return made


def _must_be_pattern(said: _Said, key: str, pattern: str) -> None:
    try:
        re.compile(pattern)
    except re.error as error:
        raise said.wrong(key, f"{key} is no regular expression ({error})") from None


def _must_name_secret(said: _Said, secret: str, is_used: bool) -> None:
    if is_used and not secret:
        example = 'secret_file = "/etc/kaigong/sms-token"'
        raise said.wrong(
            "", f"a secret is needed: name its file, for example {example}"
        )


def _mail_server(said: _Said, given: dict[str, Any]) -> MailServer:
    security = given.setdefault("security", "starttls")
    given.setdefault("port", _PORTS[security])
    made = MailServer(**{"reaches": "email", **given})
    _must_name_secret(said, made.secret, bool(made.user))
    if security == "none" and (made.user or made.host not in OWN):
        says = 'without encryption only this machine is asked: security = "starttls"'
        raise said.wrong("security", says)
    if "@" not in made.sender:
        raise said.wrong("sender", 'write it like this: sender = "office@example.org"')
    return made


def _apprise(said: _Said, given: dict[str, Any]) -> AppriseService:
    made = AppriseService(**given)
    _must_name_secret(said, made.secret, True)
    if "{to}" not in made.secret:
        raise said.wrong("secret_file", "the address in it has to hold {to}")
    return made


_MADE: Mapping[str, Callable[[_Said, dict[str, Any]], Channel]] = {
    "gateway": _gateway,
    "smtp": _mail_server,
    "apprise": _apprise,
}
