"""House rule: what a comment or a docstring says is understood without a list beside it."""

from __future__ import annotations

import re

from tests.conftest import PROJECT
from tests.house.test_house import MODULES, TEMPLATES, text_of


def test_what_something_is_for_is_said_in_words() -> None:
    """Numbers of duties stand in tests/mechanisms.py alone: a reader has no list of them."""
    number = re.compile(r"\b[CGHNQXY](1[0-8]|[1-9])\b|\btrap \d", re.ASCII)
    written = [
        *MODULES,
        *TEMPLATES,
        *(PROJECT / "scripts").rglob("*.py"),
        *(PROJECT / "theme" / "static").rglob("*.js"),
    ]
    assert [path for path in written if number.search(text_of(path))] == []
    assert len(written) > 500
