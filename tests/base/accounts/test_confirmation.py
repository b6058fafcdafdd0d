"""Confirmation anew: what cannot be undone asks for the password again, ten minutes after it was typed."""

from __future__ import annotations

from datetime import timedelta

import pytest

from forms_app.base.accounts import confirmation
from forms_app.base.clock import real_now
from tests import journeys
from tests.base.second_step.codes import PAGE, set_up, shown
from tests.conftest import PASSWORD, post, token
from tests.permits.resumption.test_together import accepted, reference

ASK = "/app/confirm/"
ACCOUNT = "/app/staff/accounts/1/"


def later(client, minutes: int = 11) -> None:
    """As if they had signed in so much earlier."""
    with client.session_transaction() as session:
        session[confirmation.AT] -= minutes * 60


def is_asked(answer) -> bool:
    return answer.status_code == 303 and answer.location.startswith(ASK)


@pytest.mark.parametrize("minutes", [9, 11])
def test_a_page_asks_after_ten_minutes_and_leads_on(staff, minutes) -> None:
    admin = staff("admin")
    later(admin, minutes)
    answer = admin.get(f"{ACCOUNT}close/")
    assert is_asked(answer) is (minutes > 10)
    if minutes < 10:
        return
    asking = answer.location
    assert "密码或验证码不对" in post(admin, asking, proof="wrong").text
    assert is_asked(admin.get(f"{ACCOUNT}close/")), "not by a wrong one"
    assert post(admin, asking, proof=PASSWORD).location == f"{ACCOUNT}close/"
    assert admin.get(f"{ACCOUNT}close/").status_code == 200


def test_nothing_is_done_by_a_form_that_stood_open_too_long(staff, office) -> None:
    staff("reviewer", ("qiantou",))
    admin = staff("admin")
    key = token(admin, f"{ACCOUNT}close/")
    later(admin)
    answer = admin.post(f"{ACCOUNT}close/", data={"csrf_token": key})
    assert is_asked(answer) and "close" in answer.location
    confirm = post(admin, answer.location, proof=PASSWORD)
    assert confirm.location == f"{ACCOUNT}close/", "the page, to press again"
    assert "停用</span>" not in admin.get("/app/staff/accounts/").text


GUARDED = [
    "/app/staff/accounts/new/",
    ACCOUNT,
    *(f"{ACCOUNT}{step}/" for step in ("close", "reopen", "reset", "sign-out")),
    f"{ACCOUNT}unlock/",
    f"{ACCOUNT}second-step/",
    f"{PAGE}set-up/",
    f"{PAGE}codes/new/",
    f"{PAGE}off/",
    f"{PAGE}passkeys/new/",
]


def test_accounts_and_keys_ask(staff) -> None:
    admin = staff("admin")
    later(admin)
    for page in GUARDED:
        assert is_asked(admin.get(page)), page
    for page in ("/app/staff/accounts/", "/app/staff/", PAGE, "/app/staff/password/"):
        assert admin.get(page).status_code == 200, page
    answer = post(admin, f"{PAGE}passkeys/1/remove/", PAGE)
    assert is_asked(answer) and answer.location.endswith("second-step/")


def test_erasing_somebody_asks(client, staff) -> None:
    known, _code = journeys.register(client)
    office = staff("office", ("qiantou",))
    later(office)
    page = f"/app/staff/enterprises/{known}/people/1/erase/"
    assert is_asked(office.get(page))


def test_a_held_removal_asks(staff) -> None:
    reviewer = staff("reviewer", ("qiantou",))
    later(reviewer)
    page = "/app/staff/publishing/"
    answer = post(reviewer, f"{page}removals/resumption-2020/qiantou/", page)
    assert is_asked(answer) and answer.location.endswith("publishing/")


def test_many_approvals_at_once_ask_and_come_back_with_their_rows(
    office, publish, staff
) -> None:
    reviewer = staff("reviewer", ("qiantou",))
    accepted(office, reviewer, 2)
    publish()
    for number in range(2):
        journeys.check(reviewer, reference(number))
    page = "/app/staff/applications/together/approve/?row=1&row=2"
    assert reviewer.get(page).status_code == 200
    key = token(reviewer, page)
    later(reviewer)
    assert is_asked(reviewer.get(page))
    answer = reviewer.post(page, data={"csrf_token": key, "row": ["1", "2"]})
    assert is_asked(answer)
    back = post(reviewer, answer.location, proof=PASSWORD).location
    assert "row=1" in back and "row=2" in back
    assert reviewer.get(back).status_code == 200
    later(reviewer)
    other = "/app/staff/applications/together/assign/?row=1"
    assert reviewer.get(other).status_code == 200, "it can be taken back"


def test_the_code_of_the_app_is_taken_too_and_once(staff) -> None:
    admin = staff("admin")
    secret, _codes = set_up(admin)
    code = shown(secret)
    later(admin)
    assert post(admin, ASK, proof=code).status_code == 303
    later(admin)
    assert "不对" in post(admin, ASK, proof=code).text


def test_the_password_cannot_be_guessed_there(staff, monkeypatch) -> None:
    admin = staff("admin")
    for _ in range(5):
        post(admin, ASK, proof="wrong")
    assert "过一刻钟再试" in post(admin, ASK, proof=PASSWORD).text


def test_it_leads_to_no_other_site(staff) -> None:
    admin = staff("admin")
    answer = post(admin, f"{ASK}?next=https://evil.example/", proof=PASSWORD)
    assert answer.location == "/app/staff/"


def test_ten_minutes_are_by_the_real_clock(staff, monkeypatch) -> None:
    admin = staff("admin")
    late = real_now() + timedelta(minutes=10, seconds=1)
    monkeypatch.setattr(confirmation, "real_now", lambda: late)
    assert is_asked(admin.get(ACCOUNT))
