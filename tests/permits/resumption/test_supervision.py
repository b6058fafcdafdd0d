"""Checks at the door and what follows: lines, supervision, the poster."""

from __future__ import annotations

import re

import pytest
from sqlalchemy import select

from forms_app.permits.resumption.models import SiteCheck
from tests import journeys
from tests.conftest import post


def approved(client, staff, publish, **changed) -> tuple[str, object, object]:
    reference, _code = journeys.register(client, **changed)
    journeys.apply(client)
    reviewer = staff("reviewer", ("qiantou",))
    worker = staff("grid_worker", (), ("qiantou-2",))
    journeys.accept(reviewer)
    publish()
    journeys.check(worker, reference)
    post(reviewer, f"/app/staff/enterprises/{reference}/approve/")
    publish()
    return reference, reviewer, worker


@pytest.mark.walk
def test_a_check_after_approval_is_supervision_on_the_same_list(
    client, staff, publish, office
) -> None:
    reference, reviewer, worker = approved(client, staff, publish)
    assert (
        journeys.check(worker, reference, gate_temperature="failed").status_code == 302
    )
    with office.database.reading() as session:
        checks = list(session.scalars(select(SiteCheck).order_by(SiteCheck.id)))
    assert [check.purpose for check in checks] == ["opening", "supervision"]
    assert checks[0].rule == checks[1].rule == "site-check@2020-02-08"
    assert "入口有人测温" in reviewer.get("/app/staff/calls/").text


def test_supplies_below_the_rule_are_flagged_and_become_a_line_of_the_check(
    client, staff, publish, monkeypatch
) -> None:
    monkeypatch.setitem(
        journeys.PAGES,
        "supplies",
        {"masks": 5, "disinfectant": 6, "thermometers": 1, "complete_by": "三天内"},
    )
    reference, _code = journeys.register(client)
    journeys.apply(client)
    reviewer = staff("reviewer", ("qiantou",))
    page = reviewer.get("/app/staff/applications/1/").text
    assert "应有 21" in page and "够用 1 天" in page and "不足" in page
    journeys.accept(reviewer)
    assert (
        "line-missing-supplies" in reviewer.get(f"/app/staff/check/{reference}/").text
    )


def test_a_building_is_checked_on_the_park_lines_too(client, app, staff) -> None:
    shop, _code = journeys.register(client)
    journeys.apply(client)
    other = app.test_client()
    building, _code = journeys.register(
        other, kind="building", name="示例写字楼", address="别处 2 号"
    )
    journeys.apply(other)
    reviewer = staff("reviewer", ("qiantou",))
    journeys.accept(reviewer, 1)
    journeys.accept(reviewer, 2)
    lines = {
        ref: set(
            re.findall(
                r'name="line-([a-z-]+)"', reviewer.get(f"/app/staff/check/{ref}/").text
            )
        )
        for ref in (shop, building)
    }
    assert lines[building] - lines[shop] == {
        "vehicles",
        "visitors",
        "disinfection",
        "canteen",
    }


@pytest.mark.walk
def test_a_poster_has_a_serial_and_the_code_of_the_public_page(
    client, staff, publish, office
) -> None:
    reference, _reviewer, worker = approved(client, staff, publish)
    page = post(client, "/app/my/poster/", "/app/my/")
    assert page.status_code == 302
    poster = client.get("/app/my/poster/").text
    assert (
        "开工大吉" in poster
        and f"{reference}-0305" in poster
        and "<svg" in poster
        and " style=" not in poster
    )
    assert f"{office.config.public_url}/enterprises/{reference}/" in poster
    post(
        worker,
        f"/app/staff/enterprises/{reference}/posted/",
        f"/app/staff/enterprises/{reference}/",
    )
    assert "已张贴" in worker.get(f"/app/staff/enterprises/{reference}/").text


def test_what_failed_last_time_stands_first_on_the_second_visit(client, staff) -> None:
    reference, _code = journeys.register(client)
    journeys.apply(client)
    journeys.accept(staff("reviewer", ("qiantou",)))
    worker = staff("grid_worker", (), ("qiantou-2",))
    journeys.check(worker, reference, thermometers="failed")
    first = re.search(
        r'name="line-([a-z-]+)"', worker.get(f"/app/staff/check/{reference}/").text
    )
    assert first[1] == "thermometers"
