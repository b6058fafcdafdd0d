"""`kaigong campaign`: a campaign begins as a copy of another one's folder, or nothing is written."""

from __future__ import annotations

import os
import shutil
from pathlib import Path

import pytest

from forms_app.permits.campaigns.campaign import Phase
from forms_app.permits.campaigns.queries import campaigns
from forms_app.publishing.campaigns import copying
from tests.conftest import NOW
from tests.publishing.test_accept import GOOD, put
from tests.rule_files import CAMPAIGN

pytestmark = pytest.mark.same_on_both(reason="about files, not about the database")
SLUG = "flood-2020"
CHINESE = {"LC_ALL": "zh_CN.UTF-8"}


@pytest.fixture
def command(app):
    def run(*words: str):
        return app.test_cli_runner().invoke(args=["campaign", *words], env=CHINESE)

    return run


def folder(office, slug: str = SLUG) -> Path:
    return office.content / "campaigns" / slug


def head(path: Path) -> list[str]:
    return path.read_text(encoding="utf-8").split("\n[[")[0].split("\n")


@pytest.mark.walk
def test_a_copy_is_a_draft_that_begins_today_with_nothing_decided(
    command, office, accept
) -> None:
    put(office, GOOD)
    source = folder(office, CAMPAIGN) / "campaign.toml"
    text = source.read_text(encoding="utf-8")
    source.write_text(
        text.replace("mode =", "to = 2020-06-30\nmode ="), encoding="utf-8"
    )
    done = command("new", SLUG, "--like", CAMPAIGN, "--title", "汛期过后恢复营业")
    assert done.exit_code == 0, done.output
    assert f"campaigns/{SLUG}/campaign.toml: title_en, basis" in done.output
    names = {path.name for path in folder(office).iterdir()}
    assert names == {path.name for path in folder(office, CAMPAIGN).glob("*.toml")}
    said = head(folder(office) / "campaign.toml")
    assert {f'id = "{SLUG}"', "draft = true", 'basis = ""'} <= set(said)
    assert f"from = {NOW.date()}" in said and "汛期过后恢复营业" in "".join(said)
    assert not [line for line in said if line.startswith("to =")]
    assert [line for line in said if line.startswith("#")], "comments stay"
    check = head(folder(office) / "site-check.toml")
    assert 'id = "site-check"' in check and f"from = {NOW.date()}" in check
    assert accept().faults == []
    (made,) = [one for one in campaigns(office).values() if one.slug == SLUG]
    assert made.phase(NOW.date()) is Phase.DRAFT


def test_of_several_versions_of_a_rule_the_one_in_force_is_copied(
    command, office, accept
) -> None:
    source = folder(office, CAMPAIGN)
    old = (source / "site-check.toml").read_text(encoding="utf-8")
    later = old.replace("from = 2020-02-08", "from = 2020-04-01").replace(
        "上门核验表", "新的核验表"
    )
    (source / "site-check-2.toml").write_text(later, encoding="utf-8")
    ended = old.replace("from = 2020-02-08", "from = 2020-02-08\nto = 2020-03-31")
    (source / "site-check.toml").write_text(ended, encoding="utf-8")
    assert command("new", SLUG, "--like", CAMPAIGN).exit_code == 0
    assert not (folder(office) / "site-check-2.toml").exists()
    copied = (folder(office) / "site-check.toml").read_text(encoding="utf-8")
    assert "上门核验表" in copied and "\nto = " not in copied
    assert accept().faults == []


@pytest.mark.parametrize(
    ("slug", "like", "says"),
    [
        ("../flood", CAMPAIGN, "不能用作代号"),
        ("a/b", CAMPAIGN, "不能用作代号"),
        (".flood", CAMPAIGN, "不能用作代号"),
        ("Flood", CAMPAIGN, "不能用作代号"),
        ("防汛", CAMPAIGN, "不能用作代号"),
        ("flood-" * 4 + "2020", CAMPAIGN, "24 个以内"),
        ("", CAMPAIGN, "不能用作代号"),
        (CAMPAIGN, CAMPAIGN, "已经有"),
        (SLUG, "resumtion-2020", f"是不是 {CAMPAIGN}"),
        (SLUG, "zzz", CAMPAIGN),
        (SLUG, f"../campaigns/{CAMPAIGN}", "没有"),
        (SLUG, "", "没有"),
    ],
)
def test_what_cannot_be_copied_is_told_and_nothing_is_written(
    command, office, slug, like, says
) -> None:
    before = sorted(office.content.rglob("*"))
    done = command("new", slug, "--like", like)
    assert done.exit_code == 1 and says in done.output, done.output
    assert sorted(office.content.rglob("*")) == before


def test_a_copy_that_would_be_faulty_is_not_written(command, office) -> None:
    check = folder(office, CAMPAIGN) / "site-check.toml"
    text = check.read_text(encoding="utf-8")
    check.write_text(text.replace('subject = "park"', 'subject = "prak"'), "utf-8")
    done = command("new", SLUG, "--like", CAMPAIGN)
    assert done.exit_code == 1 and f"campaigns/{SLUG}/site-check.toml" in done.output
    assert not folder(office).exists()
    check.write_text("id = ", encoding="utf-8")
    assert "请先改好" in command("new", SLUG, "--like", CAMPAIGN).output
    assert not folder(office).exists()


def test_a_folder_that_cannot_be_written_is_told_in_a_sentence(
    command, office, monkeypatch
) -> None:
    def refuse(*_path: object) -> None:
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr(copying, "write_aside", refuse)
    done = command("new", SLUG, "--like", CAMPAIGN)
    assert done.exit_code == 1 and "写不进" in done.output
    assert not list(folder(office).parent.glob(f"*{SLUG}*"))


def test_a_link_in_the_place_of_the_folder_is_not_followed(
    command, office, tmp_path
) -> None:
    outside = tmp_path / "outside"
    outside.mkdir()
    os.symlink(outside, folder(office))
    assert "已经有" in command("new", SLUG, "--like", CAMPAIGN).output
    shutil.rmtree(outside)
    assert "已经有" in command("new", SLUG, "--like", CAMPAIGN).output, "to nowhere"


def test_no_office_leads_with_what_is_rehearsed(command, office, accept) -> None:
    profile = office.content / "office.toml"
    text = profile.read_text(encoding="utf-8")
    profile.write_text(text.replace(f'campaign = "{CAMPAIGN}"', ""), encoding="utf-8")
    assert command("new", SLUG, "--like", CAMPAIGN).exit_code == 0
    (fault,) = accept().faults
    assert CAMPAIGN in fault.allowed and SLUG not in fault.allowed
    profile.write_text(text.replace(CAMPAIGN, SLUG), encoding="utf-8")
    (fault,) = accept().faults
    assert "演练" in fault.message and CAMPAIGN in fault.allowed


def test_the_list_says_phase_days_and_counts(command, office, publish) -> None:
    command("new", SLUG, "--like", CAMPAIGN)
    publish()
    told = {line.split()[0]: line for line in command("list").output.splitlines()}
    assert "演练" in told[SLUG] and str(NOW.date()) in told[SLUG]
    assert "进行中" in told[CAMPAIGN] and "疫情防控期间复工开业" in told[CAMPAIGN]
