"""What `--new` lays out: a neutral office without a fault, never over another one."""

from __future__ import annotations

import re
from datetime import date

import pytest

from forms_app import fresh
from forms_app.publishing.intake.check import check_tree
from tests.fresh.conftest import NOW

ELSEWHERE = re.compile(
    r"丰泽|泉州|福建|前头|疫情防控工作指挥部|fengze|qiantou|resumption-2020",
    re.IGNORECASE,
)
NO_DAY = date(2031, 7, 9)
pytestmark = pytest.mark.same_on_both
TEXT = (".md", ".toml", ".html", ".json", ".csv", ".xml", ".txt", ".js", ".css")


def test_a_fresh_office_has_no_fault_and_is_never_laid_over_another(
    tmp_path, capsys
) -> None:
    folder = tmp_path / "fresh"
    fresh.lay_out(folder, NO_DAY)
    assert "staff add" in capsys.readouterr().out
    assert check_tree(folder / "content", NO_DAY).faults == []
    with pytest.raises(fresh.CannotLayOut, match="not empty"):
        fresh.lay_out(folder, NO_DAY)


def test_a_fresh_office_says_nothing_of_anybody_elses(tmp_path) -> None:
    folder = tmp_path / "fresh"
    fresh.lay_out(folder, NO_DAY)
    for section in ("notices", "letters", "policies", "plans", "measures", "shops"):
        assert list((folder / "content" / section).iterdir()) == []
    assert not (folder / "content" / "help" / "questions.md").exists()
    walked = 0
    for path in [*(folder / "content").rglob("*"), folder / "settings.toml"]:
        if path.is_file():
            walked += 1
            text = path.read_text(encoding="utf-8")
            assert not ELSEWHERE.search(text), path
            assert not re.search(r"\b2020\b", text), path
    assert walked > 25


def test_rules_that_say_who_stays_in_are_not_invented(tmp_path) -> None:
    folder = tmp_path / "fresh"
    fresh.lay_out(folder, NO_DAY)
    names = {path.name for path in (folder / "content" / "rules").iterdir()}
    assert not {name for name in names if name.startswith(("isolation", "regions"))}
    path = folder / "content" / "rules" / "isolation.toml"
    text = (folder / "examples" / "rules" / "isolation.toml").read_text(
        encoding="utf-8"
    )
    path.write_text(re.sub("(?m)^basis = .*$", 'basis = ""', text), encoding="utf-8")
    told = {fault.message for fault in check_tree(folder / "content", NO_DAY).faults}
    assert "缺少“basis”" in told, "nobody is kept in on an open basis"


def test_what_is_served_of_a_fresh_office_is_nobody_elses(office, publish) -> None:
    publish()
    faults = (office.content / "FAULTS.txt").read_text(encoding="utf-8")
    assert faults.splitlines()[0].startswith("没有"), faults
    walked = 0
    for path in (office.site / "tree").rglob("*"):
        if path.suffix in TEXT:
            walked += 1
            text = path.read_text(encoding="utf-8")
            assert not ELSEWHERE.search(text), path
            assert "policies/privacy/" not in text, "there is none yet"
    assert walked > 60
    assert (
        NOW.date().isoformat() in (office.content / "rules" / "trades.toml").read_text()
    )
