"""From the write of a file to the first answer that shows it: ours at several sizes, beside stock Pelican and hugo."""

from __future__ import annotations

import http.client
import json
import os
import signal
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from statistics import median

import structlog
from flask.testing import FlaskClient

from forms_app import create_app
from forms_app.base.access import Actor, Role
from forms_app.base.accounts.operations import open_account
from forms_app.base.accounts.post import Post
from forms_app.base.config import Config
from forms_app.base.office import Office
from forms_app.permits.enterprises.models import Enterprise
from tests.bench import peers, report
from tests.bench.office import CAMPAIGN, PROJECT, lay_out, text
from tests.bench.timed import timed
from tests.conftest import PASSWORD, post, token
from tests.permissions import permit
from tests.supervised import command, free_port

READY_WITHIN = 1800.0
# seconds, and seconds of processors in them: less is nothing but looking at files
LOOK_EVERY = 5.0
MOST_LOOKS = 60
AT_REST = 0.5


@dataclass
class Running:
    """An office that is served, what was found of it, and the files nothing was done to
    yet.
    """

    folder: Path
    port: int
    left: list[tuple[Path, str, str, int]]
    process: subprocess.Popen[bytes]
    found: dict[str, float]


def measure(size: int, rounds: int) -> dict[str, float]:
    """Milliseconds and megabytes of an office of this size."""
    return measure_beside(size, rounds, [1])[0]


def measure_beside(
    size: int, rounds: int, campaigns: list[int]
) -> list[dict[str, float]]:
    """The same of offices with so many campaigns each, change by change in turn, so that
    what else the machine does falls on all of them.
    """
    with ExitStack() as stack:
        offices = [stack.enter_context(_running(size, one)) for one in campaigns]
        _settle(offices)
        _changes(offices, rounds)
        for one in offices:
            _buttons(one, rounds)
            one.found["publisher MB"] = _memory(one.process)
            one.process.send_signal(signal.SIGTERM)
            one.process.wait(60)
            one.found |= cold(one.folder / "accepted", "ours")
    return [one.found for one in offices]


@contextmanager
def _running(size: int, campaigns: int) -> Iterator[Running]:
    with tempfile.TemporaryDirectory(prefix="bench-") as name:
        folder = Path(name)
        made = lay_out(folder, size, campaigns)
        port = free_port()
        found = {"first start s": first_start(folder)}
        # a restart follows a run: what was written a moment ago is read again
        _run_once(folder, port)
        began = time.perf_counter()
        process = _start(folder, port)
        try:
            # first: asking all the time would take a core
            found["warm start s"] = _publisher_ready(folder, began)
            _wait(port, f"/enterprises/{made[0][1]}/", "有效")
            yield Running(folder, port, made, process, found)
        finally:
            process.send_signal(signal.SIGTERM)
            process.wait(60)


def cold(accepted: Path, name: str) -> dict[str, float]:
    """CPU and wall seconds, and memory, of `pelican` from nothing."""
    with tempfile.TemporaryDirectory(prefix="bench-") as out:
        command = [
            sys.executable,
            "-m",
            "pelican",
            str(accepted),
            "-s",
            str(PROJECT / "pelicanconf.py"),
        ]
        command += ["-o", f"{out}/site"]
        wall, cpu, megabytes = timed(
            command, Path(out), environment={**os.environ, "PYTHONPATH": str(PROJECT)}
        )
    return {
        f"cold {name} cpu s": cpu,
        f"cold {name} wall s": wall,
        f"cold {name} MB": megabytes,
    }


def _start(folder: Path, port: int) -> subprocess.Popen[bytes]:
    with (folder / "log").open("ab") as log:
        return subprocess.Popen(
            command(folder, port), cwd=PROJECT, stdout=log, stderr=log
        )


