"""Signing in: generic answers, lockout, and access codes."""

from __future__ import annotations

import re

import pytest
from sqlalchemy import select

from forms_app.base.accounts.models import Account
from tests import journeys
from tests.conftest import PASSWORD, post, post_and_open


def answer(client, username: str, password: str) -> str:
    page = post(client, "/app/staff/sign-in/", username=username, password=password)
    return (
        re.sub(r'(value="[^"]*"|name="csrf_token")', "", page.text)
        if page.status_code == 200
        else "in"
    )


def test_a_wrong_password_and_an_unknown_name_get_the_same_answer(app, staff) -> None:
    staff("reviewer", ("qiantou",))
    wrong = answer(app.test_client(), "reviewer-1-qiantou", "wrong")
    assert "账号或密码不对" in wrong
    assert wrong == answer(app.test_client(), "nobody-here", "wrong")


def test_five_wrong_passwords_lock_the_account_without_saying_so(
    app, staff, office
) -> None:
    staff("reviewer", ("qiantou",))
    client = app.test_client()
    first = answer(client, "reviewer-1-qiantou", "wrong")
    for _ in range(4):
        answer(client, "reviewer-1-qiantou", "wrong")
    assert answer(client, "reviewer-1-qiantou", PASSWORD) == first
    with office.database.reading() as session:
        assert session.scalars(select(Account)).unique().one().locked_until is not None


def test_passwords_are_kept_with_argon2(staff, office) -> None:
    staff("admin")
    with office.database.reading() as session:
        assert (
            session.scalars(select(Account))
            .unique()
            .one()
            .password.startswith("$argon2id$")
        )


def test_signing_in_leads_only_to_our_own_pages(app, staff) -> None:
    staff("admin")
    client = app.test_client()
    answer_ = post(
        client,
        "/app/staff/sign-in/",
        username="admin-0-all",
        password=PASSWORD,
        next="https://evil.example/",
    )
    assert "evil.example" not in answer_.headers.get("Location", "")


def test_a_new_password_signs_out_everywhere(app, staff) -> None:
    client = staff("admin")
    path = "/app/staff/password/"
    assert (
        "现在的密码不对"
        in post(client, path, current="no", new="a" * 12, again="a" * 12).text
    )
    assert (
        post(
            client, path, current=PASSWORD, new="a new long one", again="a new long one"
        ).status_code
        == 302
    )
    assert client.get("/app/staff/").status_code == 302


def test_an_enterprise_comes_back_by_reference_and_code_or_by_link(app, client) -> None:
    reference, code = journeys.register(client)
    phone = app.test_client()
    assert (
        "不对"
        in post(
            phone, "/app/my/sign-in/", reference=reference, access_code="AAAA-AAAA-AAAA"
        ).text
    )
    assert (
        post(
            phone,
            "/app/my/sign-in/",
            reference=reference.lower(),
            access_code=code.lower(),
        ).status_code
        == 302
    )
    assert reference in phone.get("/app/my/").text
    link = app.test_client()
    redeemed = link.get(f"/app/my/r/{reference}/{code}")
    assert redeemed.status_code == 302 and code not in redeemed.headers["Location"]
    assert reference in link.get("/app/my/").text


def test_guessing_access_codes_is_throttled(client, app) -> None:
    reference, _code = journeys.register(client)
    guesser = app.test_client()
    answers = [
        post(
            guesser, "/app/my/sign-in/", reference=reference, access_code="AAAA"
        ).status_code
        for _ in range(12)
    ]
    assert answers[0] == 200 and answers[-1] == 429


def test_a_renewed_access_code_ends_the_old_session(client, staff) -> None:
    reference, _code = journeys.register(client)
    reviewer = staff("reviewer", ("qiantou",))
    page = post_and_open(
        reviewer, f"/app/staff/enterprises/{reference}/access-code/"
    ).text
    assert re.search(r'class="code">\w{4}-\w{4}-\w{4}<', page)
    assert client.get("/app/my/").headers["Location"].endswith("/app/my/sign-in/")


@pytest.mark.parametrize("path", ["/app/nothing/", "/app/staff/accounts/", "/app/my/"])
def test_error_pages_and_redirects_say_the_next_step(client, path) -> None:
    page = client.get(path, follow_redirects=True)
    assert "<h1>" in page.text and "lang=" in page.text
