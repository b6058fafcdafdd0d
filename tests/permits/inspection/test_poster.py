"""The poster for the door of whoever passed an inspection: printed as long as it stands, in the words of that campaign."""

from __future__ import annotations

import re

import pytest
from sqlalchemy import select

from forms_app.base.access import Actor, Role
from forms_app.base.refusal import Refused
from forms_app.permits.enterprises.models import Enterprise
from forms_app.permits.resumption.approve_deed import APPROVE
from forms_app.permits.resumption.models import Application, Poster
from forms_app.permits.resumption.poster_operations import (
    mark_poster_posted,
    print_poster,
)
from forms_app.permits.resumption.together import Done
from tests import journeys
from tests.conftest import NOW, post
from tests.inspections import KITCHENS, door
from tests.permits.inspection.test_inspection import FAILED, inspect
from tests.publishing.test_accept import GOOD, put
from tests.publishing.test_campaigns import page
from tests.rule_files import CAMPAIGN

BY = {"actor": Actor("staff", "worker", Role.GRID_WORKER), "now": NOW}
MINE = f"/app/my/poster/?campaign={KITCHENS}"
LIST = f"/app/staff/posters/?campaign={KITCHENS}"
REGISTER = f"/app/staff/enterprises/?campaign={KITCHENS}"


@pytest.fixture
def worker(staff, gas):
    return staff("grid_worker", (), ("qiantou-2",))


@pytest.fixture
def reference(client, worker) -> str:
    return journeys.register(client)[0]


@pytest.fixture
def passed(reference, worker, publish) -> str:
    """Somebody who passed, and it is public."""
    inspect(worker, reference)
    publish()
    return reference


def without_poster(office, publish) -> None:
    path = office.content / "campaigns" / KITCHENS / "campaign.toml"
    text = path.read_text(encoding="utf-8")
    path.write_text(text.replace("[who]", "poster = false\n[who]"), encoding="utf-8")
    publish()


def refused(office, campaign: str = KITCHENS) -> str:
    """What is said to whoever prints, and to whoever says that it hangs."""
    said = set()
    for deed in (print_poster, mark_poster_posted):
        with (
            pytest.raises(Refused) as error,
            office.database.writing() as session,
        ):
            deed(session, office, session.get_one(Enterprise, 1), campaign, **BY)
        said.add(str(error.value))
    (one,) = said
    return one


def printed(office) -> list[tuple[str, str]]:
    with office.database.reading() as session:
        return [(one.campaign, one.serial) for one in session.scalars(select(Poster))]


@pytest.mark.walk
def test_whoever_passed_prints_it_once_with_its_serial(client, office, passed) -> None:
    mine = client.get("/app/my/").text
    assert "检查合格。请把检查合格公示贴在门口" in mine
    assert "打印检查合格公示" in mine
    assert post(client, MINE, "/app/my/").location == MINE
    post(client, MINE, "/app/my/")
    assert printed(office) == [(KITCHENS, f"{passed}-0305")]
    sheet = client.get(MINE).text
    for said in ("检查合格", "经上门检查，符合要求", f"{passed}-0305 号", "<svg"):
        assert said in sheet
    for permits in ("批", "准予", "核验", "None", "喜报号"):
        assert permits not in sheet.partition('class="poster"')[2]
    assert f"{office.config.public_url}/enterprises/{passed}/" in sheet


@pytest.mark.walk
def test_its_words_are_chinese_on_an_english_page_too(client, passed) -> None:
    post(client, MINE, "/app/my/")
    sheet = client.get(f"{MINE}&lang=en").text
    assert re.search(r'<h1 class="title">检查合格</h1>', sheet)
    assert (
        "You have passed the check. Please put this up"
        in client.get("/app/my/?lang=en").text
    )


