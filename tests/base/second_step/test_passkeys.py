"""Passkeys: one opens its own account on this site, now, by whoever it was made for; everything else opens nothing."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import timedelta

import pytest
from sqlalchemy import select

from forms_app.base import audit
from forms_app.base.accounts.queries import account_named
from forms_app.base.accounts.sign_ins import NOBODY, subject_of
from forms_app.base.clock import real_now
from forms_app.base.second_step import challenge
from forms_app.base.second_step.models import Passkey, RecoveryCode
from tests.base.second_step.codes import CODE, PAGE, SET_UP, codes_on, set_up, shown
from tests.base.second_step.device import PRESENT, Device, asked_on
from tests.base.second_step.test_second_step import (
    DESK,
    NAME,
    SIGN_IN,
    force,
    half_in,
    typed,
)
from tests.conftest import PASSWORD, post

ADD = f"{PAGE}passkeys/new/"
PROVE = "/app/staff/sign-in/passkey/"


@pytest.fixture
def reviewer(staff):
    return staff("reviewer", ("qiantou",))


def added(client, device: Device):
    answer = device.make(asked_on(client, ADD))
    sent = post_as_is(client, ADD, answer)
    assert sent.status_code == 303, sent.text
    return device


def post_as_is(client, page: str, answer: str):
    """Without loading the page again, which asks for another answer."""
    with client.session_transaction() as session:
        kept = session[challenge.KEPT]
    token = re.search(r'name="csrf_token" value="([^"]+)"', client.get(page).text)[1]
    with client.session_transaction() as session:
        session[challenge.KEPT] = kept
    return client.post(page, data={"csrf_token": token, "answer": answer})


def prove(client, device: Device, page: str = PROVE):
    return post_as_is(client, page, device.prove(asked_on(client, page)))


def noted(office, subject: str = NAME) -> list[str]:
    with office.database.reading() as session:
        return [entry.action for entry, _why in audit.history(session, subject)]


def test_a_passkey_takes_the_place_of_password_and_code(app, reviewer, office) -> None:
    reviewer.environ_base["HTTP_USER_AGENT"] = (
        "Mozilla/5.0 (Linux; Android 9) Chrome/80"
    )
    device = added(reviewer, Device())
    assert len(codes_on(reviewer)) == 10, "the first brings recovery codes"
    page = reviewer.get(PAGE).text
    assert "Chrome · Android" in page and "3月5日 09:30 加的" in page
    assert "还没有用过" in page
    browser = app.test_client()
    assert PROVE in browser.get(SIGN_IN).text
    answer = prove(browser, device, f"{PROVE}?next={DESK}")
    assert answer.location == DESK
    assert browser.get(DESK).status_code == 200
    assert "3月5日 09:30 用过" in reviewer.get(PAGE).text
    assert noted(office) == ["account.open", "account.passkey"]
    assert noted(office, subject_of(NAME))[-1] == "account.sign-in"


def test_the_password_alone_opens_nothing_where_there_is_a_passkey(
    app, reviewer
) -> None:
    device = added(reviewer, Device())
    codes = codes_on(reviewer)
    client = half_in(app)
    assert PROVE in client.get(CODE).text
    assert typed(client, "000000") == "again"
    assert typed(client, codes[0]) != "again"
    other = half_in(app)
    assert prove(other, device).location.endswith("/app/staff/")


WRONG = {
    "of another site": lambda device: replace(device, host="example.org"),
    "sent from another site": lambda device: replace(
        device, origin="http://evil.example"
    ),
    "of another device": lambda device: replace(device, key=Device().key),
    "that nobody has": lambda device: replace(device, credential=b"x" * 32),
    "without finger or face": lambda device: replace(device, flags=PRESENT),
    "a copy that was used before": lambda device: replace(device, uses=0),
}


@pytest.mark.parametrize("what", WRONG)
def test_an_answer_opens_nothing(app, reviewer, office, what) -> None:
    device = added(reviewer, Device())
    assert prove(app.test_client(), device).status_code == 302
    answer = prove(app.test_client(), WRONG[what](device))
    assert answer.status_code == 200 and "没有成功" in answer.text
    told = noted(office, NOBODY if "nobody" in what else subject_of(NAME))
    assert told[-1] == "account.passkey-failure"


@pytest.mark.parametrize(
    "sent", ["", "{}", "[1]", "null", '{"rawId": 1}', "x" * 70_000]
)
def test_what_is_no_answer_opens_nothing(app, reviewer, sent) -> None:
    added(reviewer, Device())
    client = app.test_client()
    client.get(PROVE)
    assert post_as_is(client, PROVE, sent).status_code == 200
    reviewer.get(ADD)
    assert post_as_is(reviewer, ADD, sent).status_code == 200


def test_an_answer_is_taken_once_and_for_five_minutes(
    app, reviewer, monkeypatch
) -> None:
    device = added(reviewer, Device())
    client = app.test_client()
    early = asked_on(client, PROVE)
    answer = device.prove(early)
    client.get(PROVE)
    assert post_as_is(client, PROVE, answer).status_code == 200, "another was asked"
    late = real_now() + timedelta(minutes=6)
    asked = asked_on(client, PROVE)
    monkeypatch.setattr(challenge, "real_now", lambda: late)
    with client.session_transaction() as session:
        kept = session[challenge.KEPT]
        kept["until"] -= 360
        session[challenge.KEPT] = kept
    assert post_as_is(client, PROVE, device.prove(asked)).status_code == 200
    monkeypatch.undo()
    assert prove(client, device).status_code == 302
    with client.session_transaction() as session:
        assert challenge.KEPT not in session


def test_a_closed_account_is_opened_by_no_passkey_nor_when_it_is_opened_again(
    app, reviewer, staff, office
) -> None:
    device = added(reviewer, Device())
    admin = staff("admin")
    post(admin, "/app/staff/accounts/1/close/")
    assert prove(app.test_client(), device).status_code == 200
    post(admin, "/app/staff/accounts/1/reopen/")
    assert prove(app.test_client(), device).status_code == 200
    with office.database.reading() as session:
        assert not [
            *session.scalars(select(Passkey)),
            *session.scalars(select(RecoveryCode)),
        ]


def test_an_account_that_may_not_sign_in_is_not_opened_by_what_is_still_kept(
    app, reviewer, office
) -> None:
    device = added(reviewer, Device())
    with office.database.writing() as session:
        account_named(session, NAME).active = False
    assert prove(app.test_client(), device).status_code == 200


@pytest.mark.walk
def test_one_that_was_removed_opens_nothing_and_the_rest_goes_on(
    app, reviewer, staff, office
) -> None:
    first = added(reviewer, Device())
    codes = codes_on(reviewer)
    second = added(reviewer, Device())
    assert codes_on(reviewer) == codes, "the codes stay"
    other = staff("office", ("qiantou",))
    remove = f"{PAGE}passkeys/1/remove/"
    assert post(other, remove, PAGE).status_code == 404, "nobody else's"
    assert post(reviewer, remove, PAGE).status_code == 303
    assert prove(app.test_client(), first).status_code == 200
    assert prove(app.test_client(), second).status_code == 302
    post(reviewer, f"{PAGE}passkeys/2/remove/", PAGE)
    alone = post(app.test_client(), SIGN_IN, username=NAME, password=PASSWORD)
    assert alone.location.endswith("/app/staff/")
    assert noted(office).count("account.passkey-removed") == 2
    with office.database.reading() as session:
        assert not [*session.scalars(select(RecoveryCode))], "they stand in for nothing"


def test_app_and_passkey_stand_beside_each_other(app, reviewer) -> None:
    secret, codes = set_up(reviewer)
    device = added(reviewer, Device())
    assert codes_on(reviewer) == codes
    post(reviewer, f"{PAGE}off/", code=shown(secret))
    client = half_in(app)
    assert typed(client, codes[0]) != "again"
    assert prove(app.test_client(), device).status_code == 302


def test_a_passkey_is_enough_for_whom_the_rule_asks(staff, office, accept) -> None:
    admin = staff("admin")
    force(office, accept, "admin")
    assert ADD in admin.get(SET_UP).text
    added(admin, Device())
    assert admin.get("/app/staff/accounts/").status_code == 200
    post(admin, f"{PAGE}passkeys/1/remove/", PAGE)
    assert admin.get("/app/staff/accounts/").location == SET_UP


def test_the_first_signs_out_whoever_had_the_password_alone(app, reviewer) -> None:
    thief = app.test_client()
    post(thief, SIGN_IN, username=NAME, password=PASSWORD)
    added(reviewer, Device())
    assert thief.get(DESK).status_code == 302
    assert reviewer.get(DESK).status_code == 200


def test_a_device_is_added_once(reviewer, office) -> None:
    device = added(reviewer, Device())
    asked = asked_on(reviewer, ADD)
    assert len(asked["excludeCredentials"]) == 1
    assert NAME not in asked["user"]["id"]
    again = post_as_is(reviewer, ADD, device.make(asked))
    assert "已经有了" in again.text
    wrong = post_as_is(
        reviewer, ADD, Device(flags=PRESENT).make(asked_on(reviewer, ADD))
    )
    assert "没有成功" in wrong.text, "without finger or face"
    assert noted(office).count("account.passkey") == 1


CONFIRM = "/app/confirm/passkey/"


def long_ago(client) -> None:
    """As if it had signed in an hour ago."""
    with client.session_transaction() as session:
        session["confirmed_at"] = real_now().timestamp() - 3600


def test_a_passkey_proves_anew_that_it_is_who_signed_in(app, reviewer) -> None:
    device = added(reviewer, Device())
    renew = f"{PAGE}codes/new/"
    long_ago(reviewer)
    asks = reviewer.get(renew).location
    assert asks.startswith("/app/confirm/")
    assert CONFIRM in reviewer.get(asks).text
    answer = prove(reviewer, device, f"{CONFIRM}?next={renew}")
    assert answer.location == renew
    assert reviewer.get(renew).status_code == 200


def test_somebody_elses_passkey_proves_nothing(app, reviewer, staff) -> None:
    added(reviewer, Device())
    other = staff("reviewer", ("nanpu",))
    device = added(other, Device())
    long_ago(reviewer)
    answer = prove(reviewer, device, CONFIRM)
    assert answer.status_code == 200 and "没有成功" in answer.text
    assert reviewer.get(f"{PAGE}codes/new/").status_code in {302, 303}


def test_without_a_passkey_none_is_asked_for(reviewer) -> None:
    assert CONFIRM not in reviewer.get("/app/confirm/").text
