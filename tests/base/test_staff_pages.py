"""What every staff page says of who is signed in, where one is, and whom to ask."""

from __future__ import annotations

import re

from forms_app.base.accounts import queries
from tests import journeys


def test_the_masthead_names_the_account_and_its_place(app, staff, office) -> None:
    client = staff("reviewer", ("qiantou",))
    with office.database.writing() as session:
        queries.account_named(session, "reviewer-1-qiantou").name = "前头社区审核员"
    page = client.get("/app/staff/").text
    mast = re.search(r'<header class="mast">.*?</header>', page, re.S)[0]
    assert "前头社区审核员" in mast and "前头社区</span>" in mast
    assert "<footer>" not in page, "the public footer is not theirs"
    assert "<footer>" in client.get("/app/apply/").text


def test_what_staff_may_not_open_or_find_keeps_the_navigation_and_says_whom_to_ask(
    staff, office
) -> None:
    staff("admin")
    with office.database.writing() as session:
        queries.account_named(session, "admin-0-all").name = "系统管理员"
    reviewer = staff("reviewer", ("qiantou",))
    for path, status in (("accounts/", 403), ("applications/99/", 404)):
        answer = reviewer.get(f"/app/staff/{path}")
        assert answer.status_code == status
        assert 'href="/app/staff/applications/"' in answer.text
        assert "请问管理员：系统管理员。" in answer.text
        assert "我的申请" not in answer.text


def test_what_a_rule_refuses_keeps_the_navigation_too(client, staff) -> None:
    reference, _code = journeys.register(client)
    answer = staff("reviewer", ("qiantou",)).get(f"/app/staff/check/{reference}/")
    assert answer.status_code == 409
    assert 'href="/app/staff/applications/"' in answer.text


def test_an_enterprise_is_sent_to_its_own_pages(client) -> None:
    journeys.register(client)
    page = client.get("/app/nothing/").text
    assert 'href="/app/my/"' in page and "/app/staff/applications/" not in page


def test_a_check_at_the_door_leads_back_to_its_application(client, staff) -> None:
    reference, _code = journeys.register(client)
    journeys.apply(client)
    reviewer = staff("reviewer", ("qiantou",))
    journeys.accept(reviewer)
    page = reviewer.get(f"/app/staff/check/{reference}/").text
    crumbs = re.search(r'<p class="crumbs">(.*?)</p>', page, re.S)[1]
    assert 'href="/app/staff/applications/1/"' in crumbs
    here = re.findall(r'<a href="([^"]+)" aria-current', page)
    assert here == ["/app/staff/applications/"] * 2, "and is no part of the desk"
