"""What a run leaves behind: whose files, what in the logs, nothing in the temporary folder."""

from __future__ import annotations

import os
import signal
import stat
import subprocess
import sys
import time
from pathlib import Path

from tests.trust.mill import ROOT, Mill, open_mill
from tests.trust.promise import Promise, Shown, count

SECRET = "sesame-4711"
PHRASE = "a lovely sight"  # words of the article


def run_apart(mill: Mill, home: Path, *command: str, kill: float | None = None) -> str:
    """A command with a home, a temporary folder and secrets of its own; what it said on standard error."""
    for name in ("home", "tmp"):
        (home / name).mkdir(parents=True, exist_ok=True)
    environment = os.environ | {
        "HOME": str(home / "home"), "TMPDIR": str(home / "tmp"), "CLAIMCHECK_BRAVE_KEY": SECRET,
        "CLAIMCHECK_BRAVE": "http://127.0.0.1:9/", "PREFECT_HOME": str(home / "home" / "prefect"),
    }  # fmt: skip
    os.umask(0o022)  # as most people have it
    ran = subprocess.Popen(
        command, cwd=ROOT, env=environment, text=True, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE
    )
    if kill is not None:
        time.sleep(kill)
        ran.send_signal(signal.SIGKILL)
    return ran.communicate()[1]


def write_unfound(mill: Mill) -> Path:
    """The article with a reference that has to be searched for, so that the key is used."""
    (mill.folder / "references.toml").write_text('[[further]]\ntitle = "Holm"\n', "utf-8")
    return mill.article


def show_traces(full: bool) -> Shown:
    faults: list[str] = []
    with open_mill() as mill:
        article, home = str(write_unfound(mill)), mill.scratch / "apart"
        db = home / "kept" / "ledger.db"
        db.parent.mkdir(parents=True)
        check = (
            sys.executable,
            "-c",
            "from claimcheck.cli import main; main()",
            "check",
            article,
            "--allow-private",
        )
        check = (*check, "--db", str(db), "--out", str(home / "out"))
        logs = [run_apart(mill, home, *check)]
        if full:
            flow = (sys.executable, "-m", "flows.check_article", article, "--db", str(db), "--allow-private")
            logs.append(run_apart(mill, home, *flow))
            for n in range(10):
                run_apart(mill, home, *check, kill=0.5 + 0.4 * n)
        said = "\n".join(logs)
        faults += [f"the log says {word!r}" for word in (SECRET, PHRASE) if word in said]
        if not said.strip():
            faults.append("nothing was logged")
        for file in db.parent.iterdir():
            if stat.S_IMODE(file.stat().st_mode) & 0o077:
                faults.append(f"{file.name} may be read by others")
        left = [path.name for path in (home / "tmp").iterdir()]
        faults += [f"left in the temporary folder: {name}" for name in left]
        content = b"".join(file.read_bytes() for file in db.parent.iterdir())
        if SECRET.encode() in content:
            faults.append("the key is in the database")
    return Shown(
        f"{count(len(logs), 'run')} with a secret in its settings{', 10 killed' if full else ''}",
        "; ".join(faults)
        or f"{said.count(chr(10)):,} lines of log without a word of the article or the secret; all files of the database "
        "are the owner's alone; nothing left in the temporary folder",
        not faults,
    )


PROMISES = (
    Promise(
        "traces",
        "a run leaves no words in logs, nothing for others to read, no temporary file",
        show_traces,
        short=False,
    ),
)
