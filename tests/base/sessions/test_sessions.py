"""Sessions: what ends one ends it at once, whoever holds its cookie; and nobody has one for looking."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable
from datetime import timedelta

import pytest
from flask.testing import FlaskClient
from sqlalchemy import func, select, text

from forms_app.base.access import Actor
from forms_app.base.backup import backup, restore
from forms_app.base.clock import real_now
from forms_app.base.dates import moment
from forms_app.base.sessions.devices import device_of
from forms_app.base.sessions.models import StoredSession
from forms_app.base.sessions.queries import of_owner
from forms_app.base.sessions.rules import LIMITS, Kind, ends_at
from forms_app.base.sessions.store import end_all
from tests import journeys
from tests.base.test_slips import in_cookie
from tests.conftest import PASSWORD, post, post_and_open

NAME = "reviewer-1-qiantou"
DESK = "/app/staff/applications/"
OWN = "/app/staff/password/"


@pytest.fixture
def reviewer(staff) -> FlaskClient:
    return staff("reviewer", ("qiantou",))


def copy_of(app, client: FlaskClient) -> FlaskClient:
    """Somebody else with the same cookie."""
    thief = app.test_client()
    thief.set_cookie("kaigong", client.get_cookie("kaigong").value)
    return thief


def rows(office, owner: str = "") -> list[StoredSession]:
    with office.database.reading() as database:
        query = select(StoredSession).where(StoredSession.owner == owner)
        return list(database.scalars(query))


def age(office, by: timedelta) -> None:
    """As if it were so much later."""
    with office.database.writing() as database:
        for one in database.scalars(select(StoredSession)):
            one.began_at -= by
            one.seen_at -= by
            one.ends_at -= by


def new_password(client: FlaskClient) -> None:
    new = "a new long one"
    assert post(client, OWN, current=PASSWORD, new=new, again=new).status_code == 302


def by_admin(step: str) -> Callable[..., None]:
    def change(_client, staff, _app) -> None:
        answer = post(staff("admin"), f"/app/staff/accounts/1/{step}/")
        assert answer.status_code in {302, 303}

    return change


def by_command(word: str) -> Callable[..., None]:
    def change(_client, _staff, app) -> None:
        done = app.test_cli_runner().invoke(args=["staff", word, NAME])
        assert done.exit_code == 0, done.output

    return change


ENDS = {
    "signing out": lambda client, _staff, _app: post(
        client, "/app/staff/sign-out/", OWN
    ),
    "a new password": lambda client, _staff, _app: new_password(client),
    "signing out everywhere": lambda client, _staff, _app: post(
        client, "/app/staff/sessions/end/", OWN
    ),
    "an admin closes it": by_admin("close"),
    "an admin resets it": by_admin("reset"),
    "an admin signs it out": by_admin("sign-out"),
    "the command line closes it": by_command("close"),
    "the command line signs it out": by_command("sign-out"),
}


@pytest.mark.parametrize("end", ENDS)
def test_a_copied_cookie_opens_nothing_once_its_session_was_ended(
    app, reviewer, staff, office, end
) -> None:
    if "admin closes" in end or "command line closes" in end:
        staff("admin")
    thief = copy_of(app, reviewer)
    assert thief.get(DESK).status_code == 200
    ENDS[end](reviewer, lambda role: staff(role, ("xunmei",)), app)
    assert thief.get(DESK).status_code == 302
    assert reviewer.get(DESK).status_code == 302
    assert rows(office, f"staff:{NAME}") == []


@pytest.mark.parametrize("kind", Kind)
def test_a_session_ends_when_nobody_uses_it_and_however_much_it_is_used(kind) -> None:
    owner = "" if kind is Kind.VISITOR else f"{kind}:somebody"
    limit = LIMITS[kind]
    began = real_now()
    assert ends_at(owner, began, began) == began + limit.idle
    late = began + limit.most - timedelta(minutes=1)
    assert ends_at(owner, began, late) == began + limit.most


@pytest.mark.parametrize(
    ("later", "answers"), [(timedelta(minutes=119), 200), (timedelta(minutes=121), 302)]
)
def test_a_desk_that_was_left_is_signed_out_after_two_hours(
    reviewer, office, later, answers
) -> None:
    age(office, later)
    assert reviewer.get(DESK).status_code == answers


def test_a_page_that_is_opened_keeps_the_session_going_but_not_for_ever(
    reviewer, office
) -> None:
    for _ in range(7):
        age(office, timedelta(minutes=100))
        assert reviewer.get(DESK).status_code == 200
    age(office, timedelta(minutes=100))
    assert reviewer.get(DESK).status_code == 302, "12 hours are over"


def test_a_role_has_limits_of_its_own(app, staff, office, accept) -> None:
    """The demo's keepers pass a phone on at a gate where nobody comes for hours."""
    keeper = staff("keeper", ("xunmei",))
    age(office, timedelta(hours=5))
    assert keeper.get("/app/gate/").status_code == 200
    age(office, timedelta(hours=3, minutes=1))
    assert keeper.get("/app/gate/").status_code == 302, "8 hours are over"
    path = office.content / "rules" / "accounts.toml"
    limit = '\n[[limits]]\nrole = "office"\nidle_minutes = 10\n'
    path.write_text(path.read_text(encoding="utf-8") + limit, encoding="utf-8")
    assert not accept().faults
    officer = staff("office", ("qiantou",))
    age(office, timedelta(minutes=9))
    assert officer.get(DESK).status_code == 200
    age(office, timedelta(minutes=11))
    assert officer.get(DESK).status_code == 302
    path.write_text(path.read_text(encoding="utf-8") + limit, encoding="utf-8")
    (fault,) = accept().faults
    assert "写了两次" in str(fault)


