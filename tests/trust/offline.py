"""The whole test suite where there is no network but loopback; the kernel counts what tried to leave."""

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

SCRIPT = """
ip link set lo up || exit 97
"$@" > "$OUT/said" 2>&1
echo $? > "$OUT/code"
cat /proc/net/snmp > "$OUT/snmp"
cat /proc/net/snmp6 > "$OUT/snmp6"
"""


def count_refused(folder: Path) -> int:
    """Packets and connections for which there was no way out, of both kinds of IP."""
    names, figures = (line.split() for line in (folder / "snmp").read_text().splitlines()[:2])
    six = re.search(r"Ip6OutNoRoutes\s+(\d+)", (folder / "snmp6").read_text())
    return int(figures[names.index("OutNoRoutes")]) + (int(six[1]) if six else 0)


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
        command = [unshare, "--net", "sh", "-c", SCRIPT, "sh", *pytest]
        subprocess.run(command, cwd=ROOT, env=os.environ | {"OUT": made}, check=False)
        folder = Path(made)
        said = (folder / "said").read_text().strip().splitlines()[-1].strip("= ")
        code, refused = int((folder / "code").read_text()), count_refused(folder)
    return Shown(
        "the whole suite in a network of loopback alone" if full else "the guard's tests in such a network",
        f"{refused} attempts to leave it; {said}",
        code == 0 and refused == 0,
    )


PROMISES = (Promise("offline", "nothing asks for the network unless told to", show_offline, short=False),)
