"""A check of an inspection sent by a phone: kept once, and never better than what somebody else found or decided there since."""

from __future__ import annotations

import re
from datetime import timedelta

import pytest
from sqlalchemy import select

from forms_app.permits.resumption.models import SiteCheck
from tests import journeys
from tests.conftest import NOW, post
from tests.inspections import KITCHENS, LIST, begin_inspection, door, file_of
from tests.permits.inspection.test_inspection import FAILED, inspect, on_day

TODAY = f"{LIST}today.json"
TYPED = {"line-hose": "failed", "note-hose": "有裂纹"}


@pytest.fixture
def worker(staff):
    return staff("grid_worker", (), ("qiantou-2",))


def stops(who) -> list[dict]:
    return who.get(TODAY).json["stops"]


def send(who, stop, **changed):
    """As the page on a phone sends it; the names of `changed` are those of one door."""
    fresh = who.get("/app/staff/phone/token/").json["csrf_token"]
    given = {
        "base": stop["base"],
        "revision": stop["revision"],
        "client_id": "c" * 32,
        "at": "2020-03-05T08:10",
        "visitors": stop["bodies"],
        "reference": stop["reference"],
        **dict.fromkeys((f"line-{line}" for line in stop["lines"]), "passed"),
        **{
            f"{name}@{KITCHENS}" if "-" in name else name: value
            for name, value in changed.items()
        },
    }
    return who.post(f"{LIST}send/", data={**given, "csrf_token": fresh})


def kept(office) -> list[SiteCheck]:
    with office.database.reading() as session:
        return list(session.scalars(select(SiteCheck).order_by(SiteCheck.id)))


@pytest.mark.walk
def test_a_phone_gets_the_doors_of_today_and_sends_each_check_once(
    client, staff, office, gas, worker
) -> None:
    reference, _code = journeys.register(client)
    other = staff("grid_worker", grids=("xunmei-1",))
    shell = worker.get(f"{LIST}offline/").text
    assert "软管没有老化" in shell and "燃气公司" in shell and "口罩" not in shell
    assert reference not in shell and shell == other.get(f"{LIST}offline/").text
    assert "软管" not in worker.get("/app/staff/checks/offline/").text
    script = worker.get(f"{LIST}sw.js")
    assert script.headers["Service-Worker-Allowed"] == LIST
    (stop,) = stops(worker)
    assert stop["reference"] == f"{reference}@{KITCHENS}" and stop["why"].endswith(
        "还没有检查"
    )
    assert not re.search(r"1\d{10}", worker.get(TODAY).text)
    assert stops(other) == []
    assert "不归您管" in send(other, stop).json["says"]
    assert "哪天前改好" in send(worker, stop, **TYPED).json["says"]
    past = send(worker, stop, **TYPED, **{"day-hose": "2020-03-04"})
    assert "不能在过去" in past.json["says"]
    for _again in range(2):
        answer = send(worker, stop, **TYPED, **{"day-hose": "2020-03-08"}).json
        assert answer["kept"] == "c" * 32 and not answer["told"]
    (check,) = kept(office)
    assert (check.visited_at.hour, check.recorded_at) == (8, NOW)
    assert (check.due, check.visitors) == ({"hose": "2020-03-08"}, ["gas"])
    assert "Status: mending" in file_of(office, reference)


@pytest.mark.walk
def test_a_day_that_was_not_past_at_the_door_is_kept_when_it_arrives_later(
    client, office, publish, gas, worker
) -> None:
    journeys.register(client)
    (stop,) = stops(worker)
    on_day(office, publish, 3)
    answer = send(worker, stop, **TYPED, **{"day-hose": "2020-03-06"}).json
    assert answer["kept"] and kept(office)[0].due == {"hose": "2020-03-06"}


