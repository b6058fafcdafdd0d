"""An office with a gateway and a mail server of its own."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest
from flask import Flask
from sqlalchemy import select
from sqlalchemy.orm import Session

from forms_app import create_app
from forms_app.base.access import Actor
from forms_app.base.config import Config
from forms_app.base.office import Office
from forms_app.permits.enterprises.models import Enterprise
from forms_app.permits.enterprises.operations import Details, register
from forms_app.permits.grid.queries import directory
from forms_app.permits.messages import sender
from forms_app.permits.messages.models import Message, MessageChoice
from tests import once
from tests.conftest import NOW, TestClock
from tests.permits.messages.standin import TIMEOUT, Server, standing

SECRET = "geheim-4711"


PHONES = [f"1380000{number:04}" for number in range(500)]


def registered(session: Session, office: Office, how_many: int) -> list[str]:
    """Register so many enterprises, each with a phone of PHONES; gives the references."""
    community = directory(office)["qiantou"]
    made = []
    for number in range(how_many):
        details = Details(
            name=f"示例第{number}厂",
            code=None,
            kind="shop",
            trade="retail",
            grid="qiantou-2",
            address=f"示例路 {number} 号",
            contact_name="金丝雀",
            contact_phone=PHONES[number],
            safety_manager="金丝雀",
        )
        unit, _code = register(
            session,
            community,
            details,
            channel="self",
            consent="",
            actor=Actor("system", "test"),
            now=NOW,
        )
        made.append(unit.reference)
    return made


@pytest.fixture(scope="module")
def gateway(tmp_path_factory) -> Iterator[Server]:
    with standing("gateway", tmp_path_factory.mktemp("gateway") / "it") as server:
        yield server


@pytest.fixture(scope="module")
def mail(tmp_path_factory) -> Iterator[Server]:
    with standing("mail", tmp_path_factory.mktemp("mail") / "it") as server:
        yield server


@pytest.fixture
def heard(gateway: Server, mail: Server) -> Iterator[Callable[[], list[str]]]:
    """Where messages arrived, in this test."""
    for server in (gateway, mail):
        server.feel("fine")
        (server.folder / "heard").unlink(missing_ok=True)
    yield lambda: [one["to"] for server in (gateway, mail) for one in server.heard]


def channels(folder: Path, gateway: Server, mail: Server, pause: int = 60) -> str:
    """What settings.toml says; the secret lies in a file beside it."""
    secret = folder / "sms-token"
    secret.write_text(SECRET)
    secret.chmod(0o600)
    return f"""
[channels.sms]
kind = "gateway"
title = "短信"
title_en = "SMS"
url = "http://127.0.0.1:{gateway.port}/send"
headers = {{ Authorization = "Bearer {{secret}}" }}
body = '{{"to": "{{to}}", "text": "{{text}}", "id": "{{id}}"}}'
success = '"code": *0'
refused = '"code": *[1-9]'
secret_file = "sms-token"
timeout = {TIMEOUT}
pause = {pause}

[channels.mail]
kind = "smtp"
title = "邮件"
title_en = "E-mail"
host = "127.0.0.1"
port = {mail.port}
security = "none"
sender = "office@example.org"
timeout = {TIMEOUT}
pause = {pause}
"""


@pytest.fixture
def telling(request, office: Office, gateway, mail, heard) -> Iterator[Office]:
    """The office of the test, with both channels."""
    folder = office.config.office
    pause = 0 if "storm" in request.fixturenames else 60
    said = channels(folder, gateway, mail, pause)
    (folder / "settings.toml").write_text(said, encoding="utf-8")
    url = office.config.database_url
    config = Config.from_environ({"KAIGONG_OFFICE": str(folder), "DATABASE_URL": url})
    opened = replace(Office.open(config), clock=TestClock())
    yield opened
    opened.database.close()


@pytest.fixture
def app(telling: Office) -> Flask:
    made = create_app(telling)
    made.config.update(TESTING=True)
    made.jinja_env.bytecode_cache = once.TEMPLATES
    made.extensions["security"].pwd_context.update(
        argon2__time_cost=1, argon2__memory_cost=8, argon2__parallelism=1
    )
    return made


@pytest.fixture
def send(app: Flask, telling: Office) -> Callable[..., int]:
    """One run of the sender, some minutes after nine thirty; gives how many it tried."""

    def once(later: float = 0) -> int:
        moved = replace(
            telling, clock=TestClock(moment=(NOW + timedelta(minutes=later),))
        )
        with app.app_context():
            return sender.run(moved)

    return once


@pytest.fixture
def outbox(telling: Office) -> Callable[[], list[Message]]:
    """Every message, in the order of their numbers."""

    def read() -> list[Message]:
        with telling.database.reading() as session:
            return list(session.scalars(select(Message).order_by(Message.id)))

    return read


@pytest.fixture
def choose(telling: Office) -> Callable[..., None]:
    """Note an e-mail address, a language or what an enterprise does without."""

    def write(reference: str, **chosen: object) -> None:
        with telling.database.writing() as session:
            of = Enterprise.reference == reference
            number = session.scalars(select(Enterprise.id).where(of)).one()
            found = session.get(MessageChoice, number)
            made = found or MessageChoice(enterprise_id=number, changed_at=NOW)
            for name, value in chosen.items():
                setattr(made, name, value)
            session.add(made)

    return write
