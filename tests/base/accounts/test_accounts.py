"""Accounts: opened, changed, closed, opened again; in the browser and at the command line alike."""

from __future__ import annotations

import re

import pytest
from sqlalchemy import select

from forms_app.base import audit
from forms_app.base.access import Role
from forms_app.base.accounts import queries
from forms_app.base.accounts.names import shown_name
from forms_app.base.accounts.post import ROLES, Post
from tests.conftest import PASSWORD, post, post_and_open

PAGE = "/app/staff/accounts/"
REVIEWER = {
    "username": "qiantou-second",
    "name": "前头社区第二审核员",
    "role": "reviewer",
    "communities": "qiantou",
}


@pytest.fixture
def admin(staff):
    return staff("admin")


@pytest.fixture
def run(app):
    """`kaigong staff …`; gives its output and exit code."""
    runner = app.test_cli_runner()

    def command(words: str):
        return runner.invoke(args=["staff", *words.split()])

    return command


def account(office, username: str):
    with office.database.reading() as session:
        return queries.account_named(session, username)


def actions(office, username: str) -> list[str]:
    with office.database.reading() as session:
        return [entry.action for entry, _why in audit.history(session, username)]


def password_on(page: str) -> str:
    found = re.search(r'<p class="code">([^<]+)</p>', page)
    assert found, page
    return found[1]


def opened(admin, **fields) -> str:
    """The one-time password of a new account."""
    return password_on(
        post_and_open(admin, f"{PAGE}new/", **{**REVIEWER, **fields}).text
    )


def sign_in(app, username: str, password: str):
    client = app.test_client()
    answer = post(client, "/app/staff/sign-in/", username=username, password=password)
    return client if answer.status_code == 302 else None


def number(office, username: str) -> str:
    return f"{PAGE}{account(office, username).id}/"


def test_a_one_time_password_opens_nothing_but_the_page_that_changes_it(
    app, admin, office
) -> None:
    password = opened(admin)
    client = sign_in(app, "qiantou-second", password)
    for path in ("", "applications/", "day/"):
        answer = client.get(f"/app/staff/{path}")
        assert answer.location == "/app/staff/password/", path
    assert client.get("/enterprises/").status_code != 302
    page = "/app/staff/password/"
    assert "一次性密码" in client.get(page).text
    same = {"current": password, "new": password, "again": password}
    assert "不能和现在的一样" in post(client, page, **same).text
    new = {"current": password, "new": PASSWORD, "again": PASSWORD}
    assert post(client, page, **new).status_code == 302
    again = sign_in(app, "qiantou-second", PASSWORD)
    assert again.get("/app/staff/").status_code == 200
    assert sign_in(app, "qiantou-second", password) is None


def test_a_keeper_changes_it_on_the_pages_of_the_gate(app, admin) -> None:
    gate = {"username": "east-gate", "role": "keeper", "communities": "xunmei"}
    client = sign_in(app, "east-gate", opened(admin, **gate))
    assert client.get("/app/gate/").location == "/app/gate/password/"


def test_a_forgotten_password_is_reset_once_and_survives_a_reload(
    app, admin, office
) -> None:
    opened(admin)
    page = number(office, "qiantou-second")
    shown = post_and_open(admin, f"{page}reset/")
    password = password_on(shown.text)
    assert password_on(admin.get(PAGE).text) == password, "loaded again"
    client = sign_in(app, "qiantou-second", password)
    assert client.get("/app/staff/").location == "/app/staff/password/"
    assert actions(office, "qiantou-second") == ["account.open", "account.reset"]


def test_a_closed_account_is_out_and_is_opened_again_with_another_password(
    app, staff, office
) -> None:
    staff("reviewer", ("qiantou",))
    admin = staff("admin")
    name = "reviewer-1-qiantou"
    page = number(office, name)
    assert post(admin, f"{page}close/").status_code == 302
    assert sign_in(app, name, PASSWORD) is None
    assert post(admin, f"{page}reset/").status_code == 409
    again = post_and_open(admin, f"{page}reopen/")
    assert sign_in(app, name, PASSWORD) is None, "who left knows the old one"
    assert sign_in(app, name, password_on(again.text))
    assert account(office, name).communities == ["qiantou"]
    steps = ["account.open", "account.close", "account.reopen"]
    assert actions(office, name) == steps
    assert post(admin, f"{page}reopen/").status_code == 409


def test_role_scope_and_name_are_changed_at_once(staff, office, client) -> None:
    worker = staff("grid_worker", (), ("qiantou-2",))
    admin = staff("admin")
    page = number(office, "grid-worker-0-qiantou-2")
    change = {"name": "浔美社区审核员", "role": "reviewer", "communities": "xunmei"}
    assert post(admin, page, **change).status_code == 302
    changed = account(office, "grid-worker-0-qiantou-2")
    assert changed.post == Post.of(Role.REVIEWER, ["xunmei"])
    assert changed.shown == "浔美社区审核员"
    assert worker.get("/app/staff/applications/").status_code == 200
    history = admin.get(page).text
    assert "显示的名字" in history and "角色：审核员" in history
    listed = admin.get(PAGE).text
    assert "浔美社区审核员" in listed and "3月5日开的" in listed


