"""Lines inside one element of a page: which line breaks end a block, and which bullets are only written."""

from __future__ import annotations

import re
from dataclasses import replace

from claimcheck.text.furniture import ends_sentence, find_line
from claimcheck.text.layout import Run, clean

BREAK = Run("\n")  # a <br>; told from white space by being this very object
_BULLET = re.compile(r"\s*[•‣▪◦●○■·➤►✓✔]\s+|\s*[*–-]\s+|\s*\d{1,2}[.)]\s+")
_SIGN = re.compile(r"\s*(?P<sign>[•‣▪◦●○■·➤►✓✔])\s*(?=\S)")
HEADLINE = 90  # code points of a bold line that can be a heading


def split_lines(runs: list[Run]) -> list[list[Run]]:
    """The parts of a block that line breaks cut into blocks of their own: at an empty line, around a heading or a piece
    of furniture, and where the lines are a list. Any other line break is a space."""
    lines: list[list[Run]] = [[]]
    for run in runs:
        if run is BREAK:
            lines.append([])
        else:
            lines[-1].append(run)
    if len(lines) == 1:
        return lines
    texts = [words_of(line) for line in lines]
    filled = [text for text in texts if text]
    listed = len(filled) > 1 and sum(bool(_BULLET.match(text)) for text in filled) >= len(filled) - 1
    labels = len(filled) > 1 and all(len(text) < 80 and not ends_sentence(text) for text in filled)
    parts: list[list[Run]] = [[]]
    for line, text in zip(lines, texts, strict=True):
        if listed or labels or not text:
            parts.append(line)
        elif is_headline(line) or find_line(text):
            parts += [line, []]
        else:
            parts[-1].extend([Run(" "), *line])
    return [part for part in parts if any(clean(run.text).strip() or run.notes for run in part)]


def words_of(runs: list[Run]) -> str:
    return " ".join("".join(run.text for run in runs).split())


def is_headline(runs: list[Run]) -> bool:
    """Whether a line is all bold, short and no sentence: a heading that was not marked up as one."""
    text = words_of(runs)
    if (
        not 0 < len(text) <= HEADLINE
        or len(text.split()) > 14
        or not all(run.strong for run in runs if run.text.strip())
    ):
        return False
    return text.endswith("?") or not ends_sentence(text)


def is_slanted(runs: list[Run]) -> bool:
    """Whether all words are in italics."""
    return all(run.slanted for run in runs if run.text.strip())


def cut_bullet(runs: list[Run]) -> tuple[str, list[Run]]:
    """The bullet that a paragraph begins with, and its runs without it; '' when there is none."""
    first = next((place for place, run in enumerate(runs) if run.text.strip()), None)
    match = _SIGN.match(runs[first].text) if first is not None else None
    if match is None or first is None:
        if first is not None and runs[first].text.strip() in "•‣▪◦●○■·➤►✓✔" and len(runs) > first + 1:
            return f"{runs[first].text.strip()} ", runs[first + 1 :]
        return "", runs
    rest = replace(runs[first], text=runs[first].text[match.end() :])
    return f"{match['sign']} ", [rest, *runs[first + 1 :]]
