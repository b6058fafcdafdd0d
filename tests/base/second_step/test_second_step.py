"""Signing in in two steps: the password alone opens nothing, a code opens once, and whoever lost the phone is not lost."""

from __future__ import annotations

import re
from datetime import timedelta

import pytest
from sqlalchemy import select, text

from forms_app.base import audit
from forms_app.base.access import Role
from forms_app.base.accounts.queries import account_named
from forms_app.base.accounts.rule_file import rules_on
from forms_app.base.accounts.sign_ins import subject_of
from forms_app.base.clock import real_now
from forms_app.base.contentfile.rule_folder import RULES
from forms_app.base.second_step import authenticator, sign_in_views
from forms_app.base.second_step.models import RecoveryCode
from forms_app.base.second_step.queries import required
from tests.base.second_step.codes import (
    CODE,
    PAGE,
    SET_UP,
    codes_on,
    secret_on,
    set_up,
    shown,
)
from tests.conftest import PASSWORD, PROJECT, post

SIGN_IN = "/app/staff/sign-in/"
DESK = "/app/staff/applications/"
NAME = "reviewer-1-qiantou"
ADMIN = "admin-0-all"


@pytest.fixture
def reviewer(staff):
    return staff("reviewer", ("qiantou",))


def half_in(app, name: str = NAME, address: str = "192.0.2.7", **given):
    """A browser that has never been here, after the right password."""
    client = app.test_client()
    client.environ_base["REMOTE_ADDR"] = address
    answer = post(client, SIGN_IN, username=name, password=PASSWORD, **given)
    assert answer.location == CODE, answer.text
    return client


def typed(client, code: str) -> str:
    """Where a code leads; the page again where it is not taken."""
    return post(client, CODE, code=code).location or "again"


def actions(office, name: str = NAME) -> list[str]:
    with office.database.reading() as session:
        return [entry.action for entry, _why in audit.history(session, name)]


def force(office, accept, *roles: str) -> None:
    """Let the rule ask for it, as whoever edits the file does."""
    path = office.content / "rules" / "accounts.toml"
    words = ", ".join(f'"{role}"' for role in roles)
    old = path.read_text(encoding="utf-8")
    assert "second_step = []" in old
    path.write_text(
        old.replace("second_step = []", f"second_step = [{words}]"), encoding="utf-8"
    )
    assert not accept().faults


