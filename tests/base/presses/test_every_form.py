"""Every form of every page, pressed three times at once: what one press makes is made once."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import pytest
from flask.testing import FlaskClient
from sqlalchemy import func, select

from forms_app.base.access import access_of
from forms_app.base.audit import AuditEntry
from forms_app.base.office import Office
from forms_app.base.read_log import READ
from tests import presses
from tests.base.presses.forms import Form, forms_of
from tests.planted import Place, Planted, addresses, count, plant

HOME = Place("qiantou", "qiantou-2", "qiantou-point-1", "QT-AAAA22")
# The machinery's own; the trail is counted, of which each operation leaves one entry.
OWN = {"presses", "looks", "sessions", "registration_drafts", "sign_in_addresses"}
LEAVES = ("sign-out", "sign-in", "password", "/noted/")
SOME = (
    "/app/feedback/",
    "/app/volunteer/register/",
    "/app/my/requests/new/",
    "/app/staff/supplies/receive/",
)
EACH = [
    pytest.param(SOME, 4, id="some"),
    pytest.param((), 40, id="all", marks=pytest.mark.long),
]
Rows = dict[str, int]


@dataclass(frozen=True)
class Pressed:
    """`once`: the rows that one press made; `thrice`: those that three at once made."""

    form: str
    thrice: Rows
    once: Rows
    answers: set[tuple[int, str | None]]

    @property
    def is_double(self) -> bool:
        """One press may make several rows; where the second time makes none, what three
        made is compared with one.
        """
        return any(n > max(self.once.get(of, 0), 1) for of, n in self.thrice.items())


@pytest.fixture
def planted(office: Office) -> Planted:
    with office.database.writing() as session:
        return plant(session, HOME)


@pytest.fixture
def people(app, staff, planted) -> dict[str, FlaskClient]:
    """By what a page is open to, whoever opens it."""
    enterprise = app.test_client()
    unit = planted.rows["enterprises"]
    with enterprise.session_transaction() as browser:
        browser["enterprise"] = {
            "id": unit["id"],
            "reference": unit["reference"],
            "version": 1,
        }
    staff("reviewer", ("qiantou",))  # whose account is changed, and closed
    return {
        "public": app.test_client(),
        "enterprise": enterprise,
        "staff": staff("admin"),
    }


def forms(app, people, planted, rules) -> Iterator[tuple[FlaskClient, str, str]]:
    """Who sends it, its page, and where to."""
    for rule in sorted(app.url_map.iter_rules(), key=str):
        access = access_of(app, rule.endpoint)
        is_asked = not rules or rule.rule in rules
        if access is None or "GET" not in rule.methods or not is_asked:
            continue
        client = people.get(access.to)
        if client is None or any(word in rule.rule for word in LEAVES):
            continue
        if "<word>" in rule.rule:  # a secret link, which opens something
            continue
        for page in addresses(rule.rule, planted):
            answer = client.get(page)
            if answer.status_code != 200:
                print(page, answer.status_code, answer.location)
            if answer.mimetype != "text/html":
                continue
            for form in forms_of(page, answer.text):
                if "press" in dict(form.fields) and not any(
                    word in form.action for word in LEAVES
                ):
                    yield client, page, form.action


def loaded(client: FlaskClient, page: str, action: str) -> Form | None:
    """As the page has it now: what was pressed before may have taken it away."""
    found = forms_of(page, client.get(page).text)
    return next((form for form in found if form.action == action), None)


def made(office: Office, before: Rows) -> Rows:
    now = rows(office)
    return {of: now[of] - before[of] for of in now if now[of] > before[of]}


def rows(office: Office) -> Rows:
    """Without the looks at what pages show."""
    with office.database.reading() as session:
        looks = select(func.count()).where(AuditEntry.action == READ)
        found = {of: n for of, n in count(session).items() if of not in OWN}
        return {
            **found,
            "audit_entries": found["audit_entries"] - session.scalar(looks),
        }


def sent(form: Form) -> dict[str, list[str]]:
    return {
        name: [value for key, value in form.fields if key == name]
        for name, _value in form.fields
    }


def pressed(office: Office, client: FlaskClient, page: str, action: str):
    form = loaded(client, page, action)
    if form is None:
        return None
    before = rows(office)
    answers = presses.together(client, form.action, sent(form))
    thrice = made(office, before)
    again = loaded(client, page, action)
    before = rows(office)
    if again:
        client.post(again.action, data=sent(again))
    once = made(office, before)
    told = {(answer.status_code, answer.location) for answer in answers}
    return Pressed(f"{page} → {action}", thrice, once, told)


@pytest.mark.parametrize(("rules", "least"), EACH)
def test_three_presses_at_once_make_what_one_makes(
    app, office, people, planted, rules, least
) -> None:
    app.config["RATELIMIT_ENABLED"] = False
    tried = [
        result
        for one in forms(app, people, planted, rules)
        if (result := pressed(office, *one))
    ]
    creating = [one for one in tried if one.thrice]
    print(f"{len(tried)} forms, {len(creating)} of them made something:")
    for one in tried:
        print(one.form, one.thrice, one.once, one.answers)
    assert [one for one in creating if one.is_double] == []
    assert [one for one in creating if len(one.answers) > 1] == []
    assert len(creating) >= least
