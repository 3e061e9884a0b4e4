"""What the program is made of: every dependency by its hash, every model by its bytes, known holes where they're known."""

from __future__ import annotations

import json
import re
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

from tests.trust.mill import ROOT
from tests.trust.promise import Promise, Shown

from claimcheck.errors import ModelMissing
from claimcheck.match.verifier import SHIPPED, open_verifier
from claimcheck.text.syntax import DEFAULT_DIGEST, DEFAULT_MODEL, digest_files, find_model

LOCK = ROOT / "requirements.lock"
PINNED = re.compile(r"^([\w.\-\[\]]+)==(\S+)([\s\S]*?)(?=^\S|\Z)", re.MULTILINE)


def audit() -> tuple[str, bool]:
    """What pip-audit knows of the pinned dependencies, and whether none of them has a known hole."""
    command = [sys.executable, "-m", "pip_audit", "-r", str(LOCK), "--require-hashes", "--disable-pip"]
    command += ["--progress-spinner", "off", "--format", "json", "--timeout", "10"]
    try:
        ran = subprocess.run(command, capture_output=True, text=True, timeout=300, check=False)
        dependencies = json.loads(ran.stdout)["dependencies"]
    except (subprocess.TimeoutExpired, ValueError, KeyError):
        return "pip-audit could not reach its data", True
    audited = [one for one in dependencies if "vulns" in one and "skip_reason" not in one]
    holes = [f"{one['name']} {one['version']}: {hole['id']}" for one in audited for hole in one["vulns"]]
    if not audited:
        return f"pip-audit could not reach its data on any of {len(dependencies)} dependencies", True
    return (
        f"pip-audit: {len(holes)} known holes in {len(audited)} of {len(dependencies)}; {holes[:3]}",
        not holes,
    )


def refuses_altered_verifier() -> bool:
    """Whether a verifier with one altered byte stays shut."""
    with tempfile.TemporaryDirectory(prefix="trust-") as made:
        folder = Path(made) / "verifier"
        shutil.copytree(SHIPPED, folder)
        with (folder / "model.int8.onnx").open("r+b") as file:
            file.seek(1_000_000)
            byte = file.read(1)
            file.seek(1_000_000)
            file.write(bytes([byte[0] ^ 1]))
        try:
            open_verifier(folder)
        except ModelMissing:
            return True
    return False


def show_supply(full: bool) -> Shown:
    pins = PINNED.findall(LOCK.read_text("utf-8"))
    loose = [name for name, _, rest in pins if "--hash=sha256:" not in rest]
    language = find_model(DEFAULT_MODEL)
    sound = isinstance(language, Path) and digest_files(language) == DEFAULT_DIGEST
    refused = refuses_altered_verifier()
    told, clean = audit() if full else ("pip-audit not asked", True)
    return Shown(
        f"{len(pins)} dependencies, the language model, the verifier",
        f"{len(loose)} without a hash; language model {'as pinned' if sound else 'NOT as pinned'}; a verifier with one "
        f"flipped bit is {'refused' if refused else 'OPENED'}; {told}",
        len(pins) > 50 and not loose and sound and refused and clean,
    )


PROMISES = (Promise("supply", "nothing runs but what was pinned", show_supply, short=False),)
