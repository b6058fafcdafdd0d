"""An office of the version before had one emergency and no word for it: it becomes a campaign, and nothing else changes."""

from __future__ import annotations

import json
import re
import shutil
from pathlib import Path

import pytest
from sqlalchemy import delete

from forms_app.base import logs
from forms_app.base.jsonfiles import read_json, write_json
from forms_app.base.office import Office
from forms_app.permits.campaigns import upgrade
from forms_app.permits.grid.queries import leading
from forms_app.publishing.intake import moved
from forms_app.publishing.models import JournalRow
from forms_app.publishing.service.publisher import Publisher
from tests.campaigns import leave_one
from tests.publishing.test_accept import GOOD, REFERENCE, many, path_of, put
from tests.rule_files import CAMPAIGN

pytestmark = pytest.mark.same_on_both(reason="about files, not about the database")
RULES = ("application", "site-check", "priority", "supplies")
NEW = "campaigns/opening"
SINCE = re.compile(rb'(?<=help/public-log/">)[^<]+')


def as_before(office: Office) -> None:
    """The folders and keys of the version before."""
    for tree in (office.content, office.accepted):
        folder = tree / "campaigns" / CAMPAIGN
        for rule in RULES:
            (folder / f"{rule}.toml").rename(tree / "rules" / f"{rule}.toml")
        if (folder / "enterprises").exists():
            (folder / "enterprises").rename(tree / "enterprises")
        shutil.rmtree(tree / "campaigns")
        profile = tree / "office.toml"
        text = profile.read_text(encoding="utf-8")
        profile.write_text(re.sub("(?m)^campaign = .*\n", "", text), encoding="utf-8")
    tree = office.accepted
    write_json(tree / "standing.json", _without(read_json(tree / "standing.json")))
    today = read_json(tree / "today.json")
    lists = _without(today.get("list_as_of", {}))
    write_json(tree / "today.json", {**today, "list_as_of": lists})
    for path in (tree / "withdrawn").glob("*/*.md"):
        path.rename(tree / "withdrawn" / path.name)
    journal = office.data / "journal.jsonl"
    text = journal.read_text(encoding="utf-8")
    journal.write_text(text.replace(f"campaigns/{CAMPAIGN}/", ""), encoding="utf-8")
    with office.database.writing() as session:
        session.execute(delete(JournalRow))  # no version before had one
    shutil.rmtree(office.data / "known", ignore_errors=True)


def _without(saved: dict[str, object]) -> dict[str, object]:
    return {key.rpartition("/")[2]: value for key, value in saved.items()}


def upgraded(office: Office) -> list[str]:
    return [*upgrade.content(office), *moved.accepted(office)]


def published(office: Office) -> dict[str, bytes]:
    """What a publisher that begins anew serves, once nothing waits."""
    publisher = Publisher(office, logs.configure())
    publisher.cycle("start")
    publisher.later.settle()
    return served(office)


def served(office: Office) -> dict[str, bytes]:
    """The whole tree, but for what names the campaign and the release, and since when the
    log has a decision: it knew none of the version before.
    """
    root = office.site / "tree"
    return {
        path.relative_to(root).as_posix(): SINCE.sub(b"", path.read_bytes())
        for path in root.rglob("*")
        if path.is_file()
        and path.suffix not in {".gz", ".br"}
        and not re.search(
            "campaigns/|data/log/|version.json|sitemap/pages|help/files", str(path)
        )
    }


@pytest.mark.walk
@pytest.mark.parametrize("number", [10, pytest.param(1000, marks=pytest.mark.long)])
def test_the_site_is_the_same_and_a_second_time_nothing_is_done(
    office, publish, number
) -> None:
    leave_one(office.content, office.accepted)
    references = many(office, number)
    publish()
    put(
        office,
        GOOD.replace(REFERENCE, references[0]).replace("approved", "aproved"),
        references[0],
    )
    path_of(office, references[1]).unlink()
    before = published(office)
    as_before(office)
    assert upgraded(office)
    assert leading(office) == "opening"
    assert {path.name for path in office.content.glob("rules/*.toml")}.isdisjoint(
        f"{rule}.toml" for rule in RULES
    )
    after = published(office)
    assert before.keys() == after.keys()
    assert [path for path in before if before[path] != after[path]] == []
    standing = read_json(office.accepted / "standing.json")
    assert {key: told["standing"] for key, told in standing.items()} == {
        f"opening/{references[0]}": "checking",
        f"opening/{references[1]}": "withdrawn",
    }
    assert upgraded(office) == []


STEPS = ("rename", "write_json", "write_aside")


@pytest.mark.walk
@pytest.mark.parametrize("stops_after", range(8))
def test_a_stop_in_between_is_finished_the_next_time(
    office, monkeypatch, stops_after
) -> None:
    leave_one(office.content, office.accepted)
    many(office, 3)
    before = published(office)
    as_before(office)
    left = [stops_after]
    real = Path.rename

    def renames(self: Path, to: Path) -> Path:
        left[0] -= 1
        if left[0] < 0:
            raise KeyboardInterrupt
        return real(self, to)

    with monkeypatch.context() as patch:
        patch.setattr(Path, "rename", renames)
        with pytest.raises(KeyboardInterrupt):
            upgraded(office)
    upgraded(office)
    assert published(office) == before


@pytest.mark.parametrize(
    ("status", "revision", "is_taken"),
    [
        ("suspended", 4, True),
        ("revoked", 3, True),
        ("pending", 4, True),
        ("approved", 4, False),
        ("suspended", 2, False),
    ],
)
def test_a_taking_away_that_an_editor_still_saves_at_the_old_place_acts(
    office, accept, status, revision, is_taken
) -> None:
    put(office, GOOD)
    accept()
    old = office.content / "enterprises" / "qiantou" / f"{REFERENCE}.md"
    old.parent.mkdir(parents=True)
    text = GOOD.replace("approved", status).replace(
        "Revision: 3", f"Revision: {revision}"
    )
    old.write_text(text.replace("Pilot", "Reason: 示例理由\nPilot"), encoding="utf-8")
    moved.bring_late_edits(office.content)
    assert old.exists() is not is_taken
    faults = accept(1).faults
    kept = path_of(office).read_text(encoding="utf-8")
    assert (f"Status: {status}" in kept) is (is_taken or status == "approved")
    assert [fault.path for fault in faults] == (
        [] if is_taken else [f"enterprises/qiantou/{REFERENCE}.md"]
    )


def test_a_damaged_line_of_the_journal_stays_as_it_is(office, accept) -> None:
    put(office, GOOD)
    accept()
    as_before(office)
    journal = office.data / "journal.jsonl"
    damaged = b'{"sequence": 7, "path": \n'
    journal.write_bytes(damaged + journal.read_bytes())
    upgraded(office)
    rows = journal.read_bytes().splitlines(keepends=True)
    assert rows[0] == damaged
    assert json.loads(rows[1])["path"] == f"{NEW}/enterprises/qiantou/{REFERENCE}.md"


def test_a_rule_for_all_campaigns_is_left_where_an_office_has_its_campaign(
    office,
) -> None:
    leave_one(office.content, office.accepted)
    own = office.content / "campaigns" / CAMPAIGN / "site-check.toml"
    own.rename(office.content / "rules" / own.name)
    assert upgraded(office) == []
    assert not own.exists()
