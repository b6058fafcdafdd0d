"""A city of a million enterprises is many offices: what one of them costs for each
enterprise, change and reader, and what a portal over the lists of sixty would take.

The portal has no code of its own yet: what is measured is this program's search, made
of the published lists of all offices instead of one.
"""

from __future__ import annotations

import gzip
import hashlib
import json
import re
import resource
import statistics
import tempfile
import time
from collections.abc import Iterator
from itertools import chain
from pathlib import Path
from typing import Any

from forms_app.base import logs
from forms_app.base.config import Config
from forms_app.base.office import Office
from forms_app.publishing.release.site import Site
from forms_app.publishing.search.finding import Wanted, find
from forms_app.publishing.search.index import opened
from forms_app.publishing.service.publisher import Publisher
from tests.bench.office import lay_out, text
from tests.bench.publish import first_start
from tests.publishing.search.test_large import TYPED, rows

AN_OFFICE = 10_000  # enterprises
OFFICES = 60
LISTS = 10  # of an office, one for each community
CHANGES = 20
AGAIN = 5
ASKED_BY = re.compile(r'(?:href|src)="(/theme/[^"]+\.(?:css|js))"')


def main(out: Path) -> None:
    out.mkdir(parents=True, exist_ok=True)
    said = ["| | |", "|---|---:|"]
    for what, value in chain(_office(), _portal()):
        said.append(f"| {what} | {value:,.1f} |")
        print(said[-1], flush=True)
    (out / "city.md").write_text("\n".join(said) + "\n", encoding="utf-8")
    print(f"Table: {out}/city.md")


def _office() -> Iterator[tuple[str, float]]:
    """Of one office, for each of its enterprises, for a change and for a reader."""
    with tempfile.TemporaryDirectory(prefix="bench-") as name:
        folder = Path(name)
        made = lay_out(folder, AN_OFFICE)
        before = resource.getrusage(resource.RUSAGE_CHILDREN)
        wall = first_start(folder)
        after = resource.getrusage(resource.RUSAGE_CHILDREN)
        yield "office: first start, s", wall
        cpu = after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
        yield "office: first start, CPU ms an enterprise", cpu * 1000 / AN_OFFICE
        for part in ("content", "site", "data"):
            whole = _bytes(folder / part)
            yield f"office: {part}, bytes an enterprise", whole / AN_OFFICE
        yield from _changes(folder, made)
        lists = [*(folder / "site" / "tree" / "data" / "search").glob("*.json")]
        packed = sum(map(_packed, lists))
        yield "office: lists a portal reads, bytes an enterprise", packed / AN_OFFICE
        yield from _readers(folder / "site" / "tree", made[0][1])


def _changes(folder: Path, made: list[tuple[Path, str, str, int]]) -> Any:
    config = Config.from_environ({"KAIGONG_OFFICE": str(folder), "DATABASE_URL": ""})
    office = Office.open(config)
    publisher = Publisher(office, logs.configure())
    publisher.cycle("start")
    publisher.later.settle()
    took = []
    grew = []
    for path, *one in made[:CHANGES]:
        was = _bytes(folder / "site") + _bytes(folder / "data")
        path.write_text(text(*one, "suspended", "Reason: 整改\n"), encoding="utf-8")
        began = time.process_time()
        publisher.cycle("files", {path.relative_to(office.content).as_posix()})
        publisher.later.settle()
        took.append((time.process_time() - began) * 1000)
        grew.append(_bytes(folder / "site") + _bytes(folder / "data") - was)
    office.database.close()
    changed = folder / "site" / "tree" / "data" / "search" / f"{made[0][2]}.json"
    return (
        ("office: a change, CPU ms", statistics.median(took)),
        ("office: a change, bytes on the disk", statistics.median(grew)),
        ("office: a change, bytes a portal reads", _packed(changed)),
    )


def _packed(file: Path) -> int:
    return len(gzip.compress(file.read_bytes()))


