"""The catalogue: every message has its English, with the same values."""

from __future__ import annotations

import ast
import re
from collections import Counter
from collections.abc import Iterable, Iterator
from pathlib import Path

import pytest

from forms_app.base.catalogue import FOLDER, english, gettext, use_language
from forms_app.base.feature import parts
from forms_app.features import FEATURES
from tests.conftest import PROJECT


def messages() -> set[str]:
    """Every message the code and the templates print."""
    every = [
        *(PROJECT / "forms_app").rglob("*.py"),
        *(PROJECT / "forms_app").rglob("*.html"),
        *(PROJECT / "theme").rglob("*.html"),
    ]
    without = {kind.without for kind in parts(FEATURES, "rules") if kind.without}
    return messages_in(every) | without


def messages_in(paths: Iterable[Path]) -> set[str]:
    """Those of some modules and templates."""
    found: set[str] = set()
    for path in paths:
        if path.suffix == ".html":
            found |= set(re.findall(r'_\("([^"]+)"', path.read_text(encoding="utf-8")))
        if path.suffix != ".py":
            continue
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            is_message = isinstance(node, ast.Call) and getattr(
                node.func, "id", ""
            ) in {
                "_",
                "_l",
                "Refused",
                "BadCode",
                "NoDate",
                "NoDay",
                "NoFirmName",
                "NoMoment",
                "NoName",
                "NoNumber",
                "NoPhone",
                "NoTime",
                "NotSetUp",
                "SheetRefused",
                "Unsure",
                "Unreadable",
            }
            if is_message:
                constants = [one for one in node.args if isinstance(one, ast.Constant)]
                found |= {
                    one.value for one in constants[: 1 + (node.func.id == "Unreadable")]
                }
            found |= set(_of_faults(node))
            found |= set(_of_refusals(node))
    return found


def _of_faults(node: ast.AST) -> Iterator[str]:
    """What is wrong and what is allowed: the arguments of the calls that make a fault, and what is named `says` or `allowed`."""
    if isinstance(node, ast.Call):
        name = getattr(node.func, "id", "") or getattr(node.func, "attr", "")
        parts = (
            node.args
            if name in {"fault", "wrong", "Fault", "Wrong", "Form", "When", "fault_at"}
            else []
        )
    elif isinstance(node, ast.Assign) and getattr(node.targets[0], "id", "") in {
        "says",
        "allowed",
    }:
        parts = (
            [node.value.body, node.value.orelse]
            if isinstance(node.value, ast.IfExp)
            else [node.value]
        )
    else:
        return
    for part in parts:
        if isinstance(part, ast.Constant) and re.search(
            r"[\u4e00-\u9fff]", str(part.value)
        ):
            yield part.value


def _of_refusals(node: ast.AST) -> Iterator[str]:
    """The sentences of a Flow, by state."""
    if isinstance(node, ast.keyword) and node.arg == "refusals":
        assert isinstance(node.value, ast.Dict)
        for sentence in node.value.values:
            assert isinstance(sentence, ast.Constant)
            yield sentence.value


@pytest.mark.walk
def test_every_message_has_its_english_with_the_same_values() -> None:
    assert sorted(messages() - set(english())) == []
    for msgid, texts in english().items():
        for text in texts:
            assert text and values_in(text) == values_in(msgid), msgid


def values_in(text: str) -> set[str]:
    return set(re.findall(r"%\((\w+)\)s", text))


@pytest.mark.parametrize(
    ("number", "said"),
    [
        (0, "0 days"),
        (1, "1 day"),
        ("1", "1 day"),
        (2, "2 days"),
        ("1,001", "1,001 days"),
    ],
)
def test_one_is_said_as_one(number, said) -> None:
    with use_language("en"):
        assert gettext("%(n)s 天", n=number) == said
    assert gettext("%(n)s 天", n=number) == f"{number} 天"


def test_a_message_without_a_number_and_one_form_stays_itself() -> None:
    with use_language("en"):
        assert gettext("第 %(n)s 批", n=1) == "Batch 1"
        assert gettext("没有这一句 %(name)s", name="x") == "没有这一句 x"


def test_no_message_is_translated_twice() -> None:
    text = (FOLDER / "en" / "LC_MESSAGES" / "messages.po").read_text(encoding="utf-8")
    ids = re.findall(r'^msgid "(.+)"$', text, re.M)
    assert [msgid for msgid, number in Counter(ids).items() if number > 1] == []


def test_the_language_is_the_readers() -> None:
    assert gettext("共") == "共"
    with use_language("en"):
        assert gettext("有效") == "Valid" and gettext("第 %(n)s 批", n=3) == "Batch 3"
    assert gettext("有效") == "有效"


def test_app_and_site_speak_english_when_asked(client) -> None:
    page = client.get("/app/apply/?lang=en").text
    assert '<html lang="en"' in page and "Register and apply" in page
