"""What staff see of several campaigns: named and narrowed where there are several, each permission with its own actions."""

from __future__ import annotations

import io
import re
from dataclasses import replace

import pytest
from openpyxl import load_workbook

from forms_app.base import logs
from forms_app.permits.enterprises.models import Enterprise
from forms_app.permits.resumption.models import Application, SiteCheck
from forms_app.publishing.service.publisher import Publisher
from tests import backlog
from tests.campaigns import NAME, TYPHOON, copy, leave_one, with_key
from tests.conftest import NOW, TestClock, post
from tests.permissions import permit
from tests.rule_files import CAMPAIGN

LISTS = ("applications", "enterprises", "calls", "checks", "posters")


def check(unit: Enterprise, campaign: str, passed: bool) -> SiteCheck:
    return SiteCheck(
        enterprise_id=unit.id,
        campaign=campaign,
        purpose="supervision",
        rule="site-check@2020-02-08",
        lines={"masks": "passed" if passed else "failed"},
        notes={},
        visitors=["community"],
        confirmed="属实",
        passed=passed,
        visited_at=NOW,
        recorded_at=NOW,
        recorded_by="staff",
    )


def fill(office, *slugs: str) -> str:
    """An enterprise that is approved, applies, is called and was checked in each campaign; gives its reference."""
    with office.database.writing() as session:
        unit = backlog.enterprise(session, "qiantou")
        for number, slug in enumerate(slugs, 1):
            permit(unit, campaign=slug)
            application = backlog.application(unit, number)
            call = backlog.call(unit)
            application.campaign = call.campaign = slug
            session.add_all([application, call, check(unit, slug, slug == CAMPAIGN)])
        return unit.reference


@pytest.fixture
def two(office, accept) -> str:
    copy(office.content)
    assert accept().faults == []
    return fill(office, CAMPAIGN, TYPHOON)


def rows(page: str) -> int:
    return len(re.findall(r"示例厂1</a>|示例厂1</h2>", page))


def figures_on(office, moment) -> list[tuple[str, str]]:
    """Each campaign on the public page, with how many applications came in."""
    later = replace(office, clock=TestClock(moment=(moment,)))
    publisher = Publisher(later, logs.configure())
    publisher.cycle("day")
    publisher.later.settle()
    page = (office.site / "tree" / "statistics" / "index.html").read_text("utf-8")
    part = page.split('id="campaigns"')[1].split("</details>")[0]
    found = []
    for section in part.split("<h4>")[1:]:
        name = re.search(r">([^<]+)</a>", section)
        received = re.findall(r'累计收到（件）">(\d+)<', section)
        found += [(name[1], *received)] if name and received else []
    return found


@pytest.mark.parametrize("name", LISTS)
def test_with_one_campaign_no_list_asks_for_it(office, staff, name) -> None:
    leave_one(office.content, office.accepted)
    fill(office, CAMPAIGN)
    page = staff("office", ("qiantou",)).get(f"/app/staff/{name}/").text
    assert rows(page) == 1 and 'name="campaign"' not in page and NAME not in page


@pytest.mark.parametrize("name", ["applications", "calls", "checks"])
def test_a_list_names_the_campaigns_and_is_narrowed_to_one(two, staff, name) -> None:
    officer = staff("office", ("qiantou",))
    page = officer.get(f"/app/staff/{name}/").text
    assert rows(page) == 2 and page.count(NAME) == 2  # in the menu, and on its row
    page = officer.get(f"/app/staff/{name}/?campaign={TYPHOON}").text
    assert rows(page) == 1 and page.count(NAME) == 2


def test_the_register_stands_as_the_chosen_campaign_has_it(two, office, staff) -> None:
    officer = staff("office", ("qiantou",))
    with office.database.writing() as session:
        permit(session.get_one(Enterprise, 1), "suspended", campaign=TYPHOON)
    found = {
        (campaign, standing): rows(
            officer.get(
                f"/app/staff/enterprises/?campaign={campaign}&standing={standing}"
            ).text
        )
        for campaign in ("", TYPHOON)
        for standing in ("approved", "suspended")
    }
    assert found == {
        ("", "approved"): 1,
        ("", "suspended"): 0,
        (TYPHOON, "approved"): 0,
        (TYPHOON, "suspended"): 1,
    }
    posters = "/app/staff/posters/"
    assert rows(officer.get(posters).text) == 1
    assert rows(officer.get(f"{posters}?campaign={TYPHOON}").text) == 0


