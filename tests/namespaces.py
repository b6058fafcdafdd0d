"""Hosts of a network of their own on this machine: each part has a network namespace, all of them hang on one bridge, and
any two can be cut off from each other.

Cut off as by a switch that broke: what one sends arrives nowhere and nobody says so, because each has an address for the
other that no network card has. Namespaces can be made by root alone.
"""

from __future__ import annotations

import ctypes
import itertools
import os
import shutil
import subprocess
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass

CLIENTS = "clients"  # whoever is in no namespace: the test, and its visitors
NEW_NETWORK = 0x40000000  # CLONE_NEWNET
NOWHERE = "02:00:00:00:00:01"
NET = "10.231"
PREFIX = "kgt"
NUMBERS = itertools.count(os.getpid())


class NoNamespaces(Exception):
    """None can be made here; says why."""


@dataclass(frozen=True)
class Part:
    """`namespace`: its name, "" of the clients; `device`: its end of the wire."""

    address: str
    device: str
    namespace: str = ""

    def ip(self, *words: str) -> None:
        where = ["-n", self.namespace] if self.namespace else []
        _ip(*where, *words)

    @contextmanager
    def inside(self) -> Iterator[None]:
        """This thread, and what it starts, is in it."""
        if not self.namespace:
            yield
            return
        home = os.open("/proc/thread-self/ns/net", os.O_RDONLY)
        there = os.open(f"/run/netns/{self.namespace}", os.O_RDONLY)
        try:
            _enter(there)
            yield
        finally:
            _enter(home)
            os.close(there)
            os.close(home)


class Network:
    """The parts by their names, and the clients."""

    def __init__(self, names: Sequence[str]) -> None:
        number = next(NUMBERS) % 250 + 1  # the kernel takes a while to forget one
        self.bridge = f"{PREFIX}{number}"
        net = f"{NET}.{number}"
        self.parts = {CLIENTS: Part(f"{net}.254", self.bridge)}
        for place, name in enumerate(names, 1):
            namespace = f"{self.bridge}-{place}"
            self.parts[name] = Part(f"{net}.{place}", "eth0", namespace)

    def __getitem__(self, name: str) -> Part:
        return self.parts[name]

    def make(self) -> None:
        clients = self[CLIENTS]
        _ip("link", "add", self.bridge, "type", "bridge")
        clients.ip("addr", "add", f"{clients.address}/24", "dev", self.bridge)
        clients.ip("link", "set", self.bridge, "up")
        for one in self.parts.values():
            if one.namespace:
                self._make(one)

    def _make(self, one: Part) -> None:
        name = one.namespace
        _ip("netns", "add", name)
        peer = ("peer", "name", one.device, "netns", name)
        _ip("link", "add", name, "type", "veth", *peer)
        _ip("link", "set", name, "master", self.bridge, "up")
        one.ip("addr", "add", f"{one.address}/24", "dev", one.device)
        one.ip("link", "set", one.device, "up")
        one.ip("link", "set", "lo", "up")

    @contextmanager
    def cut(self, one: str, *others: str) -> Iterator[None]:
        """Nothing goes between one and the others."""
        pairs = [(one, other) for other in others]
        try:
            for first, second in pairs:
                self._say(first, second, "replace")
                self._say(second, first, "replace")
            yield
        finally:
            for first, second in pairs:
                self._say(first, second, "del")
                self._say(second, first, "del")

    def _say(self, where: str, of: str, verb: str) -> None:
        part = self[where]
        address = ("lladdr", NOWHERE, "nud", "permanent") if verb == "replace" else ()
        part.ip("neigh", verb, self[of].address, *address, "dev", part.device)

    def remove(self) -> None:
        for one in self.parts.values():
            if one.namespace:
                subprocess.run(["ip", "netns", "del", one.namespace], check=False)
        subprocess.run(["ip", "link", "del", self.bridge], check=False)


def _ip(*words: str) -> None:
    done = subprocess.run(["ip", *words], capture_output=True, text=True)
    if done.returncode:
        raise NoNamespaces(f"ip {' '.join(words)}: {done.stderr.strip()}")


def _enter(namespace: int) -> None:
    if ctypes.CDLL(None, use_errno=True).setns(namespace, NEW_NETWORK):
        raise NoNamespaces(os.strerror(ctypes.get_errno()))


@contextmanager
def network(*names: str) -> Iterator[Network]:
    """Raises NoNamespaces."""
    if os.geteuid() != 0:
        raise NoNamespaces("network namespaces are made by root alone")
    if not shutil.which("ip"):
        raise NoNamespaces("there is no `ip` (Debian: iproute2)")
    made = Network(names)
    try:
        made.make()
        yield made
    finally:
        made.remove()
