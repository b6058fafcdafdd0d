"""One-day accounts: a card opens one point or one grid, until its moment or until it is taken back, and nothing afterwards."""

from __future__ import annotations

import re
from datetime import timedelta
from urllib.parse import quote

import pytest
from sqlalchemy import select

from forms_app.base import audit
from forms_app.base.accounts import queries as accounts
from forms_app.base.accounts.models import Account
from forms_app.base.accounts.sign_ins import NOBODY
from forms_app.base.clock import OfficeClock
from forms_app.base.day_accounts.models import DayCode
from forms_app.base.sessions.models import StoredSession
from forms_app.permits.grid.queries import directory
from tests import presses
from tests.conftest import NOW, post

FOLDER = "/app/staff/accounts/day/"
NEW = f"{FOLDER}new/"
SIGN_IN = "/app/staff/sign-in/day/"
GATE = "/app/gate/"
GRID = "grid:qiantou-2"
EVENING = f"{NOW:%Y-%m-%d} 18:00"


@pytest.fixture
def reviewer(staff):
    return staff("reviewer", ("qiantou",))


def point_of(office) -> str:
    return f"point:{directory(office)['xunmei'].points[0].slug}"


def made(client, **given) -> list[str]:
    """The codes on the cards."""
    asked = {"name": "志愿者", "where": GRID, "number": "1", "until": EVENING, **given}
    answer = post(client, NEW, **asked)
    assert answer.status_code == 303, answer.text
    return codes_on(client.get(answer.location).text)


def codes_on(page: str) -> list[str]:
    return re.findall(r'<p class="code">([0-9A-Z-]{14})</p>', page)


def signed_in(app, code: str):
    client = app.test_client()
    answer = post(client, SIGN_IN, code=code)
    assert answer.status_code == 302, answer.text
    return client


def is_open(client, page: str) -> bool:
    return client.get(page).status_code == 200


VISITS = "/app/staff/visits/"


def test_a_card_opens_its_grid_and_no_other(app, reviewer, office) -> None:
    (code,) = made(reviewer)
    volunteer = signed_in(app, code)
    page = volunteer.get("/app/staff/")
    assert page.status_code == 200 and "志愿者 1" in page.text
    with office.database.reading() as session:
        actor = accounts.account_named(session, username_of(session)).actor
    assert actor.may_see("qiantou", "qiantou-2")
    assert not actor.may_see("qiantou", "qiantou-1")
    assert volunteer.get(FOLDER).status_code == 403, "makes none"
    assert volunteer.get("/app/staff/accounts/").status_code == 403


def username_of(session) -> str:
    query = select(Account.username).where(Account.until.is_not(None))
    return session.scalars(query).first()


def test_a_card_of_a_point_opens_its_gate(app, staff, office) -> None:
    (code,) = made(staff("reviewer", ("xunmei",)), where=point_of(office))
    keeper = signed_in(app, code.lower().replace("-", " "))
    own = f"{GATE}{point_of(office).partition(':')[2]}/"
    assert is_open(keeper, own)
    assert keeper.get(GATE).location == own
    assert keeper.get(VISITS).status_code == 403


def test_each_of_many_has_its_own(app, reviewer, office) -> None:
    codes = made(reviewer, number="3")
    assert len(set(codes)) == 3
    shown = [signed_in(app, code).get("/app/staff/").text for code in codes]
    for number, page in enumerate(shown, 1):
        assert f"志愿者 {number}" in page
    listed = reviewer.get(FOLDER).text
    assert listed.count("收回") == 3 and "3月5日 18:00" in listed


def test_when_its_moment_comes_it_opens_nothing(app, reviewer, office) -> None:
    (code,) = made(reviewer)
    volunteer = signed_in(app, code)
    with office.database.reading() as session:
        owner = f"staff:{username_of(session)}"
        stored = session.scalars(
            select(StoredSession).where(StoredSession.owner == owner)
        ).one()
        # the demo's clock goes on while the test runs
        lasts = stored.ends_at - stored.began_at
    evening = NOW.replace(hour=18, minute=0) - NOW
    assert lasts <= min(evening, timedelta(hours=2))
    late(office, evening + timedelta(minutes=1))
    with office.database.writing() as session:
        for one in session.scalars(select(StoredSession)):
            if one.owner == owner:
                one.began_at -= evening
                one.ends_at = one.began_at + evening
    assert volunteer.get(VISITS).status_code == 302, "signed out"
    answer = post(app.test_client(), SIGN_IN, code=code)
    assert answer.status_code == 200 and "已经到时" in answer.text
    assert "3月5日 18:00 到时" in reviewer.get(FOLDER).text


