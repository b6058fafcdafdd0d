"""Each event tells whom it concerns, in words that are theirs; an enterprise says how, and leaves out what does not decide about it."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest

from forms_app.base import logs
from forms_app.base.access import Actor
from forms_app.ledger.items import operations as items
from forms_app.ledger.items.operations import Place
from forms_app.ledger.publicity.operations import name_material
from forms_app.ledger.publicity.rules import Kind as Material
from forms_app.ledger.training import enrolling
from forms_app.ledger.training import operations as trainings
from forms_app.ledger.visits.kinds import REQUEST
from forms_app.people.isolation import reminders
from forms_app.permits.enterprises.queries import by_reference
from forms_app.permits.messages.message_file import MESSAGES
from forms_app.permits.messages.rules import OPTIONAL, Kind, State
from forms_app.publishing.service.publisher import Publisher
from tests import journeys
from tests.backlog import person
from tests.conftest import NOW, PROJECT, TestClock, post
from tests.permissions import permit
from tests.permits.messages.conftest import registered
from tests.publishing.test_accept import GOOD, REFERENCE, put
from tests.rule_files import CAMPAIGN

BY = {"actor": Actor("system", "test"), "now": NOW}
MINE = "/app/my/messages/"


@pytest.fixture
def two(telling) -> list[str]:
    """Two enterprises of one community."""
    with telling.database.writing() as session:
        return registered(session, telling, 2)


@pytest.fixture
def every_kind_is_on(telling) -> None:
    path = telling.accepted / "rules" / "messages.toml"
    text = path.read_text(encoding="utf-8")
    path.write_text(text.replace("on = false\n", ""), encoding="utf-8")


def test_the_sample_has_a_text_for_every_kind(telling) -> None:
    shipped = (PROJECT / "content" / "rules" / "messages.toml").read_text("utf-8")
    assert all(f'id = "{kind}"' in shipped for kind in Kind)


def test_the_way_back_and_what_was_received_are_told_to_phone_and_address(
    telling, client, send, gateway, mail
) -> None:
    page = "/app/register/contact/"
    known = {**journeys.CONTACT, "email": "Shop@Example.org"}
    client.get("/app/register/")
    for name, answers in (
        ("who", journeys.WHO),
        ("where", journeys.WHERE),
    ):
        said = {key: value for key, value in answers.items() if value != ""}
        assert post(client, f"/app/register/{name}/", **said).status_code == 302
    assert "邮箱" in client.get(page).text
    assert post(client, page, **known).status_code == 303
    assert send() == 2
    (told,) = mail.heard
    assert told["to"] == "Shop@example.org"
    assert gateway.heard[0]["to"] == journeys.CONTACT["contact_phone"]
    link = told["text"].partition("http://127.0.0.1:8000")[2].partition("\n")[0]
    other = client.application.test_client()
    assert "示例箱包厂" in other.get(link).text
    journeys.apply(client)
    assert send(1) == 2
    assert "开工申请收到了，3月5日 17:30 前答复" in gateway.heard[1]["text"]


def test_no_address_is_asked_where_no_mail_is_sent(telling, client) -> None:
    only = tuple(one for one in telling.config.channels if one.reaches == "phone")
    config = replace(telling.config, channels=only)
    client.application.extensions["kaigong"] = replace(telling, config=config)
    journeys.register(client)
    assert "邮箱" not in client.get(MINE).text
    client.application.extensions["kaigong"] = telling
    assert "邮箱" in client.get(MINE).text


def test_an_enterprise_says_how_it_is_told_and_reads_what_it_was_told(
    telling, client, send, mail
) -> None:
    reference, _code = journeys.register(client)
    wrong = post(client, MINE, email="shop", language="en", wanted=["answered"])
    assert "请写一个邮箱" in wrong.text
    said = {"email": "shop@example.org", "language": "en"}
    assert post(client, MINE, **said, wanted=["missing-report"]).status_code == 302
    assert 'value="shop@example.org"' in client.get(MINE).text
    with telling.database.writing() as session:
        raise_and_answer(session, reference)
    assert send() == 1, "the way back, by phone; of answers it is not told"
    assert post(client, MINE, **said, wanted=["answered"]).status_code == 302
    with telling.database.writing() as session:
        raise_and_answer(session, reference)
    assert send(1) == 2
    (told,) = mail.heard
    assert told["title"] == "Your request has an answer"


def test_what_an_enterprise_was_told_stands_in_one_thread_and_once(
    telling, client, send
) -> None:
    journeys.register(client)
    journeys.apply(client)
    assert send() == 2
    told = ("示例箱包厂登记好了", "开工申请收到了")
    thread = client.get("/app/my/").text
    assert [thread.count(words) for words in told] == [1, 1]
    page = client.get(MINE).text
    assert [page.count(words) for words in told] == [0, 0]
    assert 'href="/app/my/#happened"' in page and 'id="happened"' in thread


def raise_and_answer(session, reference: str) -> None:
    unit = by_reference(session, reference)
    item = items.raise_item(session, REQUEST, Place.of(unit), "缺口罩", **BY)
    items.finish(session, item, REQUEST, answer="明天送到", **BY)


def test_what_decides_about_a_permit_cannot_be_left_out(client) -> None:
    journeys.register(client)
    offered = client.get(MINE).text
    for kind in Kind:
        assert (f'value="{kind}"' in offered) <= (kind in OPTIONAL)
    assert 'value="missing-report"' in offered
    assert 'value="letter"' not in offered, "the office does not tell it"


def test_an_answer_and_a_letter_and_a_training_are_told_to_those_they_concern(
    telling, two, outbox, every_kind_is_on
) -> None:
    with telling.database.writing() as session:
        raise_and_answer(session, two[0])
        day = NOW.date()
        letter = (session, "qiantou", Material.LETTER, "致企业的信", day)
        name_material(*letter, **BY)
        name_material(session, "qiantou", Material.POSTER, "海报", day, **BY)
        name_material(session, "tonghai", Material.LETTER, "给别处的信", day, **BY)
        held = {"title": "防护培训", "topic": "hygiene", "at": NOW + timedelta(days=2)}
        of = {"place": "社区三楼", "trainer": "卫生所", "seats": 20}
        training = trainings.hold(session, "qiantou", {**held, **of}, **BY)
        second = by_reference(session, two[1])
        enrolling.enrol(session, training, second, **BY)
        trainings.call_off(session, training, **BY)
    told = [(one.enterprise.reference, one.kind) for one in outbox()]
    assert sorted(told) == sorted(
        [
            (two[0], "answered"),
            *((one, kind) for one in two for kind in ("letter", "training")),
            (two[1], "training-off"),
        ]
    )
    texts = "".join(one.text for one in outbox())
    assert "3月7日 09:30 在社区三楼" in texts and "给别处的信" not in texts


def test_a_missing_report_is_told_in_the_hour_before_it_is_late_and_once(
    app, telling, two, outbox
) -> None:
    """Of two enterprises with people, one has reported nothing; the other may not work yet."""
    with telling.database.writing() as session:
        for reference in two:
            unit = by_reference(session, reference)
            session.add(person(unit, 1, "none"))
        permit(by_reference(session, two[0]), since=NOW.date() - timedelta(days=3))
    asked = []
    for minutes in (-31, -29, 0):
        moment = NOW + timedelta(minutes=minutes)
        office = replace(telling, clock=TestClock(moment=(moment,)))
        with app.app_context():
            reminders.run(office)
        asked.append([one.enterprise.reference for one in outbox()])
    assert asked == [[], [two[0]], [two[0]]], "the morning's is due at ten"
    early = NOW - timedelta(minutes=31)
    assert reminders.next_run(telling, early) == NOW - timedelta(minutes=30)


@pytest.mark.walk
def test_an_approval_speaks_of_a_poster_only_where_there_is_one(
    telling, two, outbox, choose
) -> None:
    choose(two[1], language="en")
    publisher = Publisher(telling, logs.configure())
    for reference in two:
        put(telling, GOOD.replace(REFERENCE, reference), reference)
    publisher.cycle("approved")
    texts = {one.enterprise.reference: one.text for one in outbox()}
    told = f"（{two[0]}）已准予开工。请打印开工喜报，贴在门口。http"
    assert told in texts[two[0]]
    told = f"({two[1]}) may open. Please print the poster and put it on your door. http"
    assert told in texts[two[1]]


def test_an_approval_speaks_of_no_poster_where_there_is_none(
    telling, two, outbox, choose
) -> None:
    path = telling.content / "campaigns" / CAMPAIGN / "campaign.toml"
    text = path.read_text(encoding="utf-8")
    path.write_text(text.replace("mode = ", "poster = false\nmode = ", 1), "utf-8")
    choose(two[1], language="en")
    for reference in two:
        put(telling, GOOD.replace(REFERENCE, reference), reference)
    Publisher(telling, logs.configure()).cycle("approved")
    texts = {one.enterprise.reference: one.text for one in outbox()}
    assert f"（{two[0]}）已准予开工。http" in texts[two[0]]
    assert f"({two[1]}) may open. http" in texts[two[1]]


def test_a_text_that_names_what_is_not_there_is_a_fault_with_the_nearest(
    telling,
) -> None:
    from tests.publishing.test_rule_files import faults_in

    text = (PROJECT / "content" / "rules" / "messages.toml").read_text("utf-8")
    assert faults_in(text, "messages.toml") == []
    wrong = text.replace("理由：{reason}", "理由：{reson}", 1)
    (fault,) = faults_in(wrong, "messages.toml")
    assert "{reson}" in fault.message and "{reason}" in fault.allowed
    assert "{reason}" in fault.corrected
    twice = text.replace('id = "refused"', 'id = "returned"', 1)
    assert any("写了两次" in one.message for one in faults_in(twice, "messages.toml"))
    codeless = text.replace("验证码 {code}", "验证码", 1)
    assert "{code}" in faults_in(codeless, "messages.toml")[0].message
    assert MESSAGES.id == "messages"


def test_state_words_are_all_there() -> None:
    from forms_app.permits.messages.labels import STATES

    assert set(STATES) == {str(state) for state in State}
