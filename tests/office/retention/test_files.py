"""What is kept in files of its own goes by the rule like everything else, file by file, and is certified."""

from __future__ import annotations

from datetime import datetime, timedelta

from forms_app.publishing.intake import versions
from tests.conftest import NOW

NOTICE = "notices/canteen.md"
DAYS = 365


def keep(office, monkeypatch, at: datetime) -> str:
    """An earlier version that was replaced at a moment; gives its name."""
    nanoseconds = int(at.timestamp()) * versions.BILLION
    monkeypatch.setattr(versions.time, "time_ns", lambda: nanoseconds)
    versions.keep(office.data, NOTICE, f"示例 {at}")
    monkeypatch.undo()
    return versions.kept(office.data, NOTICE)[0].name


def test_earlier_versions_of_content_files_go_after_their_days(
    office, forget, monkeypatch
) -> None:
    old = keep(office, monkeypatch, NOW - timedelta(days=DAYS))
    young = keep(office, monkeypatch, NOW - timedelta(days=DAYS - 1))
    assert [one.name for one in versions.kept(office.data, NOTICE)] == [young, old]
    done = forget(NOW)
    assert ("content-versions", "content-versions", 1) in done.deleted
    assert [one.name for one in versions.kept(office.data, NOTICE)] == [young]
    forget(NOW + timedelta(days=1))
    assert versions.kept(office.data, NOTICE) == []


def test_without_a_row_they_stay(office, forget, rule, monkeypatch) -> None:
    text = (office.content / "rules/retention.toml").read_text(encoding="utf-8")
    [row] = [one for one in text.split("[[rows]]") if '"content-versions"' in one]
    rule((f"[[rows]]{row}", ""))
    keep(office, monkeypatch, NOW - timedelta(days=2000))
    forget(NOW)
    assert len(versions.kept(office.data, NOTICE)) == 1