@pytest.mark.walk
def test_two_checks_that_knew_nothing_of_each_other_make_nothing_better(
    client, staff, office, publish, gas, worker
) -> None:
    reference, _code = journeys.register(client)
    reviewer = staff("reviewer", ("qiantou",))
    (stop,) = stops(worker)
    inspect(reviewer, reference, **FAILED)
    publish()
    answer = send(worker, stop).json
    assert answer["conflict"] and "公开的状态照他那一次" in answer["told"]
    assert "Status: mending" in file_of(office, reference)
    assert "3月8日 前改好" in client.get("/app/my/").text
    page = "/app/staff/checks/conflicts/"
    assert "有裂纹" in reviewer.get(page).text
    post(reviewer, f"{page}{kept(office)[1].id}/", page)
    on_day(office, publish, 3)
    (again,) = stops(worker)
    assert (
        again["why"].endswith("要复查：整改的日子到了")
        and again["lines"][0][:4] == "hose"
    )


@pytest.mark.walk
def test_what_failed_counts_though_somebody_else_found_it_in_order(
    client, staff, office, publish, gas, worker
) -> None:
    reference, _code = journeys.register(client)
    (stop,) = stops(worker)
    inspect(staff("reviewer", ("qiantou",)), reference)
    publish()
    answer = send(worker, stop, **TYPED, **{"day-hose": "2020-03-08"}).json
    assert answer["conflict"] and not answer["told"]
    assert "Status: mending" in file_of(office, reference)


@pytest.mark.walk
@pytest.mark.parametrize("result", ["passed", "failed"])
def test_a_suspension_since_somebody_was_there_stays(
    client, staff, office, publish, gas, worker, result
) -> None:
    reference, _code = journeys.register(client)
    (stop,) = stops(worker)
    there = door(reference)
    reviewer = staff("reviewer", ("qiantou",))
    post(reviewer, f"{there}suspend/", there, reason="软管老化，已经关阀")
    answer = send(
        worker, stop, **{**TYPED, "line-hose": result, "day-hose": "2020-03-08"}
    ).json
    assert answer["kept"] and "暂停照旧" in answer["told"]
    assert "Status: suspended" in file_of(office, reference)
    publish()
    (again,) = stops(worker)
    assert again["why"].endswith("要复查：当场暂停了")
    assert send(worker, again, client_id="d" * 32).json["told"] == ""
    assert "Status: passed" in file_of(office, reference)


@pytest.mark.walk
def test_a_check_of_an_inspection_that_is_over_or_not_about_it_is_not_taken(
    client, office, publish, gas, worker
) -> None:
    reference, _code = journeys.register(client)
    (stop,) = stops(worker)
    other = {**stop, "reference": f"{reference}@none-2020"}
    assert "还没有开始" in send(worker, other).json["says"]
    text = (gas / "campaign.toml").read_text(encoding="utf-8")
    (gas / "campaign.toml").write_text(text.replace("retail", "food"), "utf-8")
    publish()
    assert "不包括这家单位" in send(worker, stop).json["says"]
    assert kept(office) == []


@pytest.mark.walk
def test_the_doors_of_two_inspections_are_named_and_lie_by_address(
    client, office, publish, gas, worker
) -> None:
    begin_inspection(office, "alarms-2020")
    publish()
    journeys.register(client)
    found = stops(worker)
    assert {one["reference"].partition("@")[2] for one in found} == {
        KITCHENS,
        "alarms-2020",
    }
    assert all("餐饮燃气安全检查" in one["why"] for one in found)


@pytest.mark.walk
def test_a_file_that_became_faulty_is_told_and_the_check_is_kept(
    client, office, publish, gas, worker
) -> None:
    reference, _code = journeys.register(client)
    inspect(worker, reference, **FAILED)
    publish()
    on_day(office, publish, 3)
    (stop,) = stops(worker)
    folder = office.content / "campaigns" / KITCHENS / "enterprises" / "qiantou"
    text = file_of(office, reference).replace("Status: mending", "Status: mendng")
    (folder / f"{reference}.md").write_text(text, encoding="utf-8")
    answer = send(worker, stop, at=f"{NOW + timedelta(days=3):%Y-%m-%dT08:00}").json
    assert answer["kept"] and "内容文件有错" in answer["told"]