@pytest.mark.parametrize(
    ("moment", "code"),
    [(59, "287082"), (1111111109, "081804"), (2000000000, "279037")],
)
def test_the_codes_are_those_that_every_app_shows(moment, code) -> None:
    """Of the examples in RFC 6238, the last six digits."""
    secret = "GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ"
    assert authenticator.code_at(secret, moment // 30) == code


def test_the_password_alone_opens_nothing_and_the_code_leads_where_one_was_going(
    app, reviewer, office
) -> None:
    secret, _codes = set_up(reviewer)
    client = half_in(app, next=DESK)
    assert client.get(DESK).location.startswith(SIGN_IN)
    assert "account.sign-in" not in newest_sign_in(office)
    assert typed(client, shown(secret)) == DESK
    assert client.get(DESK).status_code == 200
    assert "account.sign-in" in newest_sign_in(office)


def newest_sign_in(office) -> list[str]:
    """What was noted after the account was set up."""
    return actions(office, subject_of(NAME))[1:]


def test_a_code_is_taken_once(app, reviewer) -> None:
    secret, _codes = set_up(reviewer)
    code = shown(secret)
    assert typed(half_in(app), code) != "again"
    assert typed(half_in(app), code) == "again"
    assert typed(half_in(app), shown(secret, -1)) == "again", "nor one before it"
    assert typed(half_in(app), shown(secret, 1)) != "again"


@pytest.mark.parametrize("later", [-3, 3])
def test_a_code_of_another_time_is_not_taken(app, reviewer, later) -> None:
    secret, _codes = set_up(reviewer)
    assert typed(half_in(app), shown(secret, later)) == "again"


def test_codes_cannot_be_guessed_from_many_addresses(app, reviewer, office) -> None:
    secret, _codes = set_up(reviewer)
    for number in range(5):
        client = half_in(app, address=f"192.0.2.{number + 10}")
        assert typed(client, "000000") == "again"
    elsewhere = half_in(app, address="192.0.2.99")
    page = post(elsewhere, CODE, code=shown(secret))
    assert "过一刻钟再试" in page.text, "not even the right one"
    assert newest_sign_in(office).count("account.code-failure") == 5
    post(reviewer, "/app/staff/sign-out/", PAGE)
    post(reviewer, SIGN_IN, username=NAME, password=PASSWORD)
    assert typed(reviewer, shown(secret)) != "again", "its own device is let in"


def test_an_administrator_lets_in_who_typed_wrong_codes(app, reviewer, staff) -> None:
    secret, _codes = set_up(reviewer)
    client = half_in(app)
    for _ in range(5):
        typed(client, "000000")
    admin = staff("admin")
    assert "unlock" in admin.get("/app/staff/accounts/1/").text
    post(admin, "/app/staff/accounts/1/unlock/")
    assert typed(client, shown(secret)) != "again"


def test_a_password_that_was_typed_ten_minutes_ago_is_typed_again(
    app, reviewer, monkeypatch
) -> None:
    set_up(reviewer)
    client = half_in(app)
    late = real_now() + timedelta(minutes=11)
    monkeypatch.setattr(sign_in_views, "real_now", lambda: late)
    assert client.get(CODE).location == SIGN_IN
    monkeypatch.undo()
    assert client.get(CODE).location == SIGN_IN, "it is forgotten"
    assert app.test_client().get(CODE).location == SIGN_IN


def test_a_new_password_ends_what_the_old_one_began(app, reviewer) -> None:
    set_up(reviewer)
    client = half_in(app)
    new = "a new long one"
    post(reviewer, "/app/staff/password/", current=PASSWORD, new=new, again=new)
    assert client.get(CODE).location == SIGN_IN


def test_a_recovery_code_stands_in_for_the_phone_once(app, reviewer, office) -> None:
    _secret, codes = set_up(reviewer)
    assert len(set(codes)) == 10
    as_written = codes[3].lower().replace("-", " ")
    assert typed(half_in(app), as_written) != "again"
    assert typed(half_in(app), codes[3]) == "again"
    assert "还有 9 个恢复码" in reviewer.get(PAGE).text
    assert actions(office)[-1] == "account.recovery-code"


def test_recovery_codes_are_kept_as_hashes_and_replaced_all_at_once(
    app, reviewer, office
) -> None:
    secret, codes = set_up(reviewer)
    with office.database.reading() as session:
        hashes = [*session.scalars(select(RecoveryCode.code_hash))]
        sealed = session.execute(text("SELECT secret FROM authenticators")).scalar()
    assert not {code.replace("-", "") for code in codes} & {*hashes}
    assert secret.encode() not in bytes(sealed)
    assert post(reviewer, f"{PAGE}codes/new/", code="000000").status_code == 200
    post(reviewer, f"{PAGE}codes/new/", code=shown(secret))
    others = codes_on(reviewer)
    assert len(others) == 10 and not {*others} & {*codes}
    assert typed(half_in(app), codes[0]) == "again"
    assert typed(half_in(app), others[0]) != "again"


def test_whoever_was_signed_in_by_the_password_alone_is_out(app, reviewer) -> None:
    thief = app.test_client()
    post(thief, SIGN_IN, username=NAME, password=PASSWORD)
    assert thief.get(DESK).status_code == 200
    set_up(reviewer)
    assert thief.get(DESK).status_code == 302
    assert reviewer.get(DESK).status_code == 200


def test_it_is_not_set_up_by_a_wrong_code_nor_twice(reviewer, office) -> None:
    assert "验证码不对" in post(reviewer, SET_UP, code="12345").text
    secret = secret_on(reviewer)
    assert secret_on(reviewer) == secret, "loaded again it is the same"
    set_up(reviewer)
    assert reviewer.get(SET_UP).location == PAGE
    assert actions(office) == ["account.open", "account.second-step"]


def test_it_is_given_up_by_a_code(app, reviewer, office) -> None:
    secret, _codes = set_up(reviewer)
    off = f"{PAGE}off/"
    assert "验证码不对" in post(reviewer, off, code="000000").text
    assert post(reviewer, off, code=shown(secret)).status_code == 303
    assert post(
        app.test_client(), SIGN_IN, username=NAME, password=PASSWORD
    ).location.endswith("/app/staff/")
    assert actions(office)[-1] == "account.second-step-off"


def test_whom_the_rule_asks_opens_nothing_before_it_is_set_up(
    staff, office, accept
) -> None:
    admin = staff("admin")
    worker = staff("grid_worker", (), ("qiantou-2",))
    assert admin.get("/app/staff/accounts/").status_code == 200
    force(office, accept, "admin", "office")
    for page in ("/app/staff/", "/app/staff/accounts/", PAGE):
        assert admin.get(page).location == SET_UP, page
    assert post(admin, "/app/staff/accounts/1/close/", SET_UP).location == SET_UP
    assert worker.get("/app/staff/reports/").status_code != 302
    assert admin.get("/app/staff/password/").status_code == 200
    set_up(admin)
    assert admin.get("/app/staff/accounts/").status_code == 200
    assert "换手机" in admin.get(PAGE).text


def test_another_phone_is_set_up_at_once_where_the_rule_asks(
    staff, office, accept
) -> None:
    admin = staff("admin")
    force(office, accept, "admin")
    secret, _codes = set_up(admin)
    post(admin, f"{PAGE}off/", code=shown(secret))
    assert admin.get("/app/staff/accounts/").location == SET_UP
    assert secret_on(admin) != secret


def test_without_a_rule_those_who_see_everything_need_two_steps(office) -> None:
    seen = {Role.ADMIN, Role.OFFICE}
    assert rules_on([], office.clock.today()).second_step == seen
    assert required(office) == frozenset(), "the demo is tried without a phone"
    fresh = PROJECT / "forms_app" / "fresh" / "office" / "content"
    rules = RULES.records(fresh).values()
    assert rules_on(rules, office.clock.today()).second_step == seen


def test_the_page_of_an_account_says_since_when_it_has_one(
    staff, reviewer, office
) -> None:
    admin = staff("admin")
    account = "/app/staff/accounts/1/"
    assert re.search(r"两步验证：\s*<span[^>]*>还没有设", admin.get(account).text)
    set_up(reviewer)
    page = admin.get(account).text
    assert "3月5日" in re.search(r"已经设好(.*?)</p>", page, re.S)[1]
    assert "还有 10 个恢复码" in page
    assert f"{account}second-step/" in page
    with office.database.reading() as session:
        assert account_named(session, NAME)


def test_a_keeper_has_it_on_the_pages_of_the_gate(app, staff) -> None:
    keeper = staff("keeper", ("xunmei",))
    assert PAGE in keeper.get("/app/gate/password/").text
    secret, _codes = set_up(keeper)
    client = half_in(app, "keeper-1-xunmei")
    assert typed(client, shown(secret)) == "/app/staff/"
    assert client.get("/app/staff/").location == "/app/gate/"
