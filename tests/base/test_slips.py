"""A code, link or password just made: loaded again it is the same, noted it is gone, and only its owner sees it."""

from __future__ import annotations

import base64
import contextlib
import json
import re
import secrets
import zlib
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import timedelta
from typing import Any

import pytest
from flask import Flask, g, session
from flask.testing import FlaskClient
from sqlalchemy import func, select

from forms_app.base import slips
from forms_app.base.access import Actor, Role
from forms_app.base.audit import AuditEntry
from forms_app.base.clock import real_now
from forms_app.base.office import Office
from forms_app.base.read_log import READ
from forms_app.base.sessions.interface import serializer
from forms_app.ledger.volunteering.models import Volunteer
from forms_app.permits.enterprises.models import Enterprise
from tests import journeys
from tests.base.second_step.codes import CODES as RECOVERY_CODES
from tests.base.second_step.codes import SET_UP, secret_on, shown
from tests.conftest import PASSWORD, post, post_and_open, token
from tests.people.isolation import daily

CODE = r"<dt>查询码</dt>\s*<dd class=\"code\">([^<]+)<"
DONE = "/app/register/done/"
WALL = "/app/my/people/wall/"
ADD = "/app/my/tenants/add/"
CODES = "/app/my/tenants/codes/"
HELPER = {
    "community": "qiantou",
    "name": "示例志愿者",
    "phone": "138 0000 7777",
    "consent": "y",
}
SAID = {"about": "page", "text": "示例：写错了", "community": "qiantou", "phone": ""}
AT_DOOR = {**journeys.WHO, **journeys.WHERE, **journeys.CONTACT}


@dataclass
class Town:
    """Who takes part: phones of enterprises and visitors, desks of staff. `phone` is the one an enterprise has."""

    app: Flask
    office: Office
    staff: Callable[..., FlaskClient]
    phone: FlaskClient

    def entries(self) -> int:
        """How many things have been done in this office; each leaves one entry, and
        so does a look.
        """
        done = select(func.count()).where(AuditEntry.action != READ)
        with self.office.database.reading() as database:
            return database.scalar(done) or 0


@dataclass
class Made:
    """What somebody asked for: the form that was sent, the page that shows it, and how it is read there.

    `other` is another browser that may open that page.
    """

    client: FlaskClient
    form: str
    page: str
    shown: str = CODE
    fields: dict[str, Any] = field(default_factory=dict)
    sent_from: str = ""
    other: FlaskClient | None = None

    def send(self, token_of: str = "") -> Any:
        """Send the form; with `token_of` another page as one does that still stands open from before."""
        given = {name: value for name, value in self.fields.items() if value != ""}
        return post(
            self.client, self.form, token_of or self.sent_from or self.form, **given
        )


def registration(town: Town) -> Made:
    client = town.app.test_client()
    client.get("/app/register/")
    for page, fields in (("who", journeys.WHO), ("where", journeys.WHERE)):
        post(
            client,
            f"/app/register/{page}/",
            **{name: value for name, value in fields.items() if value},
        )
    return Made(client, "/app/register/contact/", DONE, fields=journeys.CONTACT)


def tenant_of(manager: FlaskClient, name: str) -> dict[str, Any]:
    """A tenant, as the page of its manager begins to fill it in."""
    page = manager.get(ADD).text
    filled = dict(
        re.findall(r'<input id="(\w+)" name="\w+" type="\w+" value="([^"]*)"', page)
    )
    own = {
        "name": name,
        "kind": "shop",
        "no_code": "y",
        "trade": "retail",
        "grid": "qiantou-2",
        "consent": "y",
    }
    return {**filled, **own}


def tenant(town: Town) -> Made:
    reference, code = journeys.register(town.phone, name="示例广场", kind="building")
    other = town.app.test_client()
    post(other, "/app/my/sign-in/", reference=reference, access_code=code)
    return Made(
        town.phone, ADD, CODES, fields=tenant_of(town.phone, "示例一号店"), other=other
    )


