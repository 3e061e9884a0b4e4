"""Where a quotation stands in a text: word for word, in pieces with words left out, or nearly so."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from difflib import SequenceMatcher

_WORD = re.compile(r"\w+(?:['’]\w+)*")
_ELLIPSIS = re.compile(r"[\[(]?(?:\.\.\.|…)[\])]?")
_LEFT_OUT = 40  # words at one place at most
_FITTED = frozenset([
    "a", "an", "the", "this", "that", "these", "those", "and", "i", "we", "you", "he", "she", "it", "they", "me", "us", "him",
    "her", "them", "my", "our", "your", "his", "its", "their", "am", "is", "are", "was", "were", "be", "been", "being", "has",
    "have", "had", "do", "does", "did", "in", "on", "at", "of", "to", "for", "as",
])  # fmt: skip
"""Words that come and go as a quotation is fitted into a sentence, without another meaning."""


def find_words(text: str) -> list[str]:
    """The words in lower case, in their order; "don't" is one."""
    return [word for word, _, _ in _find_tokens(text)]


def locate(words: Sequence[str], text: str) -> tuple[str, float]:
    """The stretch of the text that is most like the words, and how like it is (0..1): 1.0 is word for word."""
    tokens = _find_tokens(text)
    there = [word for word, _, _ in tokens]
    best, at = 0.0, 0
    for start in range(max(1, len(there) - len(words) + 1)):
        likeness = SequenceMatcher(None, words, there[start : start + len(words)], autojunk=False).ratio()
        if likeness > best:
            best, at = likeness, start
    if not tokens or not best:
        return "", 0.0
    last = min(len(tokens), at + len(words)) - 1
    return text[tokens[at][1] : tokens[last][2]], best


def locate_pieces(quoted: str, text: str) -> tuple[str, str] | None:
    """The stretch of the text with the pieces of a quotation with '...' in it, word for word and in their order, and the words
    left out there; None for a quotation without, or where a piece is missing."""
    first, *others = [piece for part in _ELLIPSIS.split(quoted) if (piece := find_words(part))] or [[]]
    if not others:
        return None
    tokens = _find_tokens(text)
    there = [word for word, _, _ in tokens]
    for start in _find_places(first, there, range(len(there))):
        end, left_out = start + len(first), []
        for piece in others:
            at = next(_find_places(piece, there, range(end, end + _LEFT_OUT)), None)
            if at is None:
                break
            left_out += there[end:at]
            end = at + len(piece)
        else:
            return text[tokens[start][1] : tokens[end - 1][2]], " ".join(left_out)
    return None


def differs_slightly(words: Sequence[str], where: str) -> bool:
    """'the making of it' for 'making of it', 'had good health' for 'in good health': a writer fits words into a sentence so."""
    there = find_words(where)
    blocks = SequenceMatcher(None, words, there, autojunk=False).get_matching_blocks()[:-1]
    within = there[blocks[0].b : blocks[-1].b + blocks[-1].size] if blocks else []
    return (set(words) ^ set(within)) <= _FITTED


def _find_tokens(text: str) -> list[tuple[str, int, int]]:
    """Each word in lower case with its place."""
    return [
        (match.group().lower().replace("’", "'"), match.start(), match.end())
        for match in _WORD.finditer(text)
    ]


def _find_places(piece: Sequence[str], words: Sequence[str], starts: range) -> Iterator[int]:
    return (start for start in starts if words[start : start + len(piece)] == piece)
