"""Answers as Excel: a column a question, whichever version of the form an application was begun with."""

from __future__ import annotations

import io
from typing import Any

import pytest
from openpyxl import load_workbook

from tests import journeys
from tests.base.attachments.test_deposits import photo
from tests.campaigns import leave_one
from tests.conftest import download, post
from tests.permits.resumption.test_application_files import ASKED
from tests.permits.resumption.test_application_form import SITE, begin
from tests.rule_files import rule_path

LIST = "/app/staff/applications/"
FORMULA = "=1+1"
SHEET = "/app/staff/sheets/answers/?list=stage%3D"
STOCK = """
[[rows]]
page = "site"
id = "stock"
kind = "supplies"
text = "现在有多少物资"
text_en = "What is in stock"
per = "staff"
[[rows]]
page = "site"
id = "boats"
kind = "count"
text = "有几条船"
text_en = "How many boats?"
[[rows]]
page = "site"
id = "door\""""
MASKS = {"masks": 30, "disinfectant": 6, "thermometers": 1}
ROOMS = {"shop_people": 2, "shop_rooms": 1, "store_people": 0, "store_rooms": 3}


def sheet(reader) -> list[dict[str, Any]]:
    """Row by row the cells by their titles; what was typed is text in all of them."""
    data = download(reader, SHEET, LIST).data
    rows = list(load_workbook(io.BytesIO(data)).active)
    for one in (cell for row in rows for cell in row if cell.value == FORMULA):
        assert one.data_type == "s" and one.quotePrefix
    titles = [cell.value for cell in rows[0]]
    return [
        dict(zip(titles, [cell.value for cell in row], strict=True)) for row in rows[1:]
    ]


@pytest.fixture
def applied(client, app, office, publish) -> None:
    """One application of the first version, one of the second."""
    leave_one(office.content, office.accepted)
    begin(client, office, publish, ASKED)
    filled = {**SITE, "has_cellar": "yes", "gear": ["pump", "lamp"]}
    lamp = {"lamp_days": 3, "lamp_keeper": FORMULA}
    both = {"door": [photo(), photo("blue")]}
    assert post(client, "/app/apply/site/", **{**filled, **lamp}, **both).location
    assert post(client, "/app/apply/cellar/", **ROOMS, cleared_on="3月6日").location
    assert post(client, "/app/apply/check/", promised="y").status_code == 302
    path = rule_path(office.content, "application.toml")
    old = ASKED.replace("from = 2020-02-08", "from = 2020-02-08\nto = 2020-03-04")
    path.write_text(old, encoding="utf-8")
    new = ASKED.replace("from = 2020-02-08", "from = 2020-03-05")
    new = new.replace("有多少人上班", "今天有多少人在").replace(
        "How many work there?", "How many today?"
    )
    new = new.replace('\n[[rows]]\npage = "site"\nid = "door"', STOCK, 1)
    path.with_stem("application-2").write_text(new, encoding="utf-8")
    publish()
    second = app.test_client()
    journeys.register(second, name="示例二厂")
    post(second, "/app/apply/")
    given = {**SITE, **MASKS, "staff": 7, "boats": 2, "door": [photo()]}
    assert post(second, "/app/apply/site/", **given).status_code == 302
    assert post(second, "/app/apply/check/", promised="y").status_code == 302


@pytest.mark.walk
def test_versions_share_a_column_a_question_and_lose_no_answer(applied, staff) -> None:
    first, second = sheet(staff("reviewer", ("qiantou",)))
    assert first["申请表"] == "《汛期开工申请表》2020年2月8日版"
    assert second["申请表"] == "《汛期开工申请表》2020年3月5日版"
    assert (first["今天有多少人在"], second["今天有多少人在"]) == (12, 7)
    assert first["有哪些防汛物资"] == "水泵、应急灯" and first["有没有地下室"] == "有"
    assert (first["有几条船"], second["有几条船"]) == (None, 2)
    assert (first["口罩（个）"], second["口罩（个）"]) == (None, 30)
    assert (first["门口的照片"], second["门口的照片"]) == (2, 1)
    table = "地下室里有几个人、几间房：仓库，间"
    assert (first[table], second[table]) == (3, None)
    assert (first["合计"], second["合计"]) == (6, None)
    assert first["应急灯归哪个岗位管"] == FORMULA
    assert first["哪一天清空"] == "2020-03-06"
    assert not first["已经不问的"] and not second["已经不问的"]


@pytest.mark.walk
def test_the_sheet_is_in_the_language_of_whoever_asks_and_of_their_grids(
    applied, staff
) -> None:
    reader = staff("reviewer", ("qiantou",))
    reader.get(f"{LIST}?lang=en")
    first, _second = sheet(reader)
    assert first["Which gear is there?"] == "Pump, Lamp"
    assert first["People and rooms in the cellar: Store, Rooms"] == 3
    elsewhere = staff("grid_worker", ("qiantou",), ("qiantou-1",))
    assert sheet(elsewhere) == [], "of another grid"


@pytest.mark.walk
def test_an_answer_to_a_question_that_the_file_has_no_more_is_kept_in_words(
    applied, staff, office, publish
) -> None:
    path = rule_path(office.content, "application.toml")
    text = path.read_text(encoding="utf-8")
    path.write_text(text.replace('"lamp-keeper"', '"lamp-post"'), encoding="utf-8")
    publish()
    first, _second = sheet(staff("reviewer", ("qiantou",)))
    assert first["已经不问的"] == f"lamp_keeper：{FORMULA}"
