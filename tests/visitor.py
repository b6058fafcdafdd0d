"""A visitor with a browser at a running office, who tries again when it is away."""

from __future__ import annotations

import re
import urllib.error
import urllib.parse
import urllib.request
from collections.abc import Mapping
from datetime import date, timedelta
from http.cookiejar import CookieJar
from io import BytesIO

from werkzeug.test import encode_multipart

from tests import journeys

CODE = re.compile(r'class="code">([^<]+)<')
FEEDBACK = {"about": "decision", "community": "qiantou", "phone": "13800005678"}
NOT_BEGUN = 409
PATIENCE = 8  # seconds; then the page is loaded again


class NotShown(Exception):
    """The page is not the one that acknowledges."""


class Phone:
    """A browser with cookies. `number` is that of its address."""

    def __init__(self, address: str, number: int) -> None:
        self.address = address
        self.headers = {"X-Forwarded-For": f"10.0.{number // 250}.{number % 250 + 1}"}
        self.opener = urllib.request.build_opener(
            urllib.request.HTTPCookieProcessor(CookieJar())
        )

    def open(self, path: str, data: dict | None = None) -> str:
        body = urllib.parse.urlencode(data).encode() if data else None
        return self._ask(path, body, self.headers)

    def _ask(self, path: str, body: bytes | None, headers: dict[str, str]) -> str:
        request = urllib.request.Request(self.address + path, body, headers)
        return self.opener.open(request, timeout=PATIENCE).read().decode()

    def _token(self, path: str) -> str:
        token = re.search(r'name="csrf_token" value="([^"]+)"', self.open(path))
        if token is None:
            raise NotShown(path)
        return token[1]

    def post(self, path: str, data: dict) -> str:
        typed = {key: value for key, value in data.items() if value != ""}
        return self.open(path, {"csrf_token": self._token(path), **typed})

    def send_file(self, path: str, field: str, file: tuple[bytes, str]) -> str:
        """`file`: what is in it, and its name."""
        data, name = file
        values = {"csrf_token": self._token(path), field: (BytesIO(data), name)}
        boundary, body = encode_multipart(values)
        kind = f"multipart/form-data; boundary={boundary}"
        return self._ask(path, body, {**self.headers, "Content-Type": kind})


def register(phone: Phone, name: str) -> str:
    """The reference that is shown."""
    phone.open("/app/register/")
    phone.post("/app/register/who/", {**journeys.WHO, "name": name})
    phone.post("/app/register/where/", journeys.WHERE)
    return _shown(phone.post("/app/register/contact/", journeys.CONTACT))


def apply(phone: Phone) -> None:
    """Hand in an application, unless that was done and only its receipt was lost."""
    if not _has_receipt(phone):
        phone.post("/app/apply/", {})
        for page, answers in journeys.PAGES.items():
            phone.post(f"/app/apply/{page}/", {**answers, **_soon(answers)})
        phone.post("/app/apply/check/", journeys.COMMITMENT)
    if not _has_receipt(phone):
        raise NotShown("receipt")


def _soon(answers: Mapping[str, object]) -> dict[str, str]:
    """The day of opening, which may not be past, by the clock of a running office."""
    planned = date.today() + timedelta(days=7)
    return {"planned": planned.isoformat()} if "planned" in answers else {}


def report(phone: Phone, text: str) -> str:
    """The number that is shown."""
    return _shown(phone.post("/app/feedback/", {**FEEDBACK, "text": text}))


def _has_receipt(phone: Phone) -> bool:
    try:
        return "打印回执" in phone.open("/app/apply/receipt/")
    except urllib.error.HTTPError as error:
        if error.code != NOT_BEGUN:
            raise
        return False


def _shown(page: str) -> str:
    code = CODE.search(page)
    if code is None:
        raise NotShown("code")
    return code[1]
