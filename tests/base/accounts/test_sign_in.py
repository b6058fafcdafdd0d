"""Signing in: generic answers, lockout, and access codes."""

from __future__ import annotations

import re

import pytest
from sqlalchemy import select

from forms_app.base import audit
from forms_app.base.access import LIBRARY_ROUTES, access_of
from forms_app.base.accounts import sign_ins
from forms_app.base.accounts.models import Account
from forms_app.base.accounts.password import weakness
from forms_app.base.accounts.sign_in import LIMITED
from forms_app.base.audit import AuditEntry
from forms_app.base.limits import who
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


def typed_from(app, address: str, password: str) -> str:
    """What somebody there is answered."""
    client = app.test_client()
    client.environ_base["REMOTE_ADDR"] = address
    return answer(client, "reviewer-1-qiantou", password)


def test_wrong_passwords_keep_nobody_out_but_whoever_typed_them(app, staff) -> None:
    own_device = staff("reviewer", ("qiantou",))
    own_device.environ_base["REMOTE_ADDR"] = "192.0.2.7"
    post(own_device, "/app/staff/sign-out/", "/app/staff/password/")
    wrong = [typed_from(app, "192.0.2.7", "wrong") for _ in range(6)]
    assert set(wrong) == {wrong[0]}, "nobody is told how many are left"
    assert typed_from(app, "192.0.2.7", PASSWORD) == wrong[0], "not even the right one"
    assert typed_from(app, "192.0.2.8", PASSWORD) == "in", "at home, at the same time"
    assert answer(own_device, "reviewer-1-qiantou", PASSWORD) == "in", "known there"


def test_a_known_device_may_not_guess_for_ever_either(app, staff) -> None:
    stolen = staff("reviewer", ("qiantou",))
    post(stolen, "/app/staff/sign-out/", "/app/staff/password/")
    for _ in range(5):
        answer(stolen, "reviewer-1-qiantou", "wrong")
    assert answer(stolen, "reviewer-1-qiantou", PASSWORD) != "in"
    assert typed_from(app, "192.0.2.8", PASSWORD) == "in"


@pytest.mark.parametrize("by", ["admin", "command line", "new password"])
def test_somebody_who_was_slowed_down_is_let_in_again(app, staff, by) -> None:
    staff("reviewer", ("qiantou",))
    for _ in range(5):
        typed_from(app, "192.0.2.7", "wrong")
    assert typed_from(app, "192.0.2.7", PASSWORD) != "in"
    password = PASSWORD
    if by == "admin":
        admin = staff("admin")
        assert "unlock" in admin.get("/app/staff/accounts/1/").text
        post(admin, "/app/staff/accounts/1/unlock/")
        assert "unlock" not in admin.get("/app/staff/accounts/1/").text
    else:
        word = "unlock" if by == "command line" else "reset"
        run = app.test_cli_runner().invoke
        told = run(args=["staff", word, "reviewer-1-qiantou"]).output
        password = told.split()[1] if word == "reset" else PASSWORD
    assert typed_from(app, "192.0.2.7", password) == "in"


def test_one_address_does_not_try_one_password_on_every_account(app, staff) -> None:
    guesser = app.test_client()
    answers = [
        post(
            guesser, "/app/staff/sign-in/", username=f"post-{n}", password="Kaigong2020"
        ).status_code
        for n in range(21)
    ]
    assert answers[:20] == [200] * 20 and answers[20] == 429


def test_a_network_of_ipv6_is_one_address(app) -> None:
    told = []
    for address in ("2001:db8:1:2::1", "2001:db8:1:2:ffff::9", "2001:db8:1:3::1"):
        with app.test_request_context(environ_base={"REMOTE_ADDR": address}):
            told.append(who())
    assert told[0] == told[1] != told[2]


def test_signing_in_out_and_failing_are_kept_with_account_and_address(
    app, staff, office
) -> None:
    client = staff("reviewer", ("qiantou",))
    typed_from(app, "192.0.2.7", "wrong")
    answer(app.test_client(), "nobody-at-all", "wrong")
    admin = staff("admin")
    page = admin.get("/app/staff/accounts/1/").text
    assert "密码不对" in page and "192.0.2.7" in page and "127.0.0.1" in page
    assert "192.0.2.7" in client.get("/app/staff/password/").text, "one's own too"
    post(client, "/app/staff/sign-out/", "/app/staff/password/")
    with office.database.reading() as session:
        entries = session.scalars(select(AuditEntry).order_by(AuditEntry.number)).all()
        assert audit.verify(session) is None
    told = [(one.action, one.subject) for one in entries if "sign-in/" in one.subject]
    assert told == [
        ("account.sign-in", "sign-in/reviewer-1-qiantou"),
        ("account.failure", "sign-in/reviewer-1-qiantou"),
        ("account.failure", sign_ins.NOBODY),
        ("account.sign-in", "sign-in/admin-0-all"),
        ("account.sign-out", "sign-in/reviewer-1-qiantou"),
    ]