@pytest.mark.walk
def test_staff_print_it_and_see_whose_hangs(office, worker, passed) -> None:
    unit = f"/app/staff/enterprises/{passed}/"
    shown = worker.get(unit).text
    assert "打印检查合格公示" in shown
    assert "示例箱包厂" in worker.get(LIST).text
    assert "示例箱包厂" in worker.get(f"{REGISTER}&poster=none").text
    sheet = f"{unit}poster/?campaign={KITCHENS}"
    assert post(worker, sheet, unit).location == sheet
    assert "检查合格" in worker.get(sheet).text
    assert "示例箱包厂" in worker.get(f"{REGISTER}&poster=printed").text
    assert f"{passed}-0305" in worker.get(LIST).text
    post(worker, f"{unit}posted/?campaign={KITCHENS}&back=posters", LIST)
    assert "该贴的都贴上了" in worker.get(LIST).text
    assert f"{passed}-0305" in worker.get(f"{LIST}&hanging=yes").text
    assert "示例箱包厂" in worker.get(f"{REGISTER}&poster=posted").text


@pytest.mark.walk
def test_who_fails_or_is_suspended_afterwards_prints_none(
    client, office, worker, publish, passed
) -> None:
    post(client, MINE, "/app/my/")
    inspect(worker, passed, **FAILED)
    publish()
    assert "检查合格、现在有效的单位才有喜报" in refused(office)
    assert client.get(MINE).location == f"/app/my/?campaign={KITCHENS}"
    assert "打印检查合格公示" not in client.get("/app/my/").text
    unit = f"/app/staff/enterprises/{passed}/"
    assert worker.get(f"{unit}poster/?campaign={KITCHENS}").status_code == 302
    assert "检查合格公示</h" not in worker.get(unit).text
    assert "示例箱包厂" not in worker.get(f"{LIST}&hanging=").text
    assert "整改中" in page(office, f"enterprises/{passed}")
    post(worker, f"{door(passed)}suspend/", door(passed), reason="漏气")
    publish()
    assert "检查合格、现在有效的单位才有喜报" in refused(office)
    assert "漏气" in page(office, f"enterprises/{passed}")
    inspect(worker, passed)
    publish()
    assert post(client, MINE, "/app/my/").location == MINE
    assert printed(office) == [(KITCHENS, f"{passed}-0305")], "passed on the same day"


@pytest.mark.walk
def test_a_faulty_file_prints_none(office, publish, passed) -> None:
    path = next((office.content / "campaigns" / KITCHENS).rglob(f"{passed}.md"))
    text = path.read_text(encoding="utf-8")
    path.write_text(text.replace("Status: passed", "Status: pased"), encoding="utf-8")
    publish()
    assert "现在有效的单位才有喜报" in refused(office)


@pytest.mark.walk
def test_a_campaign_without_a_poster_prints_none(
    client, office, worker, publish, passed
) -> None:
    without_poster(office, publish)
    assert refused(office) == "这次行动没有喜报。"
    mine = client.get("/app/my/").text
    assert "<b>检查合格。</b>" in mine and "poster/" not in mine
    unit = worker.get(f"/app/staff/enterprises/{passed}/").text
    assert "poster/" not in unit and "posted/" not in unit
    assert "这次行动没有喜报" in worker.get(LIST).text
    assert "示例箱包厂" not in worker.get(f"{REGISTER}&poster=none").text
    preview = worker.get("/app/staff/enterprises/together/posters/?row=1").text
    assert "这次行动没有喜报" in preview


@pytest.mark.walk
def test_the_poster_of_another_campaign_stays_as_it_is(
    client, office, worker, publish, passed
) -> None:
    put(office, GOOD.replace("QT-7K3M9P", passed), passed)
    publish()
    post(client, "/app/my/poster/", "/app/my/")
    inspect(worker, passed, **FAILED)
    publish()
    sheet = client.get("/app/my/poster/").text
    assert "开工大吉" in sheet and "第 3 批" in sheet
    assert printed(office) == [(CAMPAIGN, f"{passed}-0226")]
    inspect(worker, passed)
    publish()
    together = "/app/staff/enterprises/together/posters/"
    mark = re.search(
        r'name="row" value="(1:[^"]+)"', worker.get(f"{together}?row=1").text
    )
    assert mark
    post(worker, together, f"{together}?row=1", row=mark[1])
    assert [campaign for campaign, _serial in printed(office)] == [CAMPAIGN, KITCHENS]
    sheets = worker.get("/app/staff/enterprises/posters/?row=1").text
    titles = re.findall(r'<h2 class="title">(.+?)</h2>', sheets)
    assert titles == ["检查合格", "开工大吉"], "each in the words of its campaign"


