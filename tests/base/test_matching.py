"""One notion of matching: the table in Python."""

from __future__ import annotations

import pytest

from forms_app.base.initials import initials_of
from forms_app.base.matching import key_of, search
from tests.matching import SEARCHES, reference


@pytest.mark.parametrize("row", SEARCHES, ids=lambda row: row.typed)
def test_a_search_finds_what_was_meant_the_best_first(row) -> None:
    keys = {
        letter: key_of([name, reference(letter)], initials_of(name))
        for letter, name in row.names.items()
    }
    found = search(row.names, keys.__getitem__, row.typed)
    assert ("".join(found.rows), found.is_near and bool(found.rows)) == (
        row.expected,
        row.is_near,
    )


def test_the_table_has_every_kind_of_typing() -> None:
    assert len(SEARCHES) >= 120
    assert sum(row.is_near for row in SEARCHES) >= 30
