"""The page of which data lie where and for how long: every kind that is deleted, by the rule that deletes it."""

from __future__ import annotations

from datetime import date

import pytest
from markupsafe import escape

from forms_app.base.catalogue import use_language
from forms_app.features import FEATURES
from forms_app.office.retention import kinds, labels, versions
from forms_app.publishing.site.kept import kept_data, retention_in
from tests.conftest import NOW

EVERY = frozenset(one.name for one in FEATURES)


@pytest.mark.same_on_both(reason="about files, not about the database")
def test_every_kind_that_is_deleted_stands_on_the_page(office, publish) -> None:
    publish()
    tree = office.site / "tree"
    rule = versions.on(office, NOW.date())
    assert rule and len(rule.rows) > 40
    for lang, folder in (("zh", ""), ("en", "en/")):
        page = (tree / f"{folder}help/kept/index.html").read_text(encoding="utf-8")
        with use_language(lang):
            for kind in kinds.every():
                assert escape(kinds.label(kind)) in page, kind
                for row in rule.rows_of(kind):
                    assert escape(labels.how_long(row)) in page, row
        listed = (tree / f"{folder}help/index.html").read_text(encoding="utf-8")
        assert "/help/kept/" in listed


@pytest.mark.walk
@pytest.mark.same_on_both(reason="about files, not about the database")
def test_another_rule_is_another_page(office, publish) -> None:
    publish()
    path = office.content / "rules" / "retention.toml"
    text = path.read_text(encoding="utf-8")
    assert "days = 14" in text
    path.write_text(text.replace("days = 14", "days = 17"), encoding="utf-8")
    publish()
    page = (office.site / "tree" / "help/kept/index.html").read_text(encoding="utf-8")
    assert "离开单位后 17 天" in page and "离开单位后 14 天" not in page


def test_without_a_rule_it_says_that_nothing_is_deleted(tmp_path) -> None:
    rule = retention_in(tmp_path, date(2020, 3, 5))
    assert rule is None
    rows = kept_data(EVERY, rule, "zh")
    told = [row for row in rows if row.times[0][0] == "规则没有写，不会自动删除"]
    assert len(told) == len(kinds.every())


def test_a_feature_that_is_off_takes_its_data_with_it() -> None:
    all_of_it = {row.what for row in kept_data(EVERY, None, "en")}
    left = {row.what for row in kept_data(EVERY - {"gates"}, None, "en")}
    with use_language("en"):
        gone = {kinds.label(kind) for kind in kinds.every() if kind.startswith("gate-")}
    assert all_of_it - left == gone and len(gone) == 4


def test_what_is_sealed_is_told_to_be() -> None:
    rows = {row.what: row.where for row in kept_data(EVERY, None, "zh")}
    assert rows["花名册上的人和他们的全部资料"] == "数据库，加密"
    assert {"数据库，加密", "数据库；没有姓名、电话"} <= set(rows.values())
    assert rows["照片和 PDF"] == "文件，加密"
