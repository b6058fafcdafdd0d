"""No page about somebody's health is shown to staff before it is said what for."""

from __future__ import annotations

import pytest

from tests.planted import Place, Planted, addresses, plant

HOME = Place("qiantou", "qiantou-2", "qiantou-point-1", "QT-AAAA22")


@pytest.fixture
def planted(office) -> Planted:
    with office.database.writing() as session:
        return plant(session, HOME)


@pytest.mark.parametrize(
    "rule",
    [
        "/app/staff/isolation/<int:case_id>/",
        "/app/staff/alarms/<int:alarm_id>/",
        "/app/staff/enterprises/<reference>/people/",
    ],
)
def test_a_case_an_alarm_and_a_roster_ask_what_for(staff, planted, rule) -> None:
    officer = staff("office", ("qiantou",))
    [page] = addresses(rule, planted)
    name = planted.canaries["people.name"]
    assert name in officer.get(page).text
    with officer.session_transaction() as cookie:
        del cookie["purpose"]
    asked = officer.get(page)
    assert asked.status_code == 302 and "/app/staff/why/" in asked.location
    assert name not in asked.text
