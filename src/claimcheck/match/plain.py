"""Passages in plain sentences: a table row as the statements that it stands for."""

from __future__ import annotations

import re

from claimcheck.model.evidence import Passage

_PLAIN_HEADERS = re.compile(
    r"^(?:item|name|figures?|values?|key|facts?|details?|numbers?|data|amount|description|)$", re.IGNORECASE
)
_VERBAL = re.compile(
    r"^(?:\w+ed|came|joined|known|born|led|built|made|held|works?|lives?|left|from)\b.*\b(?:from|at|by|for|in|to|as|on|with)$",
    re.IGNORECASE,
)
_PARTICIPLE = re.compile(r"^\w+ed$", re.IGNORECASE)
_PERSON = re.compile(
    r"^(?:name|person|player|employee|member|candidate|speaker|author|artist|official|who|head|director|leader)s?$",
    re.IGNORECASE,
)
_FIGURE = re.compile(r"^[^\w]*\d")


def write_plainly(passage: Passage) -> str:
    """The passage's words; of a row the sentences 'Doses given of Lower Sedge is 531,000.', one for each cell."""
    if not passage.cells:
        return passage.text
    (head, row), *cells = passage.cells
    if not head and len(cells) == 1 and cells[0][0] == row:
        return f"{row} is {cells[0][1]}."  # a key and its value
    if _FIGURE.match(row) and len(cells) == 1 and not _FIGURE.match(cells[0][1]):
        return f"The {cells[0][1]} is {row}."  # the value comes first
    return " ".join(_write_cell(head, row, header, cell) for header, cell in cells if cell) or row


def _write_cell(head: str, row: str, header: str, cell: str) -> str:
    if _PLAIN_HEADERS.match(header):
        return f"{row} is {cell}."
    if _VERBAL.match(header):
        return f"{row} {header.lower()} {cell}."
    if _PARTICIPLE.match(header):
        return f"{header} {row[:1].lower()}{row[1:]} is {cell}."
    if _PERSON.match(head):
        return f"{row}'s {header.lower()} is {cell}."
    return f"{header} of {row} is {cell}."


def write_premise(passage: Passage) -> str:
    """The passage as the verifier reads it: under its title, and after the sentence before it where it isn't a row."""
    text = write_plainly(passage)
    if not passage.cells and passage.before:
        text = f"{passage.before} {text}"
    return f"{passage.title} -- {text}" if passage.title else text
