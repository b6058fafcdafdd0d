"""What people type is kept in one form, or refused with a sentence that says what to
write instead."""

from __future__ import annotations

import pytest

from forms_app.base.refusal import Refused
from tests.base.notions.table import READ


@pytest.mark.parametrize("notion", READ)
def test_what_people_type_is_kept_in_one_form(notion) -> None:
    read, kept, _refused = READ[notion]
    wrong = {}
    for typed, value in kept.items():
        try:
            found = read(typed)
        except Refused as refused:
            found = str(refused)
        if found != value:
            wrong[typed] = found
    assert wrong == {}


@pytest.mark.parametrize("notion", READ)
def test_what_is_none_is_refused_with_what_to_write_instead(notion) -> None:
    read, _kept, refused = READ[notion]
    wrong = {}
    for typed, words in refused.items():
        try:
            found = read(typed)
        except Refused as says:
            found = str(says)
        if words not in str(found):
            wrong[typed] = found
    assert wrong == {}


def test_the_table_is_long_enough_to_stand_for_what_people_type() -> None:
    assert (
        sum(len(kept) + len(refused) for _read, kept, refused in READ.values()) >= 400
    )
