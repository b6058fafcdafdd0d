"""The public site has lanes of its own: what is sent to /app/ keeps no page waiting."""

from __future__ import annotations

import asyncio
import re
import socket
import threading
import time
from collections import Counter
from contextlib import ExitStack
from types import SimpleNamespace
from urllib.parse import urlencode

import pytest
from flask import url_for

from forms_app import lanes
from forms_app.base import rsgi
from forms_app.base.app_theme import ADDRESS
from forms_app.base.rsgi import BodyIncomplete, environ_of, read_body
from tests.publishing.served import Served, serving

pytestmark = pytest.mark.same_on_both(reason="about threads, not about the database")
SOON = 1.0  # seconds for a page on a busy machine; it takes a thousandth of that
FORM = "application/x-www-form-urlencoded"
UNFINISHED = (
    b"POST /app/feedback/ HTTP/1.1\r\nHost: localhost\r\n"
    b"Content-Type: application/x-www-form-urlencoded\r\nContent-Length: 2000\r\n\r\nab"
)


def slowest_page(served: Served, times: int = 10) -> float:
    """Seconds that the slowest of some public pages took."""
    took = []
    for _time in range(times):
        began = time.monotonic()
        assert served.ask("GET", "/enterprises/").status == 200
        took.append(time.monotonic() - began)
    return max(took)


def test_bodies_that_never_come_keep_no_page_waiting(office) -> None:
    office.database.close()
    with serving(office.config.office) as served, ExitStack() as stalled:
        for _client in range(60):
            client = socket.create_connection(("127.0.0.1", served.port))
            stalled.enter_context(client).sendall(UNFINISHED)
        assert slowest_page(served) < SOON


@pytest.mark.long
def test_a_flood_of_sign_ins_is_turned_away_and_keeps_no_page_waiting(office) -> None:
    office.database.close()
    answers: list = []
    with serving(office.config.office) as served:
        page = served.ask("GET", "/app/staff/sign-in/")
        token = re.search(r'name="csrf_token"[^>]*value="([^"]+)"', page.text)[1]
        cookie = page.headers["Set-Cookie"].partition(";")[0]

        def sign_in(number: int) -> None:
            sent = {"csrf_token": token, "username": f"n{number}", "password": "wrong"}
            answers.append(
                served.ask(
                    "POST",
                    "/app/staff/sign-in/",
                    urlencode(sent),
                    Content_Type=FORM,
                    Cookie=cookie,
                )
            )

        clients = [threading.Thread(target=sign_in, args=(n,)) for n in range(60)]
        for client in clients:
            client.start()
        assert slowest_page(served) < SOON
        assert served.ask("GET", "/app/feedback/").status == 200
        for client in clients:
            client.join()
    turned_away = [answer for answer in answers if answer.status == 503]
    assert 0 < len(turned_away) < 60
    assert turned_away[0].headers["Retry-After"] == "30"
    assert "default-src 'none'" in turned_away[0].headers["Content-Security-Policy"]
    assert "填写的内容没有丢" in turned_away[0].text


@pytest.mark.long
def test_many_uploads_at_once_keep_no_page_waiting(office) -> None:
    office.database.close()
    counts: Counter = Counter()
    with serving(office.config.office, workers=2) as served:

        def upload() -> None:
            body = b"x" * 2_000_000
            answer = served.ask(
                "POST",
                "/app/feedback/",
                body,
                Content_Type="multipart/form-data; boundary=B",
                Cookie="kaigong=somebody",
            )
            counts[answer.status] += 1

        clients = [threading.Thread(target=upload) for _ in range(300)]
        for client in clients:
            client.start()
        assert slowest_page(served) < SOON
        for client in clients:
            client.join()
    assert sum(counts.values()) == 300


class Body:
    """A request's body as granian gives it: pieces, and the pauses before them."""

    def __init__(self, *pieces: bytes, pause: float = 0.0) -> None:
        self.pieces = pieces
        self.pause = pause

    async def __aiter__(self):
        for piece in self.pieces:
            await asyncio.sleep(self.pause)
            yield piece


@pytest.mark.walk
def test_a_body_that_stops_is_given_up_and_a_slow_one_is_not(monkeypatch) -> None:
    monkeypatch.setattr(rsgi, "PATIENCE", 1.0)
    monkeypatch.setattr(rsgi, "SLOWEST", 10)  # each piece below is worth two seconds
    with pytest.raises(BodyIncomplete):
        asyncio.run(read_body(Body(b"x", b"x", pause=60), 100, 2))
    steady = Body(*[b"x" * 20] * 5, pause=0.25)
    body, received = asyncio.run(read_body(steady, 100, 100))
    assert (body.read(), received) == (b"x" * 100, 100)


