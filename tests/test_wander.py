"""Somebody wanders through the product as every role in turn: opens any page, follows links, fills any form in with anything.

Whatever they do: nothing breaks, nobody opens what the access table does not give them or reads of another community, every
state is reached by a step of its flow, and whoever sees somebody is in the read log.
"""

from __future__ import annotations

import re
import traceback
from collections import Counter
from collections.abc import Iterator
from random import Random
from typing import Any
from urllib.parse import urlsplit

import pytest
from flask import Flask
from flask.testing import FlaskClient
from hypothesis import HealthCheck, Phase, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, rule, run_state_machine_as_test
from sqlalchemy import select
from werkzeug.exceptions import HTTPException

from forms_app.base import read_log
from forms_app.base.audit import AuditEntry
from forms_app.base.exports.models import Export
from forms_app.base.exports.rules import State
from forms_app.base.office import Office
from forms_app.ledger.items.models import Item
from forms_app.ledger.items.rules import FLOW as ITEMS
from forms_app.ledger.publicity.models import GroupMessage
from forms_app.ledger.publicity.rules import FLOW as GROUP_MESSAGES
from forms_app.people.isolation.case_rules import FLOW as CASES
from forms_app.people.isolation.models import Alarm, Case
from forms_app.people.isolation.rules import FLOW as ALARMS
from forms_app.permits.messages.models import Message
from forms_app.permits.messages.rules import FLOW as MESSAGES
from forms_app.permits.resumption import until_public
from forms_app.permits.resumption.models import Application
from forms_app.permits.resumption.rules import FLOW as APPLICATIONS
from tests import journeys
from tests.access_table import TABLE
from tests.base.presses.forms import Form, forms_of
from tests.base.test_access import ROLES
from tests.base.test_looks_on_every_page import WHOSE, text_of
from tests.planted import Place, Planted, addresses, plant

HERE = Place("qiantou", "qiantou-2", "xunmei-point-2", "QT-AAAA33")
THERE = Place("tonghai", "tonghai-1", "tonghai-point-1", "TH-AAAA22")
# What somebody types where anything may be typed.
TYPED = (
    "示例文字",
    "",
    "0",
    "-1",
    "3",
    "37.9",
    "2020-03-05",
    "3月6日 上午10点",
    "13800001234",
    "示例甲 13800001234",
    "qiantou-2",
    "QT-AAAA33",
    "=1+1",
    "<script>alert(1)</script>",
    "\u202e\x00\ufffe",
    "長" * 3000,
    "../../etc/passwd",
    "https://example.org/",
)
LONG_WALK = settings(
    max_examples=4,
    stateful_step_count=100,
    phases=[Phase.generate],
    database=None,
    deadline=None,
    suppress_health_check=list(HealthCheck),
)
# Of columns that hold more than a word, what a page can work on.
SHAPES: dict[str, dict[str, Any]] = {
    "applications": {"answers": {}},
    "corrections": {"given": {"trade": "retail"}},
    "registration_drafts": {"answers": {}},
    "site_checks": {"notes": {}, "answers": None},
    "roster_imports": {"rows": [], "told": []},
    "sheet_uploads": {"changes": []},
    "people": {"symptoms": False},
    "readings": {"unwell": False},
}
# What ends the walk of a role, or of everybody.
PASSED_BY = re.compile(
    r"/sign-out/|/sessions/|/password/|/second-step/|/confirm/|/accounts/(?!day/)|/accounts/day/\d+/take-back/|/noted/"
)
# who has something to do with what is planted
WORKERS = ("grid worker", "reviewer", "office", "admin")
# what has states, and the pages it is worked on
DESKS = re.compile(
    r"/staff/(applications|enterprises|check|items|alarms|isolation|groups|publicity|calls|messages|inspections)/.*<"
)
STATES: dict[Any, tuple[Any, Any]] = {
    Application: (Application.stage, APPLICATIONS),
    Item: (Item.status, ITEMS),
    Case: (Case.state, CASES),
    Alarm: (Alarm.state, ALARMS),
    GroupMessage: (GroupMessage.state, GROUP_MESSAGES),
    Message: (Message.state, MESSAGES),
}
# of one request at most: a check at the door may accept and pass
IN_A_ROW = 3


def permitted(access: str, role: str, status: int) -> bool:
    """Whether this role may get this answer from a page of this access."""
    if access == "nobody":
        return status in {400, 403, 405}
    if access == "token":
        return status in {404, 405}
    sent_to_sign_in = status in {302, 303, 400}
    if access == "enterprise" and role != "enterprise":
        return sent_to_sign_in
    if access.startswith("staff"):
        if role in {"visitor", "enterprise"}:
            return sent_to_sign_in
        roles = access.partition(":")[2].replace(" ", "").split(",")
        if access != "staff" and role.replace(" ", "_") not in [*roles, "admin"]:
            return status in {302, 303, 400, 403}
    return status < 500 or status == 503


