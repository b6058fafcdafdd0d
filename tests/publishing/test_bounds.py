"""What a request may be: its head, its time, its fields and parts. What is more is refused, and the next is answered."""

from __future__ import annotations

import socket
import time
from io import BytesIO

import pytest

from forms_app import web
from forms_app.base.body import MOST_FIELDS
from tests.conftest import token
from tests.publishing.served import Served, serving

pytestmark = pytest.mark.same_on_both(reason="about requests, not about the database")
FEEDBACK = "/app/feedback/"
HEAD = b"GET / HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n"
# It is read in steps, so that the last step may go beyond the bound.
FAR = 4 * web.LONGEST_HEAD
REFUSED = {0, 400, 414, 431}  # 0: without an answer
MOST_PARTS = 1000  # of a form with files


def told(served: Served, sent: bytes) -> int:
    """The status of the answer to these bytes; 0 where the connection ends without one."""
    with socket.create_connection(("127.0.0.1", served.port), timeout=60) as client:
        try:
            client.sendall(sent)
            answer = b"".join(iter(lambda: client.recv(65536), b""))
        except (ConnectionResetError, BrokenPipeError):
            return 0
    return int(answer.split(b" ", 2)[1]) if answer else 0


def headers(number: int, size: int) -> bytes:
    return b"".join(b"X-N%d: %s\r\n" % (n, b"x" * size) for n in range(number))


@pytest.mark.walk
def test_a_head_is_no_longer_than_its_bound_and_has_a_hundred_lines_at_most(
    office,
) -> None:
    office.database.close()
    with serving(office.config.office) as served:
        assert told(served, HEAD + headers(50, 1000) + b"\r\n") == 200
        assert told(served, HEAD + headers(150, 1) + b"\r\n") in REFUSED
        for number, size in ((80, FAR // 80), (1, FAR)):
            sent = HEAD + headers(number, size) + b"\r\n"
            assert told(served, sent) in REFUSED
        assert told(served, b"GET /" + b"x" * FAR) in REFUSED
        assert served.ask("GET", "/enterprises/").status == 200


@pytest.mark.walk
def test_a_head_that_comes_too_slowly_is_given_up(office) -> None:
    office.database.close()
    within = web.HEADERS_WITHIN / 1000
    with serving(office.config.office) as served:
        began = time.monotonic()
        with socket.create_connection(("127.0.0.1", served.port), timeout=60) as slow:
            slow.sendall(HEAD)  # never ended
            answer = slow.recv(65536)
        assert within - 1 < time.monotonic() - began < within + 10
        assert b" 200 " not in answer[:20]
        assert served.ask("GET", "/enterprises/").status == 200


@pytest.mark.parametrize(
    ("number", "status"),
    [(100, 200), (MOST_FIELDS + 100, 413)],
    ids=["few", "too many"],
)
def test_a_form_has_so_many_fields_and_no_more(client, number, status) -> None:
    sent = {"csrf_token": token(client, FEEDBACK)}
    sent |= {f"n{one}": "x" for one in range(number)}
    answer = client.post(FEEDBACK, data=sent)
    assert answer.status_code == status
    assert "<h1>" in answer.text, "in words"
    assert "n4000" not in answer.text, "they are not printed to be sent again"


def test_many_times_the_same_field_is_as_many_fields(client) -> None:
    sent = {"csrf_token": token(client, FEEDBACK), "text": ["x"] * (MOST_FIELDS + 1)}
    assert client.post(FEEDBACK, data=sent).status_code == 413


def test_a_form_with_files_has_so_many_parts_and_no_more(client) -> None:
    sent = {"csrf_token": token(client, FEEDBACK), "file": (BytesIO(b"x"), "x.jpg")}
    sent |= {f"n{one}": "x" for one in range(MOST_PARTS)}
    answer = client.post(FEEDBACK, data=sent)
    assert answer.status_code == 413
    assert "<h1>" in answer.text, "in words"


@pytest.mark.parametrize(
    ("setting", "beside"),
    [("MAX_CONTENT_LENGTH", {}), ("MAX_FORM_MEMORY_SIZE", {"file": b"x"})],
    ids=["form", "form with files"],
)
def test_a_text_is_no_longer_than_a_form_may_hold(client, setting, beside) -> None:
    most = client.application.config[setting]
    given = token(client, FEEDBACK)
    for size, status in ((most // 2, 200), (most + 1, 413)):
        files = {name: (BytesIO(data), "x.jpg") for name, data in beside.items()}
        sent = {"csrf_token": given, "text": "x" * size, **files}
        assert client.post(FEEDBACK, data=sent).status_code == status
