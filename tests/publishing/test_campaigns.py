"""Several campaigns on one site: each with its own decisions, list and page; what happens in one leaves the others as they are."""

from __future__ import annotations

import json
import shutil
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest

from forms_app.base import logs
from forms_app.base.feature import chosen_here
from forms_app.base.jsonfiles import read_json
from forms_app.base.office import Office
from forms_app.publishing.intake import today
from forms_app.publishing.service import selfcheck
from forms_app.publishing.service.publisher import Publisher
from tests.conftest import NOW, TestClock
from tests.publishing import cold
from tests.publishing.test_accept import GOOD, REFERENCE, put
from tests.rule_files import CAMPAIGN

pytestmark = pytest.mark.same_on_both(reason="about files, not about the database")
GAS = "stoves-2020"
FLOOD = "flood-2020"
GAS_FILE = f"""id = "{GAS}"
title = "餐饮燃气安全检查"
title_en = "Gas safety of restaurants"
basis = "canteen"
from = 2020-03-01
mode = "inspection"
publish = "all"
"""
FLOOD_FILE = f"""id = "{FLOOD}"
title = "汛期过后恢复营业"
title_en = "Opening again after the flood"
basis = "canteen"
from = 2020-03-01
to = 2020-03-31
mode = "permit"
"""
OF_PERMITS = ("application", "site-check", "priority", "supplies")
PASSED = (
    GOOD.replace("Status: approved", "Status: passed")
    .replace("Since: 2020-02-26", "Since: 2020-03-05")
    .replace("Batch: 3\n", "")
)


def begin(office: Office, slug: str, text: str, *rules: str) -> Path:
    """The folder of a campaign, with these rules of the sample's."""
    folder = office.content / "campaigns" / slug
    folder.mkdir(parents=True)
    (folder / "campaign.toml").write_text(text, encoding="utf-8")
    for rule in rules:
        shutil.copy(office.content / "campaigns" / CAMPAIGN / f"{rule}.toml", folder)
    return folder


def inspect(office: Office) -> Path:
    """A gas inspection, whose check needs no application."""
    folder = begin(office, GAS, GAS_FILE)
    (folder / "site-check.toml").write_text(
        'id = "site-check"\ntitle = "燃气检查表"\nbasis = "canteen"\nfrom = 2020-03-01\n'
        '[[rows]]\nid = "hose"\nsubject = "enterprise"\ntext = "软管没有老化"\n',
        encoding="utf-8",
    )
    return folder


def decide(
    office: Office, campaign: str, text: str, reference: str = REFERENCE
) -> Path:
    folder = office.content / "campaigns" / campaign / "enterprises" / "qiantou"
    folder.mkdir(parents=True, exist_ok=True)
    path = folder / f"{reference}.md"
    path.write_text(text, encoding="utf-8")
    return path


def page(office: Office, path: str) -> str:
    return (office.site / "tree" / path / "index.html").read_text(encoding="utf-8")


def listed(office: Office, path: str) -> dict[str, str]:
    data = json.loads((office.site / "tree" / "data" / path).read_bytes())
    return {one["reference"]: one["status"] for one in data["enterprises"]}


def test_an_enterprise_has_a_block_in_each_campaign_and_each_its_list(
    office, publish
) -> None:
    inspect(office)
    put(office, GOOD)
    decide(office, GAS, PASSED)
    publish()
    own = page(office, f"enterprises/{REFERENCE}")
    assert "准予开工，自 2月26日 起" in own
    assert "餐饮燃气安全检查" in own and "检查合格，3月5日" in own
    assert listed(office, "enterprises/qiantou.json") == {REFERENCE: "approved"}
    assert listed(office, f"campaigns/{GAS}/qiantou.json") == {REFERENCE: "passed"}
    assert listed(office, f"campaigns/{GAS}.json") == {REFERENCE: "passed"}
    assert "示例箱包厂" in page(office, f"campaigns/{GAS}/qiantou")
    assert "1</span> 家合格" in page(office, f"campaigns/{GAS}")
    assert f"/campaigns/{GAS}/" in page(office, "") and "Gas safety" in page(
        office, "en"
    )


def test_the_worst_state_comes_first_and_one_campaign_leaves_the_other(
    office, publish
) -> None:
    inspect(office)
    put(office, GOOD)
    decide(office, GAS, PASSED)
    publish()
    before = read_json(office.accepted / "today.json")["list_as_of"]
    taken = PASSED.replace("passed", "suspended").replace(
        "Pilot", "Reason: 软管老化，已经关阀\nPilot"
    )
    decide(office, GAS, taken.replace("Revision: 3", "Revision: 4"))
    publish()
    own = page(office, f"enterprises/{REFERENCE}")
    assert own.index("暂停") < own.index("准予开工，自 2月26日 起")
    assert "软管老化，已经关阀" in own
    assert listed(office, "enterprises/qiantou.json") == {REFERENCE: "approved"}
    after = read_json(office.accepted / "today.json")["list_as_of"]
    assert after[f"{CAMPAIGN}/qiantou"] == before[f"{CAMPAIGN}/qiantou"]