def test_who_signs_in_begins_anew_however_long_the_browser_was_known(
    client, reviewer, office
) -> None:
    journeys.register(client)
    age(office, timedelta(days=6))
    post(client, "/app/staff/sign-in/", username=NAME, password=PASSWORD)
    age(office, timedelta(minutes=119))
    assert client.get(DESK).status_code == 200


def test_staff_who_sign_out_leave_nothing_but_the_language(reviewer) -> None:
    with reviewer.session_transaction() as browser:
        assert "purpose" in browser, "why somebody looks at people"
        browser["lang"] = "en"
    post(reviewer, "/app/staff/sign-out/", DESK)
    with reviewer.session_transaction() as browser:
        assert set(browser) - {"csrf_token"} == {"lang"}


def test_an_enterprise_that_signs_out_leaves_nothing_behind(
    app, client, office
) -> None:
    reference, _code = journeys.register(client)
    thief = copy_of(app, client)
    assert thief.get("/app/my/people/").status_code == 200
    post(client, "/app/my/sign-out/", "/app/my/")
    assert thief.get("/app/my/people/").status_code == 302
    assert rows(office, f"enterprise:{reference}") == []


def test_a_new_access_code_ends_what_the_old_one_opened(client, office, staff) -> None:
    reference, _code = journeys.register(client)
    reviewer = staff("reviewer", ("qiantou",))
    post_and_open(reviewer, f"/app/staff/enterprises/{reference}/access-code/")
    assert rows(office, f"enterprise:{reference}") == []


def test_one_device_is_ended_on_the_own_page_and_no_one_elses(
    app, reviewer, staff, office
) -> None:
    phone = app.test_client()
    phone.environ_base["HTTP_USER_AGENT"] = "Mozilla/5.0 (Linux; Android 9) Chrome/80"
    post(phone, "/app/staff/sign-in/", username=NAME, password=PASSWORD)
    other = staff("admin")
    page = reviewer.get(OWN).text
    assert "Chrome · Android" in page
    with office.database.reading() as database:
        mine = of_owner(database, Actor("staff", NAME))
    lost = next(one for one in mine if one.device)
    for says in (f"{moment(lost.began_at)} 登录", f"{moment(lost.seen_at)} 用过"):
        assert says in page
    address = f"/app/staff/sessions/{lost.id}/end/"
    assert post(other, address, OWN).status_code == 404
    assert post(reviewer, address, OWN).status_code == 303
    assert phone.get(DESK).status_code == 302
    assert reviewer.get(DESK).status_code == 200


def test_looking_around_leaves_no_row(client, office) -> None:
    for page in ("/app/register/", "/app/staff/sign-in/", "/app/feedback/?lang=en"):
        client.get(page, follow_redirects=True)
    post(client, "/app/my/sign-in/", reference="QT-7K3M9P", access_code="AAAA")
    assert rows(office) == []
    assert client.get("/app/feedback/").text.count("Report") > 0, "the language stays"


