"""A start reads only what changed since: and never takes a file for what it was when it is not."""

from __future__ import annotations

import os
import re
import time
from datetime import date
from pathlib import Path

import pytest

from forms_app.base.jsonfiles import read_json
from forms_app.publishing.intake import enterprises
from forms_app.publishing.intake.accept import Acceptance
from forms_app.publishing.intake.round import Round
from tests.conftest import NOW
from tests.publishing.test_accept import GOOD, many, path_of, put, standing
from tests.rule_files import CAMPAIGN, DECISIONS

pytestmark = pytest.mark.same_on_both(reason="about files, not about the database")
TODAY = NOW.date()


@pytest.fixture
def start(office, monkeypatch):
    """A new start: gives the round, and the enterprise files that were read."""
    read: list[str] = []
    real = enterprises.check_enterprise

    def noted(tree, content: Path, relative: str, today) -> None:
        read.append(Path(relative).stem)
        real(tree, content, relative, today)

    monkeypatch.setattr(enterprises, "check_enterprise", noted)

    def once(day: date = TODAY) -> tuple[Round, list[str]]:
        read.clear()
        return Acceptance(office.content, office.accepted, office.data).run(
            day, NOW
        ), list(read)

    return once


def settle(office, monkeypatch) -> None:
    """As if the files had been written a while before they are read."""
    monkeypatch.setattr(
        "forms_app.publishing.intake.accept.time_ns", lambda: time.time_ns() + 10**10
    )


def test_what_did_not_change_is_not_read_again(office, start, monkeypatch) -> None:
    references = many(office, 5)
    settle(office, monkeypatch)
    assert sorted(start()[1]) == sorted(references)
    round_, read = start()
    assert read == [] and round_.changes == [] and round_.faults == []
    put(
        office,
        GOOD.replace("QT-7K3M9P", references[2]).replace("备注", "附注"),
        references[2],
    )
    assert start()[1] == [references[2]]


def test_what_was_just_written_is_read_once_more(office, start) -> None:
    references = many(office, 2)
    start()
    assert sorted(start()[1]) == sorted(references), (
        "it might have been written twice within one tick of the clock"
    )


def test_an_edit_with_its_old_times_and_size_is_seen(
    office, start, monkeypatch
) -> None:
    path = put(office, GOOD)
    settle(office, monkeypatch)
    start()
    before = path.stat()
    path.write_text(GOOD.replace("Batch: 3", "Batch: 4"), encoding="utf-8")
    os.utime(path, ns=(before.st_atime_ns, before.st_mtime_ns))
    assert [change.what for change in start()[0].changes] == ["accepted"]


def test_a_folder_that_was_taken_away_and_comes_back_is_read(
    office, start, monkeypatch
) -> None:
    references = many(office, 2)
    settle(office, monkeypatch)
    start()
    for reference in references:
        (office.accepted / DECISIONS / "qiantou" / f"{reference}.md").unlink()
    assert (
        sorted(start()[1]) == sorted(references)
        and standing(office, references[0]) == "approved"
    )


def test_what_a_file_rests_on_is_looked_at_anew(office, start, monkeypatch) -> None:
    put(office, GOOD)
    settle(office, monkeypatch)
    start()
    community = office.content / "communities" / "qiantou.md"
    text = community.read_text(encoding="utf-8")
    renamed = re.sub(r"\bqiantou-2\b", "qiantou-22", text)
    community.write_text(renamed, encoding="utf-8")
    assert text != community.read_text(encoding="utf-8")
    round_, read = start()
    assert read == ["QT-7K3M9P"] and any(
        "qiantou-2" in str(fault.values) for fault in round_.faults
    )
    assert standing(office) == "approved", (
        "a grid that is gone takes no permission away"
    )


def test_files_dated_after_a_clock_that_was_set_back_are_read(
    office, start, monkeypatch
) -> None:
    put(office, GOOD)
    settle(office, monkeypatch)
    start()
    assert start(TODAY.replace(month=1))[1] == ["QT-7K3M9P"]


@pytest.mark.parametrize("harm", [b"", b"{", b"[]", b'{"version": "x", "files": {}}'])
def test_a_harmed_memory_costs_time_and_nothing_else(
    office, start, monkeypatch, harm
) -> None:
    put(office, GOOD)
    settle(office, monkeypatch)
    start()
    (office.data / "known" / CAMPAIGN / "qiantou.json").write_bytes(harm)
    assert start()[1] == ["QT-7K3M9P"] and start()[1] == []


def test_a_file_with_a_fault_is_read_at_every_start(office, start, monkeypatch) -> None:
    put(office, GOOD)
    settle(office, monkeypatch)
    start()
    put(office, GOOD.replace("approved", "aproved"))
    start()
    round_, read = start()
    assert (
        read == ["QT-7K3M9P"]
        and len(round_.faults) == 1
        and standing(office) == "checking"
    )
    put(office, GOOD)
    start()
    assert (
        standing(office) == "approved"
        and read_json(office.accepted / "standing.json") == {}
    )
    assert path_of(office).exists()