def tenant_cards(town: Town) -> Made:
    """Many together, of which one seed is kept."""
    reference, code = journeys.register(town.phone, name="示例广场", kind="building")
    other = town.app.test_client()
    post(other, "/app/my/sign-in/", reference=reference, access_code=code)
    rows = {"rows": "示例一号店", "trade": "retail", "consent": "y", "take": "y"}
    sheet = "/app/my/tenants/sheet/"
    return Made(town.phone, sheet, "/app/my/tenants/cards/", fields=rows, other=other)


def take_over(town: Town) -> Made:
    made = tenant(town)
    made.send()
    page = town.phone.get(CODES).text
    reference = re.search(r"<dd class=\"code\">([^<]+)<", page)[1]
    clients = [town.app.test_client(), town.app.test_client()]
    for client in clients:
        post(
            client,
            "/app/my/sign-in/",
            reference=reference,
            access_code=re.search(CODE, page)[1],
        )
    path = "/app/my/take-over/"
    return Made(clients[0], path, path, other=clients[1])


def wall(town: Town) -> Made:
    reference, code = journeys.register(town.phone)
    other = town.app.test_client()
    post(other, "/app/my/sign-in/", reference=reference, access_code=code)
    return Made(town.phone, WALL, WALL, r"/app/wall/(\w+)", other=other)


def own_link(town: Town) -> Made:
    made = wall(town)
    daily.case(town.office, daily.people(town.office)[0])
    path = "/app/my/people/1/own-link/"
    return Made(town.phone, path, path, r"/app/own/(\w+)", other=made.other)


def case_link(town: Town) -> Made:
    own_link(town)
    path = "/app/staff/reports/own-link/1/"
    desk = town.staff("grid_worker", (), ("qiantou-2",))
    return Made(
        desk, path, path, r"/app/own/(\w+)", other=town.staff("reviewer", ("qiantou",))
    )


def volunteer(town: Town) -> Made:
    path = "/app/volunteer/register/"
    return Made(
        town.phone,
        path,
        "/app/volunteer/registered/",
        r"/app/volunteer/r/([\w-]+)",
        fields=HELPER,
    )


def volunteer_link(town: Town) -> Made:
    volunteer(town).send()
    page = "/app/staff/volunteers/1/"
    desk = town.staff("reviewer", ("qiantou",))
    shown = r"/app/volunteer/r/([\w-]+)"
    return Made(
        desk,
        f"{page}link/",
        page,
        shown,
        sent_from=page,
        other=town.staff("office", ("qiantou",)),
    )


def feedback(town: Town) -> Made:
    return Made(town.phone, "/app/feedback/", "/app/feedback/mine/", fields=SAID)


def door(town: Town) -> Made:
    desk = town.staff("grid_worker", (), ("qiantou-2",))
    page = "/app/staff/register/"
    return Made(
        desk, page, page, fields=AT_DOOR, other=town.staff("reviewer", ("qiantou",))
    )


def access_code(town: Town) -> Made:
    reference, _code = journeys.register(town.phone)
    path = f"/app/staff/enterprises/{reference}/access-code/"
    return Made(
        town.staff("reviewer", ("qiantou",)),
        path,
        path,
        other=town.staff("office", ("qiantou",)),
    )


def password(town: Town) -> Made:
    path = "/app/staff/accounts/new/"
    fields = {
        "username": "east-gate",
        "name": "东门值守",
        "role": "keeper",
        "points": "xunmei-point-1",
    }
    shown = r"第一次登录时要改掉：</p>\s*<p class=\"code\">([^<]+)<"
    return Made(
        town.staff("admin"),
        path,
        "/app/staff/accounts/",
        shown,
        fields=fields,
        other=town.staff("admin", ("qiantou",)),
    )


