"""An enterprise applies in each campaign that is running and about it, by the rules of that campaign."""

from __future__ import annotations

from datetime import timedelta

import pytest
from sqlalchemy import select

from forms_app.permits.campaigns.queries import campaigns
from forms_app.permits.resumption.models import Application, SiteCheck
from tests import journeys
from tests.campaigns import NAME, TYPHOON, copy, leave_one
from tests.conftest import NOW, post
from tests.permits.resumption.test_check_phone import LIST, send
from tests.rule_files import CAMPAIGN

OF_TYPHOON = f"/app/apply/?campaign={TYPHOON}"
TODAY = NOW.date()


@pytest.fixture
def beside(office, accept):
    """Adds a campaign of this kind; gives its folder."""

    def add(**changed: str):
        folder = copy(office.content, **changed)
        assert accept().faults == []
        return folder

    return add


def kept(office, model) -> list:
    with office.database.reading() as session:
        return list(session.scalars(select(model).order_by(model.id)))


def test_with_one_campaign_nobody_is_asked_which(client, office) -> None:
    leave_one(office.content, office.accepted)
    journeys.register(client)
    page = client.get("/app/apply/").text
    assert 'name="campaign"' not in page and "复工开业" not in page
    journeys.apply(client)
    (application,) = kept(office, Application)
    assert application.campaign == CAMPAIGN


def test_with_several_the_one_is_chosen_and_the_other_stays_open(
    client, office, beside
) -> None:
    beside()
    journeys.register(client)
    asks = client.get("/app/apply/").text
    assert asks.index(CAMPAIGN) < asks.index(f'value="{TYPHOON}"') and NAME in asks
    journeys.apply(client, TYPHOON)
    assert client.get(f"/app/apply/receipt/?campaign={TYPHOON}").status_code == 200
    post(client, f"/app/apply/?campaign={CAMPAIGN}")
    post(client, OF_TYPHOON)  # goes on with the one that is there
    found = {one.campaign: one.stage for one in kept(office, Application)}
    assert found == {TYPHOON: "submitted", CAMPAIGN: "draft"}
    assert len(kept(office, Application)) == 2
    mine = client.get("/app/my/").text
    assert mine.index("疫情防控期间复工开业") < mine.index("接着填") < mine.index(NAME)
    post(client, f"/app/my/cancel/?campaign={TYPHOON}")
    found = {one.campaign: one.stage for one in kept(office, Application)}
    assert found == {TYPHOON: "cancelled", CAMPAIGN: "draft"}


@pytest.mark.parametrize(
    ("changed", "says"),
    [
        ({"from": "2020-03-06"}, "从3月6日开始，现在还不能申请"),
        (
            {"from": "2020-02-01", "to": "2020-03-04"},
            "从2月1日到3月4日，已经结束，不再受理申请",
        ),
        ({"mode": '"inspection"'}, "不用申请，工作人员会上门检查"),
    ],
)
def test_outside_of_it_an_application_is_refused_in_words(
    client, office, beside, changed, says
) -> None:
    beside(**changed)
    journeys.register(client)
    assert says in client.get(OF_TYPHOON).text
    assert 'name="campaign"' not in client.get("/app/apply/").text
    assert NAME not in client.get("/app/my/").text
    assert says in post(client, OF_TYPHOON, "/app/apply/").text
    assert kept(office, Application) == []


def test_a_dress_rehearsal_is_not_there_for_the_public(client, beside) -> None:
    beside(draft="true")
    journeys.register(client)
    assert client.get(OF_TYPHOON).status_code == 404
    assert NAME not in client.get("/app/my/").text + client.get("/app/apply/").text


def test_whom_it_is_not_about_does_not_apply(client, beside, accept) -> None:
    path = beside() / "campaign.toml"
    who = '\n[who]\nkinds = ["hotel"]\n'
    path.write_text(path.read_text(encoding="utf-8") + who, encoding="utf-8")
    assert accept(later=1).faults == []
    journeys.register(client)
    assert "不涉及您这样的单位" in client.get(OF_TYPHOON).text
    assert NAME not in client.get("/app/my/").text


def test_what_was_begun_in_time_is_not_handed_in_after_the_last_day(
    client, office, beside, accept
) -> None:
    folder = beside()
    journeys.register(client)
    assert post(client, OF_TYPHOON).status_code == 302
    for page, answers in journeys.PAGES.items():
        post(client, f"/app/apply/{page}/?campaign={TYPHOON}", **answers)
    path = folder / "campaign.toml"
    over = f"from = 2020-02-01\nto = {TODAY - timedelta(days=1)}\n"
    text = path.read_text(encoding="utf-8").replace("from = 2020-02-08\n", over)
    path.write_text(text, encoding="utf-8")
    assert accept(later=1).faults == []
    assert campaigns(office)[TYPHOON].until
    check = f"/app/apply/check/?campaign={TYPHOON}"
    assert "已经结束" in post(client, check, **journeys.COMMITMENT).text
    assert [one.stage for one in kept(office, Application)] == ["draft"]


@pytest.mark.walk
def test_each_is_checked_by_the_lines_of_its_campaign(
    client, office, staff, beside, accept
) -> None:
    folder = beside()
    path = folder / "site-check.toml"
    text = path.read_text(encoding="utf-8").replace("口罩数量够用", "屋顶没有松动")
    path.write_text(text, encoding="utf-8")
    assert accept(later=1).faults == []
    reference, _code = journeys.register(client)
    journeys.apply(client, CAMPAIGN)
    journeys.apply(client, TYPHOON)
    reviewer = staff("reviewer", ("qiantou",))
    worker = staff("grid_worker", grids=("qiantou-2",))
    journeys.accept(reviewer, 1)
    journeys.accept(reviewer, 2)
    door = f"/app/staff/check/{reference}/"
    assert "口罩数量够用" in worker.get(door).text
    assert "屋顶没有松动" in worker.get(f"{door}?campaign={TYPHOON}").text
    shell = worker.get("/app/staff/checks/offline/").text
    assert "口罩数量够用" in shell and f'name="line-masks@{TYPHOON}"' in shell
    ours, theirs = worker.get(LIST).json["stops"]
    assert ours["reference"] == reference and "masks" in ours["lines"]
    assert theirs["reference"] == f"{reference}@{TYPHOON}" and NAME in theirs["why"]
    failed = {f"line-masks@{TYPHOON}": "failed"}
    assert send(worker, theirs, **failed).json["kept"]
    journeys.check(worker, reference)
    second, first = kept(office, SiteCheck)
    assert (first.campaign, first.passed) == (CAMPAIGN, True)
    assert (second.campaign, second.lines["masks"]) == (TYPHOON, "failed")
    assert second.conflicts_with is first.conflicts_with is None
    found = {one.campaign: one.stage for one in kept(office, Application)}
    assert found == {CAMPAIGN: "checked", TYPHOON: "to-put-right"}
    mine = client.get("/app/my/").text
    assert "屋顶没有松动" in mine and "口罩数量够用" not in mine
