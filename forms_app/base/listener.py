"""Who listens on a port of this machine, as far as Linux shows it."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

PROC = Path("/proc")
LISTENING = "0A"
LONGEST = 120  # characters of a command


@dataclass(frozen=True)
class Listener:
    """A process that accepts connections."""

    pid: int
    command: str

    def __str__(self) -> str:
        return f"process {self.pid}: {self.command}"


def listener_on(port: int) -> Listener | None:
    """The process that listens on a port, of several the first; None when there is none
    or it belongs to somebody whose processes cannot be looked at.
    """
    links = {f"socket:[{inode}]" for inode in _sockets(port)}
    if not links:
        return None
    for folder in sorted(PROC.glob("[0-9]*"), key=lambda folder: int(folder.name)):
        if _has_open(folder, links):
            return Listener(int(folder.name), _command(folder))
    return None


def _sockets(port: int) -> set[str]:
    """The inodes of the sockets that listen on a port."""
    found = set()
    for name in ("tcp", "tcp6"):
        try:
            lines = (PROC / "net" / name).read_text().splitlines()[1:]
        except OSError:
            continue
        for line in lines:
            fields = line.split()
            its_port = int(fields[1].rpartition(":")[2], 16)
            if its_port == port and fields[3] == LISTENING:
                found.add(fields[9])
    return found


def _has_open(process: Path, links: set[str]) -> bool:
    try:
        return any(str(file.readlink()) in links for file in (process / "fd").iterdir())
    except OSError:  # it ended meanwhile, or is somebody else's
        return False


def _command(process: Path) -> str:
    try:
        words = (process / "cmdline").read_bytes().split(b"\0")
    except OSError:
        return "?"
    said = b" ".join(words).decode("utf-8", "replace").strip()
    return said if len(said) <= LONGEST else f"{said[:LONGEST]}…"
