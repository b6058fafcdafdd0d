"""What is kept is read: each column has its page or its reason, and what is written comes back on that page."""

from __future__ import annotations

import re
from collections import Counter
from importlib import import_module
from typing import Any

import pytest

from forms_app.base.db import Base
from forms_app.features import FEATURES
from tests import journeys
from tests.access_table import TABLE
from tests.columns import COLUMNS
from tests.conftest import post


def columns_of_models() -> dict[str, set[str]]:
    for feature in FEATURES:
        for part in feature.models:
            import_module(f"forms_app.{feature.room}.{part}")
    return {
        table.name: {column.name for column in table.columns}
        for table in Base.metadata.sorted_tables
    }


def test_every_column_has_its_page_or_its_reason() -> None:
    found = columns_of_models()
    told = {
        table: Counter(" ".join(by.values()).split()) for table, by in COLUMNS.items()
    }
    assert {table: set(names) for table, names in told.items()} == found
    twice = [(table, n) for table, names in told.items() for n in names if names[n] > 1]
    assert twice == []


def test_every_page_that_is_named_is_a_route() -> None:
    pages = {to for by in COLUMNS.values() for to in by if to.startswith("/")}
    assert pages <= TABLE.keys()


@pytest.fixture
def written(client, staff, publish) -> dict[str, Any]:
    """One enterprise on its way, with a word of its own in every field that takes words."""
    words = {
        "name": "示例记名厂",
        "address": "记址路 7 号",
        "place": "记处三层",
        "contact_name": "记联络",
        "safety_manager": "记安全",
    }
    reference, _code = journeys.register(client, **words)
    measures = journeys.PAGES["measures"]
    given = {"temperature_by": "记岗位", "remark": "记备注"}
    journeys.PAGES["measures"] = {**measures, **given}
    journeys.apply(client)
    journeys.PAGES["measures"] = measures
    reviewer = staff("reviewer", ("qiantou",))
    worker = staff("grid_worker", (), ("qiantou-2",))
    path = "/app/staff/applications/1/"
    back = {"version": journeys.version(reviewer), "measures": "记补正"}
    post(reviewer, f"{path}return/", path, **back)
    returned = reviewer.get(path).text
    post(client, "/app/apply/check/", **journeys.COMMITMENT)
    journeys.accept(reviewer, priority="priority", reason="记理由")
    publish()
    check = {
        **dict.fromkeys(lines_of(worker, reference), "passed"),
        "note-masks": "记口罩",
        "visitors": "district",
        "confirmed": "记确认",
    }
    post(worker, f"/app/staff/check/{reference}/", **check)
    calls = "/app/staff/calls/"
    noted = {"outcome": "no-answer", "note": "记电话"}
    post(reviewer, f"{calls}1/", calls, **noted)
    return {
        "reference": reference,
        "reviewer": reviewer,
        "worker": worker,
        "returned": returned,
    }


def lines_of(worker, reference: str) -> list[str]:
    page = worker.get(f"/app/staff/check/{reference}/").text
    return re.findall(r'name="(line-[a-z-]+)"', page)


@pytest.mark.walk
def test_words_of_the_permit_rooms_come_back_where_one_decides(written) -> None:
    reference = written["reference"]
    read = {
        "/app/staff/applications/1/": "示例记名厂 记安全 记岗位 记备注 记补正 记理由 记口罩 记确认 区里 "
        "第一时间报告社区 第二小分队",
        f"/app/staff/enterprises/{reference}/approve/": "示例记名厂 记安全 记口罩 记确认 区里 第一时间报告社区",
        f"/app/staff/enterprises/{reference}/": "示例记名厂 记址路 记处三层 记联络 记安全 记口罩 记确认 记电话 "
        "记补正 记理由 单位自己登记 第一时间报告社区",
        "/app/staff/calls/": "记电话 记补正",
        "/app/staff/checks/1/": "示例记名厂 记口罩 记确认 区里",
    }
    for page, words in read.items():
        text = written["reviewer"].get(page).text
        assert [word for word in words.split() if word not in text] == [], page
    assert "记补正" in written["returned"]
