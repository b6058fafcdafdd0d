"""Nobody opens or changes what belongs to another community, grid, point or enterprise: every route that names a record,
by GET and by POST with a token.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

import pytest

from forms_app.base.access import access_of
from tests import journeys
from tests.conftest import token
from tests.planted import Place, Planted, addresses, count, names_a_record, plant

THERE = Place("xunmei", "xunmei-1", "xunmei-point-1", "XM-AAAA22")
# Of another community; a grid worker and a keeper also of the same one.
ELSEWHERE = {
    "reviewer": ("reviewer", ("qiantou",), ()),
    "office": ("office", ("qiantou",), ()),
    "grid worker": ("grid_worker", (), ("qiantou-2",)),
    "keeper": ("keeper", ("qiantou",), ()),
    "grid worker next door": ("grid_worker", (), ("xunmei-2",)),
}
EACH = [
    pytest.param(name, marks=[] if name == "reviewer" else [pytest.mark.long])
    for name in ELSEWHERE
]
# What a browser would send with any of these forms; a page takes what it knows.
BODY = {
    "why": "call", "note": "记", "reason": "记一个理由", "version": "1", "outcome": "done", "confirm": "y", "day": "2020-03-04",
    "until": "2020-03-20", "name": "示例", "phone": "13800001234", "text": "记", "answer": "记", "owner": "nobody", "words": "示例",
    "count": "3", "people": "1", "action": "back", "decision": "let-in", "result": "not-in", "title": "示例", "step": "send",
    "basis": "resumption-2020-08", "batch": "3", "since": "2020-03-05", "place": "示例路 1 号", "community": "xunmei",
}  # fmt: skip
# Where another word of the same name is meant.
BODY_OF = {
    "/app/staff/calls/<int:call_id>/": {"outcome": "no-answer"},
    "/app/staff/visits/conflicts/<int:visit_id>/": {"keep": "this"},
}
REFUSED = {403, 404}
# What is of a whole community, so that grid workers next door work on it too.
OF_THE_COMMUNITY = (
    "/app/staff/publicity/<int:material_id>/",
    "/app/staff/publicity/<int:material_id>/place/",
    "/app/staff/publicity/<int:material_id>/hand-out/",
)
OWN_TRAIL = {"audit_entries", "looks"}


@dataclass(frozen=True)
class Tried:
    """One request for a record of somebody else's, and its answer."""

    rule: str
    address: str
    method: str
    status: int
    text: str


def records(app, to: str, planted: Planted) -> Iterator[tuple[str, str, set[str]]]:
    """Route, address and methods of every page of staff (or enterprises) that names a record."""
    for rule in app.url_map.iter_rules():
        access = access_of(app, rule.endpoint)
        if access and access.to == to and names_a_record(rule.rule):
            for address in addresses(rule.rule, planted):
                yield rule.rule, address, rule.methods & {"GET", "POST"}


def tried(client, app, to: str, planted: Planted, known: str) -> list[Tried]:
    sent = {**BODY, "csrf_token": token(client, known)}
    found = []
    for rule, address, methods in records(app, to, planted):
        for method in sorted(methods):
            data = {**sent, **BODY_OF.get(rule, {})} if method == "POST" else None
            answer = client.open(address, method=method, data=data)
            text = answer.get_data(as_text=True)
            found.append(Tried(rule, address, method, answer.status_code, text))
    return found


def leaks(found: list[Tried], planted: Planted) -> list[tuple[str, str]]:
    """Answers that say anything of what is there."""
    words = re.compile("|".join(map(re.escape, planted.canaries.values())))
    return [(one.method, one.address) for one in found if words.search(one.text)]


@pytest.fixture
def planted(office) -> Planted:
    with office.database.writing() as session:
        return plant(session, THERE)


@pytest.fixture
def kept(office, planted):
    """No row came or went by what was tried."""

    def counted() -> dict[str, int]:
        with office.database.reading() as session:
            rows = count(session)
        return {name: n for name, n in rows.items() if name not in OWN_TRAIL}

    return counted


@pytest.mark.walk
@pytest.mark.same_on_both(reason="asks who may, not what is kept")
@pytest.mark.parametrize("role", EACH)
def test_staff_open_and_change_nothing_of_another_community(
    app, staff, planted, kept, record_property, role
) -> None:
    client = staff(*ELSEWHERE[role])
    before = kept()
    page = "/app/gate/password/" if role == "keeper" else "/app/staff/password/"
    found = tried(client, app, "staff", planted, page)
    record_property("requests", len(found))
    record_property("routes", len({one.rule for one in found}))
    assert len(found) > 150
    wrong = [
        (one.method, one.address, one.status)
        for one in found
        if one.status not in REFUSED
        and not ("next door" in role and one.rule in OF_THE_COMMUNITY)
    ]
    assert wrong == []
    assert leaks(found, planted) == []
    assert kept() == before


@pytest.mark.same_on_both(reason="asks who may, not what is kept")
def test_an_enterprise_opens_and_changes_nothing_of_another(
    app, client, planted, kept, record_property
) -> None:
    journeys.register(client)
    journeys.apply(client)
    before = kept()
    found = tried(client, app, "enterprise", planted, "/app/feedback/")
    record_property("requests", len(found))
    record_property("routes", len({one.rule for one in found}))
    assert len(found) > 25
    wrong = [
        (one.method, one.address, one.status)
        for one in found
        if one.status not in REFUSED
    ]
    assert wrong == []
    assert leaks(found, planted) == []
    assert kept() == before


@pytest.mark.same_on_both(reason="asks who may, not what is kept")
def test_a_visitor_is_sent_to_sign_in_from_every_record(
    app, client, planted, kept, record_property
) -> None:
    before = kept()
    for to in ("staff", "enterprise"):
        found = tried(client, app, to, planted, "/app/staff/sign-in/")
        record_property(f"requests for what {to} open", len(found))
        # what was sent is offered to be sent again after signing in
        wrong = [
            (one.method, one.address, one.status)
            for one in found
            if one.status != 302 and (one.method, one.status) != ("POST", 401)
        ]
        assert wrong == []
        assert leaks(found, planted) == []
    assert kept() == before