def recovery(town: Town) -> Made:
    desk = town.staff("reviewer", ("qiantou",))
    return Made(
        desk,
        SET_UP,
        RECOVERY_CODES,
        r"class=\"code\">([\w-]{14})<",
        fields={"code": shown(secret_on(desk), -1)},
        other=town.staff("office", ("qiantou",)),
    )


def day_cards(town: Town) -> Made:
    fields = {
        "name": "志愿者",
        "where": "grid:qiantou-2",
        "number": "2",
        "until": "2020-03-05 18:00",
    }
    return Made(
        town.staff("reviewer", ("qiantou",)),
        "/app/staff/accounts/day/new/",
        "/app/staff/accounts/day/cards/",
        r"<p class=\"code\">([\w-]{14})<",
        fields=fields,
        other=town.staff("reviewer", ("qiantou", "nanpu")),
    )


PLACES = {
    "registration": registration,
    "tenant": tenant,
    "tenant-cards": tenant_cards,
    "take-over": take_over,
    "wall": wall,
    "own-link": own_link,
    "case-link": case_link,
    "volunteer": volunteer,
    "volunteer-link": volunteer_link,
    "feedback": feedback,
    "door": door,
    "access-code": access_code,
    "password": password,
    "recovery": recovery,
    "day-cards": day_cards,
}


@pytest.fixture
def town(app, office, staff, client) -> Town:
    return Town(app, office, staff, client)


def note(client: FlaskClient, kind: str, page: str):
    """Press “我记下了” on a page."""
    form = re.search(
        rf'action="/app/noted/{kind}/">(.*?)</form>', client.get(page).text, re.S
    )
    assert form, "the page has the button"
    values = re.findall(r'name="(\w+)" value="([^"]+)"', form[1])
    fields = {
        "csrf_token": values[0][1],
        "record": [value for name, value in values if name == "record"],
    }
    return client.post(f"/app/noted/{kind}/", data=fields)


def in_cookie(client: FlaskClient) -> str:
    """All that whoever holds the session cookie can read: its text, and whatever in it is base64 or packed again."""
    kept = client.get_cookie("kaigong")
    assert kept
    text = unpacked(kept.value.lstrip(".").split(".")[0])
    assert json.loads(text)["csrf_token"], "this is the cookie and nothing else"
    return text + "".join(map(unpacked, re.findall(r"[\w+/-]{16,}", text)))


def unpacked(part: str) -> str:
    data = base64.b64decode(
        part + "=" * (-len(part) % 4), altchars=b"-_" if {"-", "_"} & {*part} else None
    )
    with contextlib.suppress(zlib.error):
        data = zlib.decompress(data)
    return data.decode("utf-8", "replace")


@pytest.mark.same_on_both(reason="about cookies and pages, not about the database")
@pytest.mark.parametrize("kind", slips.KINDS)
def test_what_was_made_is_shown_until_it_is_noted_and_to_its_owner_alone(
    town, kind
) -> None:
    made = PLACES[kind](town)
    answer = made.send()
    assert answer.status_code == 303, answer.text
    page = answer.location
    assert page.startswith(made.page), page
    before = town.entries()
    first = made.client.get(page)
    secret = re.search(made.shown, first.text)[1]
    assert first.headers["Cache-Control"] == "no-store"
    assert made.client.get(page).text.count(secret) == first.text.count(secret), (
        "loaded again it is the same"
    )
    if kind not in {"feedback", "day-cards"}:  # a second one may be meant
        made.client.get(made.form)
        made.send(token_of=page)
    assert town.entries() == before, (
        "nor does going back and pressing again make another"
    )
    assert re.search(made.shown, made.client.get(page).text)[1] == secret
    cookie = in_cookie(made.client)
    assert (
        '"slips"' in cookie
        and secret not in cookie
        and secret.replace("-", "") not in cookie
    )
    for other in filter(None, (made.other, town.app.test_client())):
        assert not re.search(made.shown, other.get(page).text), (
            "another browser never sees it"
        )
    assert note(made.client, kind, page).status_code == 303
    gone = made.client.get(page, follow_redirects=True)
    assert (
        gone.status_code == 200
        and not re.search(made.shown, gone.text)
        and secret not in gone.text
    )
    assert "slips" not in in_cookie(made.client)
    assert town.entries() == before


