"""Memory of an office under a moderate load that goes on: what its web workers, its publisher and its supervisor hold, sampled
again and again, and whether that grows.

A thousand enterprises. Somebody reads pages, somebody scans codes of doors, somebody registers, applies and reports, and a
file is edited every few seconds.
"""

from __future__ import annotations

import shutil
import tempfile
import threading
import time
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import suppress
from dataclasses import dataclass, field
from functools import partial
from itertools import count
from pathlib import Path
from statistics import linear_regression, mean

from forms_app.base.contentfile.write import write_aside
from tests import visitor
from tests.bench.office import DECISIONS, PROJECT, reference, text
from tests.bench.timed import kilobytes
from tests.conftest import take_from_the_quick
from tests.publishing.served import children_of
from tests.supervised import Supervised, supervised
from tests.test_storm import Acknowledged
from tests.visitor import Phone

SIZE = 1000  # enterprises
COMMUNITY = "qiantou"
PREFIX = "QT"
WORKERS = "web workers"
WEB = "web server"
PUBLISHER = "publisher"
SUPERVISOR = "supervisor"
# Files that are mapped do not count: other programs share those, and come and go.
OWN = "Pss_Anon:"
PARTS = (WORKERS, WEB, PUBLISHER, SUPERVISOR)
MODULES = {WEB: b"forms_app.web", PUBLISHER: b"forms_app.publishing.service.process"}
SETTINGS = {"KAIGONG_WORKERS": "2", "KAIGONG_TRUSTED_PROXIES": "1"}
PAGES = (
    "/",
    "/en/",
    "/enterprises/",
    f"/enterprises/{COMMUNITY}/",
    "/notices/",
    "/data/version.json",
    "/theme/css/style.css",
    "/app/search/?q=%E7%AE%B1%E5%8C%85",
    "/app/my/sign-in/",
)
# seconds
SAMPLE_EVERY = 10.0
READ_EVERY = 0.1
SCAN_EVERY = 0.1
FILL_IN_EVERY = 4.0
EDIT_EVERY = 5.0
AT_AN_END = 60.0
# What is kept in mind by design is kept by then.
WARM_UP = 5  # minutes
# More than this much, or this share, is growth.
MEGABYTES = 1.0
SHARE = 0.01


@dataclass
class Sampled:
    """Megabytes that one part of an office holds, by the seconds since the beginning."""

    seconds: list[float] = field(default_factory=list)
    megabytes: list[float] = field(default_factory=list)

    def add(self, at: float, megabytes: float) -> None:
        self.seconds.append(at)
        self.megabytes.append(megabytes)

    def since(self, second: float) -> Sampled:
        pairs = zip(self.seconds, self.megabytes, strict=True)
        later = Sampled()
        for at, megabytes in pairs:
            if at >= second:
                later.add(at, megabytes)
        return later

    def before(self) -> float:
        until = self.seconds[0] + AT_AN_END
        pairs = zip(self.seconds, self.megabytes, strict=True)
        return mean(megabytes for at, megabytes in pairs if at <= until)

    def after(self) -> float:
        return mean(self.since(self.seconds[-1] - AT_AN_END).megabytes)

    def slope(self) -> float:
        """Megabytes an hour."""
        return linear_regression(self.seconds, self.megabytes).slope * 3600

    def is_flat(self) -> bool:
        """Whether what a line through all of it grows by is within the noise."""
        grown = self.slope() * (self.seconds[-1] - self.seconds[0]) / 3600
        return grown <= max(MEGABYTES, SHARE * self.before())


def main(minutes: int, out: Path) -> None:
    """`minutes` after the warm-up."""
    out.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(prefix="bench-") as name:
        folder = Path(name) / "office"
        files = _lay_out(folder)
        with supervised(folder, **SETTINGS) as running:
            sampled = _measure(running, files, WARM_UP + minutes)
    said = table(sampled, minutes)
    (out / "memory.md").write_text(said, encoding="utf-8")
    print(said)


def _lay_out(folder: Path) -> list[tuple[Path, str, int]]:
    """Gives path, reference and number of each enterprise."""
    shutil.copytree(PROJECT / "content", folder / "content")
    take_from_the_quick(folder)
    place = folder / "content" / DECISIONS / COMMUNITY
    place.mkdir(parents=True, exist_ok=True)
    made = []
    for number in range(SIZE):
        ref = reference(PREFIX, number)
        path = place / f"{ref}.md"
        path.write_text(text(ref, COMMUNITY, number), encoding="utf-8")
        made.append((path, ref, number))
    return made