def test_what_happens_in_one_campaign_a_minute_later_leaves_every_page_as_pelican_makes_it(
    office, tmp_path
) -> None:
    inspect(office)
    begin(office, FLOOD, FLOOD_FILE)
    put(office, GOOD)
    decide(office, GAS, PASSED)
    publisher = Publisher(office, logs.configure())
    publisher.cycle("test")
    for minutes, (campaign, text) in enumerate([(CAMPAIGN, GOOD), (GAS, PASSED)], 1):
        later = NOW + timedelta(minutes=minutes)
        object.__setattr__(office, "clock", TestClock(moment=(later,)))
        decide(office, campaign, text.replace("备注", "新的备注"))
        publisher.cycle("test")
        publisher.later.settle()
        out = tmp_path / f"cold-{campaign}"
        assert cold.released(office) == cold.built(office, out)


def test_a_fault_over_what_passed_shows_as_being_checked_in_that_campaign_alone(
    office, accept
) -> None:
    inspect(office)
    put(office, GOOD)
    decide(office, GAS, PASSED)
    assert accept().faults == []
    decide(office, GAS, PASSED.replace("Status: passed", "Status: mendnig"))
    (fault,) = accept().faults
    assert fault.corrected == "Status: mending"
    standing = read_json(office.accepted / "standing.json")
    assert {key: told["standing"] for key, told in standing.items()} == {
        f"{GAS}/{REFERENCE}": "checking"
    }


@pytest.mark.parametrize(
    ("campaign", "status"), [(GAS, "approved"), (GAS, "revoked"), (CAMPAIGN, "passed")]
)
def test_a_state_of_the_other_mode_is_a_fault_with_what_is_allowed(
    office, accept, campaign, status
) -> None:
    inspect(office)
    text = PASSED.replace("passed", status).replace("Pilot", "Reason: 示例\nPilot")
    decide(office, campaign, text.replace("Basis", "Batch: 1\nBasis"))
    (fault,) = accept().faults
    assert "不用于这次行动" in fault.message and fault.line
    assert ("passed" if campaign == GAS else "approved") in fault.allowed


def test_passed_without_a_record_of_a_passed_check_waits(office, accept) -> None:
    inspect(office)
    decide(office, GAS, PASSED.replace("Basis: paper", "Basis: canteen"))
    (fault,) = accept().faults
    assert "还没有检查" in fault.message
    assert not (office.accepted / "campaigns" / GAS / "enterprises").exists()


def test_a_decision_in_a_folder_that_is_no_campaign_is_told(office, accept) -> None:
    decide(office, "nowhere", GOOD)
    (fault,) = accept().faults
    assert "campaign.toml" in fault.message and "nowhere" in fault.allowed


def test_two_campaigns_that_people_apply_in_need_a_lead_and_their_own_rules(
    office, accept
) -> None:
    begin(office, FLOOD, FLOOD_FILE)
    told = {fault.path: fault for fault in accept().faults}
    assert f"campaigns/{FLOOD}/application.toml" in told
    for rule in OF_PERMITS:
        folder = office.content / "campaigns"
        shutil.copy(folder / CAMPAIGN / f"{rule}.toml", folder / FLOOD)
    assert accept().faults == []
    profile = office.content / "office.toml"
    text = profile.read_text(encoding="utf-8")
    profile.write_text(text.replace(f'campaign = "{CAMPAIGN}"', ""), encoding="utf-8")
    (fault,) = accept().faults
    assert fault.path == "office.toml" and FLOOD in fault.allowed


def test_a_rule_of_one_campaign_touches_no_other_and_none_of_the_other_mode(
    office, accept
) -> None:
    begin(office, FLOOD, FLOOD_FILE, *OF_PERMITS)
    second = office.content / "campaigns" / FLOOD / "priority.toml"
    text = second.read_text(encoding="utf-8")
    second.write_text(text.replace("deferred", "latter", 1), encoding="utf-8")
    (fault,) = accept().faults
    assert fault.path == f"campaigns/{FLOOD}/priority.toml"
    second.write_text(text, encoding="utf-8")
    folder = inspect(office)
    shutil.copy(second, folder)
    (fault,) = accept().faults
    assert fault.path == f"campaigns/{GAS}/priority.toml" and fault.line
    assert "inspection" in fault.message