@pytest.mark.same_on_both(reason="about cookies and pages, not about the database")
@pytest.mark.parametrize(
    "kind", ["registration", "tenant", "take-over", "wall", "own-link"]
)
def test_an_enterprise_is_reminded_of_what_it_has_not_noted(town, kind) -> None:
    made = PLACES[kind](town)
    page = made.send().location
    assert (
        f'<a href="{page}">{slips.KINDS[kind].title}</a>'
        in made.client.get("/app/my/").text
    )
    note(made.client, kind, page)
    assert "还没有记下" not in made.client.get("/app/my/").text


@pytest.mark.same_on_both(reason="about cookies, not about the database")
@pytest.mark.parametrize(
    ("kind", "lasts"),
    [("registration", timedelta(hours=24)), ("door", timedelta(minutes=15))],
)
def test_what_is_never_noted_goes_by_itself(town, kind, lasts, monkeypatch) -> None:
    made = PLACES[kind](town)
    page = made.send().location
    monkeypatch.setattr(
        slips, "real_now", lambda: real_now() + lasts - timedelta(minutes=1)
    )
    assert made.client.get(page).status_code == 200
    monkeypatch.setattr(slips, "real_now", lambda: real_now() + lasts)
    made.client.get("/app/healthz")
    assert "slips" not in in_cookie(made.client), "any page drops it"
    assert made.client.get(page).status_code == 302


@pytest.mark.same_on_both(reason="about cookies, not about the database")
def test_another_account_or_enterprise_in_the_same_browser_is_shown_nothing(
    town,
) -> None:
    made = door(town)
    page = made.send().location
    post(made.client, "/app/staff/sign-out/", "/app/staff/")
    answer = post(
        made.client,
        "/app/staff/sign-in/",
        username="reviewer-1-qiantou",
        password=PASSWORD,
    )
    assert answer.status_code == 302
    assert made.client.get(page).status_code == 302, (
        "the record is theirs to see, its code is not"
    )
    clerk = wall(town)
    code = re.search(clerk.shown, town.phone.get(clerk.send().location).text)[1]
    assert post(town.phone, "/app/my/sign-out/", "/app/my/").location == "/"
    journeys.register(town.phone, name="示例别的厂", address="示例路 9 号")
    assert (
        code not in town.phone.get(WALL).text
        and "还没有记下" not in town.phone.get("/app/my/").text
    )


@pytest.mark.same_on_both(reason="about cookies, not about the database")
def test_signing_out_waits_for_the_code_without_which_nobody_comes_back(town) -> None:
    journeys.register(town.phone, is_noted=False)
    assert post(town.phone, "/app/my/sign-out/", "/app/my/").location == DONE
    assert "请先记下查询码" in town.phone.get(DONE).text
    note(town.phone, "registration", DONE)
    assert post(town.phone, "/app/my/sign-out/", "/app/my/").location == "/"


def test_a_code_that_was_replaced_meanwhile_is_not_shown_any_more(town) -> None:
    made = access_code(town)
    page = made.send().location
    old = re.search(CODE, made.client.get(page).text)[1]
    new = re.search(CODE, post_and_open(made.other, page).text)[1]
    assert old != new
    assert not re.search(CODE, made.client.get(page).text)


def test_back_to_a_registration_that_is_done_leads_to_its_code(town) -> None:
    made = registration(town)
    made.send()
    assert made.client.get(made.form).location == DONE
    note(made.client, "registration", DONE)
    assert made.client.get(made.form).location == "/app/register/who/", (
        "the next one begins"
    )


