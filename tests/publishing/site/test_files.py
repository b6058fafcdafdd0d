"""The page of what a rule file may say: every file and every key, in both languages."""

from __future__ import annotations

from html import escape

import pytest

from forms_app.base.feature import parts
from forms_app.features import FEATURES
from forms_app.publishing.site.files import rule_files

KINDS = list(parts(FEATURES, "rules"))
EVERY = {one.name for one in FEATURES}


@pytest.mark.same_on_both(reason="about files, not about the database")
def test_every_rule_file_and_key_is_printed_with_its_meaning(office, publish) -> None:
    publish()
    tree = office.site / "tree"
    page = (tree / "help/files/index.html").read_text(encoding="utf-8")
    english = (tree / "en/help/files/index.html").read_text(encoding="utf-8")
    for kind in KINDS:
        assert f"rules/{kind.file}" in page and f"rules/{kind.file}" in english
        for key in [*kind.outside, *kind.rows, *(k for o in kind.outside for k in o.keys)]:  # fmt: skip
            assert escape(key.means) in page and escape(key.means_en) in english
    assert "priority | orderly | deferred" in english
    help_page = (tree / "en/help/index.html").read_text(encoding="utf-8")
    assert 'href="/en/help/files/"' in help_page


def test_every_key_says_in_both_languages_what_it_means_and_gives_an_example() -> None:
    for kind in KINDS:
        for key in [*kind.outside, *kind.rows]:
            assert key.means and key.means_en and key.means != key.means_en, key.name
            assert key.example or key.keys, (kind.id, key.name)


def test_a_feature_that_is_off_prints_none_of_its_files() -> None:
    without = rule_files(EVERY - {"visits"}, "en")
    assert {one.name for one in rule_files(EVERY, "en")} - {
        one.name for one in without
    } == {"visit*.toml"}
