"""A bare Debian in a folder, as the machine of whoever follows the manual.

Its processes, mounts and network are its own and end with it, however it ends. The bare
tree is made once by debootstrap and kept in the temporary folder.
"""

from __future__ import annotations

import os
import shutil
import signal
import socket
import ssl
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from tests.conftest import PROJECT

SUITE = "bookworm"
MIRROR = "http://deb.debian.org/debian"
NEEDED = ("debootstrap", "unshare", "nsenter", "ip")
STAND_IN = Path(__file__).parent / "systemctl.py"
CERTIFICATES = Path("etc", "certificates-of-the-host.pem")
PACKAGES = Path("var", "cache", "pip")  # what pip fetched, shared by all machines
NOT_THE_PROGRAM = shutil.ignore_patterns(
    ".git", ".venv", ".*_cache", ".hypothesis", "__pycache__", "instance", "output"
)
NEVER_START_A_SERVICE = "#!/bin/sh\nexit 101\n"
FIRST_PROCESS = """
mount --bind "$0" "$0"
mount -t proc proc "$0/proc"
mount --rbind /dev "$0/dev"
mount --bind "$1" "$0/{packages}"
ip link set lo up
echo mounted
exec chroot "$0" sh -c "$2"
"""
# as the first process it also takes leave of those whose parents have ended
FOR_EVER = "while true; do sleep 60 & wait; done"


def missing() -> str | None:
    """Why no bare Debian can be had here; None where it can."""
    if os.geteuid() != 0:
        return "a bare Debian needs root: chroot and mounts"
    lacking = [name for name in NEEDED if not shutil.which(name)]
    if lacking:
        return f"a bare Debian needs {', '.join(lacking)}: apt-get install"
    return None


@dataclass(frozen=True)
class Machine:
    """One machine. `first` is the first of its processes; the others end with it."""

    root: Path
    first: int

    def run(
        self,
        script: str,
        is_online: bool = False,
        folder: str = "/",
        answers: str = "",
        seconds: float = 1200,
    ) -> str:
        """What a script of the shell says, run by root until its first failure.

        Only what `is_online` shares the network of the host; the services of a machine
        are reached from that machine alone.

        Raises:
            AssertionError: it failed; with all that it said.
        """
        spaces = ["--mount", "--pid", "--root", "--wd"]
        if not is_online:
            spaces.append("--net")
        entered = ["nsenter", "--target", str(self.first), *spaces]
        done = subprocess.run(
            [*entered, "/bin/sh", "-e", "-c", f"cd {folder}\n{script}"],
            env=environment(),
            input=answers.encode(),
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            timeout=seconds,
        )
        said = done.stdout.decode("utf-8", "replace")
        assert done.returncode == 0, f"{script}\nended with {done.returncode}:\n{said}"
        assert "Traceback" not in said, said
        return said

    def path(self, name: str) -> Path:
        """A file of the machine, seen from the host."""
        return self.root / name.lstrip("/")

    def write(self, name: str, text: str, mode: int = 0o644) -> None:
        path = self.path(name)
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
        path.chmod(mode)

    def put_program(self, source: Path = PROJECT, folder: str = "/opt/kaigong") -> None:
        """Unpack the program, as the manual asks for in words."""
        shutil.copytree(source, self.path(folder), ignore=NOT_THE_PROGRAM)
        subprocess.run(["chown", "-R", "root:root", self.path(folder)], check=True)


def environment() -> dict[str, str]:
    """What a shell of root has, and how this host reaches package registries."""
    settings = subprocess.run(
        ["python3", "-m", "pip", "config", "list"], capture_output=True, text=True
    ).stdout
    registry = {}
    for line in settings.splitlines():
        name, _, value = line.partition("=")
        key = name.rpartition(".")[2]
        if key in {"index-url", "proxy", "trusted-host", "timeout"}:
            registry[f"PIP_{key.upper().replace('-', '_')}"] = value.strip("'\"")
    handed = {
        name: value
        for name, value in os.environ.items()
        if name in {"PIP_INDEX_URL", "PIP_PROXY", "PIP_TRUSTED_HOST"}
        or name.lower() in {"http_proxy", "https_proxy", "no_proxy"}
    }
    return {
        "HOME": "/root",
        "PATH": "/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin",
        "LANG": "C.UTF-8",
        "DEBIAN_FRONTEND": "noninteractive",
        **registry,
        **handed,
        "PIP_CERT": f"/{CERTIFICATES}",
        "PIP_CACHE_DIR": f"/{PACKAGES}",
    }


def bare_tree() -> Path:
    """The tree that debootstrap makes, made once and kept."""
    tree = Path(tempfile.gettempdir(), f"kaigong-bare-{SUITE}")
    if tree.exists():
        assert tree.stat().st_uid == 0, f"{tree} is somebody else's"
        return tree
    being_made = Path(tempfile.mkdtemp(prefix=f"{tree.name}-"))
    subprocess.run(
        ["debootstrap", "--variant=minbase", SUITE, being_made, MIRROR],
        check=True,
        stdout=subprocess.DEVNULL,
    )
    being_made.chmod(0o755)
    being_made.rename(tree)
    return tree


@contextmanager
def machine(folder: Path, tree: Path | None = None) -> Iterator[Machine]:
    """A machine in `folder`, a bare one or the copy of a tree, as long as it is used."""
    subprocess.run(
        ["cp", "-a", "--reflink=auto", tree or bare_tree(), folder], check=True
    )
    if tree is None:
        furnish(folder)
    packages = Path(tempfile.gettempdir(), "kaigong-bare-packages")
    packages.mkdir(exist_ok=True, mode=0o700)
    own = ["--mount", "--pid", "--net", "--fork", "--kill-child"]
    script = [FIRST_PROCESS.format(packages=PACKAGES), folder, packages, FOR_EVER]
    holder = subprocess.Popen(
        ["unshare", *own, "--propagation=private", "sh", "-e", "-c", *script],
        stdout=subprocess.PIPE,
    )
    try:
        yield Machine(folder, first_of(holder))
    finally:
        holder.send_signal(signal.SIGKILL)
        holder.wait()
        shutil.rmtree(folder, ignore_errors=True)


def furnish(folder: Path) -> None:
    """What reaches the host's registries, and what stands in for systemd."""
    settings = subprocess.run(
        ["apt-config", "dump", "Acquire"], capture_output=True, text=True
    ).stdout
    written = {
        "etc/hosts": f"127.0.0.1 localhost {socket.gethostname()}\n",
        "etc/apt/apt.conf.d/99host": settings,
        "usr/sbin/policy-rc.d": NEVER_START_A_SERVICE,
        "usr/local/bin/systemctl": STAND_IN.read_text(encoding="utf-8"),
        "usr/local/bin/journalctl": STAND_IN.read_text(encoding="utf-8"),
    }
    for name, text in written.items():
        path = folder / name
        path.write_text(text, encoding="utf-8")
        path.chmod(0o755)
    trusted = ssl.get_default_verify_paths().cafile or os.environ.get("PIP_CERT")
    certificates = os.environ.get("PIP_CERT") or trusted
    if certificates and Path(certificates).exists():
        shutil.copyfile(certificates, folder / CERTIFICATES)
    (folder / PACKAGES).mkdir(parents=True, exist_ok=True)


def first_of(holder: subprocess.Popen[bytes]) -> int:
    """The first process in the new spaces, once it has mounted what it needs."""
    assert holder.stdout
    assert holder.stdout.readline() == b"mounted\n", "the machine did not start"
    children = Path(f"/proc/{holder.pid}/task/{holder.pid}/children")
    return int(children.read_text(encoding="ascii"))
