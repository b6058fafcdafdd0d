"""Staff see who came back and how late that was reported, and who has no health records."""

from __future__ import annotations

import pytest
from sqlalchemy import select

from forms_app.permits.enterprises.models import Enterprise
from tests import journeys
from tests.conftest import post
from tests.people.isolation.test_cases import add
from tests.permissions import permit

ARRIVALS = "/app/staff/arrivals/"
RECORDS = "/app/staff/arrivals/without-records/"


@pytest.fixture
def clerk(client):
    journeys.register(client)
    return client


@pytest.fixture
def officer(staff):
    return staff("office", ("qiantou", "xunmei"))


def test_an_arrival_is_listed_with_its_delay(clerk, officer, staff) -> None:
    add(clerk, arrived_on="2020-03-02")
    add(clerk, name="金丝雀留厂", phone="13800001202", stayed="yes", arrived_on="")
    shown = officer.get(ARRIVALS).text
    assert "金丝雀员工" in shown and "晚了 3 天" in shown and "3月2日 登记在册" in shown
    assert "金丝雀留厂" not in shown, "who never left did not come"
    assert "广东深圳" not in shown, "where from is in the record, opened with a reason"
    assert "金丝雀" not in officer.get(f"{ARRIVALS}?community=xunmei").text
    assert "金丝雀" not in staff("office", ("xunmei",)).get(ARRIVALS).text


def test_who_left_is_listed_too(clerk, officer) -> None:
    add(clerk)
    assert "金丝雀" not in officer.get(f"{ARRIVALS}?way=left").text
    post(clerk, "/app/my/people/1/leave/", on="3月4日")
    shown = officer.get(f"{ARRIVALS}?way=left").text
    assert "金丝雀员工" in shown and "3月4日 离开" in shown and "晚了 1 天" in shown


def test_an_enterprise_without_records_is_listed_until_it_says_all_are_there(
    clerk, officer, office
) -> None:
    add(clerk)
    assert "都建好了" in officer.get(RECORDS).text, "it may not work yet"
    with office.database.writing() as session:
        unit = session.scalars(select(Enterprise)).one()
        permit(unit)
    shown = officer.get(RECORDS).text
    assert "示例箱包厂" in shown and "册上 1 人" in shown and "13800009876" in shown
    post(clerk, "/app/my/people/complete/", "/app/my/people/")
    assert "都建好了" in officer.get(RECORDS).text
