"""What is written in any column that holds words comes back on the page that tests/columns.py names for it, to an officer
of the community or, where a page is the administrator's, to an administrator.
"""

from __future__ import annotations

import ast
import io
import re
from collections.abc import Iterator
from datetime import datetime

import pytest
from flask.testing import FlaskClient
from openpyxl import load_workbook

from tests.columns import COLUMNS, LIST, LOOK_BACK, POSTERS, SHEET
from tests.conftest import NOW, PROJECT, post
from tests.planted import NOT_PLANTED, SETTLED, Place, Planted, addresses, plant

PLACES = {
    "open": Place("xunmei", "xunmei-1", "xunmei-point-1", "XM-AAAA22"),
    "settled": Place("qiantou", "qiantou-2", "xunmei-point-2", "QT-AAAA33"),
}
A_WORD = re.compile(r"-(22|33)$|^雀|^138")  # of what was planted
# The list that a table is in, where its page is a list.
LISTS = {
    "group_messages": "messages",
    "hand_outs": "hand-outs",
    "materials": "materials",
    "meeting_items": "meetings",
    "postings": "postings",
    "supply_entries": "supplies",
    "duties": "duties",
}
ALL_OF = {POSTERS: "?hanging="}
IN_ENGLISH = {"determinations.note_en"}
# What is shown to whoever wrote it alone, or in words of its own, by the test that shows it.
OWN = {
    "corrections.given": "tests/permits/corrections/test_corrections.py::"
    "test_what_an_application_rests_on_waits_for_staff",
    "corrections.reason": "tests/permits/corrections/test_corrections.py::"
    "test_a_wish_that_is_declined_says_why_to_whoever_made_it",
    **dict.fromkeys(
        ("appointments.begins_at", "appointments.ends_at"),
        "tests/permits/appointments/test_staff.py::"
        "test_staff_agree_on_a_time_by_phone_and_move_it_as_often_as_they_are_called",
    ),
    **dict.fromkeys(
        ("rechecks.said", "rechecks.asked_at"),
        "tests/permits/resumption/test_situation.py::"
        "test_a_second_look_is_asked_for_once_and_answered_by_the_next_check",
    ),
    "roster_imports.made_at": "tests/people/rosters/test_roster.py::"
    "test_thirty_pasted_four_wrong_good_ones_are_taken_and_the_others_mended",
    "message_choices.email": "tests/permits/messages/test_events.py::"
    "test_an_enterprise_says_how_it_is_told_and_reads_what_it_was_told",
    "sheet_uploads.changes": "tests/ledger/lists/test_lists.py::test_three_changed_cells_are_three_lines_and_are_taken_once",
    **dict.fromkeys(
        ("confirmations.seen_at", "confirmations.seen_by"),
        "tests/publishing/countersigns/test_countersigns.py::"
        "test_what_is_urgent_goes_with_one_account_and_its_reason_until_another_saw_it",
    ),
    **dict.fromkeys(
        ("unusual_readings.why", "unusual_readings.who", "unusual_readings.began_at"),
        "tests/office/looks/test_looks.py::"
        "test_many_within_an_hour_stand_on_the_desk_until_somebody_else_looked_into_it",
    ),
    **dict.fromkeys(
        ("passkeys.device", "passkeys.since", "passkeys.used_at"),
        "tests/base/second_step/test_passkeys.py::"
        "test_a_passkey_takes_the_place_of_password_and_code",
    ),
    **dict.fromkeys(
        ("second_step_resets.asked_by", "second_step_resets.asked_at"),
        "tests/base/second_step/test_resets.py::test_one_asks_and_another_does_it",
    ),
    "authenticators.since": "tests/base/second_step/test_second_step.py::"
    "test_the_page_of_an_account_says_since_when_it_has_one",
    **dict.fromkeys(
        ("sessions.device", "sessions.began_at", "sessions.seen_at"),
        "tests/base/sessions/test_sessions.py::test_one_device_is_ended_on_the_own_page_and_no_one_elses",
    ),
}


class Reader:
    """An officer and an administrator at their desks; a page is opened once."""

    def __init__(self, officer: FlaskClient, admin: FlaskClient) -> None:
        self.clients = (officer, admin)
        self.known: dict[str, str] = {}

    def read(self, address: str) -> str:
        if address not in self.known:
            pages = (self._opened(client, address) for client in self.clients)
            self.known[address] = next((page for page in pages if page), "")
        return self.known[address]

    def _opened(self, client: FlaskClient, address: str) -> str:
        page = client.get(address)
        is_html = page.mimetype == "text/html"
        if is_html and 'name="why"' in page.text:
            page = client.get(post(client, address, why="check").location)
        if is_html and address.endswith(LOOK_BACK.rpartition(">")[2]):
            span = {"begins": "2020-03-04 10:00", "ends": "2020-03-05 23:00"}
            page = post(client, address, reason="记", **span)
        if "sheet" in page.mimetype:
            rows = load_workbook(io.BytesIO(page.data)).active.iter_rows()
            return " ".join(str(cell.value) for row in rows for cell in row)
        return page.text if is_html and page.status_code == 200 else ""


def words(planted: Planted) -> Iterator[tuple[str, str, str, str]]:
    """Table, column, page and word of every column that has a word of its own and a page."""
    for table, by in COLUMNS.items():
        if table in NOT_PLANTED:
            continue
        for page, columns in by.items():
            for column in columns.split() if page.startswith("/") else ():
                if word := word_in(planted, table, column):
                    yield table, column, page, word


def word_in(planted: Planted, table: str, column: str) -> str:
    """What a page that shows the column has on it; "" of a column that was planted without a word of its own."""
    value = planted.canaries.get(f"{table}.{column}") or planted.rows[table].get(column)
    if isinstance(value, datetime) and value != NOW and value.date() == NOW.date():
        return f"{value:%H:%M}"
    return value if isinstance(value, str) and A_WORD.search(value) else ""


def is_read(reader: Reader, planted: Planted, of: str, page: str, word: str) -> bool:
    if page in {LIST, SHEET}:
        page = page.replace("<name>", LISTS[of.partition(".")[0]])
    asked = "?lang=en" if of in IN_ENGLISH else ALL_OF.get(page, "")
    found = (f"{one}{asked}" for one in addresses(page, planted))
    return any(word in reader.read(address) for address in found)


@pytest.mark.walk
@pytest.mark.same_on_both(reason="asks what is shown, not what is kept")
def test_every_word_that_is_kept_is_read_on_its_page(office, staff) -> None:
    with office.database.writing() as session:
        planted = [
            plant(session, PLACES["open"]),
            plant(session, PLACES["settled"], SETTLED),
        ]
    reader = Reader(staff("office", ("xunmei", "qiantou")), staff("admin"))
    asked: dict[str, bool] = {}
    for one in planted:
        for table, column, page, word in words(one):
            of = f"{table}.{column}"
            asked[of] = asked.get(of, False) or is_read(reader, one, of, page, word)
    unread = {of for of, is_there in asked.items() if not is_there}
    assert unread - OWN.keys() == set()
    assert len(asked) > 80


@pytest.mark.parametrize("of", OWN)
def test_the_test_that_shows_what_is_ones_own_is_there(of) -> None:
    file, _, name = OWN[of].partition("::")
    tree = ast.parse((PROJECT / file).read_text(encoding="utf-8"))
    assert name in {
        node.name for node in tree.body if isinstance(node, ast.FunctionDef)
    }