def test_an_enterprise_has_each_permission_with_its_own_actions(
    two, office, staff
) -> None:
    officer = staff("office", ("qiantou",))
    page = f"/app/staff/enterprises/{two}/"
    shown = officer.get(page).text
    assert shown.index("疫情防控期间复工开业") < shown.index(NAME)
    suspend = f"{page}suspend/"
    assert f'href="{suspend}"' in shown
    assert f'href="{suspend}?campaign={TYPHOON}"' in shown
    post(officer, f"{page}posted/?campaign={TYPHOON}", page)
    post(officer, f"{page}poster/?campaign={TYPHOON}", page)
    with office.database.reading() as session:
        kept = session.get_one(Enterprise, 1).permissions
        assert kept[TYPHOON].poster_posted_at == NOW
        assert kept[CAMPAIGN].poster_posted_at is None
    assert f"{two}-0305" in officer.get(f"{page}poster/?campaign={TYPHOON}").text
    post(officer, f"{page}poster/", page)
    assert f"{two}-0305-2" in officer.get(f"{page}poster/").text
    assert officer.get(f"{page}?campaign=no-such").status_code == 404


def test_the_desk_and_the_closed_day_tell_campaigns_apart(two, office, staff) -> None:
    officer = staff("office", ("qiantou",))
    assert rows(officer.get("/app/staff/").text) == 4
    only = officer.get(f"/app/staff/?campaign={TYPHOON}").text
    assert rows(only) == 2 and NAME in only
    with office.database.writing() as session:
        for one in session.query(Application):
            one.first_submitted_at = NOW
    close = "/app/staff/day/qiantou/close/"
    sheet = officer.get(post(officer, close, for_all="等答复").location).text
    assert sheet.count("当天收到") == 3 and sheet.count(NAME) == 1
    numbers = re.findall(r"当天收到</th>\s*<td class=\"n\">(\d+)", sheet)
    assert numbers == ["2", "1", "1"]


@pytest.mark.walk
def test_the_public_figures_tell_campaigns_apart_and_stay_when_one_is_over(
    two, office
) -> None:
    toml = office.content / "campaigns" / TYPHOON / "campaign.toml"
    text = with_key(toml.read_text(encoding="utf-8"), "to", "2020-03-31")
    toml.write_text(text, encoding="utf-8")
    with office.database.writing() as session:
        for one in session.query(Application):
            one.first_submitted_at = NOW
    assert figures_on(office, NOW) == [("疫情防控期间复工开业", "1"), (NAME, "1")]
    with office.database.writing() as session:
        for one in session.query(Application).all():
            again = backlog.application(one.enterprise, one.number + 7)
            again.campaign = one.campaign
            again.first_submitted_at = NOW
            session.add(again)
    after = figures_on(office, NOW.replace(month=4, day=1))
    assert after == [("疫情防控期间复工开业", "2"), (NAME, "1")]


def test_the_book_of_checks_says_of_which_campaign(two, staff) -> None:
    officer = staff("office", ("qiantou",))
    book = officer.get(f"/app/staff/checks.xlsx?campaign={TYPHOON}").data
    head, *found = load_workbook(io.BytesIO(book)).active.values
    assert head[0] == "专项行动" and [row[0] for row in found] == [NAME]


def test_a_dress_rehearsal_is_in_no_figure(two, office, accept, staff) -> None:
    toml = office.content / "campaigns" / TYPHOON / "campaign.toml"
    text = toml.read_text(encoding="utf-8")
    toml.write_text(with_key(text, "draft", "true"), encoding="utf-8")
    assert accept(later=1).faults == []
    with office.database.writing() as session:
        for one in session.query(Application):
            one.first_submitted_at = NOW
    officer = staff("office", ("qiantou",))
    close = "/app/staff/day/qiantou/close/"
    sheet = officer.get(post(officer, close, for_all="等答复").location).text
    assert re.findall(r"当天收到</th>\s*<td class=\"n\">(\d+)", sheet)[0] == "1"
