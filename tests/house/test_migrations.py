"""House rules of migrations.

They are one line, each with a higher number than the one before: `db.migrate` asks an office's database only for the
highest number, and what stands behind it under a lower one would never be run where the higher one was run already.

They only add: where two hosts are upgraded one after the other, the older program goes on with the newer tables. What
no program has used since the version before is taken away by one that says `unused_since = "1.2"`.
"""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator

import pytest

from forms_app.base.db import VERSIONS
from forms_app.base.version import version

SAYS = re.compile(r"^(revision|down_revision) = (?:['\"](\d{4})['\"]|None)$", re.M)
UNUSED = re.compile(r'^unused_since = "(\d+(?:\.\d+)+)"$', re.M)
ONLY_ADDS_AFTER = "0070"
TAKES_AWAY = {"drop_table", "drop_column", "rename_table", "alter_column"}


def test_each_migration_follows_one_with_a_lower_number() -> None:
    said = {
        path.name: dict(SAYS.findall(path.read_text(encoding="utf-8")))
        for path in sorted(VERSIONS.glob("[0-9]*.py"))
    }
    assert len(said) > 40
    assert [name[:4] for name in said] == [one["revision"] for one in said.values()]
    before = ["", *(one["revision"] for one in said.values())]
    follows = [one["down_revision"] for one in said.values()]
    assert follows == before[:-1], "a new one takes the next number main has free"


def disturbing(source: str) -> Iterator[str]:
    """What a migration does with which an older program could not go on."""
    unused = UNUSED.search(source)
    if unused and _parts(unused[1]) < _parts(version()):
        return
    for function in ast.parse(source).body:
        if not isinstance(function, ast.FunctionDef) or function.name != "upgrade":
            continue
        for call in ast.walk(function):
            if isinstance(call, ast.Call) and isinstance(call.func, ast.Attribute):
                if call.func.attr in TAKES_AWAY:
                    yield call.func.attr
                elif call.func.attr == "add_column" and _must_be_written(call):
                    yield "add_column without a default"


def _must_be_written(added: ast.Call) -> bool:
    said = {
        word.arg: ast.unparse(word.value)
        for one in added.args
        if isinstance(one, ast.Call)
        for word in one.keywords
    }
    return said.get("nullable") == "False" and "server_default" not in said


def _parts(number: str) -> list[int]:
    return [int(part) for part in re.findall(r"\d+", number)]


def test_a_migration_leaves_an_older_program_at_work() -> None:
    found = {
        path.name: list(disturbing(path.read_text(encoding="utf-8")))
        for path in VERSIONS.glob("[0-9]*.py")
    }
    assert any(found.values()), "those of before took away too"
    later = {name: told for name, told in found.items() if name[:4] > ONLY_ADDS_AFTER}
    assert not {name: told for name, told in later.items() if told}


@pytest.mark.parametrize(
    ("head", "step", "is_told"),
    [
        ("", 'op.add_column("items", sa.Column("more", sa.String(4)))', False),
        ("", 'op.add_column("a", sa.Column("b", sa.Text(), nullable=False))', True),
        (
            "",
            'op.add_column("a", sa.Column("b", sa.Text(), nullable=False, server_default=""))',
            False,
        ),
        ("", 'op.drop_column("items", "more")', True),
        ("", 'batch.alter_column("more", nullable=False)', True),
        ('unused_since = "0.0"', 'op.drop_column("items", "more")', False),
        ('unused_since = "99.1"', 'op.drop_column("items", "more")', True),
    ],
)
def test_what_an_older_program_could_not_go_on_with_is_seen(
    head, step, is_told
) -> None:
    source = f"{head}\n\n\ndef upgrade() -> None:\n    {step}\n"
    assert bool(list(disturbing(source))) is is_told
