"""What was typed into a form that was not taken is still there, on the page that says so."""

from __future__ import annotations

import io
import re

import pytest

from forms_app.base.attachments.rules import MOST_BYTES
from forms_app.base.away import Busy
from forms_app.ledger.feedback import receiving
from tests import journeys
from tests.conftest import post, token

FEEDBACK = "/app/feedback/"
REQUEST = "/app/my/requests/new/"
REPORT = {"about": "decision", "community": "qiantou", "text": "示例：门牌写错了"}
WANTED = {"head": "", "title": "示例：缺口罩", "text": "示例：还差两百个"}
VISIT = {
    "client_id": "a" * 36,
    "base": "0",
    "outcome": "done",
    "channel": "in-person",
    "visitors": "community",
    "at": "2020-03-05 09:00",
    "note": "示例：门口有绊脚的电线",
}
INPUT = re.compile(r'<input type="hidden" name="([^"]+)" value="([^"]*)">')
SIGN_IN = re.compile(r'href="(/app/[^"]*sign-in/[^"]*)" target="_blank"')


def send_again(client, answer, path: str):
    """Press “重新提交”."""
    form = answer.text[answer.text.index('<form method="post">') :]
    return client.post(path, data=dict(INPUT.findall(form)))


def test_with_a_lost_cookie_the_typed_text_is_sent_again_by_a_press(client):
    typed = {**REPORT, "csrf_token": token(client, FEEDBACK)}
    client.delete_cookie("kaigong")
    answer = client.post(FEEDBACK, data=typed)
    assert answer.status_code == 400
    assert REPORT["text"] in answer.text
    assert send_again(client, answer, FEEDBACK).location == "/app/feedback/mine/"


def test_what_another_site_has_sent_is_not_offered(client):
    sent = {"data": REPORT, "headers": {"Origin": "https://elsewhere.example"}}
    answer = client.post(FEEDBACK, **sent)
    assert answer.status_code == 400
    assert REPORT["text"] not in answer.text


def test_after_too_many_tries_the_typed_text_is_there(client):
    typed = {**REPORT, "csrf_token": token(client, FEEDBACK)}
    answers = [client.post(FEEDBACK, data=typed) for _ in range(40)]
    refused = [answer for answer in answers if answer.status_code == 429]
    assert refused
    assert REPORT["text"] in refused[0].text


@pytest.mark.parametrize(("error", "status"), [(Busy, 503), (ZeroDivisionError, 500)])
def test_after_a_fault_of_ours_the_typed_text_is_there(
    app, client, monkeypatch, error, status
):
    def fails(*_given, **_named):
        raise error

    typed = {**REPORT, "csrf_token": token(client, FEEDBACK)}
    app.config["TESTING"] = False
    with monkeypatch.context() as broken:
        broken.setattr(receiving, "receive", fails)
        answer = client.post(FEEDBACK, data=typed)
    assert answer.status_code == status
    assert REPORT["text"] in answer.text
    assert send_again(client, answer, FEEDBACK).location == "/app/feedback/mine/"


def test_signed_out_in_another_window_one_signs_in_and_sends_it(app, client, office):
    reference, code = journeys.register(client)
    typed = {**WANTED, "csrf_token": token(client, REQUEST)}
    typed["head"] = re.findall(r'<option value="([^"]+)"', client.get(REQUEST).text)[0]
    post(client, "/app/my/sign-out/", "/app/my/")
    answer = client.post(REQUEST, data=typed)
    assert answer.status_code == 401
    assert WANTED["text"] in answer.text
    page = SIGN_IN.findall(answer.text)[0]
    post(client, page, reference=reference, access_code=code)
    assert "/app/my/items/" in send_again(client, answer, REQUEST).location


def test_signed_out_staff_sign_in_and_keep_what_they_wrote(app, staff):
    path = "/app/staff/supplies/receive/"
    worker = staff("office", ("qiantou",))
    typed = {"note": "示例：从街道领的", "csrf_token": token(worker, path)}
    with worker.session_transaction() as browser:
        browser.pop("_user_id")  # the session has ended; its cookie has not
    answer = worker.post(path, data=typed)
    assert answer.status_code == 401
    assert typed["note"] in answer.text
    assert "/app/staff/sign-in/" in SIGN_IN.findall(answer.text)[0]


def test_a_password_is_never_in_the_page(client):
    sent = {"username": "shili", "password": "示例的密码"}
    answer = client.post("/app/staff/sign-in/", data=sent)
    assert answer.status_code == 400
    assert sent["password"] not in answer.text


@pytest.fixture
def visit(app, staff):
    """Sends a visit with more of these fields; gives the answer and how it is sent again."""
    reference, _code = journeys.register(app.test_client())
    worker = staff("grid_worker", (), ("qiantou-2",))
    path = f"/app/staff/visits/{reference}/"
    typed = {**VISIT, "csrf_token": token(worker, path)}

    def send(told: int | None = None, **more):
        length = {"CONTENT_LENGTH": str(told)} if told else {}
        how = {"content_type": "multipart/form-data", "environ_overrides": length}
        answer = worker.post(path, data={**typed, **more}, **how)
        return answer, lambda: send_again(worker, answer, path)

    return send


def test_beside_photos_that_are_too_large_the_typed_text_is_there(visit):
    photo = io.BytesIO(b"\xff\xd8\xff" + b"0" * 300_000)
    answer, again = visit(told=MOST_BYTES + 1, photos=(photo, "示例.jpg"))
    assert answer.status_code == 413
    assert VISIT["note"] in answer.text
    assert "照片和文件加起来太大" in answer.text
    assert "选的照片和文件没有留下" in answer.text
    assert 'href="/app/staff/"' in answer.text, "on a page of staff"
    assert "/app/staff/visits/" in again().location


@pytest.mark.parametrize("told", [None, MOST_BYTES + 1])
def test_a_text_that_is_too_long_is_not_offered_again(visit, told):
    """It would be refused again; the browser has it on the page before."""
    answer, _again = visit(told=told, note="长" * 400_000)
    assert answer.status_code == 413
    assert VISIT["client_id"] not in answer.text
    assert "请返回上一页，缩短文字" in answer.text