def reached(flow: Any) -> set[tuple[str, str]]:
    """Which state follows which by steps of a flow, a few in a row."""
    one = {(str(before), str(after)) for (before, _act), after in flow.steps.items()}
    pairs = set(one)
    for _ in range(IN_A_ROW - 1):
        pairs |= {(a, d) for a, b in pairs for c, d in one if b == c}
    return pairs


REACHED = {table: reached(flow) for table, (_column, flow) in STATES.items()}


class Wanderer:
    """The office, its clients by role, and what was seen so far."""

    def __init__(
        self, app: Flask, office: Office, clients: dict[str, FlaskClient]
    ) -> None:
        self.app = app
        self.office = office
        self.clients = clients
        with office.database.writing() as session:
            self.here: Planted = plant(session, HERE, SHAPES)
            self.there: Planted = plant(session, THERE, SHAPES)
        self.pages: dict[str, tuple[str, str]] = {}
        self.routes = sorted(
            one.rule for one in app.url_map.iter_rules() if "GET" in one.methods
        )
        self.desks = [one for one in self.routes if DESKS.search(one)]
        self.tried: Counter[str] = Counter()
        self.states = self._states()
        self.entries = 0
        self.looked: set[tuple[str, str, str]] = set()
        self.steps = 0
        self.faults: list[str] = []

    def ask(self, role: str, method: str, address: str, **sent: Any) -> None:
        """One request, and all that must hold after it.

        What does not is kept, with the request: the office is another one by then, so that hypothesis could not play it again.
        """
        self.steps += 1
        try:
            self._ask(role, method, address, **sent)
        except Exception:  # noqa: BLE001 - whatever it is
            told = f"{role}: {method} {address} {sent.get('data', '')}"[:2000]
            self.faults.append(f"{told}\n{traceback.format_exc(limit=-4)}")

    def _ask(self, role: str, method: str, address: str, **sent: Any) -> None:
        client = self.clients[role]
        client.environ_base["REMOTE_ADDR"] = (
            f"10.{self.steps >> 8}.{self.steps % 256}.7"
        )
        answer = client.open(address, method=method, **sent)
        self.tried[f"{method} {answer.status_code}"] += 1
        matched = self._rule_of(address, method)
        if matched:
            declared = TABLE[matched]
            assert permitted(declared, role, answer.status_code), (
                role,
                method,
                address,
                answer.status_code,
            )
        assert answer.status_code < 500 or answer.status_code == 503, answer.text[:800]
        text = text_of(answer) if answer.status_code == 200 else ""
        if answer.mimetype == "text/html" and answer.status_code in {200, 400, 409}:
            self.pages[role] = (address, answer.get_data(as_text=True))
        self._nothing_of_others(role, address, text)
        self._each_look_is_entered(role, matched, text)
        self._states_follow()

    def _rule_of(self, address: str, method: str) -> str:
        path = urlsplit(address).path
        adapter = self.app.url_map.bind("localhost")
        try:
            found, _values = adapter.match(path, method, return_rule=True)
        except HTTPException:
            return ""
        return found.rule

    def _nothing_of_others(self, role: str, address: str, text: str) -> None:
        if role in {"visitor", "enterprise", "keeper"}:
            strangers = [self.here, self.there]
        elif role == "admin":
            return
        else:
            strangers = [self.there]
        for one in strangers:
            seen = [column for column in WHOSE if one.canaries[column] in text]
            assert seen == [], (role, address, seen)

    def _each_look_is_entered(self, role: str, matched: str, text: str) -> None:
        if role in {"visitor", "enterprise"} or not matched:
            return
        shown = {
            kind
            for column, kind in WHOSE.items()
            for one in (self.here, self.there)
            if one.canaries[column] in text
        }
        if not shown or "<int:export_id>" in matched or "<int:upload_id>" in matched:
            return
        self._read_entries()
        actor = self._account(role)
        missing = {k for k in shown if (actor, matched, k) not in self.looked}
        assert missing == set(), (role, matched, missing)

    def _account(self, role: str) -> str:
        name, communities, grids = ROLES[role]
        places = "-".join([*communities, *grids]) or "all"
        return f"{name.replace('_', '-')}-{len(communities)}-{places}"

    def _read_entries(self) -> None:
        query = select(AuditEntry).where(
            AuditEntry.action == read_log.READ, AuditEntry.number > self.entries
        )
        with self.office.database.reading() as session:
            for entry in session.scalars(query):
                self.entries = max(self.entries, entry.number)
                for kind in entry.details["shown"]:
                    self.looked.add((entry.actor_id, entry.details["page"], kind))

    def _states(self) -> dict[tuple[Any, int], str]:
        with self.office.database.reading() as session:
            return {
                (table, key): str(state)
                for table, (column, _flow) in STATES.items()
                for key, state in session.execute(select(table.id, column))
            }

    def _states_follow(self) -> None:
        now = self._states()
        for (table, key), state in now.items():
            before = self.states.get((table, key), state)
            if before != state:
                assert (before, state) in REACHED[table], (table, key, before, state)
                self.tried[f"{table.__name__} {before} > {state}"] += 1
        self.states = now


