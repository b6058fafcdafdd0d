"""What a deed tells goes into the outbox with it, and out of it once; what did not arrive, or may not have, somebody still calls about."""

from __future__ import annotations

import re
from dataclasses import dataclass
from itertools import product

import pytest
from sqlalchemy import select

from forms_app.base.jobs import lease
from forms_app.base.office import Office
from forms_app.base.refusal import Refused
from forms_app.permits.enterprises.queries import by_reference
from forms_app.permits.messages import operations
from forms_app.permits.messages.jobs import OUTBOX
from forms_app.permits.messages.labels import KINDS
from forms_app.permits.messages.models import Message
from forms_app.permits.messages.outbox import Event, tell
from forms_app.permits.messages.rules import FLOW, PAUSES, Action, Kind, State
from forms_app.permits.resumption.calls import listed, note_call
from forms_app.permits.resumption.models import Call
from tests import journeys
from tests.conftest import NOW, post
from tests.permits.messages.conftest import PHONES, SECRET, registered
from tests.rule_files import CAMPAIGN
from tests.stored import everything_stored

CALLS = "/app/staff/calls/"


@dataclass
class Case:
    """One enterprise, and what the office says to it."""

    office: Office
    reference: str

    def tell(self, about: str = "returned") -> None:
        with self.office.database.writing() as session:
            unit = by_reference(session, self.reference)
            values = {**listed(["记补正"]), "reason": "记理由"}
            note_call(session, self.office, unit, CAMPAIGN, about, "说", NOW, values)

    def change(self, phone: str) -> None:
        with self.office.database.writing() as session:
            by_reference(session, self.reference).contact_phone = phone

    @property
    def has_to_be_called(self) -> bool:
        with self.office.database.reading() as session:
            return session.scalars(select(Call)).one().done_at is None


@pytest.fixture
def case(telling) -> Case:
    with telling.database.writing() as session:
        (reference,) = registered(session, telling, 1)
    return Case(telling, reference)


@pytest.mark.parametrize(("state", "action"), list(product(State, Action)))
def test_every_step_of_a_message_is_in_the_table_or_refused(state, action) -> None:
    message = Message(state=state)
    if (state, action) in FLOW.steps:
        operations._step(message, action)
        assert state not in {State.SENT, State.TOLD}, "what went out stays so"
    else:
        with pytest.raises(Refused):
            operations._step(message, action)
    assert message.state == FLOW.steps.get((state, action), state)


def test_what_was_returned_is_told_once_and_leaves_the_calls(
    telling, client, staff, send, outbox, gateway, mail
) -> None:
    reference, _code = journeys.register(client)
    journeys.apply(client)
    reviewer = staff("reviewer", ("qiantou",))
    page = "/app/staff/applications/1/"
    back = {"version": journeys.version(reviewer), "measures": "记补正"}
    assert post(reviewer, f"{page}return/", page, **back).status_code == 302
    kinds = ["registered", "received", "returned"]
    assert [one.kind for one in outbox()] == kinds
    assert {one.channel for one in outbox()} == {"sms"}, "nobody gave an address"
    assert lease.is_asked(telling, OUTBOX.name, telling.clock.now())
    assert "示例箱包厂" in reviewer.get(CALLS).text, "until it is delivered"
    assert send() == 3
    told = gateway.heard[-1]
    assert told["to"] == journeys.CONTACT["contact_phone"]
    assert reference in told["text"] and "记补正" in told["text"]
    assert told["opened"] == f"Bearer {SECRET}"
    assert {one.state for one in outbox()} == {"sent"}
    assert "都通知到了" in reviewer.get(CALLS).text
    made = reviewer.get(f"{CALLS}?state=made").text
    assert "短信" in made and "示例箱包厂" in made
    assert send(600) == 0
    assert len(gateway.heard) == 3 and mail.heard == []


def test_an_enterprise_with_an_address_is_told_by_mail_too_in_its_language(
    case, send, gateway, mail, choose
) -> None:
    choose(case.reference, email="shop@example.org", language="en")
    case.tell()
    assert send() == 2
    (told,) = mail.heard
    assert told["to"] == "shop@example.org"
    assert told["title"] == "Your application needs changes"
    assert f"({case.reference}) needs 1 change(s):" in told["text"]
    assert "http://127.0.0.1:8000/app/my/" in gateway.heard[0]["text"]


@pytest.mark.walk
@pytest.mark.parametrize(
    ("mood", "state", "why"),
    [
        ("no", "failed", "refused"),
        ("later", "waiting", "later"),
        ("500", "unclear", "nonsense"),
        ("nonsense", "unclear", "nonsense"),
        ("moved", "unclear", "nonsense"),
        ("slow", "unclear", "slow"),
        ("cut", "unclear", "nonsense"),
    ],
)
def test_an_answer_is_read_and_not_guessed_and_the_call_stays_to_be_made(
    case, send, outbox, gateway, mood, state, why
) -> None:
    case.tell()
    gateway.feel(mood)
    assert send() == 1
    (message,) = outbox()
    assert (message.state, message.why) == (state, why)
    assert case.has_to_be_called
    gateway.feel("fine")
    send(600)
    assert len(gateway.heard) == (2 if state == "waiting" else 1)
    assert case.has_to_be_called == (state != "waiting")


