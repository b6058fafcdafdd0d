"""An office that has no rules about people: its desk works, and the pages that need a rule say what is missing."""

from __future__ import annotations

import pytest

from tests import journeys
from tests.conftest import post


@pytest.fixture
def without_rules(office) -> None:
    """As an emergency in which nobody stays in and nobody is measured."""
    for pattern in ("health*.toml", "isolation*.toml", "regions*.toml"):
        for path in (office.accepted / "rules").glob(pattern):
            path.unlink()


@pytest.mark.usefixtures("without_rules")
def test_the_desk_works_and_a_day_is_closed_without_any_rule_about_people(
    client, staff
) -> None:
    journeys.register(client)
    desk = staff("office", ("qiantou",))
    assert desk.get("/app/staff/").status_code == 200
    close = "/app/staff/day/qiantou/close/"
    assert desk.get(close).status_code == 200
    assert post(desk, close).status_code == 302


@pytest.mark.usefixtures("without_rules")
def test_a_page_that_needs_the_rule_says_so_and_keeps_the_navigation(
    client, staff
) -> None:
    journeys.register(client)
    says = "社区还没有写好体温报备的规则"
    for own in ("/app/own/", "/app/my/report/", "/app/my/report/history/"):
        answer = client.get(own)
        assert answer.status_code == 200 and says in answer.text, own
    answer = staff("office", ("qiantou",)).get("/app/staff/reports/")
    assert answer.status_code == 200 and says in answer.text
    assert '<a href="/app/staff/">' in answer.text
    assert client.post("/app/own/").status_code in {400, 409}
