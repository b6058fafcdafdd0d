"""What was found at the door is read by whoever decides, and noted quickly."""

from __future__ import annotations

import io
import re

import pytest
from openpyxl import load_workbook
from PIL import Image

from forms_app.permits.resumption.models import SiteCheck
from tests import journeys
from tests.conftest import post

NOTE = "口罩放在前台柜子里"
CONFIRMED = "店长确认每天两次测温"


def accepted(client, staff, **changed):
    """An application that waits for its check: the reference, who decides, who goes."""
    reference, _code = journeys.register(client, **changed)
    journeys.apply(client)
    reviewer = staff("reviewer", ("qiantou",))
    journeys.accept(reviewer)
    return reference, reviewer, staff("grid_worker", (), ("qiantou-2",))


def lines(worker, reference):
    page = worker.get(f"/app/staff/check/{reference}/").text
    return list(dict.fromkeys(re.findall(r'name="line-([a-z-]+)"', page)))


def check(worker, reference, **changed):
    said = {f"line-{line}": "passed" for line in lines(worker, reference)}
    given = {
        **said,
        "note-masks": NOTE,
        "visitors": "community",
        "confirmed": CONFIRMED,
        **changed,
    }
    return post(worker, f"/app/staff/check/{reference}/", **given)


@pytest.mark.walk
def test_every_line_note_and_word_of_the_check_is_where_one_decides(
    client, staff, publish
) -> None:
    reference, reviewer, worker = accepted(client, staff)
    publish()
    assert check(worker, reference, **{"line-canteen": "x"}).status_code == 302
    for page in (
        "/app/staff/applications/1/",
        f"/app/staff/enterprises/{reference}/approve/",
        f"/app/staff/enterprises/{reference}/",
        "/app/staff/checks/1/",
    ):
        text = reviewer.get(page).text
        for said in (NOTE, CONFIRMED, "入口有人测温并登记", "8 项合格", "社区"):
            assert said in text, (page, said)
        assert "grid-worker-0-qiantou-2" in text, page


def test_each_reads_the_lines_in_their_own_language_and_a_call_is_in_chinese(
    client, staff
) -> None:
    reference, reviewer, worker = accepted(client, staff)
    worker.get("/app/staff/?lang=en")
    assert "There are enough masks" in worker.get(f"/app/staff/check/{reference}/").text
    check(worker, reference, **{"line-masks": "failed"})
    assert "口罩数量够用" in client.get("/app/my/").text
    assert "There are enough masks" in client.get("/app/my/?lang=en").text
    calls = reviewer.get("/app/staff/calls/").text
    assert f"口罩数量够用：{NOTE}" in calls and "enough masks" not in calls


def test_whoever_saves_a_check_is_told_and_led_on(client, app, staff) -> None:
    reference, reviewer, worker = accepted(client, staff)
    other = app.test_client()
    journeys.register(other, name="示例鞋店", address="示例路 9 号")
    journeys.apply(other)
    journeys.accept(reviewer, 2)
    page = worker.get(check(worker, reference).location).text
    assert "已保存：示例箱包厂，8 项合格" in page
    assert "下一家：示例鞋店" in page and "/app/staff/applications/1/" in page


def test_the_rest_passes_by_a_button_and_not_in_silence(client, staff, office) -> None:
    reference, _reviewer, worker = accepted(client, staff)
    path = f"/app/staff/check/{reference}/"
    assert 'value="passed" checked' not in worker.get(path).text
    filled = post(worker, path, rest="y", **{"line-masks": "failed"}).text
    checked = re.findall(r'value="([a-z-]+)" checked', filled)
    assert "已经留着" not in filled
    picture = io.BytesIO()
    Image.new("RGB", (40, 30)).save(picture, "JPEG")
    picture.seek(0)
    chosen = post(worker, path, rest="y", photos=(picture, "1.jpg")).text
    assert "已经留着 1 张照片" in chosen
    assert checked.count("failed") == 1
    assert checked.count("passed") == len(lines(worker, reference)) - 1
    with office.database.reading() as session:
        assert not session.query(SiteCheck).count()


def test_who_came_is_remembered_for_the_next_door(client, app, staff) -> None:
    reference, reviewer, worker = accepted(client, staff)
    check(worker, reference, visitors=["community", "district"])
    other = app.test_client()
    second, _code = journeys.register(other, name="示例鞋店", address="示例路 9 号")
    journeys.apply(other)
    journeys.accept(reviewer, 2)
    page = worker.get(f"/app/staff/check/{second}/").text
    ticked = r'type="checkbox"[^>]*value="([a-z]+)" checked'
    assert re.findall(ticked, page) == ["district", "community"]
    before = reviewer.get(f"/app/staff/check/{second}/").text
    assert not re.findall(ticked, before), "of another account nothing is known"


@pytest.mark.walk
def test_checks_are_a_list_by_result_community_and_day(client, staff, publish) -> None:
    reference, reviewer, worker = accepted(client, staff)
    publish()
    check(worker, reference)
    post(reviewer, f"/app/staff/enterprises/{reference}/approve/")
    publish()
    check(worker, reference, **{"line-masks": "failed"})
    rows = r'href="/app/staff/checks/(\d+)/"'

    def found(query: str) -> list[str]:
        return re.findall(rows, reviewer.get(f"/app/staff/checks/?{query}").text)

    assert found("") == ["2", "1"]
    assert found("verdict=failed") == ["2"]
    assert found("purpose=opening") == ["1"]
    assert found("community=qiantou&since=2020-03-05&until=2020-03-05") == ["2", "1"]
    assert found("community=nanpu") == found("since=2020-03-06") == []
    elsewhere = staff("reviewer", ("nanpu",))
    assert "示例箱包厂" not in elsewhere.get("/app/staff/checks/").text
    assert elsewhere.get("/app/staff/checks/1/").status_code == 404
    data = reviewer.get("/app/staff/checks.xlsx?verdict=failed").data
    sheet = load_workbook(io.BytesIO(data)).active
    header, row = [[cell.value for cell in line] for line in sheet.iter_rows()]
    told = dict(zip(header, row, strict=True))
    assert (told["合格"], told["不合格"], told["不合格的"]) == (7, 1, "口罩数量够用")
    assert NOTE in told["说明"] and told["单位的人确认了什么"] == CONFIRMED
