"""Reports from the public: a form without signing in, an item with an answer, a number and code to read it by."""

from __future__ import annotations

import re
from datetime import timedelta

import pytest
from sqlalchemy import select

from forms_app.base.contentfile import rulefile
from forms_app.base.contentfile.beside import Beside
from forms_app.base.contentfile.judged import Judged
from forms_app.base.contentfile.rulekind import faults_of
from forms_app.base.keeping import Event
from forms_app.ledger.feedback.content import FEEDBACK
from forms_app.ledger.feedback.keeping import PHONES
from forms_app.ledger.feedback.models import Report
from forms_app.ledger.items.models import Item
from forms_app.publishing.site.inputs import Inputs
from tests import journeys
from tests.conftest import NOW, PROJECT, post
from tests.publishing.test_accept import GOOD, put
from tests.stored import everything_stored

PAGE = "/app/feedback/"
SAID = {
    "about": "decision",
    "text": "金丝雀隔壁没有核验",
    "community": "qiantou",
    "phone": "13800005678",
}
RULE = PROJECT / "content" / "rules" / "feedback.toml"


def the_item(office) -> Item:
    with office.database.reading() as session:
        return session.scalars(select(Item)).one()


def test_an_objection_is_answered_and_only_whoever_has_the_code_reads_it(
    app, client, staff, office, publish
) -> None:
    put(office, re.sub(r"Since: \S+", f"Since: {NOW.date()}", GOOD))
    publish()
    tree = office.site / "tree" / "enterprises"
    page = (tree / "QT-7K3M9P" / "index.html").read_text(encoding="utf-8")
    link = re.search(r'href="(/app/feedback/\?about=[^"]+)"', page)
    assert link and "以前提出" in page and "0595-" in page, (
        "until when, and whom to call"
    )
    in_list = (tree / "qiantou" / "index.html").read_text(encoding="utf-8")
    assert (
        "/app/feedback/?about=/enterprises/qiantou/" in in_list
        and "0595-" in in_list
        and "7 天内" in in_list
    )
    assert (
        post(
            client, link[1], where="/enterprises/QT-7K3M9P/", **{**SAID, "phone": "123"}
        ).status_code
        == 200
    )
    sent = post(client, link[1], where="/enterprises/QT-7K3M9P/", **SAID)
    assert sent.location == "/app/feedback/mine/", "no secret in the address"
    receipt = client.get(sent.location).text
    number, code = re.findall(r'class="code">([^<]+)<', receipt)
    assert (the_item(office).kind, the_item(office).due_at - NOW) == (
        "objection",
        timedelta(days=5, hours=10.5),
    )
    stored = everything_stored(office)
    assert not [
        word
        for word in ("金丝雀", "13800005678", code.replace("-", ""))
        if word in stored
    ]
    reviewer = staff("reviewer", ("qiantou",))
    shown = reviewer.get("/app/staff/items/1/").text
    assert (
        "13800005678" in shown
        and "金丝雀" in shown
        and "/enterprises/QT-7K3M9P/" in shown
    )
    assert staff("reviewer", ("xunmei",)).get("/app/staff/items/1/").status_code == 404
    assert (
        staff("grid_worker", (), ("qiantou-2",)).get("/app/staff/items/1/").status_code
        == 404
    )
    assert "grid-worker" not in reviewer.get("/app/staff/items/1/").text, (
        "it is handed only to whom it may be shown"
    )
    assert reviewer.get("/app/staff/items/1/drop/").status_code == 409
    answered = {
        "version": the_item(office).version,
        "answer": "已重新核验，记录在案",
        "finish": "y",
    }
    assert (
        post(
            reviewer, "/app/staff/items/1/answer/", "/app/staff/items/1/", **answered
        ).status_code
        == 302
    )
    other = app.test_client()
    assert (
        "不对"
        in post(other, f"{PAGE}answer/", number=number, code="AAAA-AAAA-AAAA").text
    )
    assert other.get(f"{PAGE}mine/").location == "/app/feedback/answer/"
    post(other, f"{PAGE}answer/", number=number.lower(), code=code)
    assert (
        "已重新核验" in other.get(f"{PAGE}mine/").text
        and "13800005678" not in other.get(f"{PAGE}mine/").text
    )
    with office.database.reading() as session:
        due = select(Report.id).where(PHONES.due(Event.DONE, NOW.date(), None))
        assert session.scalars(due).all() == [1], "the number goes when it is answered"


@pytest.mark.same_on_both(reason="about who sees what, not about the database")
def test_a_page_that_is_not_public_is_named_to_nobody(client, office) -> None:
    reference, _code = journeys.register(client)
    page = client.get(f"{PAGE}?about=/enterprises/{reference}/").text
    assert "示例箱包厂" not in page and 'name="community"' in page
    assert "javascript:" not in client.get(f"{PAGE}?about=javascript:alert(1)").text
    assert (
        "evil.example" not in client.get(f"{PAGE}?about=//evil.example/sign-in/").text
    )
    assert (
        post(
            client,
            PAGE,
            **{**SAID, "about": "page", "phone": ""},
            where=f"/enterprises/{reference}/",
        ).status_code
        == 303
    )
    assert the_item(office).enterprise is None and the_item(office).kind == "mistake"


@pytest.mark.same_on_both(reason="about files, not about the database")
def test_another_time_to_object_is_on_every_page_at_once(office, publish) -> None:
    put(office, GOOD)
    publish()
    written = office.content / "rules" / "feedback.toml"
    written.write_text(
        RULE.read_text(encoding="utf-8").replace(
            "objection_days = 7", "objection_days = 9"
        ),
        "utf-8",
    )
    publish()
    tree = office.site / "tree" / "enterprises"
    assert "9 天内" in (tree / "qiantou" / "index.html").read_text(encoding="utf-8")
    since = re.search(r"Since: (\S+)", GOOD)
    assert since and Inputs.read(office.accepted).objection_days == 9
    until = NOW.date().fromisoformat(since[1]) + timedelta(days=9)
    assert f"请在 {until.month}月{until.day}日 以前提出" in (
        tree / "QT-7K3M9P" / "index.html"
    ).read_text(encoding="utf-8")


@pytest.mark.parametrize(
    ("was", "becomes", "says"),
    [
        ('id = "feedback"', 'id = "feedbak"', "没有“feedbak”这条规则"),
        ("objection_days = 7", "objection_days = 0", "“objection_days”要写成整数"),
        ('id = "mistake"', 'id = "mistakes"', "“id”不能写“mistakes”"),
        ("answer_days = 2", 'answer_days = "2"', "“answer_days”要写成整数"),
    ],
)
def test_a_fault_in_the_rule_is_told(was, becomes, says) -> None:
    text = RULE.read_text(encoding="utf-8").replace(was, becomes)
    rule, _faults = rulefile.read(text.encode(), "rules/feedback.toml")
    assert rule
    found = faults_of(
        Judged(rule, "rules/feedback.toml", text, Beside([], {"list-explained"})),
        [FEEDBACK],
    )
    assert any(says in fault.message for fault in found)


def test_no_community_is_chosen_for_whoever_did_not(client, office) -> None:
    page = client.get(PAGE).text
    menu = page.partition('name="community"')[2].partition("</select>")[0]
    assert '<option value="">请选一个社区</option>' in menu.replace(" selected", "")
    answer = post(client, PAGE, **{**SAID, "community": ""})
    assert answer.status_code == 200
    assert answer.text.count("请选一个社区") > 1, "in the menu, and as what is wrong"
    with office.database.reading() as session:
        assert session.scalars(select(Report)).first() is None
