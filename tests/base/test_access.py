"""Closed by default: every route declares its access, and every role meets exactly that.

Records of somebody else: test_foreign_records.py.
"""

from __future__ import annotations

import re
from dataclasses import replace

import pytest
from flask import Blueprint

from forms_app import create_app
from forms_app.base.access import access_of, public
from forms_app.publishing.service import metrics
from tests import journeys
from tests.access_table import TABLE
from tests.rule_files import CAMPAIGN

ROLES = {
    "visitor": None,
    "enterprise": None,
    "grid worker": ("grid_worker", (), ("qiantou-2",)),
    "reviewer": ("reviewer", ("qiantou",), ()),
    "office": ("office", ("qiantou",), ()),
    "admin": ("admin", (), ()),
    "keeper": ("keeper", ("xunmei",), ()),
}


def test_the_table_names_every_route_with_its_access(app) -> None:
    found = {
        rule.rule: str(access_of(app, rule.endpoint) or "nobody")
        for rule in app.url_map.iter_rules()
    }
    assert found == TABLE


def expected(access: str, role: str) -> set[int]:
    """The answers a role may get: opened, sent to sign in, refused, or not there."""
    if access == "public":
        return {200, 302, 400, 404, 503}
    if access == "token":
        return {404}
    if access == "nobody":
        return {403}
    if access == "enterprise":
        return {200, 302, 400, 404, 409} if role == "enterprise" else {302}
    if role in {"visitor", "enterprise"}:
        return {302}
    if role.replace(" ", "_") not in access:
        return {403}
    return {200, 302, 400, 404, 409}


@pytest.mark.same_on_both(reason="asks who may, not what is kept")
@pytest.mark.parametrize("role", ROLES)
def test_each_role_meets_exactly_what_the_table_says(
    app, client, staff, record_property, role
) -> None:
    reference, _code = journeys.register(client)
    journeys.apply(client)
    as_role = (
        client
        if role == "enterprise"
        else staff(*ROLES[role])
        if ROLES[role]
        else app.test_client()
    )
    values = {
        "reference": reference,
        "application_id": 1,
        "call_id": 1,
        "account_id": 1,
        "community": "qiantou",
        "campaign": CAMPAIGN,
        "slug": CAMPAIGN,
        "number": 1,
        "import_id": 1,
        "sweep_id": 1,
        "unit_id": 1,
        "case_id": 1,
        "place_id": 1,
        "event_id": 1,
        "code": "AAAA",
        "filename": "x",
        "certificate": "2020-03-05-1",
        "batch": "kmfh3x",
        "countersign_id": 1,
        "unusual_id": 1,
        "account": "nobody",
        "point": "xunmei-point-1",
        "passage_id": 1,
        "shift_id": 1,
        "name": "request",
        "kind": "request",
        "item_id": 1,
        "upload_id": 1,
        "export_id": 1,
        "day": "2020-03-05",
        "entry_id": 1,
        "report_id": 1,
        "feedback_id": 1,
        "alarm_id": 1,
        "hint_id": 1,
        "attachment_id": 1,
        "visit_id": 1,
        "meeting_id": 1,
        "material_id": 1,
        "group_id": 1,
        "message_id": 1,
        "training_id": 1,
        "duty_id": 1,
        "post_id": 1,
        "volunteer_id": 1,
        "check_id": 1,
        "correction_id": 1,
        "session_id": 1,
        "passkey_id": 1,
        "word": "AAAA",
        "path": "notices/canteen.md",
        "section": "notices",
        "page": "people",
    }
    requests = 0
    for rule in app.url_map.iter_rules():
        if "sign-out" in rule.rule:
            continue
        first = re.sub(
            r"<any\((\w+)[^)]*\):\w+>", r"\1", rule.rule
        )  # of several words any will do
        path = re.sub(r"<(?:[^:>]*:)?(\w+)>", lambda m: str(values[m[1]]), first)
        for method in sorted(rule.methods & {"GET", "POST"}):
            answer = as_role.open(path, method=method)
            requests += 1
            allowed = expected(TABLE[rule.rule], role)
            if "keeper" in role and path == "/app/staff/":
                allowed = {302}  # where signing in leads: on to the gate
                assert answer.location == "/app/gate/"
            if method == "POST" and answer.status_code == 400:
                continue  # refused before it reached the page: no token was sent
            assert answer.status_code in allowed, (
                role,
                method,
                path,
                answer.status_code,
            )
    record_property("requests", requests)


