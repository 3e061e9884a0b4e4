"""Which one of a kind a noun means: 'line 4', and 'Aria Nova smart speakers', which are the Aria Nova speakers."""

from __future__ import annotations

from typing import TYPE_CHECKING

from claimcheck.match.lexicon import lexicon
from claimcheck.match.ranking import stem

if TYPE_CHECKING:
    from spacy.tokens import Token

_MAKER_AND_MODEL = 2  # names that leave no doubt which make is meant, whatever else is said of its kind


def read_label(noun: Token) -> str:
    """The number or letter that tells one of a kind: '4' of 'line 4', 'B' of 'hall B'; no score."""
    doc, after = noun.doc, noun.i + 1
    if after >= len(doc) or (after + 1 < len(doc) and doc[after + 1].text in "-–—:/"):
        return ""
    token = doc[after]
    return token.lower_ if token.like_num or (len(token) == 1 and token.text.isupper()) else ""


def is_same_make(mine: Token, theirs: Token) -> bool:
    """Both nouns stand behind the same maker's and model's names, with or without a word for the kind of product."""
    if stem(mine.lower_) != stem(theirs.lower_):
        return False
    names, others = _names_before(mine), _names_before(theirs)
    return len(names) >= _MAKER_AND_MODEL and names == others


def _names_before(noun: Token) -> list[str]:
    """The capitalised words before a noun, 'Ray-Ban' as one, without those for its kind; none where another word is between."""
    found: list[str] = []
    for token in reversed(noun.doc[noun.left_edge.i : noun.i]):
        if is_kind(token):
            continue
        if not (token.text[:1].isupper() or token.text == "-"):
            break
        if found and (token.text == "-" or found[0][:1] == "-"):
            found[0] = token.lower_ + found[0]
        else:
            found.insert(0, token.lower_)
    return found


def is_kind(token: Token) -> bool:
    """A word that only says what kind of product has the name before it."""
    return token.lower_ in lexicon().kinds


def without_kind(name: str) -> str:
    """'aria nova speakers' of 'Aria Nova Smart Speakers', lower case; two names at least must go before the word."""
    words = name.lower().split()
    return " ".join(
        word for place, word in enumerate(words) if place < _MAKER_AND_MODEL or word not in lexicon().kinds
    )
