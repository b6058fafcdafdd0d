"""The git repository of what was accepted: every version a commit with its author, none missed, nothing in it that was never public."""

from __future__ import annotations

import html
import re
import subprocess
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest

from forms_app.base.config import Config, ConfigError
from forms_app.base.jobs import lease
from forms_app.publishing.history.jobs import HISTORY
from forms_app.publishing.history.recording import record
from forms_app.publishing.history.repository import Commit, NoRepository, Repository
from forms_app.publishing.intake import versions
from tests.publishing.editor.test_staff_pages import (
    EDIT,
    NOTICE,
    REASON,
    fields,
    file,
    opened,
    send,
)
from tests.publishing.soon import SUSPENDED
from tests.publishing.test_accept import GOOD, path_of, put

DECISION = "campaigns/resumption-2020/enterprises/qiantou/QT-7K3M9P.md"


@pytest.fixture
def kept(office, publish) -> Repository:
    """The repository of an office that has one, with what was accepted when it began."""
    folder = office.config.office / "content.git"
    object.__setattr__(office, "config", replace(office.config, content_git=folder))
    publish()
    assert record(office) == 1
    return Repository(folder)


def log(kept: Repository, *words: str) -> list[str]:
    """As an operator asks git."""
    command = ["git", f"--git-dir={kept.folder}", "log", *words, "main"]
    done = subprocess.run(command, capture_output=True, check=True, encoding="utf-8")
    return done.stdout.splitlines()


def add(office, words: str) -> str:
    with file(office).open("a", encoding="utf-8") as saved:
        saved.write(f"\n{words}\n")
    return file(office).read_text(encoding="utf-8")


def whole(kept: Repository) -> str:
    """Every byte of every object."""
    command = ["git", f"--git-dir={kept.folder}", "cat-file", "--batch"]
    command += ["--batch-all-objects"]
    done = subprocess.run(command, capture_output=True, check=True)
    return done.stdout.decode("utf-8", "replace")


def test_it_begins_with_all_that_is_accepted(office, kept) -> None:
    there = {
        path.relative_to(office.accepted).as_posix()
        for path in office.accepted.rglob("*.*")
        if path.suffix in {".md", ".toml"}
    }
    assert kept.files().keys() == there and len(there) > 40
    assert record(office) == 0 and len(log(kept, "--oneline")) == 1


@pytest.mark.walk
def test_each_version_is_a_commit_of_the_account_that_saved_it(
    office, kept, publish, staff
) -> None:
    desk = staff("office", ("qiantou",))
    values = opened(desk, **{"key-Summary": "示例：网页上改的"})
    assert send(desk, values).status_code == 302
    publish()
    assert record(office) == 1
    add(office, "示例：文件夹里加的")
    publish()
    assert record(office) == 1
    by = log(kept, "--format=%an")
    newest, browser, _begun = kept.recorded(NOTICE)
    assert browser.author == "office-1-qiantou" and by[1] == browser.author
    assert newest.author not in {browser.author, ""}
    assert "网页上改的" in kept.text(browser.name, NOTICE)
    assert "文件夹里加的" not in kept.text(browser.name, NOTICE)
    assert REASON not in whole(kept), "reasons are for staff, and kept for a time"


@pytest.mark.walk
def test_none_is_missed_where_several_came_between_two_runs(
    office, kept, publish
) -> None:
    texts = []
    for number in range(4):
        texts.append(add(office, f"示例：第 {number} 次"))
        publish()
    assert record(office) == 4 and record(office) == 0
    recorded = kept.recorded(NOTICE)
    found = [kept.text(one.name, NOTICE) for one in recorded]
    assert found[:4] == texts[::-1] and len(found) == 5
    assert [one.at for one in recorded] == sorted(
        (one.at for one in recorded), reverse=True
    )


@pytest.mark.walk
def test_what_goes_is_gone_from_then_on_and_comes_back_from_there(
    office, kept, publish
) -> None:
    last = add(office, "示例：最后的一版")
    publish()
    file(office).unlink()
    publish()
    assert record(office) == 2 and NOTICE not in kept.files()
    [before, _begun] = kept.recorded(NOTICE)
    assert kept.text(before.name, NOTICE) == last
    file(office).write_text(last, encoding="utf-8")
    publish()
    assert record(office) == 1 and NOTICE in kept.files()