def test_a_form_whose_sender_went_away_is_not_handed_in() -> None:
    def site(_environ: dict, _start) -> list[bytes]:
        raise AssertionError("the app was asked")

    cut_short = Exchange("POST", "/app/x/", b"ab", content_length="3")
    assert asked(cut_short, site).status == 408


class Exchange(Body):
    """One request of a client, and what it is answered."""

    def __init__(self, method: str, path: str, *pieces: bytes, **headers: str) -> None:
        super().__init__(*pieces)
        named = [
            (name.replace("_", "-").lower(), value) for name, value in headers.items()
        ]
        self.scope = SimpleNamespace(
            method=method,
            path=path,
            query_string="",
            server="127.0.0.1:8000",
            client="[::1]:40000",
            scheme="http",
            http_version="1.1",
            headers=dict(named),
        )
        self.status = 0
        self.body = b""

    def response_bytes(self, status: int, _headers: list, body: bytes) -> None:
        self.status = status
        self.body = body


def echo(environ: dict, start) -> list[bytes]:
    start("200 OK", [])
    length = environ.get("CONTENT_LENGTH", "-")
    return [length.encode(), b" ", environ["wsgi.input"].read()]


def asked(exchange: Exchange, site=echo) -> Exchange:
    async def ask() -> None:
        await lanes.Lanes(site, is_https=False).__rsgi__(exchange.scope, exchange)

    asyncio.run(ask())
    return exchange


def test_a_body_arrives_whole_also_without_its_length() -> None:
    known = Exchange("POST", "/app/x/", b"ab", b"c", content_length="3")
    assert asked(known).body == b"3 abc"
    unknown = Exchange("POST", "/app/x/", b"ab", b"c", transfer_encoding="chunked")
    assert asked(unknown).body == b"3 abc"


def test_a_large_body_is_read_only_of_whoever_may_be_signed_in() -> None:
    size = lanes.SMALL + 1
    large = b"x" * size
    stranger = Exchange("POST", "/app/x/", large, content_length=str(size))
    assert asked(stranger).body == f"{size} ".encode()
    known = Exchange(
        "POST", "/app/x/", large, content_length=str(size), cookie="kaigong=x"
    )
    assert len(asked(known).body) > size


def test_of_a_body_that_is_too_large_only_the_beginning_is_read() -> None:
    size = lanes.LARGEST + 1
    pieces = [b"typed" + b"x" * 50_000, b"y" * 50_000, b"z"]
    known = Exchange(
        "POST", "/app/x/", *pieces, content_length=str(size), cookie="kaigong=x"
    )
    told, _blank, beginning = asked(known).body.partition(b" ")
    assert int(told) == size, "by its length the app refuses it"
    assert beginning.startswith(b"typed")
    assert len(beginning) == rsgi.IN_MEMORY
    assert b"z" not in beginning


def test_a_full_lane_answers_at_once_and_the_public_site_as_ever(monkeypatch) -> None:
    finish = threading.Event()

    def slow(environ: dict, start) -> list[bytes]:
        if environ["PATH_INFO"] == "/app/slow/":
            finish.wait(10)
        start("200 OK", [])
        return [b"done"]

    async def scene() -> dict[str, list[int]]:
        whole = lanes.Lanes(slow, is_https=False)
        whole.forms = lanes.Lane(at_once=2, waiting=1)

        async def ask(path: str) -> int:
            exchange = Exchange("GET", path)
            await whole.__rsgi__(exchange.scope, exchange)
            return exchange.status

        tasks = [asyncio.create_task(ask("/app/slow/")) for _ in range(3)]
        await asyncio.sleep(0.05)
        style = f"{ADDRESS}0123456789ab/css/style.css"
        others = ("/app/slow/", "/", "/app/healthz", style)
        meanwhile = [await ask(path) for path in others]
        finish.set()
        return {"first": await asyncio.gather(*tasks), "meanwhile": meanwhile}

    assert asyncio.run(scene()) == {
        "first": [200, 200, 200],
        "meanwhile": [503, 200, 200, 200],
    }