def _measure(
    running: Supervised, files: list[tuple[Path, str, int]], minutes: int
) -> dict[str, Sampled]:
    over = threading.Event()
    shown = Acknowledged()
    doors = [f"/enterprises/{ref}/" for _path, ref, _number in files]
    kinds: list[Callable[[], Iterator[float]]] = [
        partial(_open_all, running.address, shown, PAGES, READ_EVERY),
        partial(_open_all, running.address, shown, doors, SCAN_EVERY),
        partial(_fill_in, running.address, shown),
        partial(_edit, files),
    ]
    with ThreadPoolExecutor(len(kinds)) as pool:
        at_work = [pool.submit(_go_on, kind, over) for kind in kinds]
        try:
            return _sample(running, at_work, minutes * 60)
        finally:
            over.set()
            steps = ", ".join(str(one.result()) for one in at_work)
            print(f"  pages, doors, forms, edits: {steps}; {len(shown.again)} again")


def _go_on(kind: Callable[[], Iterator[float]], over: threading.Event) -> int:
    """Step by step with the pauses that it names; gives how many steps."""
    steps = 0
    for pause in kind():
        steps += 1
        if over.wait(pause):
            break
    return steps


def _open_all(
    address: str, shown: Acknowledged, paths: Sequence[str], pause: float
) -> Iterator[float]:
    for number in count():
        phone = Phone(address, number % 5000)
        shown.until_shown(partial(phone.open, paths[number % len(paths)]))
        yield pause


def _fill_in(address: str, shown: Acknowledged) -> Iterator[float]:
    for number in count():
        phone = Phone(address, 5000 + number)
        shown.until_shown(partial(visitor.register, phone, f"示例店{number}"))
        yield FILL_IN_EVERY
        shown.until_shown(partial(visitor.apply, phone))
        yield FILL_IN_EVERY
        shown.until_shown(partial(visitor.report, phone, f"第 {number} 次"))
        yield FILL_IN_EVERY


def _edit(files: list[tuple[Path, str, int]]) -> Iterator[float]:
    """One after another; some are suspended and permitted again."""
    for number in count():
        path, ref, own = files[number % 200]
        is_away = number // 200 % 2 == 0 and number % 4 == 0
        status = ("suspended", "Reason: 整改\n") if is_away else ("approved", "")
        said = text(ref, COMMUNITY, own, *status) + f"\n第 {number} 次。\n"
        write_aside(path, said.encode())
        yield EDIT_EVERY


def _sample(
    running: Supervised, at_work: list[Future[int]], seconds: float
) -> dict[str, Sampled]:
    """Raises what stopped one of those that make the load."""
    found = {part: Sampled() for part in PARTS}
    began = time.monotonic()
    while (at := time.monotonic() - began) < seconds:
        for part in PARTS:
            with suppress(OSError):  # a job ended just now
                folders = [Path(f"/proc/{pid}") for pid in _pids(running, part)]
                found[part].add(at, sum(kilobytes(one, OWN) for one in folders) / 1024)
        if len(found[PARTS[0]].seconds) % 6 == 1:
            now = "  ".join(f"{one} {found[one].megabytes[-1]:.1f}" for one in PARTS)
            print(f"  {at / 60:4.0f} min  {now}", flush=True)
        time.sleep(SAMPLE_EVERY)
        for one in at_work:
            if one.done():
                one.result()
    return found


def _pids(running: Supervised, part: str) -> list[int]:
    supervisor = running.process.pid
    if part == SUPERVISOR:
        return [supervisor]
    if part == WORKERS:
        return [pid for web in _pids(running, WEB) for pid in children_of(web)]
    words = MODULES[part]
    return [
        pid
        for pid in children_of(supervisor)
        if words in Path(f"/proc/{pid}/cmdline").read_bytes().split(b"\0")
    ]


def table(found: dict[str, Sampled], minutes: int) -> str:
    what = f"MB, {SIZE:,} enterprises, {minutes} minutes after {WARM_UP}"
    rows = [
        f"| {what} | at the start | before | after | an hour | flat |",
        "|---|---:|---:|---:|---:|---|",
    ]
    for part, sampled in found.items():
        settled = sampled.since(WARM_UP * 60)
        rows.append(
            f"| {part} | {sampled.megabytes[0]:.1f} | {settled.before():.1f} "
            f"| {settled.after():.1f} | {settled.slope():+.2f} "
            f"| {'yes' if settled.is_flat() else 'no'} |"
        )
    return "\n".join(rows) + "\n"
