"""Links that dial."""

from __future__ import annotations

import re

import pytest

from forms_app.base.notions.phone import dial
from tests.conftest import PROJECT


def test_every_link_that_dials_has_a_number_as_it_is_dialled() -> None:
    templates = [
        *(PROJECT / "forms_app").rglob("*.html"),
        *(PROJECT / "theme").rglob("*.html"),
    ]
    dialled = [
        link
        for path in templates
        for link in re.findall(r'href="tel:[^"]*"', path.read_text(encoding="utf-8"))
    ]
    assert len(dialled) > 15
    assert [link for link in dialled if not link.endswith('| dial }}"')] == []


@pytest.mark.parametrize(
    ("written", "dialled"),
    [("0595-2200 0300", "059522000300"), ("138 0000 1234", "13800001234")],
)
def test_a_number_is_dialled_without_what_groups_it(written, dialled) -> None:
    assert dial(written) == dialled