@pytest.mark.walk
@pytest.mark.parametrize(
    ("mood", "state", "why"),
    [
        ("no", "failed", "refused"),
        ("later", "waiting", "later"),
        ("500", "failed", "refused"),
        ("cut", "unclear", "slow"),
        ("slow", "unclear", "slow"),
    ],
)
def test_a_mail_server_is_believed_in_what_it_says_and_in_nothing_else(
    case, send, outbox, mail, choose, mood, state, why
) -> None:
    choose(case.reference, email="shop@example.org")
    case.tell()
    mail.feel(mood)
    assert send() == 2
    (message,) = [one for one in outbox() if one.channel == "mail"]
    assert (message.state, message.why) == (state, why)


def test_a_channel_that_is_away_is_tried_with_growing_pauses_and_then_given_up(
    case, send, outbox, gateway
) -> None:
    case.tell()
    gateway.kill()
    later = 0.0
    for pause in PAUSES:
        assert send(later) == 1
        assert send(later + 0.5) == 0
        (message,) = outbox()
        assert (message.state, message.why) == ("waiting", "away")
        later += pause.total_seconds() / 60 + 0.1
    assert send(later) == 1
    (message,) = outbox()
    assert (message.state, message.attempts) == ("failed", len(PAUSES) + 1)
    gateway.start()
    assert send(later + 600) == 0
    assert gateway.heard == []


def test_while_a_channel_is_away_one_message_is_tried_and_the_others_wait(
    telling, send, outbox, gateway
) -> None:
    with telling.database.writing() as session:
        every = registered(session, telling, 5)
    for reference in every:
        Case(telling, reference).tell()
    gateway.kill()
    assert send() == 1
    assert [one.attempts for one in outbox()] == [1, 0, 0, 0, 0]
    gateway.start()
    assert send(1) == 5
    assert {one.state for one in outbox()} == {"sent"}


def test_nothing_is_sent_to_a_number_that_was_changed(
    case, send, outbox, gateway
) -> None:
    case.tell()
    case.change("13900000001")
    send()
    assert [one["to"] for one in gateway.heard] == ["13900000001"]
    case.tell("approved")
    case.change("")
    send()
    assert [(one.state, one.why) for one in outbox()][1:] == [("failed", "no-address")]
    assert len(gateway.heard) == 1


def test_what_a_sender_left_half_done_is_unclear_and_not_sent_again(
    case, send, outbox, telling, gateway
) -> None:
    case.tell()
    with telling.database.writing() as session:
        session.scalars(select(Message)).one().state = State.SENDING
    assert send() == 0
    assert gateway.heard == []
    assert [(one.state, one.why) for one in outbox()] == [("unclear", "stopped")]


def test_a_deed_that_is_undone_tells_nothing(case, outbox, telling) -> None:
    with pytest.raises(RuntimeError), telling.database.writing() as session:
        unit = by_reference(session, case.reference)
        note_call(session, telling, unit, CAMPAIGN, "approved", "说", NOW)
        session.flush()
        raise RuntimeError
    assert outbox() == []


def test_the_same_event_is_told_once(case, outbox, telling) -> None:
    event = Event(Kind.APPROVED, "call/7", CAMPAIGN)
    for _again in range(2):
        with telling.database.writing() as session:
            tell(session, by_reference(session, case.reference), event, NOW)
    assert len(outbox()) == 1


def test_nothing_of_a_message_can_be_read_without_the_keys(
    case, send, telling, choose
) -> None:
    choose(case.reference, email="canary@example.org")
    case.tell()
    case.tell("suspended")
    send()
    stored = everything_stored(telling)
    assert case.reference in stored
    for secret in (PHONES[0], "canary@", "记补正", "记理由", SECRET):
        assert secret not in stored


@pytest.mark.parametrize("how", ["off", "without a row", "no file"])
def test_what_the_office_does_not_tell_is_not_told(case, telling, outbox, how) -> None:
    path = telling.accepted / "rules" / "messages.toml"
    text = path.read_text(encoding="utf-8")
    row = 'id = "returned"\n'
    changed = {
        "off": text.replace(row, f"{row}on = false\n"),
        "without a row": text.replace(row, 'id = "registered"\n'),
    }
    if how in changed:
        path.write_text(changed[how], encoding="utf-8")
    else:
        path.unlink()
    case.tell()
    assert outbox() == []
    assert case.has_to_be_called


def test_a_rehearsal_tells_nobody(case, telling, outbox) -> None:
    path = telling.accepted / "campaigns" / CAMPAIGN / "campaign.toml"
    text = path.read_text(encoding="utf-8")
    path.write_text(
        re.sub(r"(?m)^mode = .*$", r"\g<0>\ndraft = true", text), encoding="utf-8"
    )
    case.tell()
    assert outbox() == []
    path.write_text(text, encoding="utf-8")
    case.tell()
    assert len(outbox()) == 1


def test_without_a_channel_the_list_of_calls_is_all_there_is(office) -> None:
    with office.database.writing() as session:
        (reference,) = registered(session, office, 1)
    case = Case(office, reference)
    case.tell()
    assert case.has_to_be_called
    with office.database.reading() as session:
        assert session.scalars(select(Message)).all() == []
    assert not lease.is_asked(office, OUTBOX.name, office.clock.now())


def test_every_kind_has_its_words() -> None:
    assert set(KINDS) == {str(kind) for kind in Kind}
