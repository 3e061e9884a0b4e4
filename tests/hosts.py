"""Several hosts on one machine: network namespaces on a bridge, each with a name, an address and a folder of its own.

A host reaches this machine at ``HERE`` and nothing else: no other host, no network outside. Needs root, and iproute2 and
util-linux from Debian's packages.
"""

from __future__ import annotations

import os
import signal
import subprocess
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path

NETWORK = "10.77.0"
HERE, ELSEWHERE = f"{NETWORK}.1", f"{NETWORK}.2"
"""This machine as the hosts see it, by two addresses: two sites."""
BRIDGE = "claimcheck0"
ENTER = 'hostname "$0" && mount -t tmpfs none "$1" && mkdir "$1/home" "$1/tmp" && shift && exec "$@"'


@dataclass(frozen=True, slots=True)
class Host:
    """``inside`` begins a command that is to be run on the host, where ``folder`` is empty and its own."""

    name: str
    address: str
    folder: Path

    @property
    def inside(self) -> tuple[str, ...]:
        enter = ("ip", "netns", "exec", self.name, "unshare", "--mount", "--uts", "sh", "-c", ENTER)
        return (*enter, self.name, str(self.folder))

    @property
    def environment(self) -> dict[str, str]:
        folder = str(self.folder)
        return {"HOME": f"{folder}/home", "TMPDIR": f"{folder}/tmp", "PREFECT_HOME": f"{folder}/home/prefect"}

    def unplug(self) -> None:
        """Pull the cable."""
        ip("link", "set", f"{self.name}-up", "down")


def ip(*words: str) -> None:
    subprocess.run(["ip", *words], check=True)


@contextmanager
def open_hosts(count: int, folder: Path) -> Iterator[list[Host]]:
    """So many hosts, to which ``folder`` is an empty one, until the end."""
    with ExitStack() as made:
        ip("link", "add", BRIDGE, "type", "bridge")
        made.callback(ip, "link", "del", BRIDGE)
        for address in (HERE, ELSEWHERE):
            ip("address", "add", f"{address}/24", "dev", BRIDGE)
        ip("link", "set", BRIDGE, "up")
        yield [made.enter_context(_open_host(n, folder)) for n in range(1, count + 1)]


@contextmanager
def _open_host(n: int, folder: Path) -> Iterator[Host]:
    host = Host(f"host-{n}", f"{NETWORK}.{10 + n}", folder)
    up, within = f"{host.name}-up", ("-n", host.name)
    ip("netns", "add", host.name)
    ip("link", "add", up, "type", "veth", "peer", "name", "eth0", "netns", host.name)
    try:
        ip("link", "set", up, "master", BRIDGE, "up")
        subprocess.run(["bridge", "link", "set", "dev", up, "isolated", "on"], check=True)
        ip(*within, "address", "add", f"{host.address}/24", "dev", "eth0")
        for device in ("lo", "eth0"):
            ip(*within, "link", "set", device, "up")
        yield host
    finally:
        running = subprocess.run(
            ["ip", "netns", "pids", host.name], capture_output=True, text=True, check=True
        )
        for pid in running.stdout.split():
            with suppress(ProcessLookupError):
                os.kill(int(pid), signal.SIGKILL)
        ip("link", "del", up)
        ip("netns", "del", host.name)