def first_start(folder: Path) -> float:
    """By hand, since the first start of a large office takes longer than run.py waits for an address."""
    began = time.perf_counter()
    environment = {**os.environ, "KAIGONG_OFFICE": str(folder)}
    for word in ("migrate", "publish"):
        command = [sys.executable, "-m", "flask", "--app", "forms_app", word]
        subprocess.run(
            command, cwd=PROJECT, env=environment, check=True, capture_output=True
        )
    return time.perf_counter() - began


def _run_once(folder: Path, port: int) -> None:
    began = time.perf_counter()
    process = _start(folder, port)
    _publisher_ready(folder, began)
    time.sleep(3)
    process.send_signal(signal.SIGTERM)
    process.wait(60)


def _publisher_ready(folder: Path, began: float) -> float:
    """Seconds from the publisher's start to the end of its first round, as it says itself, once it does."""
    path = folder / "data" / "publisher.json"
    deadline = time.perf_counter() + READY_WITHIN
    while time.perf_counter() < deadline:
        if path.exists() and path.stat().st_mtime > time.time() - (
            time.perf_counter() - began
        ):
            ready_after = json.loads(path.read_text())["ready_after"]
            if ready_after is not None:
                return float(ready_after)
        time.sleep(0.05)
    raise AssertionError("the publisher never was ready")


def _changes(offices: list[Running], rounds: int) -> None:
    for kind in ("edit", "approve", "revoke"):
        times: list[list[float]] = [[] for _office in offices]
        for number in range(rounds):
            for office, taken in zip(offices, times, strict=True):
                taken.append(_change(office, kind, number))
                time.sleep(0.05)
        for office, taken in zip(offices, times, strict=True):
            office.found |= _percentiles(kind, taken)


def _change(office: Running, kind: str, number: int) -> float:
    """Milliseconds from saving a file to the first answer that shows it."""
    path, *one = office.left.pop()
    page = f"/enterprises/{one[0]}/"
    if kind == "approve":  # first suspended, then approved again: back to the list
        words = text(*one, "suspended", "Reason: 整改\n")
        path.write_text(words, encoding="utf-8")
        _wait(office.port, page, "暂停")
        time.sleep(0.05)
    edited = text(*one).replace("仅供", f"改过{number}，仅供")
    words, shown = {
        "edit": (edited, f"改过{number}"),
        "approve": (text(*one), "有效"),
        "revoke": (text(*one, "revoked", "Reason: 整改不到位\n"), "已撤销"),
    }[kind]
    began = time.perf_counter()
    path.write_text(words, encoding="utf-8")
    _wait(office.port, page, shown)
    return (time.perf_counter() - began) * 1000


def _percentiles(kind: str, times: list[float]) -> dict[str, float]:
    times.sort()
    return {
        f"{kind} p50 ms": median(times),
        f"{kind} p95 ms": times[int(len(times) * 0.95) - 1],
    }


def _buttons(office: Running, rounds: int) -> None:
    """Suspending by the button: from sending the form to the first answer that shows it."""
    times = []
    with _client(office, rounds) as client:
        for _round in range(rounds):
            times.append(_press(office, client))
            time.sleep(0.05)
    office.found |= _percentiles("button", times)


@contextmanager
def _client(running: Running, rounds: int) -> Iterator[FlaskClient]:
    """Signed in, in an office that knows the enterprises whose turn is next."""
    office = Office.open(Config.from_environ({"KAIGONG_OFFICE": str(running.folder)}))
    app = create_app(office)
    structlog.configure(logger_factory=structlog.ReturnLoggerFactory())
    now = office.clock.now()
    with app.app_context(), office.database.writing() as session:
        actor = Actor("system", "bench")
        open_account(session, "bench", PASSWORD, Post(Role.ADMIN), actor=actor, now=now)
        for _path, ref, slug, number in running.left[-rounds:]:
            session.add(_registered(ref, slug, number, now))
    client = app.test_client()
    sent = {"username": "bench", "password": PASSWORD}
    assert post(client, "/app/staff/sign-in/", **sent).status_code == 302
    try:
        yield client
    finally:
        office.database.close()


