"""Marks in running text: written-out addresses become links, numbers in brackets point to a list's entries."""

from __future__ import annotations

import re
from collections.abc import Sequence

from claimcheck.model.article import BlockKind
from claimcheck.text.layout import Draft, Run

ADDRESS = re.compile(r"\b(?:https?://|www\.)[^\s<>\"“”]+[^\s<>\"“”.,;:!?'’)\]}]")
_NUMBERS = re.compile(r"\[(\d{1,3}(?:\s*[,–-]\s*\d{1,3})*)\]|(?<=[\w.,;:!?”\"’)])([⁰¹²³⁴⁵⁶⁷⁸⁹]{1,3})(?!\w)")
_RAISED = dict(zip("⁰¹²³⁴⁵⁶⁷⁸⁹", "0123456789", strict=True))
WIDEST = 30  # entries that one mark can stand for


def link_addresses(drafts: Sequence[Draft]) -> None:
    """Addresses that are written out in the text become links, in place."""
    for draft in drafts:
        for runs in (draft.runs, *(cell.runs for cell in draft.cells)):
            if any("://" in run.text or "www." in run.text for run in runs if not run.url):
                runs[:] = [part for run in runs for part in _link_run(run)]


def _link_run(run: Run) -> list[Run]:
    if run.url or run.notes:
        return [run]
    parts: list[Run] = []
    last = 0
    for match in ADDRESS.finditer(run.text):
        address = match[0] if match[0].startswith("http") else f"https://{match[0]}"
        parts += [Run(run.text[last : match.start()]), Run(match[0], url=address)]
        last = match.end()
    return [part for part in (*parts, Run(run.text[last:])) if part.text]


def number_labels(numbers: str) -> tuple[str, ...]:
    """The labels that a mark such as "2, 4–6" stands for; entry 2 of a list is labelled "entry 2"."""
    found: list[str] = []
    for part in numbers.split(","):
        low, _, high = (piece.strip() for piece in re.sub("[–-]", "-", part).partition("-"))
        first, last = int(low), int(high or low)
        found.extend(f"entry {n}" for n in range(first, min(last, first + WIDEST) + 1))
    return tuple(found)


def mark_numbers(drafts: Sequence[Draft]) -> None:
    """Numbers in brackets ("[2, 4]") and raised ones become marks where a numbered list stands in the article."""
    known = {draft.label for draft in drafts}
    if not any(label.startswith("entry ") for label in known):
        return
    for draft in drafts:
        if draft.kind in {BlockKind.REFERENCE, BlockKind.FURNITURE}:
            continue
        for runs in (draft.runs, *(cell.runs for cell in draft.cells)):
            if any(_NUMBERS.search(run.text) for run in runs):
                runs[:] = [part for run in runs for part in _mark_run(run, known)]


def _mark_run(run: Run, known: set[str]) -> list[Run]:
    if run.url or run.notes:
        return [run]
    parts: list[Run] = []
    last = 0
    for match in _NUMBERS.finditer(run.text):
        numbers = match[1] or str(int("".join(_RAISED[letter] for letter in match[2])))
        labels = tuple(label for label in number_labels(numbers) if label in known)
        if labels:
            parts += [Run(run.text[last : match.start()]), Run(match[0], notes=labels)]
            last = match.end()
    return [part for part in (*parts, Run(run.text[last:])) if part.text]
