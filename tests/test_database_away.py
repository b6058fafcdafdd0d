"""PostgreSQL stops in the middle of the day: pages say so in words, takings-away go live, all goes on when it is back."""

from __future__ import annotations

import time
import urllib.error
import urllib.request
from collections.abc import Iterator

import pytest
from sqlalchemy import select

from forms_app.base import audit, db, logs
from forms_app.base.config import Config
from forms_app.publishing.service.publisher import Publisher
from tests import journeys, postgres
from tests.conftest import post, token
from tests.publishing.test_accept import GOOD, REFERENCE, put
from tests.supervised import supervised

pytestmark = pytest.mark.postgresql_only(
    reason="SQLite is a file; test_release takes that away"
)
AWAY = "数据库连接不上"
REVOKED = GOOD.replace("approved", "revoked").replace(
    "Pilot", "Reason: 整改不到位\nPilot"
)


@pytest.fixture
def server() -> Iterator[postgres.Server]:
    """One that a test may stop without taking it from the others."""
    try:
        with postgres.own_server() as started:
            yield started
    except postgres.NoPostgres as missing:
        pytest.skip(str(missing))


@pytest.fixture
def database_url(
    request: pytest.FixtureRequest,
    server: postgres.Server,
    monkeypatch: pytest.MonkeyPatch,
) -> str:
    monkeypatch.setenv("DATABASE_URL", server.url)
    db.migrate(
        Config.from_environ(
            {"KAIGONG_OFFICE": "/", "DATABASE_URL": server.url}
        ).database_url
    )
    return server.url


def shown(office) -> str:
    return (office.site / "tree" / "enterprises" / REFERENCE / "index.html").read_text(
        encoding="utf-8"
    )


@pytest.mark.walk
def test_a_form_that_is_sent_while_the_database_is_away_is_kept_and_can_be_sent_again(
    client, staff, server
) -> None:
    reviewer = staff("reviewer", communities=("qiantou",))
    client.get("/app/register/")
    post(
        client,
        "/app/register/who/",
        **{name: value for name, value in journeys.WHO.items() if value},
    )
    post(client, "/app/register/where/", **journeys.WHERE)
    path = "/app/register/contact/"
    fields = {"csrf_token": token(client, path), **journeys.CONTACT}
    server.stop()
    answer = client.post(path, data=fields)
    assert answer.status_code == 503 and AWAY in answer.text
    for value in journeys.CONTACT.values():
        assert f'value="{value}"' in answer.text, "what was typed is still there"
    for page in ("/app/staff/", "/app/staff/applications/"):
        refused = reviewer.get(page)
        assert refused.status_code == 503 and AWAY in refused.text
    assert "database cannot be reached" in client.get("/app/register/who/?lang=en").text
    assert client.get("/app/healthz").json["database"] == "away"
    server.start()
    shown = client.post(path, data=fields, follow_redirects=True).text
    assert shown.count('class="code"') == 2, "reference and access code are shown"
    assert reviewer.get("/app/staff/").status_code == 200
    assert client.get("/app/healthz").json["database"] == "working"


@pytest.mark.walk
def test_signing_in_says_that_the_database_is_away(client, server) -> None:
    fields = {
        "csrf_token": token(client, "/app/staff/sign-in/"),
        "username": "qiantou",
        "password": "wrong password",
    }
    server.stop()
    answer = client.post("/app/staff/sign-in/", data=fields)
    assert (
        answer.status_code == 503
        and AWAY in answer.text
        and "wrong password" not in answer.text
    )


@pytest.mark.walk
def test_attempts_are_still_limited_while_the_database_is_away(client, server) -> None:
    fields = {
        "csrf_token": token(client, "/app/my/sign-in/"),
        "reference": REFERENCE,
        "access_code": "A",
    }
    server.stop()
    assert [
        client.post("/app/my/sign-in/", data=fields).status_code for _n in range(12)
    ][-1] == 429


@pytest.mark.walk
def test_a_taking_away_goes_live_without_the_database_which_follows_when_it_is_back(
    office, server
) -> None:
    put(office, GOOD)
    publisher = Publisher(office, logs.configure())
    publisher.cycle("test")
    assert "有效" in shown(office)
    server.stop()
    put(office, REVOKED)
    publisher.cycle("test")
    assert "已撤销" in shown(office)
    server.start()
    publisher.cycle("test")
    with office.database.reading() as session:
        actions = session.scalars(
            select(audit.AuditEntry.action).order_by(audit.AuditEntry.number)
        ).all()
        assert (
            actions == ["permission.approved", "permission.revoked"]
            and audit.verify(session) is None
        )


@pytest.mark.walk
def test_a_writer_that_is_cut_off_leaves_nothing_and_says_so(office, server) -> None:
    with pytest.raises(db.DatabaseAway), office.database.writing() as session:
        session.execute(audit.update(audit.AuditHead).values(number=7))
        server.stop()
    server.start()
    with office.database.reading() as session:
        assert session.scalar(select(audit.AuditHead.number)) == 0


@pytest.mark.long
def test_an_office_starts_without_its_database_and_opens_the_forms_when_it_is_back(
    office, server
) -> None:
    office.database.close()
    put(office, GOOD)
    server.stop()
    with supervised(office.config.office) as running:
        address = running.address
        running.wait_for("The public site is served without it")
        page = urllib.request.urlopen(f"{address}/enterprises/{REFERENCE}/")
        assert "有效" in page.read().decode()
        with pytest.raises(urllib.error.HTTPError, match="503"):
            urllib.request.urlopen(f"{address}/app/healthz")
        server.start()
        running.wait_for("The database is back.")
        deadline = time.monotonic() + 30
        while b'"working"' not in _health(address):
            assert time.monotonic() < deadline
            time.sleep(0.2)


def _health(address: str) -> bytes:
    try:
        return urllib.request.urlopen(f"{address}/app/healthz").read()
    except urllib.error.HTTPError:
        return b""
