"""The image: its steps, its command and its health check, run one by one on a bare Debian, since no container engine is asked for."""

from __future__ import annotations

import re

import pytest

from tests.conftest import PROJECT
from tests.scripts import machine
from tests.scripts.machine import Machine

CONTAINERFILE = PROJECT / "Containerfile"
AT_ONCE = re.compile(
    r"^(?:--\S+ )*CMD "
)  # the options of HEALTHCHECK, before its command
LOG = "/var/log/container.log"


def instructions() -> list[tuple[str, str]]:
    """Each instruction with what follows it."""
    lines = CONTAINERFILE.read_text(encoding="utf-8").splitlines()
    kept = [line for line in lines if line and not line.startswith("#")]
    return [(line.partition(" ")[0], line.partition(" ")[2]) for line in kept]


def only(word: str) -> str:
    (found,) = [rest for name, rest in instructions() if name == word]
    return found


def test_the_image_is_built_from_the_lock_file_and_runs_as_an_ordinary_user() -> None:
    written = instructions()
    assert ("USER", "kaigong") in written
    after = written[written.index(("USER", "kaigong")) :]
    assert not [rest for word, rest in after if word in {"RUN", "COPY"}]
    steps = [rest for word, rest in written if word == "RUN"]
    assert any("scripts/run.py --install" in step for step in steps)
    assert only("VOLUME") == "/srv/office"
    assert "/app/healthz" in only("HEALTHCHECK")


def test_nothing_of_this_machine_gets_into_the_image() -> None:
    left_out = (PROJECT / ".dockerignore").read_text(encoding="utf-8").split()
    assert {".git", ".venv", ".env", "instance"} <= set(left_out)


@pytest.mark.long
@pytest.mark.skipif(bool(machine.missing()), reason=machine.missing() or "")
def test_the_image_can_be_built_started_and_found_healthy(tmp_path) -> None:
    with machine.machine(tmp_path / "image") as image:
        image.run(
            "apt-get update; apt-get install -y python3 python3-venv", is_online=True
        )  # what the base image brings
        started = build(image)
        check = AT_ONCE.sub("", only("HEALTHCHECK"))
        image.run(started)
        image.run(until(check))
        image.run(f"kill $(cat /run/container.pid); {until(f'grep Stopped. {LOG}')}")
        assert "A fresh office lies in" in image.path(LOG).read_text(encoding="utf-8")
        image.run(started)
        image.run(until(check))
        assert "A fresh office" not in image.path(LOG).read_text(encoding="utf-8")


def build(image: Machine) -> str:
    """Carry out each instruction; gives the script that starts what was built."""
    folder = "/"
    variables = []
    user = "root"
    for word, rest in instructions():
        if word == "RUN":
            image.run(rest, is_online=True, folder=folder)
        elif word == "COPY":
            image.put_program(folder=rest.split()[1])
        elif word == "WORKDIR":
            folder = rest
        elif word == "ENV":
            variables.append(rest)
        elif word == "USER":
            user = rest
    image.write("/run/command.sh", only("CMD") + "\n")
    as_user = f"setpriv --reuid={user} --regid={user} --init-groups --no-new-privs --bounding-set=-all"
    return (
        f"cd {folder}\nsetsid env {' '.join(variables)} {as_user} sh /run/command.sh "
        f"> {LOG} 2>&1 &\necho $! > /run/container.pid"
    )


def until(check: str) -> str:
    return f"for again in $(seq 120); do {check} > /dev/null 2>&1 && exit; sleep 1; done; cat {LOG}; exit 1"


@pytest.mark.long
@pytest.mark.skipif(bool(machine.missing()), reason=machine.missing() or "")
def test_compose_reads_its_file(tmp_path) -> None:
    with machine.machine(tmp_path / "compose") as host:
        host.run("apt-get update; apt-get install -y docker-compose", is_online=True)
        host.path("/opt").mkdir(exist_ok=True)
        host.write("/opt/compose.yaml", (PROJECT / "compose.yaml").read_text())
        host.write("/opt/.env", "POSTGRES_PASSWORD=sample\n")
        read = host.run("docker-compose config", folder="/opt")
        assert "POSTGRES_PASSWORD: sample" in read
        assert "- postgresql" in read.partition("profiles:")[2]
