"""A copy of the project with one feature's line taken out of features.py, and the tests that are left to it.

What is left to it: every test but those of the room itself, of the rooms that need it, and those that work with either;
and those that are about all features at once.
"""

from __future__ import annotations

import ast
import re
import shutil
from collections.abc import Iterator
from pathlib import Path

from forms_app.base.feature import Feature, parts
from tests.conftest import PROJECT

COPIED = ("forms_app", "theme", "content", "tests", "scripts")
BESIDE = ("pyproject.toml", "pelicanconf.py", "requirements.txt", "CHANGELOG.md")
# These hold every feature beside what is written of it, or play the whole sample office, which has something of each.
OF_ALL = (
    "house",
    "scripts",
    "sample",
    "browser",
    "bench",
    "base/test_access.py",
    "base/test_profile.py",
    "base/test_catalogue.py",
    "test_contributing.py",
    "test_feature_off.py",
    "test_features.py",
    "test_mechanisms.py",
    "test_loop.py",
    "test_storm.py",
    "test_storm_of_hosts.py",
    "test_trust.py",
)
# These do what they do with a page of a room from which they import nothing.
WORKS_WITH = {"ledger/lists/test_lists.py": "ledger.visits"}


def make(copy: Path, gone: list[Feature]) -> None:
    """Leave the lines, the rule files, and the rows of retention.toml of these out."""
    for name in COPIED:
        ignored = shutil.ignore_patterns("__pycache__")
        shutil.copytree(PROJECT / name, copy / name, ignore=ignored)
    for name in BESIDE:
        shutil.copy(PROJECT / name, copy / name)
    listed = copy / "forms_app" / "features.py"
    text = listed.read_text(encoding="utf-8")
    for feature in gone:
        assert f'    "{feature.room}",\n' in text
        text = text.replace(f'    "{feature.room}",\n', "")
    listed.write_text(text, encoding="utf-8")
    rules = copy / "content" / "rules"
    for kind in parts(gone, "rules"):
        for path in rules.glob(kind.file):
            path.unlink()
    _forget(rules / "retention.toml", {one.kind for one in parts(gone, "keeping")})


def _forget(rule: Path, kinds: set[str]) -> None:
    head, *rows = rule.read_text(encoding="utf-8").split("[[rows]]\n")
    kept = [row for row in rows if not any(f'data = "{kind}"' in row for kind in kinds)]
    rule.write_text("[[rows]]\n".join([head, *kept]), encoding="utf-8")


def left(gone: list[Feature]) -> list[str]:
    """The paths of the tests that are left, from the folder of the copy."""
    rooms = [one.room for one in gone]
    return sorted(
        f"tests/{path.relative_to(PROJECT / 'tests').as_posix()}"
        for path in (PROJECT / "tests").rglob("test_*.py")
        if not _is_of_all(path) and rooms_in(path).isdisjoint(rooms)
    )


def _is_of_all(path: Path) -> bool:
    name = path.relative_to(PROJECT / "tests").as_posix()
    return any(name == one or name.startswith(f"{one}/") for one in OF_ALL)


def rooms_in(path: Path, seen: frozenset[Path] = frozenset()) -> set[str]:
    """The rooms a test works with: its own and those it imports from, itself, by its conftest or by what it imports of tests/."""
    name = path.relative_to(PROJECT / "tests")
    found = {".".join(name.parts[:2]), WORKS_WITH.get(name.as_posix(), "")}
    others = [path.parent / "conftest.py"]
    for module in _imported(path):
        found.add(".".join(module.split(".")[1:3]))
        others.append(PROJECT / f"{module.replace('.', '/')}.py")
    seen |= {path}
    for other in others:
        is_of_tests = other.is_relative_to(PROJECT / "tests") and other.is_file()
        if is_of_tests and other not in seen:
            found |= rooms_in(other, seen)
    return found


def _imported(path: Path) -> Iterator[str]:
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.ImportFrom) and node.module:
            yield node.module
            yield from (f"{node.module}.{one.name}" for one in node.names)


def failed(output: str) -> list[str]:
    return re.findall(r"^(?:FAILED|ERROR) (\S+)", output, re.MULTILINE)