def links_of(page: str) -> list[str]:
    found = re.findall(r'<a [^>]*href="(/app/[^"#]*)', page)
    return [one.replace("&amp;", "&") for one in found if not PASSED_BY.search(one)]


def machine(wanderer: Wanderer) -> type[RuleBasedStateMachine]:
    roles = st.sampled_from(sorted(wanderer.clients))
    # all that is chosen on a page follows from one number: what is drawn may not depend on what the office holds by now
    seeds = st.integers(0, 2**32)

    class Wandering(RuleBasedStateMachine):
        @rule(role=roles, seed=seeds)
        def opens_a_page(self, role: str, seed: int) -> None:
            chance = Random(seed)
            route = chance.choice(wanderer.routes)
            of = chance.choice([wanderer.here, wanderer.there])
            address = chance.choice(addresses(route, of))
            if not PASSED_BY.search(address):
                wanderer.ask(role, "GET", address)

        @rule(role=st.sampled_from(WORKERS), seed=seeds)
        def works(self, role: str, seed: int) -> None:
            """Opens one thing and takes one of its steps, as it is meant."""
            chance = Random(seed)
            route = chance.choice(wanderer.desks)
            address = chance.choice(addresses(route, wanderer.here))
            wanderer.ask(role, "GET", address)
            send(role, chance, care=4)

        @rule(role=roles, seed=seeds)
        def follows_a_link(self, role: str, seed: int) -> None:
            _address, page = wanderer.pages.get(role, ("", ""))
            if links := links_of(page):
                wanderer.ask(role, "GET", Random(seed).choice(links))

        @rule(role=roles, seed=seeds, care=st.integers(0, 4))
        def sends_a_form(self, role: str, seed: int, care: int) -> None:
            send(role, Random(seed), care)

    def send(role: str, chance: Random, care: int) -> None:
        """`care`: how many fields are filled in as they are meant, of four."""
        address, page = wanderer.pages.get(role, ("", ""))
        found = forms_of(address, page)
        forms = [one for one in found if not PASSED_BY.search(one.action)]
        if forms:
            form = chance.choice(forms)
            sent = dict(filled(form, chance, care))
            wanderer.ask(role, "POST", form.action, data=sent)

    return Wandering


def filled(form: Form, chance: Random, care: int) -> Iterator[tuple[str, str]]:
    for name, value in form.fields:
        if name in form.offered:
            yield name, chance.choice([*form.offered[name], value])
        elif name in {"csrf_token", "version"} or chance.randrange(4) < care:
            yield name, value
        else:
            yield name, chance.choice(TYPED)


@pytest.mark.walk
def test_wherever_somebody_wanders_every_promise_of_the_pages_holds(
    app, office, client, staff, monkeypatch, request, record_property
) -> None:
    monkeypatch.setattr(until_public, "PATIENCE", 0)
    journeys.register(client)
    journeys.apply(client)
    clients = {
        role: staff(*what) if what else app.test_client()
        for role, what in ROLES.items()
        if role != "enterprise"
    }
    wanderer = Wanderer(app, office, {**clients, "enterprise": client})
    is_long = request.config.getoption("--long")
    steps = 10_000 if is_long else 200
    while wanderer.steps < steps and len(wanderer.faults) < 20:
        run_state_machine_as_test(machine(wanderer), settings=LONG_WALK)
    assert wanderer.faults == [], "\n\n".join(wanderer.faults)
    with office.database.reading() as session:
        failed = select(Export.kind).where(Export.state == State.FAILED)
        assert session.scalars(failed).all() == [], "made behind a page"
    print(wanderer.steps, dict(wanderer.tried.most_common()))
    record_property("steps", wanderer.steps)
    assert wanderer.tried["GET 200"] > steps / 10
    assert wanderer.tried["POST 302"] + wanderer.tried["POST 303"] > steps / 50
    left = {one.split()[0] for one in wanderer.tried if ">" in one}
    assert not is_long or len(left) >= 4, "states were left in most workflows"