@pytest.mark.walk
def test_after_the_last_day_none_is_printed_and_the_page_says_so(
    client, office, worker, publish, passed
) -> None:
    post(client, MINE, "/app/my/")
    path = office.content / "campaigns" / KITCHENS / "campaign.toml"
    text = path.read_text(encoding="utf-8")
    ended = text.replace("from = 2020-03-01", "from = 2020-03-01\nto = 2020-03-04")
    path.write_text(ended, encoding="utf-8")
    publish()
    over = "这次行动已经结束，不再打印喜报。"
    assert refused(office) == over
    unit = f"/app/staff/enterprises/{passed}/"
    assert "poster/" not in worker.get(unit).text
    for who, sheet in ((client, MINE), (worker, f"{unit}poster/?campaign={KITCHENS}")):
        told = who.get(sheet)
        assert told.status_code == 409 and over in told.text
        assert post(who, sheet, "/app/feedback/").status_code == 409
    sheets = worker.get("/app/staff/enterprises/posters/?row=1").text
    assert 'class="poster"' not in sheets and "没有可以打印的喜报" in sheets
    assert over in worker.get("/app/staff/enterprises/together/posters/?row=1").text
    listed = worker.get(f"{LIST}&hanging=no").text
    assert over in listed and f"{passed}-0305" in listed and "没有贴上" in listed
    assert "posted/" not in listed
    assert "示例箱包厂" in worker.get(f"{REGISTER}&poster=printed").text
    assert "示例箱包厂" not in worker.get(f"{REGISTER}&poster=none").text


@pytest.mark.walk
def test_an_office_without_posters_is_offered_nothing_of_them(
    office, worker, publish, passed
) -> None:
    offered = ('name="poster"', "喜报还没有打印", "together/posters/", "喜报张贴")
    page = worker.get(REGISTER).text
    assert all(one in page for one in offered)
    for path in office.content.glob("campaigns/*/campaign.toml"):
        text = re.sub(r"^poster = .*\n", "", path.read_text("utf-8"), flags=re.M)
        none = re.sub(r"^mode = ", "poster = false\nmode = ", text, flags=re.M)
        path.write_text(none, encoding="utf-8")
    publish()
    page = worker.get(REGISTER).text
    assert not [one for one in offered if one in page]
    assert 'name="standing"' in page, "the other filters stay"


@pytest.mark.walk
def test_no_campaign_that_approves_prints_one_either_where_it_has_none(
    client, office, worker, publish, reference
) -> None:
    put(office, GOOD.replace("QT-7K3M9P", reference), reference)
    path = office.content / "campaigns" / CAMPAIGN / "campaign.toml"
    text = path.read_text(encoding="utf-8")
    assert "poster = " not in text
    path.write_text(
        re.sub(r"^mode = ", "poster = false\nmode = ", text, flags=re.M),
        encoding="utf-8",
    )
    publish()
    assert refused(office, CAMPAIGN) == "这次行动没有喜报。"
    done = [Done(Application(campaign=CAMPAIGN, enterprise_id=1), "", "")]
    assert APPROVE.onward
    assert APPROVE.onward(office, done) is None, "no way on to posters"
    mine = client.get("/app/my/").text
    assert "<b>可以开工。</b>" in mine and "poster/" not in mine
    assert (
        "这次行动没有喜报"
        in worker.get(f"/app/staff/posters/?campaign={CAMPAIGN}").text
    )
    assert "检查" in worker.get("/app/staff/posters/").text, "the one that has a poster"
