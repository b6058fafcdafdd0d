"""A mall from one sheet to the posters: registered, applied for together, reviewed, handed over; counted."""

from __future__ import annotations

import re
import time

import pytest
from sqlalchemy import select

from forms_app.permits.resumption.models import Application
from forms_app.permits.resumption.rules import Stage
from tests import journeys
from tests.conftest import post, post_and_open
from tests.permits.tenants.test_sheet import (
    SHEET,
    cards,
    left,
    mall,
    row,
    take,
    text,
    words,
)

__all__ = ["mall"]
ALIKE = "/app/my/tenants/alike/"
EVERY = "/app/my/tenants/"


class Counted:
    """How many requests somebody's work takes, and how long the office needs for them."""

    def __init__(self, client) -> None:
        self.client = client
        self.requests = 0
        self.seconds = 0.0
        self.open = client.open
        client.open = self.count

    def count(self, *args, **kwargs):
        begun = time.monotonic()
        answer = self.open(*args, **kwargs)
        self.requests += 1
        self.seconds += time.monotonic() - begun
        return answer


def ticks(page: str, only_ticked: bool = False) -> list[str]:
    ending = " checked" if only_ticked else ""
    return re.findall(rf'name="tenant" value="([A-Z0-9-]+)"{ending}', page)


def registered(client, how_many: int) -> dict[str, tuple[str, str]]:
    """Register tenants from one sheet; gives their cards."""
    rows = text(*(row(number) for number in range(how_many)))
    assert take(client, post(client, SHEET, rows=rows).text).status_code == 303
    return cards(client)


def apply_for(client, tenant: str) -> None:
    of = f"?for={tenant}"
    post(client, f"/app/apply/{of}")
    for page, answers in journeys.PAGES.items():
        assert post(client, f"/app/apply/{page}/{of}", **answers).status_code == 302
    assert post(client, f"/app/apply/check/{of}", promised="y").status_code == 302


def stages(office) -> dict[str, str]:
    with office.database.reading() as session:
        rows = session.scalars(select(Application).order_by(Application.id)).unique()
        return {one.enterprise.reference: one.stage for one in rows}


def test_only_those_that_were_ticked_are_applied_for_with_the_same_answers(
    client, mall, office
) -> None:
    assert "先替一家填好" in client.get(ALIKE).text
    found = [reference for reference, _code in registered(client, 5).values()]
    apply_for(client, found[0])
    page = client.get(ALIKE).text
    assert ticks(page) == found[1:] and ticks(page, only_ticked=True) == []
    assert ticks(client.get(f"{ALIKE}?all=1").text, only_ticked=True) == found[1:]
    assert "请勾选至少一家" in post(client, ALIKE, promised="y").text
    unpromised = post(client, ALIKE, tenant=found[1:3]).text
    assert (
        "勾选承诺" in unpromised and ticks(unpromised, only_ticked=True) == found[1:3]
    )
    done = post(client, ALIKE, tenant=found[1:3], promised="y").text
    assert "替 2 家交了申请" in done
    assert stages(office) == dict.fromkeys(found[:3], Stage.SUBMITTED)
    with office.database.reading() as session:
        one, other, _third = session.scalars(select(Application)).unique()
        assert other.answers["people"] == one.answers["people"]
        assert "remark" not in other.answers["measures"], "its own"
        assert other.commitments[0].made_by == mall and other.workers == one.workers
    assert ticks(client.get(ALIKE).text) == found[3:]


def test_what_is_not_a_tenant_of_the_mall_is_not_applied_for(
    app, client, mall, office
) -> None:
    found = [reference for reference, _code in registered(client, 2).values()]
    apply_for(client, found[0])
    stranger = journeys.register(app.test_client(), name="示例别家")[0]
    told = post(client, ALIKE, tenant=[stranger, found[0]], promised="y").text
    assert "替 0 家交了申请" in told
    assert f"{stranger}：这一家已经不由您代办了" in told
    assert f"{found[0]}：这一家已经有申请了" in told
    assert set(stages(office)) == {found[0]}


@pytest.mark.walk
@pytest.mark.parametrize(
    "many", [8, pytest.param(200, marks=[pytest.mark.long, pytest.mark.same_on_both])]
)
def test_a_mall_from_one_sheet_to_the_posters(
    many: int, app, client, mall, office, staff, publish, record_property
) -> None:
    back = many // 10 or 1
    approved = many * 3 // 4
    handed = min(5, many - approved - back)
    work = Counted(client)
    found = registered(client, many)
    references = [reference for reference, _code in found.values()]
    apply_for(client, references[0])
    offered = ticks(client.get(f"{ALIKE}?all=1").text)
    done = post(client, f"{ALIKE}?all=1", tenant=offered, promised="y").text
    assert f"替 {many - 1} 家交了申请" in done
    record_property("manager", f"{work.requests} requests, {work.seconds:.1f} s")
    assert work.requests < 30, "however many tenants there are"
    reviewer = staff("reviewer", ("qiantou",))
    decide(reviewer, office, publish, references[:approved], app)
    for number in range(approved + 1, approved + back + 1):
        page = f"/app/staff/applications/{number}/"
        said = {"version": journeys.version(reviewer, number), "people": "人数不对"}
        assert post(reviewer, f"{page}return/", page, **said).status_code == 302
    for name in [*found][-handed:]:
        take_over(app, *found[name])
    shown = words(client.get(EVERY).text)
    assert re.search(rf"(准予开工|有效) {approved}\b", shown), shown[:900]
    assert f"退回补正 {back}" in shown or f"请补正 {back}" in shown, shown[:900]
    one = words(client.get(f"{EVERY}?state=returned&q=示例{approved}号店").text)
    assert "找到 1 家" in one and references[approved] in one
    last = references[-1]
    assert "找到 0 家" in words(client.get(f"{EVERY}?q={last}").text)
    assert client.get(f"/app/my/?for={last}").status_code == 404


def decide(reviewer, office, publish, references: list[str], app) -> None:
    """Accept, check at the door, approve: as staff do it, one after the other."""
    for number, _reference in enumerate(references, 1):
        assert journeys.accept(reviewer, number).status_code == 302
    publish()
    for reference in references:
        assert journeys.check(reviewer, reference).status_code == 302
    for reference in references:
        page = f"/app/staff/enterprises/{reference}/approve/"
        assert post(reviewer, page).status_code == 302
    publish()


def take_over(app, reference: str, code: str) -> None:
    tenant = app.test_client()
    post(tenant, "/app/my/sign-in/", reference=reference, access_code=code)
    assert post_and_open(tenant, "/app/my/take-over/").status_code == 200


@pytest.mark.walk
def test_two_hundred_rows_with_slips_keep_them_named_and_lose_none(
    client, mall
) -> None:
    wrong = {7: {"phone": "1"}, 60: {"name": ""}, 199: {"trade": "不知道"}}
    rows = text(*(row(number, **wrong.get(number, {})) for number in range(200)))
    page = post(client, SHEET, rows=rows).text
    assert "可以登记的 197 家" in page and "要改的 3 行" in page
    for number in wrong:
        assert f"第 {number + 2} 行" in words(page)
    after = take(client, page).text
    assert "登记好了 197 家" in after and left(after).count("\n") == 3
    assert len(cards(client)) == 197