@pytest.mark.parametrize(
    ("given", "says"),
    [
        ({"communities": []}, "至少要有一个负责的社区"),
        ({"role": "grid_worker"}, "网格员要有负责的网格"),
        ({"role": "keeper", "communities": []}, "值守员要有看守的监测点"),
        ({"role": "king"}, "请选一个角色"),
        ({"name": ""}, "请填写显示的名字"),
        ({"username": "Li Hua"}, "账号只用小写字母"),
        ({"username": "admin-0-all"}, "已经有了"),
    ],
)
def test_the_page_opens_no_account_that_could_do_nothing(
    admin, office, given, says
) -> None:
    assert says in post(admin, f"{PAGE}new/", **{**REVIEWER, **given}).text
    assert account(office, "qiantou-second") is None


def test_the_last_admin_can_neither_close_nor_demote_itself(staff, office, run) -> None:
    admin = staff("admin")
    page = number(office, "admin-0-all")
    answer = post(admin, f"{page}close/")
    assert answer.status_code == 409 and "最后一个管理员" in answer.text
    demoted = {"name": "审核员", "role": "reviewer", "communities": "qiantou"}
    assert "最后一个管理员" in post(admin, page, **demoted).text
    assert "最后一个管理员" in run("close admin-0-all").output
    assert account(office, "admin-0-all").active
    assert run("add second --role admin").exit_code == 0
    assert post(admin, f"{page}close/").status_code == 302
    assert not account(office, "admin-0-all").active
    assert "最后一个管理员" in run("close second").output


@pytest.mark.parametrize(
    ("words", "says"),
    [
        ("add second --role reviewer", "至少要有一个负责的社区"),
        ("add second --role grid_worker", "网格员要有负责的网格"),
        ("add second --role reviewer --community qiantuo", "最接近的是 qiantou"),
        ("add second --role grid_worker --grid qiantou-22", "最接近的是 qiantou-2"),
        ("add second --role keeper --point xunmei-piont-1", "最接近的是 xunmei-point-"),
        ("add second --role admin --password short", "密码至少要 10 个字符"),
        ("add Second --role admin", "账号只用小写字母"),
        ("close nobody", "There is no account nobody"),
    ],
)
def test_the_command_line_refuses_what_the_page_refuses(
    run, office, words, says
) -> None:
    refused = run(words)
    assert refused.exit_code == 1 and says in refused.output
    assert account(office, "second") is None


def test_the_command_line_does_all_that_the_page_does(app, run, office) -> None:
    made = run("add second --role reviewer --community qiantou --name 第二审核员")
    _name, password = made.output.split()
    assert sign_in(app, "second", password)
    assert "last 2020-03-05" in run("list").output
    assert run("change second --community xunmei").exit_code == 0
    changed = account(office, "second")
    assert changed.post == Post.of(Role.REVIEWER, ["xunmei"])
    assert changed.name == "第二审核员"
    assert run("close second").exit_code == 0
    assert "(closed)" in run("list").output
    _name, again = run("reopen second").output.split()
    _name, reset = run("reset second").output.split()
    assert sign_in(app, "second", again) is None
    assert sign_in(app, "second", reset)
    assert actions(office, "second") == [
        "account.open",
        "account.change",
        "account.close",
        "account.reopen",
        "account.reset",
    ]


def test_an_account_whose_community_is_gone_is_changed_without_losing_it_unsaid(
    admin, office
) -> None:
    opened(admin)
    with office.database.writing() as session:
        queries.account_named(session, "qiantou-second").communities = ["long-gone"]
    page = number(office, "qiantou-second")
    assert "long-gone" in admin.get(page).text


def test_everybody_is_shown_by_name(app, admin, office) -> None:
    opened(admin)
    with app.test_request_context():
        assert shown_name("qiantou-second") == "前头社区第二审核员"
        assert shown_name("staff:qiantou-second") == "前头社区第二审核员"
        assert shown_name("admin-0-all") == "admin-0-all", "nobody named it"
        assert shown_name("enterprise:QT-2B7K9M") == "QT-2B7K9M"
        assert shown_name("visitor:own:QT-2B7K9M:3") == "本人"
        assert shown_name("command-line") == "系统（命令行）"
        assert shown_name(None) == ""


def test_communities_are_listed_by_name(admin) -> None:
    opened(admin)
    page = admin.get(PAGE).text
    assert "前头社区" in page
    assert re.search(r"审核员\s*·\s*前头社区", page)
    assert set(ROLES) == {str(role) for role in Role}


def test_the_form_groups_the_boxes_by_community(admin) -> None:
    page = admin.get(f"{PAGE}new/").text
    groups = re.findall(r'<fieldset class="area">\s*<legend>([^<]+)', page)
    assert "前头社区" in groups and len(groups) == len(set(groups))


def test_the_last_sign_in_is_kept(staff, office) -> None:
    staff("admin")
    with office.database.reading() as session:
        found = session.scalars(select(queries.Account)).unique().one()
        assert found.last_sign_in == office.clock.now()
