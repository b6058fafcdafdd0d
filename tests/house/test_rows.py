"""Several things in a row: 甲、乙 in Chinese, with commas in English."""

from __future__ import annotations

from tests.conftest import PROJECT

# What is read by programs, or stands in sheets and messages that are Chinese.
ELSEWHERE = {
    "forms_app/base/catalogue.py",
    "forms_app/base/contentfile/judges.py",
    "forms_app/base/spreadsheets.py",
    "forms_app/ledger/volunteering/squad_listing.py",
    "forms_app/people/rosters/vocabulary.py",
    "forms_app/publishing/intake/tree.py",
}
JOINED = ('"、".join(', 'join("、")', "join('、')", 'else "、"')


def test_what_stands_in_a_row_is_joined_as_the_language_does_it() -> None:
    files = [
        path
        for folder in ("forms_app", "theme")
        for kind in ("*.py", "*.html")
        for path in (PROJECT / folder).rglob(kind)
    ]
    assert len(files) > 1000
    found = {
        path.relative_to(PROJECT).as_posix()
        for path in files
        if any(one in path.read_text(encoding="utf-8") for one in JOINED)
    }
    assert found <= ELSEWHERE
