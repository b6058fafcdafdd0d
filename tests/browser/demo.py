"""The sample office served as in production, and somebody of each kind signed in to it."""

from __future__ import annotations

import json
import threading
import time
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager

from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import Select, select
from werkzeug.serving import make_server

from forms_app import sample
from forms_app.base.office import Office
from forms_app.permits.enterprises.models import Enterprise
from forms_app.permits.resumption.models import Application
from forms_app.wsgi import make_application
from tests.conftest import FAR_AWAY, post

VISITOR = "visitor"
ENTERPRISE = "enterprise"


@contextmanager
def served(office: Office) -> Iterator[str]:
    """Its address, with headers, live site and app."""
    server = make_server("127.0.0.1", 0, make_application(office), threaded=True)
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    try:
        yield f"http://127.0.0.1:{server.server_port}"
    finally:
        server.shutdown()
        thread.join()


def followed(address: str, number: int) -> None:
    """Wait until the server serves this release."""
    deadline = time.monotonic() + 10
    while (
        json.loads(urllib.request.urlopen(f"{address}/data/version.json").read())[
            "release"
        ]
        != number
    ):
        assert time.monotonic() < deadline, "the server did not follow the release"
        time.sleep(0.05)


def approved() -> Select:
    """Enterprises that may open, the first that was let first."""
    return (
        select(Enterprise)
        .join(Application)
        .where(Application.stage == "approved")
        .order_by(Application.id)
    )


def signed_in(app: Flask, who: str) -> FlaskClient:
    """A visitor, the first enterprise that is approved, an enterprise by its reference, or staff by account."""
    client = app.test_client()
    if who == VISITOR:
        return client
    if who != ENTERPRISE and who.islower():
        assert (
            post(
                client, "/app/staff/sign-in/", username=who, password=sample.PASSWORD
            ).status_code
            == 302
        )
        with client.session_transaction() as cookie:
            cookie["purpose"] = {"by": who, "why": "check", "until": FAR_AWAY}
        return client
    with app.extensions["kaigong"].database.reading() as session:
        found = select(Enterprise).where(Enterprise.reference == who)
        if who == ENTERPRISE:
            found = approved().limit(1)
        unit = session.scalars(found).one()
        with client.session_transaction() as cookie:
            cookie["enterprise"] = {
                "id": unit.id,
                "reference": unit.reference,
                "version": unit.access_version,
            }
    return client