@pytest.mark.parametrize(
    "role",
    [("grid_worker", (), ("qiantou-1",)), ("reviewer", ("xunmei",), ())],
    ids=["grid", "community"],
)
def test_staff_see_nothing_of_another_grid(client, staff, role) -> None:
    reference, _code = journeys.register(client)
    journeys.apply(client)
    other = staff(*role)
    for path in ("applications/", "enterprises/", "calls/", ""):
        page = other.get(f"/app/staff/{path}").text
        assert reference not in page and "示例箱包厂" not in page
    for path in (
        f"enterprises/{reference}/",
        "applications/1/",
        f"check/{reference}/",
        f"enterprises/{reference}/suspend/",
    ):
        assert other.get(f"/app/staff/{path}").status_code in {403, 404}
    answer = other.get("/app/staff/register/").text
    assert "qiantou-2" not in answer, "only the own grids are offered"


def test_a_route_without_a_declaration_answers_nobody(office) -> None:
    app = create_app(office)
    stray = Blueprint("stray", __name__)
    stray.get("/app/stray/")(lambda: "secret")
    stray.get("/app/open/", endpoint="open")(public(lambda: "open"))
    app.register_blueprint(stray)
    assert app.test_client().get("/app/stray/").status_code == 403
    assert app.test_client().get("/app/open/").text == "open"


def test_every_post_needs_its_token(app, staff) -> None:
    admin = staff("admin")
    for rule in app.url_map.iter_rules():
        if "POST" in rule.methods and "<" not in rule.rule:
            assert admin.post(rule.rule).status_code in {400, 302}, rule.rule


def test_metrics_are_shown_for_the_token_only(office, publish) -> None:
    publish()
    metrics.save(office.data)
    guarded = replace(office, config=replace(office.config, metrics_token="a token"))
    assert create_app(office).test_client().get("/app/metrics").status_code == 404
    client = create_app(guarded).test_client()
    assert (
        client.get(
            "/app/metrics", headers={"Authorization": "Bearer other"}
        ).status_code
        == 404
    )
    text = client.get("/app/metrics", headers={"Authorization": "Bearer a token"}).text
    assert (
        'kaigong_publish_seconds_bucket{le="0.05",step="total"}' in text
        and "kaigong_database_up 1.0" in text
    )


def test_a_keeper_opens_the_gate_and_no_other_page_of_staff(app, staff) -> None:
    keeper = staff("keeper", ("xunmei",))
    for rule in app.url_map.iter_rules():
        if (
            rule.rule.startswith("/app/staff/")
            and "<" not in rule.rule
            and "GET" in rule.methods
        ):
            answer = keeper.get(rule.rule)
            if rule.rule == "/app/staff/":
                assert answer.location == "/app/gate/"
            elif "/sign-in/" not in rule.rule and "sign-out" not in rule.rule:
                assert answer.status_code == 403, rule.rule
    assert keeper.get("/app/gate/password/").status_code == 200


def test_an_odd_address_is_no_page_and_never_an_error_of_ours(staff) -> None:
    office = staff("office", ("qiantou",))
    for path in (
        f"items/{2**31}/",
        f"items/{10**20}/",
        f"visits/{2**40}/",
        f"lists/request/upload/{2**31}/",
    ):
        assert office.get(f"/app/staff/{path}").status_code == 404, path
    odd = (
        "lists/postings/?material=abc",
        "lists/postings/?material=99999999999999999999",
        "rounds/?day=9999-12-31",
    )
    for path in (*odd, "lists/request/?state=xyz", "?of=xyz&whose=xyz"):
        assert office.get(f"/app/staff/{path}").status_code == 200, path
