"""Static requests a second: ours with all its headers, plain WhiteNoise under the same server, nginx on the same files."""

from __future__ import annotations

import http.client
import os
import shutil
import signal
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from tests.bench.office import PROJECT, lay_out
from tests.supervised import free_port

SECONDS = 6.0
# Before it is measured: a server that has just started makes its app.
WARM_UP = 8.0
CLIENTS = 8
RUNS = 3
SIZE = 500
PLAIN = """
import os
from whitenoise import WhiteNoise
application = WhiteNoise(lambda environ, start: (start("404 Not Found", []), [b""])[1], root=os.environ["TREE"], index_file=True)
"""
WEB = [sys.executable, "-m", "forms_app.web"]


@contextmanager
def _running(
    command: list[str], environment: dict[str, str], cwd: Path
) -> Iterator[None]:
    process = subprocess.Popen(
        command,
        cwd=cwd,
        env=environment,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    try:
        yield
    finally:
        process.send_signal(signal.SIGTERM)
        process.wait(30)


def _granian(port: int, target: str) -> list[str]:
    words = "--interface wsgi --host 127.0.0.1 --workers 2 --blocking-threads 8 --no-ws --log-level error"
    return [
        sys.executable,
        "-m",
        "granian",
        *words.split(),
        "--port",
        str(port),
        target,
    ]


def _nginx(folder: Path, tree: Path, port: int) -> list[str]:
    config = folder / "nginx.conf"
    config.write_text(
        f"worker_processes 2;\npid {folder}/nginx.pid;\nerror_log {folder}/error.log;\ndaemon off;\nuser root;\n"
        "events { worker_connections 512; }\nhttp { access_log off; default_type text/html; keepalive_requests 1000000;\n"
        f"server {{ listen 127.0.0.1:{port}; root {tree}; location / {{ try_files $uri $uri/index.html =404; }} }} }}\n",
        encoding="utf-8",
    )
    return [shutil.which("nginx") or "nginx", "-c", str(config), "-p", str(folder)]


def _ask(
    port: int, paths: list[str], until: float, counts: list[int], number: int
) -> None:
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=30)
    n = number
    while time.perf_counter() < until:
        connection.request("GET", paths[n % len(paths)])
        answer = connection.getresponse()
        assert answer.status == 200, (answer.status, paths[n % len(paths)])
        answer.read()
        counts[number] += 1
        n += CLIENTS


def _load(port: int, paths: list[str], seconds: float = SECONDS) -> float:
    """Requests a second of some client processes, each with a connection that is kept."""
    code = (
        "import sys, json, time; from tests.bench.serve import _ask; port, until = int(sys.argv[1]), time.perf_counter() + float(sys.argv[2]);"
        "counts = [0]; _ask(port, json.loads(sys.stdin.read()), until, counts, 0); print(counts[0])"
    )
    import json

    started = [
        subprocess.Popen(
            [sys.executable, "-c", code, str(port), str(seconds)],
            cwd=PROJECT,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
        )
        for _client in range(CLIENTS)
    ]
    answers: list[int] = []

    def talk(process: subprocess.Popen[str]) -> None:
        answers.append(int(process.communicate(json.dumps(paths))[0]))

    threads = [threading.Thread(target=talk, args=(process,)) for process in started]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return sum(answers) / seconds


def _wait(port: int) -> None:
    deadline = time.perf_counter() + 60
    while time.perf_counter() < deadline:
        try:
            connection = http.client.HTTPConnection("127.0.0.1", port, timeout=5)
            connection.request("GET", "/")
            if connection.getresponse().status == 200:
                return
        except OSError:
            pass
        time.sleep(0.1)
    raise AssertionError("nothing is served")


def main(out: Path) -> None:
    """Alternates between the three, so that a noisy moment falls on all of them; prints medians and ratios."""
    out.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(prefix="bench-") as name:
        folder = Path(name)
        made = lay_out(folder, SIZE)
        environment = {**os.environ, "KAIGONG_OFFICE": str(folder)}
        for word in ("migrate", "publish"):
            subprocess.run(
                [sys.executable, "-m", "flask", "--app", "forms_app", word],
                cwd=PROJECT,
                env=environment,
                check=True,
                capture_output=True,
            )
        (folder / "plain.py").write_text(PLAIN, encoding="utf-8")
        tree = folder / "site" / "tree"
        paths = [
            "/",
            "/enterprises/",
            "/theme/css/style.css",
            "/notices/",
            *(f"/enterprises/{one[1]}/" for one in made[:100]),
        ]
        ports = {kind: free_port() for kind in ("ours", "plain WhiteNoise", "nginx")}
        servers = {
            "ours": (
                WEB,
                {**environment, "KAIGONG_PORT": str(ports["ours"])},
                PROJECT,
            ),
            "plain WhiteNoise": (
                _granian(ports["plain WhiteNoise"], "plain:application"),
                {**os.environ, "TREE": str(tree), "PYTHONPATH": str(folder)},
                folder,
            ),
            "nginx": (_nginx(folder, tree, ports["nginx"]), dict(os.environ), folder),
        }
        if not shutil.which("nginx"):
            servers.pop("nginx")
            print("no nginx here: apt-get install nginx-light", flush=True)
        found: dict[str, list[float]] = {kind: [] for kind in servers}
        for _run in range(RUNS):
            for kind, (command, surroundings, cwd) in servers.items():
                with _running(command, surroundings, cwd):
                    _wait(ports[kind])
                    _load(ports[kind], paths, WARM_UP)
                    found[kind].append(_load(ports[kind], paths))
                print(f"  {kind:18} {found[kind][-1]:10.0f} requests/s", flush=True)
    medians = {kind: sorted(rates)[len(rates) // 2] for kind, rates in found.items()}
    rows = [
        f"| {kind} | {rate:,.0f} | {rate / medians['plain WhiteNoise']:.2f} |"
        for kind, rate in medians.items()
    ]
    text = (
        "| | requests/s | to plain WhiteNoise |\n|---|---:|---:|\n"
        + "\n".join(rows)
        + "\n"
    )
    (out / "serve.md").write_text(text, encoding="utf-8")
    print(text)