def _readers(tree: Path, reference: str) -> Iterator[tuple[str, float]]:
    """What a phone is sent that comes for the first time, packed as it is sent."""
    for what, page in (
        ("home", "index.html"),
        ("a door", f"enterprises/{reference}/index.html"),
        ("list of a community", "enterprises/c000/index.html"),
    ):
        html = (tree / page).read_text(encoding="utf-8")
        files = [tree / page, *(tree / one[1:] for one in ASKED_BY.findall(html))]
        yield f"reader: {what}, bytes", sum(map(_sent, files))


def _sent(file: Path) -> int:
    packed = file.with_name(f"{file.name}.br")
    return packed.stat().st_size if packed.exists() else file.stat().st_size


def _bytes(folder: Path) -> int:
    """What the files of a folder say, a file with two names once."""
    found = {}
    for file in folder.rglob("*"):
        if file.is_file() and not file.is_symlink():
            one = file.stat()
            found[one.st_ino] = one.st_size
    return sum(found.values())


def _portal() -> Iterator[tuple[str, float]]:
    with tempfile.TemporaryDirectory(prefix="bench-") as name:
        offices = Path(name) / "offices"
        portal = Path(name) / "portal"
        tree = portal / "site" / "tree"
        for number in range(OFFICES):
            _published(offices / f"{number:02}", number)
        began = time.perf_counter()
        for number in range(OFFICES):
            _gather(offices / f"{number:02}", tree, number)
        yield "portal: all lists read and held to their hashes, s", _since(began)
        data = portal / "data"
        data.mkdir()
        began = time.perf_counter()
        with opened(data, Site(portal / "site")):
            yield "portal: its search made, s", _since(began)
        yield "portal: its search, MB", _bytes(data) / 1e6
        _published(offices / "07", 7, changed=True)
        began = time.perf_counter()
        _gather(offices / "07", tree, 7)
        with opened(data, Site(portal / "site")) as connection:
            yield "portal: a change of one office taken over, ms", _since(began) * 1000
            found = _searches(connection)
        for typed, took in found.items():
            yield f"portal: a search for “{typed}”, ms", took
        peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
        yield "portal and office measured in one process, MB", peak


def _since(began: float) -> float:
    return time.perf_counter() - began


def _published(folder: Path, number: int, *, changed: bool = False) -> None:
    """The lists of an office as it publishes them, each named with its hash."""
    folder.mkdir(parents=True, exist_ok=True)
    every = rows(AN_OFFICE)
    for one in every:
        one["reference"] = f"{number:02}{one['reference']}"
        one["url"] = f"https://office-{number}.example.org/enterprises/{one['url']}/"
    if changed:
        every[0]["status"] = "suspended"
    hashes = {}
    for part in range(LISTS):
        words = json.dumps(every[part::LISTS], ensure_ascii=False).encode()
        (folder / f"c{part:03}.json").write_bytes(words)
        hashes[f"c{part:03}.json"] = hashlib.sha256(words).hexdigest()
    (folder / "hashes.json").write_text(json.dumps(hashes), encoding="utf-8")


def _gather(office: Path, tree: Path, number: int) -> None:
    """Take over the lists that are otherwise than what is there."""
    folder = tree / "data" / "search"
    folder.mkdir(parents=True, exist_ok=True)
    hashes = json.loads((office / "hashes.json").read_text(encoding="utf-8"))
    for name, digest in hashes.items():
        here = folder / f"{number:02}-{name}"
        if here.exists() and _digest(here.read_bytes()) == digest:
            continue
        words = (office / name).read_bytes()
        assert _digest(words) == digest
        here.write_bytes(words)


def _digest(words: bytes) -> str:
    return hashlib.sha256(words).hexdigest()


def _searches(connection: Any) -> dict[str, float]:
    """Milliseconds of each, the median of a few."""
    found = {}
    for typed in TYPED:
        times = []
        for _again in range(AGAIN):
            began = time.perf_counter()
            find(connection, Wanted(typed, "zh-Hans"))
            times.append(_since(began) * 1000)
        found[typed] = statistics.median(times)
    return found