def late(office, by: timedelta) -> None:
    object.__setattr__(
        office, "clock", OfficeClock(office.clock.now() + by, office.clock.now())
    )


def test_used_all_day_its_session_ends_at_the_moment(app, reviewer, office) -> None:
    soon = NOW + timedelta(minutes=30)
    (code,) = made(reviewer, until=f"{soon:%Y-%m-%d %H:%M}")
    signed_in(app, code)
    with office.database.reading() as session:
        owner = f"staff:{username_of(session)}"
        stored = session.scalars(
            select(StoredSession).where(StoredSession.owner == owner)
        ).one()
        assert stored.ends_at - stored.began_at <= timedelta(minutes=30)


def test_what_is_taken_back_is_out_at_once(app, reviewer, office) -> None:
    first, second = made(reviewer, number="2")
    volunteer = signed_in(app, first)
    other = signed_in(app, second)
    with office.database.reading() as session:
        number = session.scalars(
            select(Account.id).where(Account.until.is_not(None)).order_by(Account.id)
        ).first()
    post(reviewer, f"{FOLDER}{number}/take-back/", FOLDER)
    assert volunteer.get(VISITS).status_code == 302
    assert is_open(other, VISITS)
    assert post(app.test_client(), SIGN_IN, code=first).status_code == 200
    page = reviewer.get(FOLDER).text
    assert "提前收回" in page and "收回了“志愿者 1”" in page
    post(reviewer, f"{FOLDER}{number}/take-back/", FOLDER)
    assert "已经收回" in reviewer.get(FOLDER).text


def test_somebody_of_another_community_neither_sees_nor_ends_them(
    app, reviewer, staff, office
) -> None:
    (code,) = made(reviewer)
    other = staff("reviewer", ("nanpu",))
    assert "志愿者 1" not in other.get(FOLDER).text
    with office.database.reading() as session:
        number = session.scalars(
            select(Account.id).where(Account.until.is_not(None))
        ).one()
    answer = post(other, f"{FOLDER}{number}/take-back/", FOLDER)
    assert answer.status_code == 404
    assert is_open(signed_in(app, code), VISITS)
    assert "请选一个监测点或者网格" in refused(other, where=GRID)
    asked = other.get(NEW).text
    assert GRID not in asked and "grid:nanpu-1" in asked


def refused(client, **given) -> str:
    asked = {"name": "志愿者", "where": GRID, "number": "1", "until": EVENING, **given}
    answer = post(client, NEW, **asked)
    assert answer.status_code == 200
    return answer.text


@pytest.mark.parametrize(
    ("given", "says"),
    [
        ({"name": ""}, "请填写给谁用"),
        ({"number": "0"}, "1"),
        ({"number": "51"}, "50"),
        ({"number": "多"}, "1"),
        ({"until": "2020-03-04 18:00"}, "请填以后的时间"),
        ({"until": "2020-03-09 18:00"}, "最多 24 小时以后"),
        ({"until": ""}, "请填日期和时间"),
        ({"where": "grid:nowhere"}, "请选一个监测点或者网格"),
        ({"where": "community:qiantou"}, "请选一个监测点或者网格"),
        ({"where": ""}, "请选一个监测点或者网格"),
    ],
)
def test_what_cannot_be_is_told_at_its_field(reviewer, office, given, says) -> None:
    assert says in refused(reviewer, **given)
    with office.database.reading() as session:
        assert session.scalars(select(DayCode)).all() == []


def test_its_own_page_offers_nothing_that_outlasts_the_day(app, reviewer) -> None:
    (code,) = made(reviewer)
    volunteer = signed_in(app, code)
    page = volunteer.get("/app/staff/password/").text
    assert (
        "一日账号" in page
        and "改密码" not in page
        and "/app/second-step/" not in (page.split("<main")[1])
    )
    for closed in ("/app/second-step/", "/app/second-step/set-up/"):
        assert volunteer.get(closed).status_code == 404
    assert volunteer.get("/app/second-step/passkeys/new/").status_code == 404