@pytest.mark.walk
def test_decisions_are_recorded_out_of_the_journal(office, kept, publish) -> None:
    put(office, GOOD)
    publish()
    put(office, SUSPENDED)
    publish()
    path_of(office).unlink()
    publish()
    assert record(office) == 3 and record(office) == 0
    suspended, approved = kept.recorded(DECISION)
    assert kept.text(approved.name, DECISION) == GOOD
    assert kept.text(suspended.name, DECISION) == SUSPENDED
    assert DECISION not in kept.files()


@pytest.mark.walk
def test_what_was_never_public_is_never_in_it(office, kept, publish) -> None:
    before = file(office).read_text(encoding="utf-8")
    for faulty in ("", f"{before}\n请打 13800001234\n", f"Draft: yes\n{before}"):
        file(office).write_text(faulty, encoding="utf-8")
        publish()
        record(office)
    found = whole(kept)
    assert "13800001234" not in found and "Draft: yes\nTitle" not in found


@pytest.mark.walk
def test_the_editor_shows_its_versions_and_takes_one_up_again(
    office, kept, publish, staff
) -> None:
    desk = staff("office", ("qiantou",))
    first = file(office).read_text(encoding="utf-8")
    add(office, "示例：后来加的一段")
    publish()
    record(office)
    page = desk.get(EDIT).text
    [earlier] = kept.recorded(NOTICE)[1:]
    assert earlier.name in page and "起的那一版" in page
    page = desk.get(EDIT, query_string={"version": earlier.name}).text
    assert "<del>示例：后来加的一段</del>" in page
    assert send(desk, {**fields(page), "reason": REASON}).status_code == 302
    assert file(office).read_text(encoding="utf-8") == first
    other = f"{EDIT}?version={earlier.name}".replace(NOTICE, "office.toml")
    assert desk.get(other).status_code == 200, "the same commit has this file too"
    assert desk.get(f"{EDIT}?version={'0' * 40}").status_code == 404


@pytest.mark.walk
def test_more_versions_than_a_page_holds_are_turned_and_counted(
    office, kept, publish, staff
) -> None:
    publish()
    record(office)
    text = file(office).read_text(encoding="utf-8")
    for number in range(60):
        at = office.clock.now() + timedelta(minutes=number)
        version = f"{text}\n示例第{number}段\n".encode()
        kept.add([Commit(at, "示例", "示例", {NOTICE: version})])
    desk = staff("office", ("qiantou",))
    page = desk.get(EDIT).text
    assert "共 61 条，这里是第 1 到 50 条" in page
    assert page.count("起的那一版") == 50
    [turned] = re.findall(r'rel="next" href="([^"#]+)', page)
    last = desk.get(f"{EDIT}{html.unescape(turned)}").text
    assert last.count("起的那一版") == 11


def test_a_repository_that_cannot_be_read_leaves_the_editor_the_others(
    office, kept, publish, staff
) -> None:
    add(office, "示例：加的一段")
    publish()
    (kept.folder / "HEAD").write_text("broken", encoding="utf-8")
    [one] = versions.kept(office.data, NOTICE)
    assert one.name in staff("office", ("qiantou",)).get(EDIT).text
    with pytest.raises(NoRepository):
        record(office)


@pytest.mark.walk
def test_what_a_killed_run_left_stops_no_later_one(office, kept, publish) -> None:
    (kept.folder / "refs/heads/main.lock").write_text("", encoding="utf-8")
    add(office, "示例：加的一段")
    publish()
    assert record(office) == 1


def test_it_is_off_unless_it_is_asked_for(office, publish) -> None:
    add(office, "示例：加的一段")
    publish()
    assert office.config.content_git is None and record(office) == 0
    assert not list(office.config.office.glob("*.git"))
    assert not lease.is_asked(
        office, HISTORY.name, office.clock.now(), of_this_host=True
    )


@pytest.mark.same_on_both(reason="about settings, not about the database")
def test_it_lies_beside_the_content_and_not_in_it(tmp_path: Path) -> None:
    def read(folder: str) -> Config:
        said = {"KAIGONG_OFFICE": str(tmp_path), "KAIGONG_CONTENT_GIT": folder}
        return Config.from_environ(said)

    assert read("content.git").content_git == tmp_path / "content.git"
    for folder in ("content", "content/.git", "content/../content/x"):
        with pytest.raises(ConfigError, match="KAIGONG_CONTENT_GIT"):
            read(folder)
