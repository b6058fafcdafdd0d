"""A page says where it stands in the other language, for who searches, and only where it does."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

pytestmark = pytest.mark.same_on_both(reason="about files, not about the database")
TWIN = re.compile(r'<link rel="alternate" hreflang="([\w-]+)" href="([^"]+)">')
HERE = re.compile(r'<html lang="([\w-]+)"')


def twins(tree: Path) -> dict[str, tuple[str, str, str]]:
    """By address: the language of a page, that of its twin, and where that is."""
    found = {}
    for path in sorted(tree.rglob("index.html")):
        text = path.read_text(encoding="utf-8")
        address = f"/{path.parent.relative_to(tree).as_posix()}/".replace("/./", "/")
        for lang, to in TWIN.findall(text):
            found[address] = (HERE.search(text)[1], lang, to)
    return found


def test_each_page_and_its_twin_name_each_other(office, publish) -> None:
    publish()
    found = twins(office.site / "tree")
    assert {"/", "/en/", "/notices/how-to-apply/", "/en/help/", "/enterprises/"} <= {
        *found
    }
    for address, (here, lang, to) in found.items():
        assert {here, lang} == {"zh-Hans", "en"}, address
        assert found[to] == (lang, here, address), address
    assert "/notices/canteen/" not in found, "it has no English"
    english = (office.site / "tree" / "en").rglob("index.html")
    assert sum(address.startswith("/en/") for address in found) > 30
    assert len(list(english)) - len(found) // 2 < 10, "most pages in English have one"
