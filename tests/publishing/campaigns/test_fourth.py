"""A campaign that nobody thought of, the kitchens of flood shelters, is made of files alone: accepted, public in both languages, over by the clock."""

from __future__ import annotations

import shutil
from collections import Counter
from dataclasses import replace

import pytest

from forms_app.base import logs
from forms_app.base.questions.at_door import ASKED
from forms_app.permits.campaigns.queries import campaigns
from forms_app.permits.grid.queries import rule
from forms_app.permits.resumption.content import SITE_CHECK
from forms_app.publishing.service.publisher import Publisher
from tests import journeys
from tests.conftest import NOW, TestClock, post
from tests.kitchens import FILES
from tests.publishing.test_accept import REFERENCE
from tests.publishing.test_campaigns import PASSED, decide, listed, page

pytestmark = pytest.mark.same_on_both(reason="about files, not about the database")
SLUG = "kitchens-2020"
MENDING = PASSED.replace("Status: passed", "Status: mending").replace(
    "Revision: 3", "Revision: 4"
)


@pytest.fixture
def kitchens(office) -> None:
    shutil.copytree(FILES, office.content, dirs_exist_ok=True)


def test_it_is_accepted_as_it_is_written(office, accept, kitchens) -> None:
    assert accept().faults == []
    campaign = campaigns(office)[SLUG]
    assert campaign.is_inspection and campaign.poster
    assert [one.en for one in campaign.bodies] == ["Market supervision", "Water works"]
    assert campaign.who.includes("enterprise", "food", "qiantou")
    assert not campaign.who.includes("enterprise", "food", "nanpu")
    check = rule(office, SITE_CHECK, NOW.date(), SLUG)
    assert check and len(check.lines) == 12
    kinds = Counter(question.kind for question in check.asked.questions)
    assert kinds == dict.fromkeys(ASKED, 4), "four of every kind that a door can ask"


def test_it_calls_things_by_its_own_words(office, publish, kitchens) -> None:
    closed = PASSED.replace("Status: passed", "Status: suspended\nReason: 后厨漏水")
    decide(office, SLUG, closed)
    publish()
    assert "厨房检查结果" in page(office, f"campaigns/{SLUG}/qiantou")
    assert "Results of the kitchens" in page(office, f"en/campaigns/{SLUG}/qiantou")
    door = page(office, f"enterprises/{REFERENCE}")
    assert "暂停供餐" in door and "暂停开工" not in door


def test_it_is_public_in_both_languages_and_over_by_the_clock(
    office, publish, kitchens
) -> None:
    decide(office, SLUG, PASSED)
    publish()
    assert "检查合格，3月5日" in page(office, f"enterprises/{REFERENCE}")
    decide(office, SLUG, MENDING)
    publish()
    chinese = page(office, f"campaigns/{SLUG}")
    assert "汛期安置点厨房检查" in chinese and "关于检查汛期安置点厨房的通知" in chinese
    english = page(office, f"en/campaigns/{SLUG}")
    assert "Kitchens of flood shelters" in english
    assert listed(office, f"campaigns/{SLUG}/qiantou.json") == {REFERENCE: "mending"}
    assert "整改" in page(office, f"enterprises/{REFERENCE}")
    midnight = NOW.replace(month=4, day=1, hour=0, minute=0, second=1)
    clock = TestClock(moment=(midnight,))
    publisher = Publisher(replace(office, clock=clock), logs.configure())
    publisher.cycle("midnight")
    publisher.later.settle()
    assert "已于 3月31日 结束" in page(office, f"campaigns/{SLUG}/qiantou")
    assert "ended" in page(office, f"en/campaigns/{SLUG}").lower()
    assert f"/campaigns/{SLUG}/" not in page(office, "")


@pytest.mark.walk
def test_whoever_passed_prints_a_poster_in_its_own_words(
    office, publish, kitchens, client
) -> None:
    reference, _code = journeys.register(client, trade="food")
    decide(office, SLUG, PASSED.replace(REFERENCE, reference), reference)
    publish()
    assert "打印放心厨房公示" in client.get("/app/my/").text
    mine = f"/app/my/poster/?campaign={SLUG}"
    post(client, mine, "/app/my/")
    sheet = client.get(mine).text
    for said in ("放心厨房", "经上门检查，厨房合格", f"{reference}-0305 号"):
        assert said in sheet
    closed = MENDING.replace(REFERENCE, reference)
    decide(office, SLUG, closed, reference)
    publish()
    assert client.get(mine).status_code == 302
    assert "整改" in page(office, f"enterprises/{reference}")
