"""/app/staff/campaigns/: the office begins a campaign as a copy, starts it, ends it; each is an edit of its file that nobody else's overwrites."""

from __future__ import annotations

from pathlib import Path

import pytest
from sqlalchemy import func, select

from forms_app.base import audit
from forms_app.permits.enterprises.models import Permission
from forms_app.permits.resumption.models import Application, Call
from tests import campaigns, journeys
from tests.campaigns import TYPHOON
from tests.conftest import NOW, post, token
from tests.publishing.test_accept import GOOD, REFERENCE
from tests.publishing.test_campaigns import listed
from tests.rule_files import CAMPAIGN

LIST = "/app/staff/campaigns/"
NEW = {
    "like": CAMPAIGN,
    "slug": "flood-2020",
    "title": "汛期过后恢复营业",
    "title_en": "Opening again after the flood",
}


@pytest.fixture
def office_staff(staff):
    return staff("office", ("qiantou",))


def file(office, slug: str = TYPHOON) -> Path:
    return office.content / "campaigns" / slug / "campaign.toml"


def draft(office) -> Path:
    return campaigns.copy(office.content, draft="true", **{"from": "2020-03-01"})


def decide(office) -> Path:
    folder = office.content / "campaigns" / TYPHOON / "enterprises" / "qiantou"
    folder.mkdir(parents=True)
    path = folder / f"{REFERENCE}.md"
    path.write_text(GOOD, encoding="utf-8")
    return path


def actions(office) -> list[str]:
    with office.database.reading() as session:
        of_campaigns = audit.AuditEntry.action.startswith("campaign.")
        return list(
            session.scalars(select(audit.AuditEntry.action).where(of_campaigns))
        )


@pytest.mark.walk
def test_the_office_copies_a_campaign_and_sees_what_is_left(
    office, publish, office_staff
) -> None:
    publish()
    assert post(office_staff, LIST, **NEW).location == LIST
    text = file(office, "flood-2020").read_text(encoding="utf-8")
    assert "draft = true" in text and NEW["title"] in text
    assert actions(office) == ["campaign.begin"]
    publish()
    page = office_staff.get(LIST).text
    assert NEW["title"] in page and "演练" in page
    one = office_staff.get(f"{LIST}flood-2020/").text
    assert "site-check.toml" in one and ">basis<" in one
    assert (
        "Opening again after the flood"
        in office_staff.get(f"{LIST}flood-2020/?lang=en").text
    )
    assert not (office.site / "tree/campaigns/flood-2020/index.html").exists()


@pytest.mark.parametrize(
    ("changed", "says"),
    [
        ({"slug": "../flood"}, "不能用作代号"),
        ({"slug": CAMPAIGN}, "已经有"),
        ({"slug": ""}, "请填代号"),
        ({"slug": "flood-" * 4 + "2020"}, "24"),
        ({"like": "nobody"}, "请选一个专项行动"),
        ({"title": ""}, "请填名称"),
        ({"title": "打 13800001234"}, "电话"),
    ],
)
def test_what_cannot_be_a_campaign_is_told_at_its_field(
    office, publish, office_staff, changed, says
) -> None:
    publish()
    before = sorted(office.content.rglob("*"))
    told = post(office_staff, LIST, **{**NEW, **changed})
    assert told.status_code == 200 and says in told.text
    assert sorted(office.content.rglob("*")) == before and actions(office) == []


@pytest.mark.walk
def test_starting_asks_then_deletes_what_was_played(
    office, publish, office_staff, client
) -> None:
    draft(office)
    path = decide(office)
    journeys.register(client)
    publish()
    with office.database.writing() as session:
        own = {"enterprise_id": 1, "campaign": TYPHOON}
        session.add(
            Application(number=9, stage="submitted", answers={}, started_at=NOW, **own)
        )
        session.add(Call(about="approved", text="-", at=NOW, **own))
        session.add(Permission(status="approved", since=NOW.date(), **own))
    asked = f"{LIST}{TYPHOON}/start/"
    assert "和 1 个单位的文件" in office_staff.get(asked).text and path.exists()
    assert "已经开始" in press(office_staff, "start")
    assert "draft = false" in file(office).read_text(encoding="utf-8")
    publish()
    assert not path.exists() and actions(office) == ["campaign.start"]
    with office.database.reading() as session:
        for model in (Application, Call, Permission):
            query = select(func.count()).where(model.campaign == TYPHOON)
            assert session.scalar(query) == 0, model
    tree = office.site / "tree"
    assert (tree / "campaigns" / TYPHOON / "index.html").exists()
    assert listed(office, f"campaigns/{TYPHOON}/qiantou.json") == {}
    assert "进行中" in office_staff.get(f"{LIST}{TYPHOON}/").text


