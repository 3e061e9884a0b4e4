"""Passages of evidence with labelled claims, written for this project: what the verifier was trained on last.

Each line of a file is {"evidence": text, "claims": [[label, claim], ...]}, three claims for each label: supports, refutes, nei.
Everything in them is invented. The last file of each folder is held out: it is measured on, and never trained on.
"""

from __future__ import annotations

import json
from pathlib import Path
from typing import NamedTuple

HERE = Path(__file__).parent


class Row(NamedTuple):
    """A passage, a claim, and what the passage says of it."""

    evidence: str
    claim: str
    label: str


def read_rows(*, held: bool) -> list[Row]:
    """The pairs that are held out, or those that are trained on, in the order of their files."""
    folders = sorted(path for path in HERE.iterdir() if path.is_dir() and any(path.glob("*.jsonl")))
    files = [sorted(folder.glob("*.jsonl")) for folder in folders]
    chosen = [path for some in files for path in (some[-1:] if held else some[:-1])]
    lines = (
        json.loads(line) for path in chosen for line in path.read_text("utf-8").splitlines() if line.strip()
    )
    return [Row(line["evidence"], claim, label) for line in lines for label, claim in line["claims"]]
