"""What visits asked is read line by line: columns of the sheet, a filter, and totals."""

from __future__ import annotations

import io
import re

from openpyxl import load_workbook

from tests import journeys
from tests.conftest import post
from tests.ledger.visits.test_visits import hidden

SURVEY = "/app/staff/visits/survey/"
LISTED = r'href="/app/staff/visits/(\d+)/"'


def visit(worker, reference: str, **answers: str) -> None:
    path = f"/app/staff/visits/{reference}/"
    told = {f"a-{line.replace('_', '-')}": code for line, code in answers.items()}
    given = {"outcome": "done", "channel": "in-person", "visitors": "community"}
    page = worker.get(path).text
    done = post(worker, path, **hidden(page), **given, **told)
    assert done.status_code == 302, done.text


def two_visited(app, staff):
    """Two enterprises of one grid, one of them asked twice."""
    worker = staff("grid_worker", (), ("qiantou-2",))
    references = [
        journeys.register(app.test_client(), name=name, address=f"示例路 {n} 号")[0]
        for n, name in enumerate(("示例箱包厂", "示例鞋店"))
    ]
    visit(worker, references[0], papers="no", supplies="yes")
    visit(worker, references[0], papers="yes")
    visit(worker, references[1], papers="no")
    return worker


def test_each_line_is_a_column_and_a_filter_of_the_list(app, staff) -> None:
    worker = two_visited(app, staff)
    address = "/app/staff/lists/visits{}?answer=papers=no"
    assert re.findall(LISTED, worker.get(address.format("/")).text) == ["3", "1"]
    sheet = load_workbook(io.BytesIO(worker.get(address.format(".xlsx")).data)).active
    header, *rows = [[cell.value for cell in row] for row in sheet.iter_rows()]
    told = [dict(zip(header, row, strict=True)) for row in rows]
    assert [one["复工手续是否齐全"] for one in told] == ["没有办", "没有办"]
    assert [one["防疫物资是否到位"] or "" for one in told] == ["", "到位"]
    assert told[0]["编号"] == 3, "a number is a number"
    assert sheet.auto_filter.ref.endswith("3") and sheet.freeze_panes == "A2"
    assert sheet.column_dimensions["C"].width >= 16, "a moment is not cut off"


def test_totals_count_each_enterprise_by_its_newest_answer(app, staff) -> None:
    worker = two_visited(app, staff)
    page = worker.get(f"{SURVEY}?line=papers").text
    cells = re.findall(r'<td data-label="[^"]+">(\d+)</td>', page)
    assert cells == ["1", "0", "1", "2"] * 2, "the community, and its one grid"
    reviewer = staff("reviewer", ("nanpu",))
    assert "还没有走访问过这一项" in reviewer.get(f"{SURVEY}?line=papers").text
