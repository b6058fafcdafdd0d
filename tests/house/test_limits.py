"""House rule: no query stops at a number without a word; what is counted or decided by is whole.

A page of a long list is cut by forms_app/base/paging.py, which says of how many it is a part.
"""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.conftest import PROJECT

MODULES = sorted(
    [*(PROJECT / "forms_app").rglob("*.py"), *(PROJECT / "scripts").rglob("*.py")]
)
STOPS = {
    "limit",
    "fetch",
    "slice",
    "fetchmany",
}  # what keeps a query from giving all of its rows
MAY_STOP = {
    "forms_app/base/identity.py _must_open": "one value that the keys open is enough; three, since one may be damaged",
    "forms_app/permits/enterprises/keys.py renew_keys": "a batch; the publisher asks again until nothing is left",
    "forms_app/publishing/intake/shared_journal.py _after": "a batch; whoever fetches asks again until nothing is left",
    "forms_app/publishing/intake/shared_versions.py _forget_old": "how many versions of a file are kept",
    "forms_app/base/paging.py _cut": "a page of a list whose rows are counted and told",
    "forms_app/permits/enterprises/queries.py likely_doubles": "ten likely doubles, as pages say",
    "forms_app/office/retention/schedule.py Schedule.keys": "a batch; the run asks again until nothing is left",
}


def stops(tree: ast.AST, within: str = "") -> Iterator[tuple[str, int]]:
    """Where a query is given a number to stop at: the class and function around it, and the line.

    `.limit(1)` asks for the newest one, which is no part of a list; `limiter.limit` is about how
    often a page may be asked for.
    """
    for node in ast.iter_child_nodes(tree):
        if isinstance(node, ast.ClassDef | ast.FunctionDef):
            yield from stops(node, f"{within}.{node.name}".lstrip("."))
            continue
        if isinstance(node, ast.Call) and is_stop(node):
            yield within, node.lineno
        yield from stops(node, within)


def is_stop(call: ast.Call) -> bool:
    if not isinstance(call.func, ast.Attribute) or call.func.attr not in STOPS:
        return False
    is_for_one = [ast.unparse(argument) for argument in call.args] == ["1"]
    return not is_for_one and not ast.unparse(call.func.value).endswith("limiter")


def found(path: Path) -> list[tuple[str, int]]:
    name = path.relative_to(PROJECT).as_posix()
    tree = ast.parse(path.read_text(encoding="utf-8"))
    return [(f"{name} {within}", line) for within, line in stops(tree)]


@pytest.mark.parametrize(
    "modules", [pytest.param(MODULES, id=f"{len(MODULES)} modules")]
)
def test_no_query_stops_at_a_number_but_where_a_reason_is_given(modules) -> None:
    places = [place for path in modules for place in found(path)]
    assert [place for place in places if place[0] not in MAY_STOP] == []
    assert MAY_STOP.keys() == {where for where, _line in places}, (
        "each reason is still needed"
    )


@pytest.mark.parametrize(
    ("source", "is_seen"),
    [
        (
            "def calls(query):\n    return list(query.order_by(Call.id).limit(200))",
            True,
        ),
        (
            "class Queue:\n    def first(self, most):\n        return self.query.limit(most)",
            True,
        ),
        ("rows = cursor.fetchmany(100)", True),
        (
            "def newest(query):\n    return query.order_by(Call.id.desc()).limit(1)",
            False,
        ),
        (
            "@limits.limiter.limit('60/hour', methods=['POST'])\ndef paper():\n    pass",
            False,
        ),
    ],
)
def test_the_rule_sees_what_stops_a_query(source, is_seen) -> None:
    assert bool(list(stops(ast.parse(source)))) is is_seen
