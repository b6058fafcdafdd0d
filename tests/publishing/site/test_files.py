"""The page of what a content file may say: every kind of file and every key, in both languages."""

from __future__ import annotations

from html import escape

import pytest

from forms_app.base.contentfile.keys import Key
from forms_app.base.feature import parts
from forms_app.features import FEATURES
from forms_app.publishing.intake.sections import SECTIONS
from forms_app.publishing.site.files import content_files

KINDS = list(parts(FEATURES, "rules"))
EVERY = {one.name for one in FEATURES}


def keys() -> list[Key]:
    """Every declared key of every kind of file."""
    of_rules = [
        key
        for kind in KINDS
        for key in [
            *kind.outside,
            *kind.rows,
            *(k for o in kind.outside for k in o.keys),
        ]
    ]
    return [*of_rules, *(key for section in SECTIONS for key in section.keys)]


@pytest.mark.same_on_both(reason="about files, not about the database")
def test_every_kind_of_file_and_key_is_printed_with_its_meaning(
    office, publish
) -> None:
    publish()
    tree = office.site / "tree"
    page = (tree / "help/files/index.html").read_text(encoding="utf-8")
    english = (tree / "en/help/files/index.html").read_text(encoding="utf-8")
    for kind in KINDS:
        assert kind.place in page and kind.place in english
    for section in SECTIONS:
        assert section.pattern.replace("*.toml", "") in page
    for key in keys():
        assert escape(key.means) in page and escape(key.means_en) in english
    assert "priority | orderly | deferred" in english
    assert "slug | name | who belongs to it | office phone" in english
    help_page = (tree / "en/help/index.html").read_text(encoding="utf-8")
    assert 'href="/en/help/files/"' in help_page


def test_every_key_says_in_both_languages_what_it_means_and_gives_an_example() -> None:
    for key in keys():
        assert key.means and key.means_en and key.means != key.means_en, key.name
        assert key.example or key.keys, key.name


def test_a_feature_that_is_off_prints_none_of_its_files() -> None:
    without = content_files(EVERY - {"visits"}, "en")
    assert {one.name for one in content_files(EVERY, "en")} - {
        one.name for one in without
    } == {"rules/visit*.toml"}
