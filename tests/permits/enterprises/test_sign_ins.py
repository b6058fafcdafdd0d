"""Who signed in as an enterprise, and who tried to, can be found out."""

from __future__ import annotations

from urllib.parse import urlencode

import pytest
from sqlalchemy import select

from forms_app.base import audit
from forms_app.base.accounts import sign_ins
from forms_app.base.audit import AuditEntry
from tests import journeys
from tests.conftest import post

SIGN_IN = "/app/my/sign-in/"


def told(office) -> list[tuple[str, str]]:
    with office.database.reading() as session:
        entries = session.scalars(select(AuditEntry).order_by(AuditEntry.number))
        found = [(one.action, one.subject) for one in entries]
        assert audit.verify(session) is None
    return [(action, subject) for action, subject in found if "sign-in/" in subject]


def test_an_enterprise_signing_in_out_and_failing_is_kept_with_the_address(
    app, client, staff, office
) -> None:
    reference, code = journeys.register(client)
    phone = app.test_client()
    phone.environ_base["REMOTE_ADDR"] = "192.0.2.7"
    post(phone, SIGN_IN, reference=reference.lower(), access_code="wrong")
    post(phone, SIGN_IN, reference="QT-AAAAAA", access_code=code)
    assert (
        post(phone, SIGN_IN, reference=reference, access_code=code).status_code == 302
    )
    post(phone, "/app/my/sign-out/", "/app/my/")
    own = sign_ins.subject_of(reference)
    assert told(office) == [
        ("enterprise.sign-in", own),  # registering
        ("enterprise.failure", own),
        ("enterprise.failure", sign_ins.NOBODY),
        ("enterprise.sign-in", own),
        ("enterprise.sign-out", own),
    ]
    reviewer = staff("reviewer", ("qiantou",))
    page = reviewer.get(f"/app/staff/enterprises/{reference}/access-code/").text
    assert page.count("192.0.2.7") == 3 and page.count("127.0.0.1") == 1
    assert "查询码不对" in page


def test_of_many_tries_a_part_is_shown_and_the_list_turns(
    app, client, staff, office
) -> None:
    reference, _code = journeys.register(client)
    with office.database.writing() as session:
        for _n in range(60):
            now = office.clock.now()
            sign_ins.note_failure(
                session, "enterprise.failure", reference, "192.0.2.7", now
            )
    address = f"/app/staff/enterprises/{reference}/access-code/"
    reviewer = staff("reviewer", ("qiantou",))
    assert reviewer.get(address).text.count("192.0.2.7") == 50
    assert reviewer.get(f"{address}?sign-ins=50").text.count("192.0.2.7") == 10


def test_a_visitor_who_signs_out_of_nothing_leaves_no_entry(client, office) -> None:
    post(client, "/app/my/sign-out/", "/app/feedback/")
    assert told(office) == []


@pytest.mark.parametrize(
    ("asked", "opened"),
    [
        ("/app/my/report/", "/app/my/report/"),
        ("/app/my/papers/?lang=en", "/app/my/papers/?lang=en"),
        ("//evil.example/app/my/", "/app/my/"),
        ("https://evil.example/app/my/", "/app/my/"),
        ("/\\evil.example/app/", "/app/my/"),
        ("/app/../..//evil.example", "/app/my/"),
        ("/app/nowhere/", "/app/my/"),
        ("/app/my/sign-out/", "/app/my/"),
        ("/app/my/\r\nSet-Cookie: a=b", "/app/my/"),
        ("", "/app/my/"),
    ],
)
def test_whoever_signs_in_gets_the_page_they_came_for(
    app, client, asked, opened
) -> None:
    reference, code = journeys.register(client)
    phone = app.test_client()
    path = f"{SIGN_IN}?{urlencode({'next': asked})}"
    told = post(phone, path, reference=reference, access_code="AAAA", lang="zh")
    assert told.status_code == 200, "a wrong code first"
    assert post(phone, path, reference=reference, access_code=code).location == opened


def test_a_page_sends_to_sign_in_with_its_own_address(app) -> None:
    phone = app.test_client()
    sent = phone.get("/app/my/papers/?campaign=gas-2020").location
    assert sent.endswith("next=/app/my/papers/?campaign%3Dgas-2020")
    assert "next" not in phone.post("/app/my/papers/").location