def test_the_cookie_tells_nothing_of_what_it_opens(client, office, reviewer) -> None:
    reference, _code = journeys.register(client)
    cookie = in_cookie(client)
    for word in (reference, "enterprise", "draft"):
        assert word not in cookie
    assert NAME not in in_cookie(reviewer)
    with office.database.reading() as database:
        columns = (StoredSession.secret_hash, StoredSession.device)
        stored = [
            str(value) for row in database.execute(select(*columns)) for value in row
        ]
    assert not any(one and one in cookie for one in stored)


def test_signing_in_gives_the_browser_another_secret(app, client, office) -> None:
    """Or whoever planted the one before would be signed in too."""
    post(client, "/app/register/who/", **{k: v for k, v in journeys.WHO.items() if v})
    planted = copy_of(app, client)
    journeys.register(client)
    assert client.get("/app/my/people/").status_code == 200
    assert planted.get("/app/my/people/").status_code == 302


def test_who_signs_in_twice_on_one_device_keeps_one_session(
    app, client, office
) -> None:
    reference, code = journeys.register(client)
    page = "/app/my/sign-in/"
    for _ in range(2):
        post(client, page, reference=reference, access_code=code)
        assert client.get("/app/my/people/").status_code == 200
    assert len(rows(office, f"enterprise:{reference}")) == 1


def test_a_request_under_way_does_not_bring_back_what_was_ended(
    app, reviewer, office
) -> None:
    with reviewer.session_transaction() as session:
        with office.database.writing() as database:
            end_all(database, Actor("staff", NAME))
        session["records"] = {"by": NAME, "people": [1]}
    assert rows(office, f"staff:{NAME}") == []
    assert reviewer.get(DESK).status_code == 302


def test_two_requests_at_once_keep_what_each_of_them_changed(reviewer, office) -> None:
    with reviewer.session_transaction() as one:
        with reviewer.session_transaction() as other:
            other["gate_code"] = "AAAA"
        one["records"] = {"by": NAME, "people": [1]}
    (row,) = rows(office, f"staff:{NAME}")
    assert row.data["gate_code"] == "AAAA" and row.data["records"]["people"] == [1]


def test_what_was_sealed_with_a_key_that_is_gone_opens_nothing(
    reviewer, office
) -> None:
    with office.database.writing() as database:
        broken = {"data": b"not what was sealed with any key of ours"}
        database.execute(text("UPDATE sessions SET data = :data"), broken)
    assert reviewer.get(DESK).status_code == 302


@pytest.mark.parametrize(
    ("says", "device"),
    [
        (
            "Mozilla/5.0 (iPhone; CPU iPhone OS 13_3 like Mac OS X) Safari",
            "Safari · iPhone",
        ),
        ("Mozilla/5.0 (Linux; Android 9) Chrome/78 MicroMessenger/7", "微信 · Android"),
        ("Mozilla/5.0 (Windows NT 10.0) Chrome/80 Safari Edg/80", "Edge · Windows"),
        ("curl/8", ""),
    ],
)
def test_a_device_is_named_as_its_owner_names_it(says, device) -> None:
    assert device_of(says) == device


def test_a_session_that_is_over_is_deleted_by_the_rule(reviewer, office) -> None:
    from forms_app.base.sessions.keeping import SESSIONS

    (done,) = SESSIONS.when.values()
    today = real_now().date()
    with office.database.reading() as database:
        count = select(func.count()).select_from(StoredSession)
        assert database.scalar(count.where(done(today - timedelta(days=1)))) == 0
        assert database.scalar(count.where(done(today + timedelta(days=2)))) == 1


@pytest.mark.sqlite_only(reason="a backup of ours is of SQLite")
def test_a_backup_carries_nobodys_session(reviewer, office, tmp_path) -> None:
    """Restored, whoever signed out since would be signed in again."""
    assert reviewer.get(DESK).status_code == 200
    backup(office, tmp_path / "backup", "a passphrase", lambda _says: None)
    restore(tmp_path / "backup", tmp_path / "again", "a passphrase", lambda _says: None)
    with sqlite3.connect(tmp_path / "again" / "data" / "kaigong.sqlite3") as restored:
        assert restored.execute("SELECT count(*) FROM sessions").fetchone() == (0,)
    assert reviewer.get(DESK).status_code == 200
