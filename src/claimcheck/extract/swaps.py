"""Which words of a part are replaced by what they stand for, and which pronouns stay open."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING

from claimcheck.extract.draft import Part, quoted_tokens
from claimcheck.extract.empties import is_empty
from claimcheck.extract.referents import Link, is_pronoun

if TYPE_CHECKING:
    from spacy.tokens import Token


def swapped_in(first: int, end: int, links: Mapping[int, Link]) -> dict[int, str]:
    """What is put for the pronouns and short forms among the tokens from ``first`` to ``end``, without it."""
    swaps: dict[int, str] = {}
    for i in range(first, end):
        link = links.get(i)
        if link is not None and link.words:
            swaps[link.tokens[0]] = link.words
            swaps.update(dict.fromkeys(link.tokens[1:], ""))
    return swaps


def swaps_for(part: Part, links: Mapping[int, Link]) -> dict[int, str]:
    """Which tokens of a part are replaced: a pronoun or short form whose referent hasn't been named earlier in the part."""
    swaps: dict[int, str] = {}
    seen: set[str] = set()
    swapped: set[int] = set()
    tokens = part.tokens
    for piece in part.pieces:
        if not isinstance(piece, int) or piece not in links or piece in swapped:
            continue
        link = links[piece]
        if not set(link.tokens) <= tokens:
            continue
        stays = link.by >= 0 and link.by in tokens
        if link.words and not stays and link.key not in seen and not swapped & set(link.tokens):
            swaps[link.tokens[0]] = link.words
            swaps.update(dict.fromkeys(link.tokens[1:], ""))
            swapped.update(link.tokens)
        seen.add(link.key)
    return swaps


def unresolved(part: Part, links: Mapping[int, Link]) -> Iterator[Token]:
    """Pronouns of a part, outside quotes, that stand for something it doesn't name."""
    quoted = quoted_tokens(part.unit.doc)
    for i in sorted(part.tokens - quoted):
        token = part.unit.doc[i]
        link = links.get(i)
        adrift = link is None or (link.by >= 0 and link.by not in part.tokens and not link.words)
        if is_pronoun(token) and adrift and not is_empty(token):
            yield token