def test_bodies_that_never_come_keep_no_form_waiting() -> None:
    async def scene() -> int:
        whole = lanes.Lanes(echo, is_https=False)
        stalled = []
        for _client in range(60):
            exchange = Exchange("POST", "/app/x/", b"x", content_length="2")
            exchange.pause = 60
            asking = whole.__rsgi__(exchange.scope, exchange)
            stalled.append(asyncio.create_task(asking))
        await asyncio.sleep(0.05)
        form = Exchange("POST", "/app/x/", b"x", content_length="1")
        await whole.__rsgi__(form.scope, form)
        for task in stalled:
            task.cancel()
        return form.status

    assert asyncio.run(scene()) == 200


def test_nobody_waits_for_ever_for_a_place(monkeypatch) -> None:
    monkeypatch.setattr(lanes, "WAITS_AT_MOST", 0.05)

    async def scene() -> None:
        lane = lanes.Lane(at_once=1, waiting=1)
        async with lane.place():
            with pytest.raises(lanes.Full):
                async with lane.place():
                    pass
        async with lane.place():
            assert lane.room == 1

    asyncio.run(scene())


def test_a_worker_gets_on_until_requests_that_do_not_end_hold_all_threads(
    monkeypatch,
) -> None:
    monkeypatch.setattr(lanes, "STANDS_STILL_AFTER", 0.05)
    finish = threading.Event()

    def slow(_environ: dict, start) -> list[bytes]:
        finish.wait(10)
        start("200 OK", [])
        return [b"done"]

    async def scene() -> list[bool]:
        whole = lanes.Lanes(slow, is_https=False)
        whole.forms.free = asyncio.Semaphore(2)
        tasks = []
        seen = []
        for _request in range(2):
            exchange = Exchange("GET", "/app/slow/")
            asking = whole.__rsgi__(exchange.scope, exchange)
            tasks.append(asyncio.create_task(asking))
            await asyncio.sleep(0.1)
            seen.append(whole.gets_on())
        finish.set()
        await asyncio.gather(*tasks)
        return [*seen, whole.gets_on()]

    assert asyncio.run(scene()) == [True, False, True]


def test_a_header_cannot_pass_for_another() -> None:
    scope = Exchange("GET", "/app/中/").scope
    scope.headers = SimpleNamespace(
        items=lambda: [
            ("x_forwarded_for", "192.0.2.1"),
            ("cookie", "a=1"),
            ("cookie", "b=2"),
            ("accept", "text/html"),
            ("accept", "*/*"),
        ]
    )
    environ = environ_of(scope)
    assert "HTTP_X_FORWARDED_FOR" not in environ
    assert environ["HTTP_COOKIE"] == "a=1; b=2"
    assert environ["HTTP_ACCEPT"] == "text/html,*/*"
    assert environ["REMOTE_ADDR"] == "::1"
    assert environ["PATH_INFO"].encode("latin-1").decode() == "/app/中/"


def test_the_lane_of_sign_ins_is_where_staff_sign_in(app) -> None:
    with app.test_request_context():
        assert url_for("security.login") == lanes.SIGN_IN
        assert url_for("health.healthz") in lanes.PROBES
        assert url_for("health.metrics") in lanes.PROBES
    assert app.config["MAX_CONTENT_LENGTH"] == lanes.SMALL
    assert f"{app.config['SESSION_COOKIE_NAME']}=" == lanes.COOKIE
    takes = [getattr(view, "takes", 0) for view in app.view_functions.values()]
    assert max(takes) == lanes.LARGEST


@pytest.mark.walk
@pytest.mark.parametrize("sent", ["防疫", "防".encode("gbk"), b"\xff\xfe"], ids=repr)
def test_what_is_sent_as_it_is_typed_is_understood_or_passed_over(office, sent) -> None:
    """A link in a chat may hold Chinese as it is, in an address and in what goes with it."""
    raw = sent if isinstance(sent, bytes) else sent.encode()
    head = b"Host: localhost\r\nConnection: close\r\nCookie: a=%s\r\nReferer: /%s\r\n"
    asked = b"GET /app/search/?q=%s HTTP/1.1\r\n" + head + b"\r\n"
    office.database.close()
    with serving(office.config.office) as served:
        with socket.create_connection(("127.0.0.1", served.port), timeout=60) as client:
            client.sendall(asked % (raw, raw, raw))
            answer = b"".join(iter(lambda: client.recv(65536), b""))
        status = int(answer.split(b" ", 2)[1])
        assert status == (200 if isinstance(sent, str) else 400), answer[:300]
        assert (b'value="%s"' % raw in answer) == isinstance(sent, str)
