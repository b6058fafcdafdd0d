"""A real nginx before two hosts of an office, with the configuration that is shipped for it."""

from __future__ import annotations

import socket
import subprocess
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

from tests.conftest import PROJECT
from tests.supervised import free_port

FILE = PROJECT / "deploy" / "two-hosts.nginx.conf"
HOSTS = ("first", "second")
BEGINS_WITHIN = 10.0  # seconds


@contextmanager
def fronted(
    folder: Path, ports: Sequence[int], port: int | None = None
) -> Iterator[int]:
    """The port at which it listens; `ports` are those of the hosts."""
    listens = port or free_port()
    servers = FILE.read_text("utf-8")
    for here, there in (
        ("listen 8080", f"listen 127.0.0.1:{listens}"),
        *(
            (f"{name}:8000", f"127.0.0.1:{own}")
            for name, own in zip(HOSTS, ports, strict=True)
        ),
    ):
        assert here in servers
        servers = servers.replace(here, there)
    kept = "\n".join(
        f"{one}_temp_path {folder};"
        for one in ("client_body", "proxy", "fastcgi", "uwsgi", "scgi")
    )
    conf = folder / "nginx.conf"
    conf.write_text(
        f"daemon off;\npid {folder}/pid;\nevents {{ }}\nhttp {{\n{kept}\n{servers}\n}}"
    )
    command = ["nginx", "-e", str(folder / "log"), "-c", str(conf)]
    subprocess.run([*command, "-t"], check=True, capture_output=True)
    process = subprocess.Popen(command)
    try:
        _wait_for(listens)
        yield listens
    finally:
        process.terminate()
        process.wait(20)


def _wait_for(port: int) -> None:
    deadline = time.monotonic() + BEGINS_WITHIN
    while True:
        with socket.socket() as probe:
            if probe.connect_ex(("127.0.0.1", port)) == 0:
                return
        assert time.monotonic() < deadline, "nginx did not start"
        time.sleep(0.05)