def test_a_campaign_folder_that_vanishes_is_held_as_a_sweep(office, accept) -> None:
    folder = inspect(office)
    decide(office, GAS, PASSED)
    accept()
    shutil.rmtree(folder)
    round_ = accept(1)
    assert round_.held == {f"{GAS}/qiantou": [f"{GAS}/{REFERENCE}"]}
    assert {fault.path.split("/")[1] for fault in round_.faults} == {GAS}
    kept = office.accepted / "campaigns" / GAS
    assert (kept / "campaign.toml").exists()
    assert (kept / "enterprises" / "qiantou" / f"{REFERENCE}.md").exists()


@pytest.mark.walk
def test_after_its_last_day_the_list_stays_and_says_so_by_nobodys_hand(
    office, publish
) -> None:
    begin(office, FLOOD, FLOOD_FILE, *OF_PERMITS)
    decide(office, FLOOD, GOOD)
    publish()
    assert "准予营业，自 2月26日 起" in page(office, f"enterprises/{REFERENCE}")
    midnight = NOW.replace(month=4, day=1, hour=0, minute=0, second=1)
    clock = TestClock(moment=(midnight,))
    publisher = Publisher(replace(office, clock=clock), logs.configure())
    publisher.cycle("midnight")
    publisher.later.settle()
    own = page(office, f"enterprises/{REFERENCE}")
    assert "已于 3月31日 结束" in own and "有效" not in own.split("<h1")[1]
    assert "不再受理申请" in page(office, f"campaigns/{FLOOD}")
    archived = page(office, f"campaigns/{FLOOD}/qiantou")
    assert "已于 3月31日 结束" in archived and "结束时：有效" in archived
    assert 'class="tag valid"' not in archived
    assert "家，结束时有效" in page(office, f"campaigns/{FLOOD}")
    assert listed(office, f"campaigns/{FLOOD}/qiantou.json") == {REFERENCE: "approved"}
    assert f"/campaigns/{FLOOD}/" not in page(office, "")
    assert "已结束：3月1日 至 3月31日" in page(office, "campaigns")


@pytest.mark.parametrize("how", ["draft = true\n", "coming"])
def test_a_rehearsal_and_what_has_not_begun_are_not_public(
    office, publish, how
) -> None:
    text = FLOOD_FILE + how if how != "coming" else FLOOD_FILE.replace("-01\n", "-20\n")
    begin(office, FLOOD, text, *OF_PERMITS)
    decide(office, FLOOD, GOOD)
    publish()
    tree = office.site / "tree"
    assert not (tree / "enterprises" / REFERENCE).exists()
    assert not (tree / "data" / "campaigns" / FLOOD / "qiantou.json").exists()
    assert not (tree / "data" / "campaigns" / f"{FLOOD}.json").exists()
    assert not (tree / "campaigns" / FLOOD / "qiantou").exists()
    assert FLOOD not in (tree / "sitemap.xml").read_text(encoding="utf-8")
    assert (tree / "campaigns" / FLOOD / "index.html").exists() is (how == "coming")


@pytest.mark.walk
def test_what_is_served_with_several_campaigns_is_what_pelican_writes(
    office, publish
) -> None:
    inspect(office)
    begin(office, FLOOD, FLOOD_FILE, *OF_PERMITS)
    put(office, GOOD)
    decide(office, GAS, PASSED)
    decide(office, FLOOD, GOOD.replace("approved", "pending"))
    publish()
    decide(office, FLOOD, GOOD)
    decide(office, GAS, PASSED.replace("passed", "mending"))
    publisher = Publisher(office, logs.configure())
    publisher.cycle("test")
    publisher.later.settle()  # figures are of all campaigns
    assert list(selfcheck.compare(office).paths) == []


def test_what_a_campaign_needs_is_on_until_it_is_over(office, accept, app) -> None:
    """The office itself chose next to nothing."""
    profile = office.content / "office.toml"
    text = profile.read_text(encoding="utf-8")
    profile.write_text(f'features = ["feedback"]\n{text}', encoding="utf-8")
    folder = begin(office, FLOOD, f'{FLOOD_FILE}features = ["visits"]\n', *OF_PERMITS)
    assert accept().faults == []
    today.bring(office.accepted, NOW, False, set(), set())
    with app.app_context():
        assert "visits" in chosen_here() and "meetings" not in chosen_here()
    today.bring(office.accepted, NOW.replace(month=4, day=1), False, set(), set())
    with app.app_context():
        assert "visits" not in chosen_here()
    (folder / "campaign.toml").write_text(
        f'{FLOOD_FILE}features = ["visit"]\n', encoding="utf-8"
    )
    (fault,) = accept(1).faults
    assert fault.corrected == 'features = ["visits"]'
