"""The rule file of retention: each fault with its line and the nearest right word; nothing kept encrypted lacks a rule."""

from __future__ import annotations

import pytest

from forms_app.base.contentfile import rulefile
from forms_app.base.contentfile.beside import Beside
from forms_app.base.contentfile.judged import Judged
from forms_app.base.contentfile.rulekind import faults_of
from forms_app.base.feature import parts
from forms_app.features import FEATURES
from forms_app.office.retention import kinds, versions
from forms_app.office.retention.content import RETENTION
from forms_app.office.retention.kinds import (
    covered,
    encrypted_tables,
    every,
    keepings,
    records,
)
from forms_app.office.retention.labels import table
from forms_app.office.retention.tables import below
from tests.conftest import NOW, PROJECT

SHIPPED = (PROJECT / "content" / "rules" / "retention.toml").read_text(encoding="utf-8")


def judged(text: str) -> Judged:
    rule, faults = rulefile.read(text.encode(), "rules/retention.toml")
    assert rule, faults
    return Judged(rule, "rules/retention.toml", text, Beside([], {"privacy"}))


def test_what_is_shipped_has_no_fault_and_mentions_every_kind() -> None:
    rule = RETENTION.read(judged(SHIPPED))
    assert rule and rule.unmentioned(every()) == () and rule.ended_on is None


@pytest.mark.parametrize(
    ("was", "becomes", "says", "corrected"),
    [
        (
            'data = "people"',
            'data = "poeple"',
            "“data”不能写“poeple”",
            'data = "people"',
        ),
        ('data = "people"', 'data = "everything"', "“data”不能写“everything”", ""),
        ("days = 14", "days = 14.5", "“days”要写成整数", ""),
        ("days = 14", 'days = "14"', "“days”要写成整数", ""),
        ("days = 14", "days = 0", "“days”要写成整数", ""),
        ("days = 14", "", "“days”要写成整数", ""),
        ('after = "left"', 'after = "lfet"', "“after”不能写“lfet”", 'after = "left"'),
        ('after = "left"', 'after = "saved"', "“people”不能从“saved”起算", ""),
        (
            'after = "left"',
            'after = "emergency-ended"',
            "“people”的这个起算日已经有一行",
            "",
        ),
        ('id = "people-left"', 'id = "people-ended"', "“people-ended”写了两次", ""),
        ('why = "离开单位满 14 天，追溯期已过"', "", "缺少“why”", ""),
        ("days = 14", "dyas = 14", "没有“dyas”这一项", "days = 14"),
        (
            "from = 2020-02-08",
            "from = 2020-02-08\nended_on = 2019-04-30",
            "早于规则的第一天",
            "",
        ),
        (
            "from = 2020-02-08",
            'from = 2020-02-08\nended_on = "2020-04-30"',
            "“ended_on”要写成日期",
            "",
        ),
        (
            "from = 2020-02-08",
            "from = 2020-02-08\nendet_on = 2020-04-30",
            "没有“endet_on”这一项",
            "ended_on = 2020-04-30",
        ),
        (
            'id = "retention"',
            'id = "retentoin"',
            "没有“retentoin”这条规则",
            'id = "retention"',
        ),
    ],
)
def test_a_fault_is_told_with_its_line_and_the_right_word(
    was, becomes, says, corrected
) -> None:
    faults = faults_of(judged(SHIPPED.replace(was, becomes)), [RETENTION])
    hit = [fault for fault in faults if says in fault.message]
    assert hit and hit[0].render()
    assert hit[0].corrected == corrected


def test_a_faulty_edit_keeps_the_last_good_rule(office, accept) -> None:
    path = office.content / "rules" / "retention.toml"
    before = (office.accepted / "rules" / "retention.toml").read_bytes()
    path.write_text(SHIPPED.replace("days = 14", "days = -1"), encoding="utf-8")
    assert [fault.path for fault in accept(5).faults] == [
        "rules/retention.toml"
    ] * SHIPPED.count("days = 14")
    assert (office.accepted / "rules" / "retention.toml").read_bytes() == before


def test_a_rule_holds_on_when_a_feature_it_names_is_taken_away(
    office, monkeypatch
) -> None:
    left = {kind: one for kind, one in keepings().items() if kind != "volunteers"}
    monkeypatch.setattr(kinds, "keepings", lambda: left)
    found = versions.on(office, NOW.date())
    assert found
    assert found.rows_of("people")
    assert not found.rows_of("volunteers")
    faults = faults_of(judged(SHIPPED), [RETENTION])
    assert faults
    assert all("“data”不能写“volunteers”" in one.render() for one in faults)


def test_every_table_with_encrypted_columns_has_a_rule() -> None:
    """Fails when somebody adds one without saying how long it is kept: keeping.py of its room, retention.toml."""
    rule = RETENTION.read(judged(SHIPPED))
    assert rule
    ruled = {
        table
        for table, kinds in covered().items()
        if any(rule.rows_of(kind) for kind in kinds)
    }
    # what it opens with goes when an account is closed
    assert encrypted_tables() - ruled == {"authenticators"}


def test_a_kind_that_is_declared_anew_is_the_same_data() -> None:
    """Two features that choose one word by chance would delete each other's rows."""
    for feature in FEATURES:
        for keeping in parts([feature], "keeping"):
            in_force = keepings()[keeping.kind]
            assert in_force.model is keeping.model
            assert in_force.events == keeping.events


def test_whatever_may_be_about_somebody_has_words_for_a_copy() -> None:
    told = {"people", *below("people")}
    assert told - records().keys() == set()
    assert [name for name in told if not table(name).strip()] == []