def test_a_second_volunteer_may_register_on_the_same_phone(town) -> None:
    volunteer(town).send()
    answer = post(
        town.phone, "/app/volunteer/register/", **{**HELPER, "phone": "13800007778"}
    )
    assert answer.status_code == 303
    with town.office.database.reading() as database:
        assert database.scalar(select(func.count()).select_from(Volunteer)) == 2


@pytest.mark.walk
def test_a_manager_notes_the_codes_of_many_tenants_before_it_adds_more(town) -> None:
    made = tenant(town)
    references = []
    for number in range(16):
        post(town.phone, ADD, **tenant_of(town.phone, f"示例 {number} 号店"))
        references.append(
            re.search(r'<dd class="code">([^<]+)<', town.phone.get(CODES).text)[1]
        )
    assert len(set(references)) == 16
    page = town.phone.get(CODES).text
    assert (
        re.findall(r"<dd class=\"code\">([A-Z]{2}-\w{6})<", page) == references[::-1]
    ), "the newest first"
    assert "请先记下或者打印" in page and "接着登记下一家" not in page
    assert town.phone.get(ADD).location == CODES
    before = town.entries()
    town.phone.post(ADD, data={**made.fields, "csrf_token": token(town.phone, CODES)})
    assert town.entries() == before, "nothing is made that could not be shown"
    assert note(town.phone, "tenant", CODES).location == "/app/my/tenants/"
    assert town.phone.get(ADD).status_code == 200
    with town.office.database.reading() as database:
        assert database.scalar(select(func.count()).select_from(Enterprise)) == 17


def test_only_what_the_page_showed_is_noted(town) -> None:
    made = tenant(town)
    made.send()
    open_page = town.phone.get(CODES).text
    record = re.search(r'name="record" value="([^"]+)"', open_page)[1]
    post(town.phone, ADD, **tenant_of(town.phone, "示例二号店"))
    fields = {"csrf_token": token(town.phone, CODES), "record": record}
    town.phone.post("/app/noted/tenant/", data=fields)
    left = town.phone.get(CODES).text
    assert "示例二号店" in left and record not in left


def test_as_many_slips_as_there_may_be_fit_a_cookie(town) -> None:
    """Browsers keep 4,093 bytes: of somebody who signed in as everybody, with the longest names and secrets."""
    desk = town.staff("admin")
    journeys.register(desk)
    with desk.session_transaction() as before:
        other = dict.fromkeys(("volunteer", "own", "wall", "draft"), "x" * 64)
        before.update(
            {
                **other,
                "feedback": {"number": "QT-20200305-001"},
                "records": {"by": "admin", "people": [*range(50)]},
            }
        )
        kept = dict(before)
    with town.app.test_request_context("/app/staff/"):
        session.update(kept)
        g.actor = Actor("staff", "a" * 60, Role.ADMIN)
        for number in range(slips.MOST + 2):
            slips.hand_over(
                slips.VOLUNTEER_LINK, str(10**9 + number), secrets.token_urlsafe(16)
            )
        waiting = slips.records(slips.VOLUNTEER_LINK)
        cookie = serializer(town.app).dumps(dict(session))
    assert len(cookie) < 3500
    assert waiting == [
        str(10**9 + number) for number in range(slips.MOST + 1, 1, -1)
    ], "of more the oldest goes"


def test_a_form_that_no_page_of_ours_sends_is_no_page(town) -> None:
    post_noted = {"csrf_token": token(town.phone, "/app/my/sign-in/")}
    for kind, record in (
        ("nothing", "1"),
        ("own-link", ""),
        ("own-link", "x"),
        ("case-link", "x/../y"),
    ):
        assert (
            town.phone.post(
                f"/app/noted/{kind}/", data={**post_noted, "record": record}
            ).status_code
            == 404
        )