def _press(office: Running, client: FlaskClient) -> float:
    _path, ref, _slug, _number = office.left.pop()
    page = f"/app/staff/enterprises/{ref}/suspend/"
    sent = {"csrf_token": token(client, page), "reason": "整改不到位"}
    began = time.perf_counter()
    clicking = threading.Thread(target=client.post, args=(page,), kwargs={"data": sent})
    clicking.start()
    _wait(office.port, f"/enterprises/{ref}/", "暂停")
    taken = (time.perf_counter() - began) * 1000
    clicking.join()
    return taken


def _registered(ref: str, slug: str, number: int, now: datetime) -> Enterprise:
    """What registration would have left, for a file that is approved."""
    name = f"示例箱包加工厂{number}号"
    keys = {
        "name_key": name,
        "search_key": name,
        "address_key": str(number),
        "phone_index": str(number),
    }
    person = {
        "contact_name": "示例联系人",
        "contact_phone": "13800000000",
        "safety_manager": "示例安全员",
    }
    where = {"community": slug, "grid": f"{slug}-1", "address": f"示例路 {number} 号"}
    more = {
        "registered_at": now,
        "kind": "shop",
        "trade": "retail",
        "access_hash": "",
        "channel": "self",
        "consent": "2020-02",
    }
    made = Enterprise(reference=ref, name=name, **keys, **person, **where, **more)
    permit(made, since=now.date(), campaign=CAMPAIGN)
    return made


def _wait(port: int, path: str, words: str) -> None:
    deadline = time.perf_counter() + 600
    expected = 'class="word ' if words in {"有效", "暂停", "已撤销"} else ""
    while time.perf_counter() < deadline:
        try:
            connection = http.client.HTTPConnection("127.0.0.1", port, timeout=10)
            connection.request("GET", path)
            body = connection.getresponse().read().decode()
            seal = body.partition(expected)[2][:80] if expected else body
            if words in seal:
                return
        except (OSError, http.client.HTTPException):
            pass
        finally:
            connection.close()
        time.sleep(0.002)
    raise AssertionError(f"{path} never showed {words}")


def _settle(offices: list[Running]) -> None:
    """Wait until what follows a start is done: the search's index, of a large office, is
    made for seconds.
    """
    before = 0.0
    for _look in range(MOST_LOOKS):
        time.sleep(LOOK_EVERY)
        now = sum(
            _seconds(child) for one in offices for child in _children(one.process)
        )
        if now - before < AT_REST:
            return
        before = now


def _children(process: subprocess.Popen[bytes]) -> list[Path]:
    children = Path(f"/proc/{process.pid}/task/{process.pid}/children").read_text()
    return [Path("/proc") / child for child in children.split()]


def _seconds(child: Path) -> float:
    """Of a processor, that a process took until now."""
    numbers = (child / "stat").read_text().rpartition(")")[2].split()
    return (int(numbers[11]) + int(numbers[12])) / os.sysconf("SC_CLK_TCK")


def _memory(process: subprocess.Popen[bytes]) -> float:
    for child in _children(process):
        if "publishing.service" in (child / "cmdline").read_text():
            rows = (child / "status").read_text().splitlines()
            most = next(row for row in rows if row.startswith("VmHWM"))
            return float(most.split()[1]) / 1024
    return 0.0


def main(sizes: list[int], rounds: int, names: list[str], out: Path) -> None:
    out.mkdir(parents=True, exist_ok=True)
    table: dict[int, dict[str, float]] = {}
    for size in sizes:
        print(f"{size} enterprises …", flush=True)
        table[size] = measure(size, rounds)
        for name in names:
            table[size] |= peers.measure(name, size)
        for key, value in table[size].items():
            print(f"  {key:28} {value:10.1f}", flush=True)
    (out / "publish.md").write_text(report.table(table), encoding="utf-8")
    (out / "publish.svg").write_text(report.picture(table), encoding="utf-8")
    print(f"Table and picture: {out}/publish.md, {out}/publish.svg")
