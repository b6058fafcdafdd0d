"""/data/: no published file of data, and no column of one, that the page does not explain."""

from __future__ import annotations

import csv
import json
import re
from collections.abc import Callable, Iterator
from html import unescape
from pathlib import Path
from xml.etree import ElementTree

import pytest

from forms_app.features import FEATURES
from forms_app.publishing.release.version_file import PUBLIC_LOG
from forms_app.publishing.site import published_files
from forms_app.publishing.site.published_files import DataFile
from tests.publishing.site.test_chart import table

pytestmark = pytest.mark.same_on_both(reason="about published files, not the database")
FIGURES = published_files.statistics(one.name for one in FEATURES)
EVERY = (
    *published_files.LISTS,
    FIGURES,
    *published_files.DOCUMENTS,
    *published_files.FEEDS,
    *published_files.FOR_PROGRAMS,
)
PAGES = ("theme/", "media/")
PACKED = (".gz", ".br")
CODE = "[a-z0-9.-]+"
NOT_IN_THE_DEMO = {"supplies.*.named[]"}  # all of its donors wish no name


@pytest.fixture(scope="module")
def tree(demo_office) -> Path:
    return demo_office / "site" / "tree"


def files_of(tree: Path) -> list[str]:
    """All that is published and is no page, no picture of one and none of its looks."""
    found = (
        path.relative_to(tree).as_posix() for path in tree.rglob("*") if path.is_file()
    )
    return sorted(
        path
        for path in found
        if not path.startswith(PAGES) and not path.endswith((".html", *PACKED))
    )


def pattern(path: str) -> re.Pattern[str]:
    """Codes stand for names in braces; the name of a tile goes on below folders."""
    parts = re.split(r"(\{\w+\})", path)
    of = {"{tile}": f"{CODE}(?:/{CODE})*"}
    return re.compile(
        "".join(of.get(p, CODE) if p[:1] == "{" else re.escape(p) for p in parts)
    )


def explained(path: str) -> list[DataFile]:
    """What names it most closely: index.json is no community."""
    fits = [
        (each.count("{"), number)
        for number, file in enumerate(EVERY)
        for each in file.paths
        if pattern(each).fullmatch(path)
    ]
    closest = min(fits, default=(0, 0))[0]
    return [EVERY[number] for names, number in fits if names == closest]


def values(found: object, way: str = "") -> Iterator[str]:
    """The ways to all values of JSON that are no list and no table."""
    if isinstance(found, dict):
        for key, value in found.items():
            yield from values(value, f"{way}.{key}" if way else key)
    elif isinstance(found, list):
        for value in found:
            yield from values(value, f"{way}[]")
    else:
        yield way


def columns_of(path: Path) -> set[str]:
    if path.suffix == ".json":
        return set(values(json.loads(path.read_text(encoding="utf-8"))))
    if path.suffix == ".csv":
        with path.open(encoding="utf-8-sig", newline="") as opened:
            return set(next(csv.reader(opened)))
    if path.suffix == ".xml":
        return set(_elements(ElementTree.parse(path).getroot()))
    return set()


def _elements(root: ElementTree.Element) -> Iterator[str]:
    """What stands within the entries of a feed, or the addresses of a sitemap."""
    for one in root:
        name = one.tag.rpartition("}")[2]
        if name in {"entry", "url", "sitemap"}:
            prefix = "entry." if name == "entry" else ""
            yield from (prefix + part.tag.rpartition("}")[2] for part in one)


def matching(name: str) -> Callable[[str], re.Match[str] | None]:
    """What a column of this name is the way to."""
    return re.compile(re.escape(name).replace(r"\*", r"[^.\[]+")).fullmatch


def is_named(way: str, file: DataFile) -> bool:
    return any(matching(one.name)(way) for one in file.columns)


def test_every_published_file_is_explained_once(tree) -> None:
    found = files_of(tree)
    assert len(found) > 60
    assert {path: len(explained(path)) for path in found} == dict.fromkeys(found, 1)


def test_every_column_of_every_file_is_explained(tree) -> None:
    missing = set()
    for path in files_of(tree):
        (file,) = explained(path)
        missing |= {
            (path, way) for way in columns_of(tree / path) if not is_named(way, file)
        }
    assert missing == set()


def test_every_figure_that_is_explained_is_published_by_the_demo(tree) -> None:
    """What no file has had is explained no longer."""
    ways = columns_of(tree / "data" / "statistics.json")
    names = {one.name for one in FIGURES.columns} - NOT_IN_THE_DEMO
    assert [one for one in sorted(names) if not any(map(matching(one), ways))] == []


@pytest.mark.parametrize("prefix", ["", "en/"])
def test_the_page_names_each_column_with_an_example_and_links_what_is_there(
    tree, prefix
) -> None:
    page = (tree / prefix / "data" / "index.html").read_text(encoding="utf-8")
    shown = [
        [unescape(re.sub("<[^>]+>", "", cell)) for cell in row] for row in table(page)
    ]
    for file in EVERY:
        for one in file.columns:
            assert [one.name, one.en if prefix else one.zh, one.example] in shown
            assert one.example and "|" not in one.example
    linked = set(re.findall(r'href="/((?:data|feeds)/[^"]+)"', page))
    linked -= {path for path in linked if path.startswith(PUBLIC_LOG)}  # the service's
    assert len(linked) > 60
    assert [path for path in linked if not (tree / path).is_file()] == []
    assert "CC BY 4.0" in page


def test_a_reader_finds_the_feeds_on_the_pages_they_are_of(tree) -> None:
    found = {}
    for path in tree.rglob("*.html"):
        page = path.read_text(encoding="utf-8")
        for link in re.findall(
            r'type="application/atom\+xml"[^>]*href="/([^"]+)"', page
        ):
            found.setdefault(link, path)
    assert [link for link in found if not (tree / link).is_file()] == []
    assert {
        "feeds/notices.atom.xml",
        "feeds/en/letters.atom.xml",
        "feeds/policies.atom.xml",
        "feeds/communities/qiantou.atom.xml",
        "feeds/enterprises/qiantou.atom.xml",
    } <= found.keys()
