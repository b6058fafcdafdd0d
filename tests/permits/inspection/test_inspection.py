"""An inspection from the first door to the last: who is to be checked, what failed and by when, the second visit, suspension."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import timedelta

import pytest
from sqlalchemy import select

from forms_app.base import logs
from forms_app.permits.inspection.rules import FLOW, Standing, Step
from forms_app.permits.resumption.models import SiteCheck
from forms_app.publishing.service.publisher import Publisher
from tests import journeys
from tests.conftest import NOW, TestClock, download, post
from tests.inspections import KITCHENS, LIST, door, file_of
from tests.publishing.test_campaigns import listed, page


def inspect(worker, reference, **said):
    return post(
        worker,
        door(reference),
        **{"line-hose": "passed", "line-alarm": "passed", "visitors": "gas", **said},
    )


def on_day(office, publish, days: int) -> None:
    """The office some days later."""
    moment = NOW + timedelta(days=days)
    object.__setattr__(office, "clock", TestClock(moment=(moment,)))
    Publisher(replace(office), logs.configure()).cycle("later")


FAILED = {"line-hose": "failed", "note-hose": "有裂纹", "day-hose": "2020-03-08"}


@pytest.mark.walk
def test_what_failed_is_put_right_by_a_day_and_closed_at_the_second_visit(
    client, staff, office, publish, gas
) -> None:
    reference, _code = journeys.register(client)
    worker = staff("grid_worker", (), ("qiantou-2",))
    assert "示例箱包厂" in worker.get(f"{LIST}?campaign={KITCHENS}").text
    form = worker.get(door(reference)).text
    assert "软管没有老化" in form and "燃气公司" in form and "市里" not in form
    kept = inspect(worker, reference, **FAILED)
    assert kept.status_code == 302, kept.text
    shown = worker.get(kept.location).text
    assert "有裂纹" in shown and "3月8日 前改好" in shown and "燃气公司" in shown
    text = file_of(office, reference)
    assert "Status: mending" in text and "Revision: 1\n" in text
    assert "Basis: canteen" in text and "软管" not in text and "Batch" not in text
    publish()
    assert "整改中" in page(office, f"enterprises/{reference}")
    assert "软管" not in page(office, f"enterprises/{reference}")
    assert listed(office, f"campaigns/{KITCHENS}/qiantou.json") == {
        reference: "mending"
    }
    mine = client.get("/app/my/").text
    assert "软管没有老化" in mine and "3月8日 前改好" in mine
    own = worker.get(f"/app/staff/enterprises/{reference}/").text
    assert own.count("3月8日 前改好") == 2 and "专项检查" in own
    assert "示例箱包厂" not in worker.get(f"{LIST}?campaign={KITCHENS}").text
    again = worker.get(door(reference)).text
    assert again.index("软管没有老化") < again.index("报警器会响")
    assert inspect(worker, reference).status_code == 302
    publish()
    assert "检查合格，3月5日" in page(office, f"enterprises/{reference}")
    assert "Revision: 2\n" in file_of(office, reference)
    assert "3月8日 前改好" not in client.get("/app/my/").text
    assert "示例箱包厂" in worker.get(f"{LIST}?campaign={KITCHENS}&state=passed").text


@pytest.mark.walk
def test_a_failed_line_needs_a_day_that_is_not_past_and_a_passed_one_none(
    client, staff, office, gas
) -> None:
    reference, _code = journeys.register(client)
    worker = staff("grid_worker", (), ("qiantou-2",))
    without = inspect(worker, reference, **{"line-hose": "failed"})
    assert "请填哪天前改好" in without.text
    past = inspect(worker, reference, **{**FAILED, "day-hose": "2020-03-04"})
    assert "不能在过去" in past.text
    kept = inspect(worker, reference, **{"day-hose": "谁知道"})
    assert kept.status_code == 302
    with office.database.reading() as session:
        (check,) = session.scalars(select(SiteCheck))
        assert (check.due, check.due_on, check.purpose) == ({}, None, "inspection")


@pytest.mark.walk
def test_on_its_day_it_is_on_the_desk_and_the_day_after_it_is_late(
    client, staff, office, publish, gas
) -> None:
    reference, _code = journeys.register(client)
    worker = staff("grid_worker", (), ("qiantou-2",))
    inspect(worker, reference, **FAILED)
    publish()
    assert "要复查" not in worker.get("/app/staff/").text
    on_day(office, publish, 3)
    assert "要复查" in worker.get("/app/staff/").text
    assert "示例箱包厂" in worker.get(f"{LIST}?campaign={KITCHENS}").text
    assert (
        "示例箱包厂" not in worker.get(f"{LIST}?campaign={KITCHENS}&state=overdue").text
    )
    on_day(office, publish, 4)
    assert "示例箱包厂" in worker.get(f"{LIST}?campaign={KITCHENS}&state=overdue").text
    figures = page(office, f"campaigns/{KITCHENS}")
    cells = re.findall(r'data-label="([^"]+)">(\d+)<', figures)
    assert cells == [
        ("要检查的", "1"),
        ("检查过", "1"),
        ("合格", "0"),
        ("整改中", "1"),
        ("超期", "1"),
        ("暂停", "0"),
    ]


@pytest.mark.walk
def test_what_is_dangerous_is_suspended_on_the_spot_and_the_public_reads_why(
    client, staff, office, publish, gas
) -> None:
    reference, _code = journeys.register(client)
    worker = staff("grid_worker", (), ("qiantou-2",))
    there = door(reference)
    assert "请写明理由" in post(worker, f"{there}suspend/").text
    done = post(worker, f"{there}suspend/", there, reason="软管老化，已经关阀")
    assert done.location == f"{LIST}?campaign={KITCHENS}"
    publish()
    own = page(office, f"enterprises/{reference}")
    assert "暂停营业，自" in own and "软管老化，已经关阀" in own
    assert (
        "已暂停营业，理由：软管老化，已经关阀" in worker.get("/app/staff/calls/").text
    )
    twice = post(worker, f"{there}suspend/", there, reason="再停一次")
    assert "已经暂停了" in twice.text
    assert inspect(worker, reference).status_code == 302
    publish()
    assert "Status: passed" in file_of(office, reference)
    assert "软管老化" not in page(office, f"enterprises/{reference}")


def test_whoever_it_is_not_about_and_anothers_grid_are_refused(
    client, staff, gas
) -> None:
    reference, _code = journeys.register(client, trade="food")
    worker = staff("grid_worker", (), ("qiantou-2",))
    assert "示例箱包厂" not in worker.get(f"{LIST}?campaign={KITCHENS}&state=").text
    refused = worker.get(door(reference))
    assert "不包括这家单位" in refused.text and refused.status_code >= 400
    other = staff("grid_worker", grids=("xunmei-1",))
    assert other.get(door(reference)).status_code == 404
    assert other.get(f"{door(reference)}suspend/").status_code == 404
    assert "还没有开始" in worker.get(f"{LIST}none-2020/{reference}/").text
    own = worker.get(f"/app/staff/check/{reference}/?campaign={KITCHENS}").text
    assert "没有要核验的" in own


@pytest.mark.walk
def test_a_faulty_file_keeps_nobody_from_noting_what_was_found(
    client, staff, office, publish, gas
) -> None:
    reference, _code = journeys.register(client)
    worker = staff("grid_worker", (), ("qiantou-2",))
    inspect(worker, reference)
    publish()
    folder = office.content / "campaigns" / KITCHENS / "enterprises" / "qiantou"
    text = file_of(office, reference).replace("Status: passed", "Status: pased")
    (folder / f"{reference}.md").write_text(text, encoding="utf-8")
    kept = inspect(worker, reference, **FAILED)
    assert kept.status_code == 302
    assert "内容文件有错" in worker.get(kept.location).text
    assert "有裂纹" in worker.get(kept.location).text


@pytest.mark.walk
def test_a_second_passed_check_leaves_the_day_since_when_it_passed(
    client, staff, office, publish, gas
) -> None:
    reference, _code = journeys.register(client)
    worker = staff("grid_worker", (), ("qiantou-2",))
    inspect(worker, reference)
    first = file_of(office, reference)
    assert inspect(worker, reference).status_code == 302
    assert file_of(office, reference) == first


@pytest.mark.walk
def test_the_list_as_a_sheet_has_the_rows_of_the_view(client, staff, gas) -> None:
    journeys.register(client)
    worker = staff("grid_worker", (), ("qiantou-2",))
    done = download(
        worker,
        f"{LIST}sheet/?list=campaign%3D{KITCHENS}",
        f"{LIST}?campaign={KITCHENS}",
    )
    assert done.status_code == 200 and done.data[:2] == b"PK"


def test_without_a_running_inspection_the_list_says_so(staff, office) -> None:
    object.__setattr__(office, "clock", TestClock(moment=(NOW.replace(month=6),)))
    assert "没有进行中的检查" in staff("grid_worker", (), ("qiantou-2",)).get(LIST).text


@pytest.mark.parametrize("state", Standing)
@pytest.mark.parametrize("step", Step)
def test_every_pair_of_state_and_step_leads_somewhere_or_is_refused(
    state, step
) -> None:
    after = {
        Step.PASS: Standing.PASSED,
        Step.MEND: Standing.MENDING,
        Step.SUSPEND: Standing.SUSPENDED,
    }
    is_refused = (state, step) == (Standing.SUSPENDED, Step.SUSPEND)
    assert FLOW.steps.get((state, step)) == (None if is_refused else after[step])
