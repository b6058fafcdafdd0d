"""Whoever lost phone and recovery codes is let in by two administrators, or from the command line; never by one alone."""

from __future__ import annotations

from datetime import timedelta

import pytest

from forms_app.base.accounts.queries import account_named
from forms_app.base.second_step import queries
from forms_app.base.second_step.models import AskedReset
from tests.base.second_step.codes import set_up
from tests.base.second_step.test_second_step import DESK, NAME, SIGN_IN
from tests.conftest import PASSWORD, post

ACCOUNT = "/app/staff/accounts/1/"
PAGE = f"{ACCOUNT}second-step/"
REASON = "示例：手机丢了，已当面核对"


@pytest.fixture
def reviewer(staff):
    found = staff("reviewer", ("qiantou",))
    set_up(found)
    return found


@pytest.fixture
def admin(staff, reviewer):
    return staff("admin")


@pytest.fixture
def other(staff, admin):
    return staff("admin", ("qiantou",))


def has_it(office) -> bool:
    with office.database.reading() as session:
        return queries.has_second_step(session, account_named(session, NAME).id)


def confirm(client, step: str = "confirm"):
    return post(client, f"{PAGE}{step}/", PAGE)


def test_one_asks_and_another_does_it(app, reviewer, admin, other, office) -> None:
    assert "请写明为什么" in post(admin, PAGE, reason="").text
    assert post(admin, PAGE, reason=REASON).status_code == 303
    assert has_it(office), "nothing yet"
    assert reviewer.get(DESK).status_code == 200
    assert "等另一位管理员确认" in admin.get(ACCOUNT).text
    asked = other.get(PAGE).text
    assert REASON in asked and "admin-0-all" in asked and "确认重设" in asked
    assert confirm(other).status_code == 303
    assert not has_it(office)
    assert reviewer.get(DESK).status_code == 302, "signed out"
    answer = post(app.test_client(), SIGN_IN, username=NAME, password=PASSWORD)
    assert answer.location.endswith("/app/staff/")
    history = admin.get(ACCOUNT).text
    assert "重设了两步验证" in history and "提出重设两步验证" in history
    assert REASON in history
    assert "没有两步验证" in post(admin, PAGE, reason=REASON).text


def test_it_stands_on_the_desk_of_whoever_may_do_it(admin, other, reviewer) -> None:
    post(admin, PAGE, reason=REASON)
    assert "要另一位管理员确认" in other.get("/app/staff/").text
    assert "要另一位管理员确认" not in admin.get("/app/staff/").text
    assert "要另一位管理员确认" not in reviewer.get("/app/staff/").text
    confirm(other)
    assert "要另一位管理员确认" not in other.get("/app/staff/").text


def test_who_asks_does_not_do_it_alone(admin, other, office) -> None:
    post(admin, PAGE, reason=REASON)
    assert "确认重设" not in admin.get(PAGE).text
    confirm(other, "withdraw")
    post(admin, PAGE, reason=REASON)
    token = _token(admin.get(PAGE).text)
    admin.post(f"{PAGE}confirm/", data={"csrf_token": token})
    assert has_it(office)
    assert "要由另一位管理员来确认" in admin.get(ACCOUNT).text


def _token(page: str) -> str:
    return page.split('name="csrf_token" value="')[1].split('"')[0]


def test_a_wish_is_taken_back_by_any_of_them(admin, other, office) -> None:
    post(admin, PAGE, reason=REASON)
    assert "已经有人提出" in post_again(other)
    confirm(other, "withdraw")
    assert "等另一位管理员确认" not in admin.get(ACCOUNT).text
    assert "撤回了重设两步验证" in admin.get(ACCOUNT).text
    assert post(other, PAGE, reason=REASON).status_code == 303
    assert has_it(office)


def post_again(client) -> str:
    """The form of a page that was open before somebody else asked."""
    token = _token(client.get(PAGE).text)
    return client.post(PAGE, data={"csrf_token": token, "reason": REASON}).text


def test_a_wish_holds_for_a_day(admin, other, office) -> None:
    post(admin, PAGE, reason=REASON)
    with office.database.writing() as session:
        kept = session.get(AskedReset, 1)
        kept.asked_at -= queries.RESET_HOLDS + timedelta(minutes=1)
    assert "确认重设" not in other.get(PAGE).text
    token = _token(other.get(PAGE).text)
    other.post(f"{PAGE}confirm/", data={"csrf_token": token})
    assert has_it(office)
    assert post(other, PAGE, reason=REASON).status_code == 303, "asked anew"
    assert confirm(admin).status_code == 303
    assert not has_it(office)


def test_where_there_is_no_other_the_page_says_which_command(admin) -> None:
    page = admin.get(PAGE).text
    assert "kaigong staff reset-second-step" in page and 'name="reason"' not in page
    answer = admin.post(PAGE, data={"csrf_token": _token(page), "reason": REASON})
    assert answer.status_code == 200, "refused"


def test_nobody_asks_for_their_own(app, staff, office) -> None:
    admin = staff("admin")
    for place in ("qiantou", "nanpu"):
        staff("admin", (place,))
    set_up(admin)
    assert "另外两位管理员" in post(admin, PAGE, reason=REASON).text
    with office.database.reading() as session:
        assert session.get(AskedReset, 1) is None


def test_whose_it_is_does_not_confirm_it(app, staff, office) -> None:
    admin = staff("admin")
    other = staff("admin", ("qiantou",))
    staff("admin", ("nanpu",))
    set_up(admin)
    assert post(other, PAGE, reason=REASON).status_code == 303
    admin.post(f"{PAGE}confirm/", data={"csrf_token": _token(admin.get(PAGE).text)})
    with office.database.reading() as session:
        assert queries.has_second_step(session, 1)


def test_the_command_line_does_it_alone(app, reviewer, office) -> None:
    run = app.test_cli_runner().invoke
    told = run(args=["staff", "reset-second-step", NAME, "--reason", REASON])
    assert told.exit_code == 0, told.output
    assert not has_it(office)
    assert reviewer.get(DESK).status_code == 302, "signed out"


def test_closing_the_account_forgets_what_was_asked(admin, other, office) -> None:
    post(admin, PAGE, reason=REASON)
    post(admin, f"{ACCOUNT}close/")
    with office.database.reading() as session:
        assert session.get(AskedReset, 1) is None