@pytest.mark.parametrize(
    "password",
    [
        "short",
        "aaaaaaaaaa",
        "1234567890",
        "new-reviewer",
        "new-reviewer-1",
        "NewReviewer2020",
        "password12",
        "Kaigong2020",
        "13800001234",
        "dragon-2020",
        "1q2w3e4r5t6y",
        "12345trewq",
        "Shequ--2020",
        "kaigong-demo",
        "Kaigong-Demo-2026",
    ],
)
def test_a_password_that_is_guessed_first_is_refused_everywhere(app, password) -> None:
    assert weakness(password, "new-reviewer")
    words = ["staff", "add", "new-reviewer", "--role", "admin", "--password", password]
    assert app.test_cli_runner().invoke(args=words).exit_code == 1


def test_a_few_words_that_have_nothing_to_do_with_each_other_are_taken() -> None:
    for password in (PASSWORD, "dragon and sunshine", "灯笼 茶壶 一百零八"):
        assert weakness(password, "new-reviewer") is None, password


def test_nobody_is_remembered_for_a_year_by_a_field_the_form_does_not_have(
    app, staff
) -> None:
    staff("admin")
    client = app.test_client()
    fields = {"username": "admin-0-all", "password": PASSWORD, "remember": "y"}
    signed_in = post(client, "/app/staff/sign-in/", **fields)
    assert signed_in.status_code == 302
    assert "remember_token" not in str(signed_in.headers)


def test_every_route_of_a_library_is_declared_and_limited(app) -> None:
    brought = {
        rule.endpoint
        for rule in app.url_map.iter_rules()
        if not app.view_functions[rule.endpoint].__module__.startswith("forms_app.")
    }
    assert LIBRARY_ROUTES.keys() == LIMITED.keys() <= brought
    for endpoint in brought - LIBRARY_ROUTES.keys():
        assert access_of(app, endpoint) is None, "answers nobody"
    for endpoint, view in LIMITED.items():
        assert app.view_functions[endpoint] is view


def test_passwords_are_kept_with_argon2(staff, office) -> None:
    staff("admin")
    with office.database.reading() as session:
        assert (
            session.scalars(select(Account))
            .unique()
            .one()
            .password.startswith("$argon2id$")
        )


def test_who_signs_in_with_a_hash_of_other_costs_is_in_all_the_same(app, staff) -> None:
    staff("admin")
    context = app.extensions["security"].pwd_context
    context.update(argon2__time_cost=2, argon2__memory_cost=16)
    assert answer(app.test_client(), "admin-0-all", PASSWORD) == "in"


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


def test_an_enterprise_comes_back_by_reference_and_code(app, client) -> None:
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


def test_a_link_shows_whose_door_it_is_and_opens_it_once(app, client) -> None:
    reference, code = journeys.register(client, is_noted=False)
    page = client.get("/app/register/done/").text
    link = re.search(r'href="http[^"]+(/app/my/r/[^"]+)"', page)[1]
    assert code.replace("-", "") not in link.replace("-", "")
    phone = app.test_client()
    shown = phone.get(link)
    assert shown.status_code == 200 and "示例" in shown.text
    assert phone.get("/app/my/people/").status_code == 302, "not by looking at it"
    assert post(phone, link).location == "/app/my/"
    assert phone.get("/app/my/people/").status_code == 200
    other = app.test_client()
    for again in (link, f"/app/my/r/{reference}/AAAA"):
        assert other.get(again).location == "/app/my/sign-in/"
    assert "已经用过" in other.get("/app/my/sign-in/").text
    assert link not in client.get("/app/register/done/").text, "it is shown no more"


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
    assert "/app/my/sign-in/" in client.get("/app/my/").location


@pytest.mark.parametrize("path", ["/app/nothing/", "/app/staff/accounts/", "/app/my/"])
def test_error_pages_and_redirects_say_the_next_step(client, path) -> None:
    page = client.get(path, follow_redirects=True)
    assert "<h1>" in page.text and "lang=" in page.text
