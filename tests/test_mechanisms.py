"""The table of mechanisms is complete, and every test it names is there."""

from __future__ import annotations

import ast
import re

import pytest

from tests.access_table import TABLE as ROUTES
from tests.conftest import PROJECT
from tests.mechanisms import TABLE
from tests.named import is_there

DAILY = {
    "C": (12, 13, 16, 17),
    "G": (2,),
    "N": (1, 4, 7, 8, 9, 10),
    "H": (2, 4, 5, 6, 8, 10, 11, 12, 13, 14, 15, 16),
    "Y": (2, 3, 4, 10),
    "X": (6, 8, 9, 10),
    "Q": (2, 6),
}  # the daily ledger
STATEMENTS = {"C18", "X11"}  # sayings, which nothing can be built on
LAST = {"C": 18, "G": 2, "N": 11, "H": 16, "Y": 10, "X": 11, "Q": 10}


def test_every_mechanism_has_its_row() -> None:
    every = {
        f"{letter}{number}"
        for letter, last in LAST.items()
        for number in range(1, last + 1)
    }
    assert set(TABLE) == every - STATEMENTS


@pytest.mark.parametrize("mechanism", TABLE)
def test_the_test_a_mechanism_names_is_there(mechanism) -> None:
    assert is_there(TABLE[mechanism][0])


@pytest.mark.parametrize("mechanism", TABLE)
def test_the_page_of_the_app_a_mechanism_names_is_one(mechanism) -> None:
    page = TABLE[mechanism][1]
    addresses = [re.sub(r"<[^/]+>", "[^/]+", route) for route in ROUTES]
    is_one = any(re.fullmatch(address, page) for address in addresses)
    assert is_one or not page.startswith("/app/")


def test_each_mechanism_of_the_daily_ledger_is_carried_out_on_the_sample_office() -> (
    None
):
    carried_out: set[str] = set()
    for file in (PROJECT / "tests" / "browser" / "ledger").glob("test_*.py"):
        for node in ast.parse(file.read_text(encoding="utf-8")).body:
            if isinstance(node, ast.FunctionDef) and node.name.startswith("test_"):
                named, _, _what = (ast.get_docstring(node) or "").partition(":")
                carried_out.update(named.split())
    assert carried_out == {
        f"{letter}{number}" for letter, numbers in DAILY.items() for number in numbers
    }
