"""The table of mechanisms is complete, and every test it names is there."""

from __future__ import annotations

import ast

import pytest

from tests.conftest import PROJECT
from tests.mechanisms import TABLE

THE_LOOP = "C1 C2 C3 C5 C6 C7 H1 H3 H15 N2 N3 N4 N5 N6 N11 Y1 Y5 Y6 Y7 Y8 Y9 X5 X7 Q1 Q3 Q4 Q5 Q7 Q8 Q9 Q10"
PEOPLE = "C4 C8 C9 C10 C11 C14 C15 G1 H7 H9 X1 X2 X3 X4 X6"
CONTENT = "N1 N8 N9 N10 H2 H16 C16 G2"


def test_every_mechanism_has_its_row() -> None:
    assert sorted(TABLE) == sorted([*THE_LOOP.split(), *PEOPLE.split(), *CONTENT.split()])


@pytest.mark.parametrize("mechanism", TABLE)
def test_the_test_a_mechanism_names_is_there(mechanism) -> None:
    file, _, name = TABLE[mechanism][0].partition("::")
    tree = ast.parse((PROJECT / file).read_text(encoding="utf-8"))
    assert name in {node.name for node in tree.body if isinstance(node, ast.FunctionDef)}
