"""A form that everybody may send tells a program from a person, loses neither, and hides its traps from everybody."""

from __future__ import annotations

import re

import pytest
from sqlalchemy import func, select, text

from forms_app.base.quarantine.models import Quarantined
from forms_app.base.quarantine.rule_file import bounds
from forms_app.base.quarantine.rules import Bounds, Reason
from forms_app.ledger.feedback.models import Report
from forms_app.ledger.volunteering.models import Volunteer
from forms_app.office.junk.mouths import MOUTHS
from forms_app.people.rosters.models import Person
from forms_app.permits.enterprises.models import Enterprise
from tests.access_table import TABLE
from tests.base.quarantine.forms import (
    CANARY,
    EACH,
    PAGES,
    RECEIVED,
    SAID,
    bound,
    come_to,
    opened,
    pass_by,
    send,
)
from tests.conftest import PROJECT

MADE = {
    "register": Enterprise,
    "feedback": Report,
    "volunteer": Volunteer,
    "wall": Person,
}
# Forms that everybody may send and that carry no traps, and why.
WITHOUT = {
    "/app/noted/<kind>/": "changes the own cookie alone",
    "/app/my/sign-in/": "signs in",
    "/app/my/sign-out/": "signs out",
    "/app/my/r/<reference>/<word>": "signs in, with a secret link",
    "/app/apply/": "begins an application of who is signed in",
    "/app/own/<code>": "opens the own page, with a secret link",
    "/app/own/": "of whoever has the own link",
    "/app/own/help/": "of whoever has the own link",
    "/app/staff/sign-in/": "signs in",
    "/app/staff/sign-in/code/": "signs in",
    "/app/staff/sign-in/passkey/": "signs in",
    "/app/staff/sign-in/day/": "signs in, with a code on paper",
    "/app/feedback/answer/": "only reads, with a number and its code",
    "/app/feedback/also/<int:feedback_id>/": "a button: one more has met the same, once from each browser",
    "/app/volunteer/r/<code>": "opens the own page, with a secret link",
    "/app/volunteer/posts/<int:post_id>/claim/": "of whoever has the own link",
    "/app/volunteer/items/<int:item_id>/<any(take, back, done):action>/": "of whoever has the own link",
    "/app/volunteer/items/<int:item_id>/address/": "of whoever has the own link",
}


def rows(office) -> list[Quarantined]:
    with office.database.reading() as session:
        return list(session.scalars(select(Quarantined).order_by(Quarantined.id)))


def made(office, name: str) -> int:
    with office.database.reading() as session:
        return session.scalar(select(func.count()).select_from(MADE[name])) or 0


def test_every_form_that_everybody_may_send_and_that_makes_something_has_traps(
    app,
) -> None:
    sent = {
        rule.rule
        for rule in app.url_map.iter_rules()
        if "POST" in rule.methods and TABLE[rule.rule] == "public"
    }
    trapped = {mouth.route for mouth in MOUTHS.values()}
    assert sent - trapped == {*WITHOUT}, "a new one has traps, or a reason"
    assert trapped <= sent
    assert MOUTHS.keys() == PAGES.keys()


@pytest.mark.parametrize("name", EACH)
def test_the_traps_are_neither_seen_nor_heard_nor_reached(client, name) -> None:
    come_to(client, name)
    page = client.get(PAGES[name]).text
    trap = re.search(r'<div class="sr" aria-hidden="true">(.*?)</div>', page, re.S)
    assert trap
    assert re.search(r'<label for="leave_empty">[^<]*留空', trap[1])
    (field,) = re.findall(r"<input[^>]*>", trap[1])
    for said in ('id="leave_empty"', 'value=""', 'autocomplete="off"', 'tabindex="-1"'):
        assert said in field
    assert re.search(r'type="hidden" name="opened" value="\d+\.[0-9a-f]{24}"', page)
    css = (PROJECT / "theme/static/css/style.css").read_text(encoding="utf-8")
    assert re.search(r"\.sr\{position:absolute;width:1px;height:1px", css)


