"""Whose edit it was: the committer where the content is a git work tree, the file's owner elsewhere; never a delay."""

from __future__ import annotations

import os
import subprocess
import time

import pytest

from forms_app.base import logs
from forms_app.publishing.intake.ingest import ingest
from forms_app.publishing.service.publisher import Publisher
from tests import journeys
from tests.campaigns import TYPHOON, copy
from tests.conftest import NOW, post
from tests.publishing.test_accept import GOOD, REFERENCE, path_of, put
from tests.publishing.test_campaigns import decide
from tests.rule_files import DECISIONS

pytestmark = pytest.mark.same_on_both(reason="about files, not about the database")


def git(office, *words: str) -> None:
    names = ["-c", "user.name=示例编辑", "-c", "user.email=editor@example.org"]
    subprocess.run(
        ["git", *names, *words], cwd=office.content, check=True, capture_output=True
    )


def who(accepted) -> list[str]:
    return [change.author for change in accepted.changes]


def test_a_committed_edit_is_the_committers_and_an_uncommitted_one_the_owners(
    office, accept
) -> None:
    git(office, "init")
    put(office, GOOD)
    git(office, "add", ".")
    git(office, "commit", "-m", "准予")
    assert who(accept()) == ["示例编辑"]
    put(office, GOOD.replace("备注", "又一备注"))
    assert who(accept(1)) == [path_of(office).owner()]
    git(office, "commit", "-am", "备注")
    path_of(office).unlink()
    git(office, "commit", "-am", "撤下")
    assert who(accept(2)) == ["示例编辑"]


def test_a_pull_of_many_files_names_the_committer_of_each(office, accept) -> None:
    git(office, "init")
    references = [f"QT-AAAA{a}{b}" for a in "ACDEF" for b in "ACDEFH"]
    for reference in references:
        put(office, GOOD.replace(REFERENCE, reference), reference)
    git(office, "add", ".")
    git(office, "commit", "-m", "三十家")
    assert who(accept()) == ["示例编辑"] * 30


def test_a_git_that_hangs_holds_nobody_up(
    office, accept, tmp_path, monkeypatch
) -> None:
    git(office, "init")
    slow = tmp_path / "bin" / "git"
    slow.parent.mkdir()
    slow.write_text("#!/bin/sh\nsleep 30\n", encoding="ascii")
    slow.chmod(0o755)
    monkeypatch.setenv("PATH", f"{slow.parent}:{os.environ['PATH']}")
    put(office, GOOD)
    began = time.monotonic()
    assert (
        who(accept()) == [path_of(office).owner()] and time.monotonic() - began < 10
    )  # of the 30 it sleeps


def test_a_stale_file_names_who_pressed_the_button_else_who_saved_the_file(
    office, client, staff
) -> None:
    reference, _code = journeys.register(client)
    put(office, GOOD.replace(REFERENCE, reference), reference)
    acceptance = Publisher(office, logs.configure()).acceptance
    acceptance.run(NOW.date(), NOW)
    ingest(office, acceptance.journal, NOW)
    reviewer = staff("reviewer", ("qiantou",))
    page = f"/app/staff/enterprises/{reference}/suspend/"
    assert post(reviewer, page, reason="消防通道堵塞").status_code == 302
    acceptance.run(NOW.date(), NOW)
    stale = GOOD.replace(REFERENCE, reference)
    path = put(office, stale, reference)
    told = acceptance.run(NOW.date(), NOW).faults
    (fault,) = [one for one in told if one.path.endswith(path.name)]
    assert "reviewer-1-qiantou 在网页上已改为 suspended（暂停）" in fault.message
    put(office, stale.replace("Revision: 3", "Revision: 9"), reference)
    acceptance.run(NOW.date(), NOW)
    put(office, stale, reference)
    told = acceptance.run(NOW.date(), NOW).faults
    (fault,) = [one for one in told if one.path.endswith(path.name)]
    assert f"{path.owner()} 存的文件已改为 approved（有效）" in fault.message


def test_the_button_of_one_campaign_names_nobody_for_the_same_text_in_another(
    office, client, staff
) -> None:
    reference, _code = journeys.register(client)
    put(office, GOOD.replace(REFERENCE, reference), reference)
    copy(office.content)
    acceptance = Publisher(office, logs.configure()).acceptance
    acceptance.run(NOW.date(), NOW)
    ingest(office, acceptance.journal, NOW)
    reviewer = staff("reviewer", ("qiantou",))
    page = f"/app/staff/enterprises/{reference}/suspend/"
    assert post(reviewer, page, reason="消防通道堵塞").status_code == 302
    decided = office.content / DECISIONS / "qiantou" / f"{reference}.md"
    there = decide(office, TYPHOON, decided.read_text(encoding="utf-8"), reference)
    acceptance.run(NOW.date(), NOW)
    stale = GOOD.replace(REFERENCE, reference)
    there.write_text(stale, encoding="utf-8")
    decided.write_text(stale, encoding="utf-8")
    told = {one.path: one.message for one in acceptance.run(NOW.date(), NOW).faults}
    ours, theirs = (
        told[one.relative_to(office.content).as_posix()] for one in (decided, there)
    )
    assert "reviewer-1-qiantou 在网页上已改为" in ours
    assert f"{there.owner()} 存的文件已改为" in theirs
