"""From 0.1 to this version and back, as the manual says, on a bare Debian with the sample office of 0.1."""

from __future__ import annotations

import json
import subprocess
import tarfile
from pathlib import Path

import pytest

from tests.conftest import PROJECT
from tests.scripts import machine
from tests.scripts.machine import Machine
from tests.scripts.manual import CHINESE, Walk, units
from tests.scripts.site import served

LAST_OF_0_1 = "2996edc"
MAKE = """
import sys
from pathlib import Path
from forms_app import demo
demo.make(Path("/srv/made/office"), print)
"""
OLD = "/run/0.1.pid"
HEALTHY = "curl -sf --retry 60 --retry-connrefused http://127.0.0.1:8000/app/healthz"


def older_code(folder: Path) -> Path:
    """The last version of 0.1, from this project's own history."""
    kept = folder / "0.1.tar"
    with kept.open("wb") as file:
        command = ["git", "archive", LAST_OF_0_1]
        done = subprocess.run(command, cwd=PROJECT, stdout=file, stderr=subprocess.PIPE)
    if done.returncode:
        pytest.skip(f"0.1 is not in this copy: {done.stderr.decode()}")
    with tarfile.open(kept) as archive:
        archive.extractall(folder / "0.1", filter="data")
    return folder / "0.1"


def run_as_0_1_says(on: Machine) -> None:
    """The office of 0.1, started by the line of its own unit."""
    on.run("python3 scripts/run.py --new /tmp/laid-out", True, "/opt/kaigong")
    on.run("install -d -o kaigong -g kaigong /srv/made")
    on.write("/tmp/make.py", MAKE)
    on.run(
        "sudo -u kaigong env PYTHONPATH=. .venv/bin/python /tmp/make.py",
        folder="/opt/kaigong",
    )
    on.run("mv /srv/made/office /srv/office")
    begin = "setsid sudo -u kaigong /usr/bin/python3 scripts/run.py /srv/office"
    on.run(f"{begin} > /var/log/0.1.log 2>&1 & echo $! > {OLD}", folder="/opt/kaigong")
    on.run(HEALTHY)
    until_it_says(on, "/var/log/0.1.log", "Ready:")


def until_it_says(on: Machine, file: str, words: str) -> None:
    on.run(f"for again in $(seq 300); do grep -q '{words}' {file} && exit; sleep 1; done; cat {file}; exit 1")  # fmt: skip


def statuses(site: dict[str, bytes]) -> dict[str, str]:
    """Of each enterprise on the public list."""
    listed = json.loads(site["data/enterprises.json"])
    return {one["reference"]: one["status"] for one in listed["enterprises"]}


@pytest.mark.long
@pytest.mark.skipif(bool(machine.missing()), reason=machine.missing() or "")
def test_an_office_of_0_1_is_upgraded_and_goes_back(tmp_path) -> None:
    manual = Walk(CHINESE)
    with machine.machine(tmp_path / "machine") as on:
        manual.runs(on, "apt-get update", is_online=True)
        on.put_program(older_code(tmp_path))
        run_as_0_1_says(on)
        before = served(on)
        manual.runs(on, "/dev/urandom")
        upgrade(on, manual)
        assert statuses(served(on)) == statuses(before)
        go_back(on, manual)
        after = served(on)
    assert sorted(after) == sorted(before)
    assert [name for name in before if after[name] != before[name]] == []


def upgrade(on: Machine, manual: Walk) -> None:
    manual.runs(on, "forms_app backup /backup/before-upgrade")
    on.run(f"kill $(cat {OLD}); while [ -d /proc/$(cat {OLD}) ]; do sleep 1; done")
    put_in_place = manual.take("mv /opt/kaigong /opt/kaigong-old").splitlines()[-1]
    on.run(put_in_place)
    on.put_program()
    verify = manual.take("kaigong publish --verify").splitlines()
    migrate = verify.index("sudo -u kaigong kaigong migrate")
    on.run("\n".join(verify[:migrate]), is_online=True)
    manual.runs(on, "-m forms_app migrate")
    on.run("ln -s /srv/office/kaigong /usr/local/bin/kaigong")
    for name, unit in units():
        on.write(f"/etc/systemd/system/{name}", unit + "\n")
    said = on.run("\n".join(verify[migrate + 1 :]))
    assert "byte for byte" in said


def go_back(on: Machine, manual: Walk) -> None:
    back = manual.take("mv /opt/kaigong-old /opt/kaigong").splitlines()
    restore = next(n for n, line in enumerate(back) if "-m forms_app restore" in line)
    of_0_1 = manual.take("forms_app restore /backup/before-upgrade.tar.gz /srv/office\ninstall")  # fmt: skip
    on.run("\n".join([*back[:restore], of_0_1, *back[restore + 1 :]]))
    on.run(HEALTHY)
    until_it_says(on, "/var/log/kaigong.service.log", "Ready:")
