"""The table of mechanisms is complete, and every test it names is there."""

from __future__ import annotations

import ast

import pytest

from tests.conftest import PROJECT
from tests.mechanisms import TABLE

STATEMENTS = {"C18", "X11"}  # sayings, which nothing can be built on
LAST = {"C": 18, "G": 2, "N": 11, "H": 16, "Y": 10, "X": 11, "Q": 10}


def test_every_mechanism_has_its_row() -> None:
    every = {f"{letter}{number}" for letter, last in LAST.items() for number in range(1, last + 1)}
    assert set(TABLE) == every - STATEMENTS


@pytest.mark.parametrize("mechanism", TABLE)
def test_the_test_a_mechanism_names_is_there(mechanism) -> None:
    file, _, name = TABLE[mechanism][0].partition("::")
    tree = ast.parse((PROJECT / file).read_text(encoding="utf-8"))
    assert name in {node.name for node in tree.body if isinstance(node, ast.FunctionDef)}
