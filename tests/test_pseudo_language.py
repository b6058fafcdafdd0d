"""In a language that nobody speaks: on no page of the site or of the app stands a word that should have come from the catalogue."""

from __future__ import annotations

import json
import re
import subprocess
import sys
from collections.abc import Iterable
from pathlib import Path

import pytest

from forms_app import PROJECT
from tests import pseudo

pytestmark = [
    pytest.mark.walk,
    pytest.mark.same_on_both(reason="about words, not about the database"),
]
SAMPLE = PROJECT / "forms_app" / "sample"
# What somebody may type, as an example of it, on pages of those who write Chinese.
EXAMPLES = {"rosters.paste"}
QUOTED = {"湖北武汉", "经核验，准予"}  # within a sentence in English
FORMATS = {"Atom"}
# What a campaign calls things unless it says otherwise, in both languages.
WORDING = PROJECT / "forms_app" / "base" / "wording.py"
STORED = {"号桶"}  # the title of an item, in the language of whoever made it


@pytest.fixture(scope="module")
def pages(demo_office) -> dict[str, dict[str, dict[str, list[str]]]]:
    """Of site and app, by page: words in Chinese that are not said to be, and words of no message."""
    done = subprocess.run(
        [sys.executable, "-m", "tests.pseudo", str(demo_office)],
        cwd=PROJECT,
        capture_output=True,
        encoding="utf-8",
    )
    assert done.returncode == 0, done.stderr[-3000:]
    found: dict[str, dict[str, dict[str, list[str]]]] = json.loads(
        done.stdout.splitlines()[-1]
    )
    return found


@pytest.fixture(scope="module")
def content(demo_office) -> str:
    """What people wrote: content, names and what they typed are theirs, in their language."""
    files = (demo_office / "accepted").rglob("*")
    read = [one for one in files if one.suffix in {".md", ".toml", ".json"}]
    return _text(read)


def written_in(*patterns: str) -> str:
    """The code, without the words that the sample's people say."""
    paths = {path for pattern in patterns for path in PROJECT.glob(pattern)}
    text = _text(path for path in sorted(paths) if SAMPLE not in path.parents)
    return re.sub("{#.*?#}", "", text, flags=re.DOTALL)


def _text(paths: Iterable[Path]) -> str:
    return "\n".join(path.read_text(encoding="utf-8") for path in paths)


TEMPLATES = ("theme/templates/**/*.html", "forms_app/**/templates/**/*.html")


@pytest.mark.parametrize("part", ["site", "app"])
def test_no_chinese_is_left_that_the_code_says(pages, content, part) -> None:
    of_code = pseudo.runs(written_in("forms_app/**/*.py", *TEMPLATES))
    of_code -= QUOTED | STORED | pseudo.runs(_text(SAMPLE.rglob("*.py")))
    left = {
        (name, run)
        for name, words in pages[part].items()
        if name.split(" ")[-1] not in EXAMPLES
        for one in words["zh"]
        for run in pseudo.runs(one) & of_code
        if run not in content
    }
    assert left == set()


@pytest.mark.parametrize("part", ["site", "app"])
def test_no_english_is_left_that_a_template_says(pages, content, part) -> None:
    templates = " ".join(written_in(*TEMPLATES).split())
    known = " ".join([content, _text([WORDING]), *FORMATS])
    left = {
        (name, piece)
        for name, words in pages[part].items()
        for piece in words["en"]
        if len(piece) > 3 and piece in templates and piece not in known
    }
    assert left == set()


def test_every_page_was_looked_at(pages, demo_office) -> None:
    assert len(pages["site"]) > 60 and len(pages["app"]) > 200
    tree = Path(demo_office) / "site" / "tree" / "en"
    there = {one.relative_to(tree.parent).as_posix() for one in tree.rglob("*.html")}
    assert there <= pages["site"].keys()
