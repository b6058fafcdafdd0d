"""Days are said in one way, 3月5日, wherever a person reads them: a template prints none but by the filters of base/dates.py."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator

import pytest
from jinja2 import Environment, nodes

from tests.house.test_house import MODULES, TEMPLATES, name_of, text_of

FILTERS = {"day", "full_day", "clock", "moment"}
IS_A_DAY = re.compile(r"\b(date|datetime)\b")
# Of the site, whose values are plain text, and of what has no class of its own.
BESIDES = {
    "as_of",
    "counted_at",
    "object_until",
    "over",
    "last",
    "demo_day",
    "days",
    "since",
    "until",
    "begins",
    "ends",
}
# Names of days that are something else in these templates.
ELSEWHERE = {
    ("campaign.html", "checked"),  # how many were checked
    ("today.html", "due"),  # how many are due
    ("today.html", "at"),  # a time of the day, as it was written
    ("look.html", "read"),  # how a line of a report is read
    ("_line.html", "when"),  # a label of its own
    ("_to_mend.html", "anchor"),
    ("chart.html", "anchor"),
    ("_faults.html", "anchor"),
    ("questions.html", "when"),  # a condition
    ("reports.html", "day"),  # of a form's own input
    ("certificate.html", "at"),  # proved to the second
    ("_permission.html", "public_since"),
    ("poster.html", "since"),  # put into words, with its year
    ("override.html", "days"),  # how many
    ("case.html", "days"),
    ("person.html", "days"),
}
ENV = Environment()


def day_names() -> set[str]:
    """What holds a day or a moment somewhere in the code: fields, columns and functions of that type."""
    found = set(BESIDES)
    for path in MODULES:
        for node in ast.walk(ast.parse(text_of(path))):
            if isinstance(node, ast.AnnAssign) and isinstance(node.target, ast.Name):
                name = node.target.id
                kind = ast.unparse(node.annotation)
            elif isinstance(node, ast.FunctionDef) and node.returns:
                name = node.name
                kind = ast.unparse(node.returns)
            else:
                continue
            if IS_A_DAY.search(kind) and not re.search(
                "dict|list|tuple|Callable", kind
            ):
                found.add(name)
    return found


def bare(node: nodes.Node | None, names: set[str]) -> Iterator[str]:
    """The days that are printed as they are."""
    match node:
        case nodes.Filter(name=name) if name in FILTERS:
            return
        case nodes.Filter(name="map", args=[nodes.Const(value=name)]) if (
            name in FILTERS
        ):
            return
        case nodes.Getattr(attr=name) | nodes.Name(name=name):
            if name in names:
                yield name
        case nodes.Call(node=nodes.Name(name="_"), kwargs=kwargs):
            for given in kwargs:
                yield from bare(given.value, names)
        case nodes.Call(node=nodes.Getattr(attr="isoformat" | "strftime", node=of)):
            yield from bare(of, names)
        case nodes.Call(args=args):  # a macro may be given a sentence
            for given in args:
                if isinstance(given, nodes.Call):
                    yield from bare(given, names)
        case nodes.Test() | nodes.Compare() | nodes.Const():
            return
        case nodes.CondExpr(expr1=first, expr2=second):
            yield from bare(first, names)
            yield from bare(second, names)
        case nodes.Getitem(node=of):
            yield from bare(of, names)
        case nodes.Node():
            for child in node.iter_child_nodes():
                yield from bare(child, names)


def printed(source: str, names: set[str]) -> list[str]:
    outputs = ENV.parse(source).find_all(nodes.Output)
    return [name for one in outputs for part in one.nodes for name in bare(part, names)]


def test_templates_print_days_in_the_one_way_only() -> None:
    names = day_names()
    assert len(TEMPLATES) > 200 and {"visited_at", "due_on", "left_on"} <= names
    found = {
        f"{name_of(path)}: {name}"
        for path in TEMPLATES
        for name in printed(text_of(path), names)
        if (path.name, name) not in ELSEWHERE
    }
    assert found == set()


@pytest.mark.parametrize(
    ("source", "is_seen"),
    [
        ("{{ e.since }}", True),
        ("{{ e.since | day }}", False),
        ("{{ e.until or _('长期') }}", True),
        ("{{ e.until | day or _('长期') }}", False),
        ("{{ _('自 %(day)s 起', day=e.since) }}", True),
        ("{{ _('自 %(day)s 起', day=e.since | day) }}", False),
        ("{{ e.since[:10] | replace('-', '.') }}", True),
        ("{{ days | join('、') }}", True),
        ("{{ days | map('day') | join('、') }}", False),
        ("{{ e.since.strftime('%Y') if e.since else '' }}", True),
        ("{{ text(form.until) }}", False),
        ("{{ table(kept, _('截至 %(at)s', at=kept.since)) }}", True),
        ('<a href="{{ url_for("one", day=e.since) }}">', False),
    ],
)
def test_the_rule_sees_a_day_that_is_printed_as_it_is(source, is_seen) -> None:
    assert bool(printed(source, {"since", "until", "days"})) is is_seen