@pytest.mark.parametrize("name", EACH)
def test_whoever_takes_their_time_is_taken_at_once(client, office, name) -> None:
    come_to(client, name)
    bound(office, seconds=3)
    before = made(office, name)
    hidden = opened(client, name)
    pass_by(office, seconds=3)
    answer = client.post(PAGES[name], data={**hidden, **SAID[name]})
    assert answer.location != RECEIVED
    assert made(office, name) == before + 1
    assert rows(office) == []


@pytest.mark.parametrize("name", EACH)
@pytest.mark.parametrize("reason", [Reason.FILLED, Reason.QUICK])
def test_what_a_program_sends_is_kept_sealed_in_no_list_and_answered(
    client, office, name, reason
) -> None:
    come_to(client, name)
    bound(office, seconds=3 if reason is Reason.QUICK else 0)
    before = made(office, name)
    filled = {"leave_empty": "http://example"} if reason is Reason.FILLED else {}
    sent = {**opened(client, name), **SAID[name], **filled}
    answer = client.post(PAGES[name], data=sent)
    assert (answer.status_code, answer.location) == (303, RECEIVED)
    told = client.get(RECEIVED).text
    assert "收到" in told and "垃圾" not in told
    assert made(office, name) == before
    (row,) = rows(office)
    assert (row.form, row.reason, row.community) == (name, reason, "qiantou")
    assert CANARY in str(row.given)
    assert "leave_empty" not in row.given and "opened" not in row.given
    with office.database.reading() as session:
        stored = session.scalar(text("SELECT given FROM quarantined"))
    assert CANARY.encode() not in bytes(stored)


@pytest.mark.parametrize(
    "forged", ["", "1.0", "0." + "0" * 24, "x", "1583371800", "雀.雀"]
)
def test_a_moment_that_we_did_not_sign_is_none(client, office, forged) -> None:
    bound(office, seconds=3)
    hidden = opened(client, "feedback")
    pass_by(office, minutes=5)
    client.post(
        PAGES["feedback"], data={**hidden, **SAID["feedback"], "opened": forged}
    )
    assert [row.reason for row in rows(office)] == [Reason.QUICK]


def test_a_form_that_came_back_was_opened_when_it_was_first(client, office) -> None:
    """Whoever mends one digit is quick, and no program."""
    bound(office, seconds=3)
    hidden = opened(client, "feedback")
    pass_by(office, seconds=30)
    back = client.post(PAGES["feedback"], data={**hidden, "text": "示例"})
    assert back.status_code == 200 and hidden["opened"] in back.text
    answer = client.post(PAGES["feedback"], data={**hidden, **SAID["feedback"]})
    assert answer.location == "/app/feedback/mine/"


def test_the_same_from_many_addresses_is_set_aside_and_from_one_it_is_not(
    app, office
) -> None:
    bound(office, addresses=3)

    def report(address: str, said: str) -> str:
        client = app.test_client()
        client.environ_base["REMOTE_ADDR"] = address
        return send(client, "feedback", text=said).location

    same = [report(f"192.0.2.{n}", "示例 名单 是假的") for n in range(3)]
    same += [report("192.0.2.0", "示例名单是假的")] * 2
    assert set(same) == {"/app/feedback/mine/"}
    assert report("192.0.2.9", "示例名单是假的") == RECEIVED, "blanks are no difference"
    assert report("192.0.2.0", "示例名单是假的") == RECEIVED
    assert report("192.0.2.9", "示例别的") == "/app/feedback/mine/"
    assert {row.reason for row in rows(office)} == {Reason.REPEATED}


def test_two_presses_lie_there_once(client, office) -> None:
    bound(office, seconds=3)
    page = client.get(PAGES["feedback"]).text
    press = re.search(r'name="press" value="([^"]+)"', page)
    sent = {**opened(client, "feedback"), **SAID["feedback"], "press": press[1]}
    told = {client.post(PAGES["feedback"], data=sent).location for _ in range(2)}
    assert told == {RECEIVED}
    assert len(rows(office)) == 1


def test_the_rule_of_the_sample_says_what_holds_without_one(office) -> None:
    bound(office, seconds=3)
    written = bounds(office)
    (office.accepted / "rules" / "junk.toml").unlink()
    assert bounds(office) == written == Bounds()
