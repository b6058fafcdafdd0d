"""A test that a table names, as `tests/file.py::function`."""

from __future__ import annotations

import ast

from tests.conftest import PROJECT


def is_there(name: str) -> bool:
    """Whether pytest finds a function of this name in this file."""
    file, _, function = name.partition("::")
    path = PROJECT / file
    if not (path.name.startswith("test_") and function.startswith("test_")):
        return False
    if not path.is_file():
        return False
    tree = ast.parse(path.read_text(encoding="utf-8"))
    return any(
        isinstance(node, ast.FunctionDef) and node.name == function
        for node in tree.body
    )
