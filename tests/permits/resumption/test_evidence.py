"""What was promised, who answers, and whose poster hangs: read by whoever decides."""

from __future__ import annotations

import pytest
from sqlalchemy import select

from forms_app.permits.enterprises.models import Permission
from forms_app.permits.resumption.models import Commitment
from tests import journeys
from tests.conftest import post
from tests.permits.resumption.test_supervision import approved
from tests.rule_files import DECISIONS


def test_the_commitments_are_read_with_their_version_who_and_when(
    client, staff, office
) -> None:
    reference, _code = journeys.register(client)
    journeys.apply(client)
    reviewer = staff("reviewer", ("qiantou",))
    for page in ("applications/1/", f"enterprises/{reference}/"):
        text = reviewer.get(f"/app/staff/{page}").text
        assert "每天给员工测两次体温并记录" in text
        assert f"示例箱包厂（{reference}）" in text and "3月5日 09:30" in text
        assert "第 2020-02-08 版" in text
    with office.database.reading() as session:
        kept = session.scalars(select(Commitment)).one()
    assert kept.lines[1] == "每天给员工测两次体温并记录" and len(kept.lines) == 4


def test_both_lines_of_responsibility_stand_side_by_side(client, staff) -> None:
    reference, _code = journeys.register(client)
    journeys.apply(client)
    page = staff("office", ("qiantou",)).get(f"/app/staff/enterprises/{reference}/")
    for said in ("属地责任（网格）", "第二网格", "主体责任", "金丝雀安全员"):
        assert said in page.text, said


@pytest.mark.walk
def test_whose_poster_is_missing_is_a_list_and_says_who_put_it_up(
    client, staff, publish, office
) -> None:
    reference, reviewer, worker = approved(client, staff, publish)
    missing = reviewer.get("/app/staff/posters/").text
    assert "示例箱包厂" in missing and "还没有打印" in missing
    post(worker, f"/app/staff/enterprises/{reference}/poster/", "/app/staff/posters/")
    assert f"{reference}-0305" in worker.get("/app/staff/posters/").text
    path = f"/app/staff/enterprises/{reference}/posted/?back=posters"
    assert post(worker, path, "/app/staff/posters/").location == "/app/staff/posters/"
    page = reviewer.get("/app/staff/posters/").text
    assert "都贴上了喜报" in page and f"{reference}-0305" not in page
    for page in ("posters/?hanging=yes", f"enterprises/{reference}/"):
        assert "grid-worker-0-qiantou-2" in reviewer.get(f"/app/staff/{page}").text
    assert (
        "示例箱包厂"
        not in staff("reviewer", ("nanpu",)).get("/app/staff/posters/?hanging=").text
    )


@pytest.mark.walk
def test_a_poster_of_an_earlier_approval_hangs_no_more(
    client, staff, publish, office
) -> None:
    reference, _reviewer, worker = approved(client, staff, publish)
    path = f"/app/staff/enterprises/{reference}/posted/"
    post(worker, path, f"/app/staff/enterprises/{reference}/")
    file = office.content / DECISIONS / "qiantou" / f"{reference}.md"
    text = file.read_text(encoding="utf-8")
    assert "2020-03-05" in text
    file.write_text(text.replace("Since: 2020-03-05", "Since: 2020-03-04"), "utf-8")
    publish()
    with office.database.reading() as session:
        kept = session.scalars(select(Permission)).one()
    assert kept.poster_posted_at is None and kept.poster_posted_by is None
