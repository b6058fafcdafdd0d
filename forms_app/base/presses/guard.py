"""Around every request that sends a form: its key, the first answer, or none yet."""

from __future__ import annotations

import hashlib
import secrets
import time
from contextlib import suppress
from dataclasses import dataclass
from functools import partial
from typing import Any

from flask import (
    Flask,
    Response,
    g,
    has_request_context,
    make_response,
    request,
    request_finished,
    session,
)
from sqlalchemy import event
from sqlalchemy.orm import Session

from forms_app.base.away import Busy, DatabaseAway
from forms_app.base.catalogue import gettext as _
from forms_app.base.errors import error_page
from forms_app.base.office import Office
from forms_app.base.presses import answer, store

FIELD = "press"
ASKED_EVERY = 0.05  # seconds
CHUNK = 64 * 1024  # bytes


class Pressed(Exception):
    """Another request has taken this form; nothing of this one was kept."""


@dataclass
class Pressing:
    """The form that this request sends. `is_taken`: what it changed is committed."""

    key: str
    is_taken: bool = False

    def taken(self, _session: Session) -> None:
        self.is_taken = True


def new_key() -> str:
    """For the forms of the page that is made; the same in each of them."""
    if "press_key" not in g:
        g.press_key = secrets.token_urlsafe(16)
    return str(g.press_key)


def init_app(app: Flask, office: Office) -> None:
    app.jinja_env.globals["press_key"] = new_key
    office.database.on_writing = _take
    app.before_request(partial(_begin, office))
    app.after_request(partial(_finish, office))
    app.register_error_handler(Pressed, partial(_pressed, office))
    request_finished.connect(partial(_keep_answer, office), app, weak=False)


def _begin(office: Office) -> Response | None:
    """Give the first answer at once, before anything asks who is signed in now."""
    sent = request.form.get(FIELD, "") if request.method == "POST" else ""
    if not sent:
        return None
    key = _key_of(office, sent)
    first = _first_answer(office, key)
    if first is None:
        g.pressing = Pressing(key)
    return first


def _key_of(office: Office, sent: str) -> str:
    """Of the same page in the same browser with the same content.

    Whoever goes back and writes something else means something else.
    """
    content = hashlib.sha256()
    for name, value in request.form.items(multi=True):
        if name != "csrf_token":  # signed anew for every page
            content.update(f"{len(name)},{len(value)}:{name}{value}".encode())
    for name, file in request.files.items(multi=True):
        content.update(f"{len(name)}:{name}".encode())
        for piece in iter(partial(file.stream.read, CHUNK), b""):
            content.update(piece)
        file.stream.seek(0)
    of = (str(session.get("csrf_token", "")), request.full_path, sent)
    return office.keys.digest("index", FIELD, *of, content.hexdigest())


def _take(writing: Session) -> None:
    """With the first thing that a form changes: it is this request that does it.

    Raises:
        Pressed: another one has.
    """
    pressing: Pressing | None = g.get("pressing") if has_request_context() else None
    if pressing is None or pressing.is_taken:
        return
    if not store.take(writing, pressing.key):
        raise Pressed

    event.listen(writing, "after_commit", pressing.taken, once=True)


def _pressed(office: Office, _error: Pressed) -> Response:
    key = g.pop("pressing").key
    return _first_answer(office, key) or make_response(error_page(503))


def _first_answer(office: Office, key: str) -> Response | None:
    """Waits for it where the first request is about to give one; None where there was
    no first request.
    """
    while True:
        with office.database.reading() as reading:
            found = store.find(reading, key)
        if found is None:
            return None
        if found.answer is not None:
            return answer.given_again(found.answer)
        if not store.may_be_answered(found):
            words = (
                _("这一份已经收到了"),
                _("不用再交一次。请在列表或“我的申请”里查看。"),
            )
            return make_response(error_page(409, words=words))
        time.sleep(ASKED_EVERY)


def _finish(office: Office, response: Response) -> Response:
    """What is written from here on is not of the form.

    A request that found the first one's work done, such as a draft that is gone, has
    nothing to say about it.
    """
    pressing: Pressing | None = g.pop("pressing", None)
    if pressing and pressing.is_taken:
        g.taken = pressing.key
    elif pressing:
        with suppress(Busy, DatabaseAway):
            return _first_answer(office, pressing.key) or response
    return response


def _keep_answer(office: Office, _app: Flask, response: Response, **_more: Any) -> None:
    """With its cookies, which are set last of all.

    After an error of ours nobody knows what was done: it stays taken.
    """
    key = g.pop("taken", None)
    if key is None or response.status_code >= 500:
        return
    # where it is lost, who sends the form again is told that it is taken
    with (
        suppress(Busy, DatabaseAway),
        office.database.writing(waits=False) as writing,
    ):
        if answer.is_page(response):
            store.keep(writing, key, answer.kept(response))
        else:
            store.give_back(writing, key)