@pytest.mark.parametrize("is_draft", [True, False])
def test_nobody_is_called_about_what_is_played(
    office, publish, client, is_draft
) -> None:
    """The same decision is told when the campaign is no rehearsal."""
    own = "false" if not is_draft else "true"
    campaigns.copy(office.content, draft=own, **{"from": "2020-03-01"})
    text = decide(office).read_text(encoding="utf-8")
    reference, _code = journeys.register(client)
    folder = office.content / "campaigns" / TYPHOON / "enterprises" / "qiantou"
    (folder / f"{reference}.md").write_text(
        text.replace(REFERENCE, reference), encoding="utf-8"
    )
    (folder / f"{REFERENCE}.md").unlink()
    publish()
    with office.database.reading() as session:
        assert session.query(Permission).one().status == "approved"
        assert session.query(Call).count() == (0 if is_draft else 1)


def test_a_file_that_was_changed_meanwhile_is_not_overwritten(
    office, publish, office_staff
) -> None:
    draft(office)
    path = decide(office)
    publish()
    asked = f"{LIST}{TYPHOON}/start/"
    sent = {"csrf_token": token(office_staff, asked), "seen": "0" * 64}
    told = office_staff.post(asked, data=sent, follow_redirects=True)
    assert "别人已经处理过" in told.text
    assert "draft = true" in file(office).read_text(encoding="utf-8")
    assert path.exists() and actions(office) == []


def test_a_title_that_is_not_written_yet_keeps_it_a_rehearsal(
    office, publish, office_staff
) -> None:
    folder = campaigns.copy(office.content, draft="true", title='"台风（请改）"')
    publish()
    told = press(office_staff, "start")
    assert "先在 campaign.toml 里改" in told and folder.exists()
    assert "draft = true" in file(office).read_text(encoding="utf-8")


def press(client, step: str) -> str:
    """What is told after a step that was asked for and pressed."""
    page = client.get(f"{LIST}{TYPHOON}/{step}/").text
    seen = page.split('name="seen"')[1].split('value="')[1].split('"')[0]
    return client.get(post(client, f"{LIST}{TYPHOON}/{step}/", seen=seen).location).text


@pytest.mark.walk
def test_ending_makes_today_the_last_day_and_only_once(
    office, publish, office_staff
) -> None:
    campaigns.copy(office.content, **{"from": "2020-03-01"})
    publish()
    assert "今天是最后一天" in press(office_staff, "end")
    assert f"to = {NOW.date()}" in file(office).read_text(encoding="utf-8")
    assert actions(office) == ["campaign.end"]
    publish()
    assert "已经不在演练" in press(office_staff, "start")
    assert actions(office) == ["campaign.end"]


def test_a_real_enterprise_has_no_place_in_a_rehearsal(office, accept) -> None:
    draft(office)
    path = decide(office)
    assert accept().faults == []
    path.write_text(
        GOOD.replace("示例", "").replace("Revision: 3", "Revision: 4"), "utf-8"
    )
    (fault,) = accept().faults
    assert "只能有示例单位" in fault.message and fault.line == 1
    text = file(office).read_text(encoding="utf-8")
    file(office).write_text(text.replace("draft = true", "draft = false"), "utf-8")
    assert accept().faults == []


@pytest.mark.parametrize("role", ["reviewer", "grid_worker"])
def test_who_decides_nothing_for_the_office_sees_no_campaigns(staff, role) -> None:
    grids = ("qiantou-2",) if role == "grid_worker" else ()
    client = staff(role, ("qiantou",), grids)
    assert client.get(LIST).status_code in {403, 404}
    assert LIST not in client.get("/app/staff/").text
