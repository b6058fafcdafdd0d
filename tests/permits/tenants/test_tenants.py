"""A mall or building registers and applies for its tenants, one after the other, and sees nobody else's."""

from __future__ import annotations

import re

import pytest
from sqlalchemy import select

from forms_app.base import audit
from forms_app.permits.enterprises.models import Enterprise
from forms_app.permits.resumption.models import Application
from tests import journeys
from tests.campaigns import NAME, TYPHOON, copy
from tests.conftest import post, post_and_open
from tests.permissions import permit
from tests.rule_files import CAMPAIGN

TENANT = {
    "name": "示例一号店",
    "kind": "shop",
    "no_code": "y",
    "trade": "retail",
    "consent": "y",
}
ADD = "/app/my/tenants/add/"
CODES = "/app/my/tenants/codes/"


def add(client, **changed: str) -> tuple[str, str]:
    """Add a tenant with what the page has filled in already; gives its reference and code."""
    page = client.get(ADD).text
    filled = dict(
        re.findall(r'<input id="(\w+)" name="\w+" type="\w+" value="([^"]*)"', page)
    )
    grid = re.search(
        r'<option value="([^"]+)" selected>', page[page.index('id="grid"') :]
    )
    assert grid
    answer = post(client, ADD, **{**filled, "grid": grid[1], **TENANT, **changed})
    assert answer.location == CODES, answer.text
    codes = re.findall(r'class="code">([^<]+)<', client.get(CODES).text)
    return codes[0], codes[1]


@pytest.fixture
def mall(client) -> str:
    return journeys.register(client, name="示例广场", kind="building")[0]


def test_tenants_are_added_and_applied_for_one_after_the_other(
    app, client, mall, office, staff
) -> None:
    assert "我的租户" in client.get("/app/my/").text
    first, code = add(client)
    for page, answers in journeys.PAGES.items():
        if page == "people":
            assert post(client, f"/app/apply/?for={first}").location.endswith(
                f"for={first}"
            )
        answer = post(client, f"/app/apply/{page}/?for={first}", **answers)
        assert answer.status_code == 302 and answer.location.endswith(f"for={first}"), (
            answer.text
        )
    assert post(
        client, f"/app/apply/check/?for={first}", **journeys.COMMITMENT
    ).location.endswith(f"for={first}")
    second, _code = add(client, name="示例二号店", place="2号楼 2 层")
    post(client, f"/app/apply/?for={second}")
    with office.database.reading() as session:
        begun = session.scalars(select(Application).order_by(Application.id)).all()
        kept = session.scalars(select(Enterprise).order_by(Enterprise.id)).all()
        trail = [(e.action, e.actor_id) for e, _reason in audit.history(session, first)]
    same = {**begun[0].answers["measures"]}
    del same["remark"], same["complete"]
    assert begun[1].answers["measures"] == {**same, "complete": True}, (
        "what is the same is not typed again, a remark is each one's own"
    )
    assert (
        begun[1].answers["people"] == {"planned": "2020-03-08", "complete": False}
        and "supplies" not in begun[1].answers
    )
    assert [(one.address, one.contact_phone, one.grid) for one in kept[1:]] == [
        (kept[0].address, kept[0].contact_phone, kept[0].grid)
    ] * 2
    assert trail == [
        ("enterprise.register", mall),
        ("application.start", mall),
        ("application.submit", mall),
    ]
    listed = client.get("/app/my/tenants/").text
    assert first in listed and second in listed and "示例二号店" in listed
    reviewed = (
        staff("reviewer", ("qiantou",))
        .get(f"/app/staff/applications/{begun[0].id}/")
        .text
    )
    assert "由示例广场代办" in reviewed, "the office knows whom to call"
    tenant = app.test_client()
    assert (
        post(tenant, "/app/my/sign-in/", reference=first, access_code=code).location
        == "/app/my/"
    )
    own = tenant.get("/app/my/").text
    assert "示例一号店" in own and "代办" in own and "我的租户" not in own


def test_a_tenant_stands_in_the_list_with_each_campaign_by_its_name(
    client, mall, office, accept
) -> None:
    copy(office.content)
    accept()
    reference, _code = add(client)
    for campaign in (CAMPAIGN, TYPHOON):
        post(client, f"/app/apply/?for={reference}&campaign={campaign}")
    with office.database.writing() as session:
        permit(session.scalars(select(Enterprise).order_by(Enterprise.id)).all()[1])
    listed = client.get("/app/my/tenants/").text
    row = " ".join(re.sub("<[^>]+>", " ", listed[listed.index(reference) :]).split())
    assert "有效 疫情防控期间复工开业" in row and f"填写中 {NAME}" in row


def test_a_tenant_takes_over_and_the_manager_is_out_at_once(
    app, client, mall, office
) -> None:
    reference, code = add(client)
    post(client, f"/app/apply/?for={reference}")
    tenant = app.test_client()
    post(tenant, "/app/my/sign-in/", reference=reference, access_code=code)
    taken = post_and_open(tenant, "/app/my/take-over/")
    new = re.findall(r'class="code">([^<]+)<', taken.text)[1]
    assert tenant.get("/app/my/").status_code == 200, "its own phone stays signed in"
    for path in ("apply/people/", "apply/check/", "my/"):
        assert client.get(f"/app/{path}?for={reference}").status_code == 404
    assert reference not in client.get("/app/my/tenants/").text
    other = app.test_client()
    assert (
        "不对"
        in post(other, "/app/my/sign-in/", reference=reference, access_code=code).text
    ), "the manager knew it"
    assert (
        post(
            other, "/app/my/sign-in/", reference=reference, access_code=new
        ).status_code
        == 302
    )
    assert (
        post(
            tenant, "/app/noted/take-over/", "/app/my/take-over/", record=reference
        ).location
        == "/app/my/"
    )
    assert tenant.get("/app/my/take-over/").location == "/app/my/"


def test_an_enterprise_sees_only_its_own_and_its_tenants(app, client, mall) -> None:
    reference, _code = add(client)
    post(client, f"/app/apply/?for={reference}")
    for kind in ("shop", "building"):  # one that manages nobody, and another manager
        other = app.test_client()
        own = journeys.register(other, name="示例别家", kind=kind)[0]
        for path in (
            "apply/",
            "apply/people/",
            "apply/check/",
            "apply/receipt/",
            "my/",
            "my/poster/",
            "my/cancel/",
        ):
            assert other.get(f"/app/{path}?for={reference}").status_code == 404, path
            assert client.get(f"/app/{path}?for={own}").status_code == 404, path
        listed = other.get("/app/my/tenants/")
        assert (
            listed.status_code == (200 if kind == "building" else 404)
            and reference not in listed.text
        )
    for path in (
        "people/",
        "report/",
        "items/",
    ):  # the manager's own, whatever the address says
        assert "示例一号店" not in client.get(f"/app/my/{path}?for={reference}").text
