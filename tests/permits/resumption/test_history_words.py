"""What is noted about an enterprise is read as words, never as a code."""

from __future__ import annotations

import ast
import re

import pytest

from forms_app.people.isolation.rules import Action
from forms_app.permits.enterprises.history import words
from tests.conftest import PROJECT

APP = PROJECT / "forms_app"
ABOUT_AN_ENTERPRISE = re.compile(
    r"(roster|case|report|missing|hint|enterprise|poster|call|person|attachment)\.[a-z_-]+"
)


def noted() -> set[str]:
    """The actions that operations note about an enterprise."""
    found = {f"alarm.{action}" for action in Action} | {"group.members"}
    for path in APP.rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Call) and ast.unparse(node.func).endswith(
                ("_entry", "audit.record")
            ):
                words = [
                    *node.args,
                    *(
                        keyword.value
                        for keyword in node.keywords
                        if keyword.arg == "action"
                    ),
                ]
                texts = [
                    word.value
                    for word in words
                    if isinstance(word, ast.Constant) and isinstance(word.value, str)
                ]
                found |= set(filter(ABOUT_AN_ENTERPRISE.fullmatch, texts))
    return found


@pytest.mark.parametrize("action", sorted(noted()))
def test_each_has_its_words_in_the_history(app, action) -> None:
    with app.app_context():
        assert words().label(action) != action


@pytest.mark.walk
def test_the_actions_were_found() -> None:
    assert {
        "roster.add",
        "case.change",
        "case.visit",
        "report.keep",
        "poster.print",
        "person.erase",
    } <= noted()
