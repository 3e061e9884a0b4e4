"""The whole test suite where there is no network but loopback; the kernel counts what tried to leave, and our own
processes write down whom they ask for."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

from tests.trust.mill import ROOT
from tests.trust.promise import Promise, Shown

WATCH = Path(__file__).with_name("watch")
SCRIPT = """
ip link set lo up || exit 97
"$@" > "$OUT/said" 2>&1
echo $? > "$OUT/code"
cat /proc/net/snmp > "$OUT/snmp"
cat /proc/net/snmp6 > "$OUT/snmp6"
"""


def count_refused(folder: Path) -> tuple[int, int]:
    """Packets and connections for which there was no way out, over IPv4 and over IPv6."""
    names, figures = (line.split() for line in (folder / "snmp").read_text().splitlines()[:2])
    six = re.search(r"Ip6OutNoRoutes\s+(\d+)", (folder / "snmp6").read_text())
    return int(figures[names.index("OutNoRoutes")]), int(six[1]) if six else 0


def list_asked(folder: Path) -> list[str]:
    """Whom our own processes asked for, by name or address."""
    asked = folder / "asked"
    return asked.read_text("utf-8").splitlines() if asked.exists() else []


def show_offline(full: bool) -> Shown:
    unshare, ip = shutil.which("unshare"), shutil.which("ip")
    if not unshare or not ip or os.geteuid() != 0:
        return Shown("not tried", "needs root, unshare and ip, for a network of its own", None)
    tests = ["tests"] if full else ["tests/fetch/test_guard.py"]
    with tempfile.TemporaryDirectory(prefix="trust-") as made:
        pytest = [
            sys.executable,
            "-m",
            "pytest",
            "-q",
            "-p",
            "no:cacheprovider",
            "--ignore=tests/trust",
            *tests,
        ]
        path = os.pathsep.join(filter(None, (str(WATCH), os.environ.get("PYTHONPATH", ""))))
        watched = os.environ | {"PYTHONPATH": path}
        command = [unshare, "--net", "sh", "-c", SCRIPT, "sh", *pytest]
        subprocess.run(command, cwd=ROOT, env=watched | {"OUT": made, "ASKED": f"{made}/asked"}, check=False)
        folder = Path(made)
        said = (folder / "said").read_text().strip().splitlines()[-1].strip("= ")
        code, asked = int((folder / "code").read_text()), list_asked(folder)
        four, six = count_refused(folder)
    return Shown(
        "the whole suite in a network of loopback alone" if full else "the guard's tests in such a network",
        f"{len(asked)} attempts of our processes to leave it, {four} of any over IPv4 ({six} looks for a way over IPv6, which "
        f"a browser takes and sends nothing); {said}" + "".join(f"; {one}" for one in asked[:3]),
        code == 0 and not asked and not four,
    )


PROMISES = (Promise("offline", "nothing asks for the network unless told to", show_offline, short=False),)