def test_an_administrator_cannot_make_it_last(app, staff, reviewer, office) -> None:
    made(reviewer)
    admin = staff("admin")
    with office.database.reading() as session:
        account = accounts.account_named(session, username_of(session))
    assert account.username not in admin.get("/app/staff/accounts/").text
    for step in ("", "reset/", "reopen/", "close/"):
        page = f"/app/staff/accounts/{account.id}/{step}"
        assert admin.get(page).status_code == 404, step
    run = app.test_cli_runner().invoke
    for command in ("reset", "reopen", "change"):
        told = run(args=["staff", command, account.username])
        assert told.exit_code == 1 and "一日账号" in told.output, command
    assert "志愿者 1" in admin.get(FOLDER).text


def test_nothing_is_given_to_somebody_who_is_gone_tomorrow(reviewer, office) -> None:
    made(reviewer)
    with office.database.reading() as session:
        name = username_of(session)
        assert name not in accounts.answerable(session, "qiantou", "qiantou-2")


def test_the_code_is_asked_again_before_what_cannot_be_undone(app, reviewer) -> None:
    (code,) = made(reviewer)
    volunteer = signed_in(app, code)
    answer = post(volunteer, "/app/confirm/", proof="XXXX-XXXX-XXXX")
    assert answer.status_code == 200
    assert post(volunteer, "/app/confirm/", proof=code).status_code == 303


def test_a_role_that_needs_two_steps_needs_none_for_a_day(
    app, reviewer, office, accept
) -> None:
    path = office.content / "rules" / "accounts.toml"
    text = path.read_text(encoding="utf-8")
    path.write_text(
        text.replace("second_step = []", 'second_step = ["grid_worker"]'), "utf-8"
    )
    assert not accept().faults
    (code,) = made(reviewer)
    assert is_open(signed_in(app, code), VISITS)


def test_an_office_may_have_none(reviewer, office, accept) -> None:
    path = office.content / "rules" / "accounts.toml"
    text = path.read_text(encoding="utf-8")
    path.write_text(text.replace("day_hours = 24", "day_hours = 0"), encoding="utf-8")
    assert not accept().faults
    assert "不开一日账号" in reviewer.get(FOLDER).text
    assert reviewer.get(NEW).status_code == 404


def test_wrong_codes_are_noted_and_slowed_down(app, office) -> None:
    client = app.test_client()
    answers = [post(client, SIGN_IN, code="XXXX-XXXX-XXXX") for _ in range(21)]
    assert answers[0].status_code == 200
    assert answers[-1].status_code == 429
    with office.database.reading() as session:
        told = [entry.action for entry, _why in audit.history(session, NOBODY)]
    assert told.count("account.failure") == 20


def test_cards_are_shown_until_they_are_noted(app, reviewer, staff) -> None:
    answer = post(reviewer, NEW, name="消防队员", where=GRID, number="2", until=EVENING)
    cards = answer.location
    page = reviewer.get(cards).text
    assert len(codes_on(page)) == 2 and "签名" in page
    assert cards in reviewer.get(FOLDER).text
    assert codes_on(page) == codes_on(reviewer.get(cards).text)
    assert staff("reviewer", ("qiantou", "nanpu")).get(cards).status_code == 302
    record = cards.rstrip("/").rpartition("/")[2]
    post(reviewer, "/app/noted/day-cards/", cards, record=record)
    assert reviewer.get(cards).location == FOLDER


def test_every_account_of_a_batch_leaves_its_entry_without_the_code(
    reviewer, office
) -> None:
    codes = made(reviewer, number="2")
    with office.database.reading() as session:
        entries = session.scalars(
            select(audit.AuditEntry).where(
                audit.AuditEntry.action == "account.open-for-a-day"
            )
        ).all()
    assert [entry.actor_id for entry in entries] == ["reviewer-1-qiantou"] * 2
    told = quote(str([entry.details for entry in entries]))
    assert not any(code.replace("-", "") in told for code in codes)


def test_pressed_twice_a_batch_is_made_once(reviewer, office) -> None:
    sent = {"name": "志愿者", "where": GRID, "number": "2", "until": EVENING}
    fields = {**sent, **presses.of_page(reviewer, NEW)}
    answers = presses.together(reviewer, NEW, fields)
    assert {answer.status_code for answer in answers} == {303}
    assert len({answer.location for answer in answers}) == 1
    with office.database.reading() as session:
        assert len(session.scalars(select(DayCode)).all()) == 2
