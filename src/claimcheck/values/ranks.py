"""Ordinals as ranks ('second-longest', 'No. 4'), multiples ('doubled', 'three times as many'), majorities ('most')."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal

from claimcheck.model.claim import Bound
from claimcheck.values.measures import Figure
from claimcheck.values.nouns import is_plural, read_phrase
from claimcheck.values.numberwords import SMALL, TENS
from claimcheck.values.numerals import Form, low_at, past_hyphen
from claimcheck.values.tokens import Shape, Token
from claimcheck.values.wordlists import open_words

_ORDINALS = {
    "first": 1, "second": 2, "third": 3, "fourth": 4, "fifth": 5, "sixth": 6, "seventh": 7, "eighth": 8, "ninth": 9,
    "tenth": 10, "eleventh": 11, "twelfth": 12, "thirteenth": 13, "fourteenth": 14, "fifteenth": 15, "sixteenth": 16,
    "seventeenth": 17, "eighteenth": 18, "nineteenth": 19, "twentieth": 20, "thirtieth": 30, "fortieth": 40,
    "fiftieth": 50, "sixtieth": 60, "seventieth": 70, "eightieth": 80, "ninetieth": 90, "hundredth": 100,
}  # fmt: skip
_MULTIPLES = {
    "doubled": 2, "doubling": 2, "doubles": 2, "double": 2, "twice": 2, "tripled": 3, "tripling": 3, "triples": 3,
    "triple": 3, "treble": 3, "trebled": 3, "trebling": 3, "thrice": 3, "quadrupled": 4, "quadrupling": 4,
    "quadruple": 4, "quadruples": 4, "quintupled": 5, "quintuple": 5, "twofold": 2, "threefold": 3, "fourfold": 4,
    "fivefold": 5, "sixfold": 6, "sevenfold": 7, "eightfold": 8, "ninefold": 9, "tenfold": 10, "twentyfold": 20,
    "thirtyfold": 30, "fiftyfold": 50, "hundredfold": 100, "thousandfold": 1000,
}  # fmt: skip
_INFINITIVES = frozenset({"double", "triple", "treble", "quadruple", "quintuple"})
_BEFORE_INFINITIVE = frozenset({
    "to", "will", "would", "could", "may", "might", "than", "nearly", "almost", "about", "should", "roughly", "can",
})  # fmt: skip
_DETERMINERS = frozenset({
    "the", "a", "an", "his", "her", "its", "their", "our", "my", "your", "this", "that", "only", "same",
})  # fmt: skip
_NUMBER_LEADS = frozenset({"the", "at", "is", "ranked", "ranks", "was", "as", "to", "world"})
_PLAIN_ENDINGS = ("ian", "ish", "ese", "can", "local", "rural", "urban", "private", "public", "male", "adult")
RANK_WORDS = frozenset({
    "no", "number", "nr", "№", "#", "most", "majority", "minority", "halved", "halving", *_ORDINALS, *_MULTIPLES, *TENS,
})  # fmt: skip
"""What a rank, a multiple or a majority may begin with."""
_HALF = Decimal(50)


def read_rank(tokens: Sequence[Token], at: int) -> Figure | None:
    """The rank that begins at token ``at``."""
    token = tokens[at]
    value, end = _ORDINALS.get(token.low, 0), at + 1
    if value:
        pass
    elif token.low in TENS and past_hyphen(tokens, end) > end:
        value, end = _ORDINALS.get(low_at(tokens, end + 1), 0), end + 2
        value = value + TENS[token.low] if value < 10 and value else 0
    elif (
        token.shape is Shape.NUMBER
        and token.text.isdecimal()
        and len(token.text) < 10
        and end < len(tokens)
        and tokens[end].glued
    ):
        value, end = (int(token.text), end + 1) if tokens[end].low in ("st", "nd", "rd", "th") else (0, end)
    elif token.low in ("no", "number", "nr", "№") or token.text == "#":
        return _read_number_sign(tokens, at)
    return _ranked(tokens, at, end, Decimal(value)) if value else None


def _read_number_sign(tokens: Sequence[Token], at: int) -> Figure | None:
    """'No. 4', 'No 4', 'number four', '#4'; not 'no 4 people'."""
    end = at + 1
    dot = low_at(tokens, end) == "." and tokens[end].glued
    end += dot
    if end >= len(tokens) or (not dot and tokens[at].text == "no"):
        return None
    word = tokens[end]
    number = int(word.text) if word.text.isdecimal() and len(word.text) < 4 else 0
    if tokens[at].low == "number":
        number = number or SMALL.get(word.low, 0)
    if tokens[at].text == "#" and not word.glued:
        return None
    if not number or (tokens[at].low == "number" and low_at(tokens, at - 1) not in _NUMBER_LEADS):
        return None
    return Figure(Decimal(number), Decimal(0), at, end + 1, Form.WORDS, unit="rank")


def _ranked(tokens: Sequence[Token], at: int, end: int, value: Decimal) -> Figure | None:
    before = low_at(tokens, at - 1)
    after = past_hyphen(tokens, end)
    word = low_at(tokens, after)
    if word in open_words("superlatives"):
        counted = " ".join([word, *_noun(read_phrase(tokens, after + 1))])
        return Figure(value, Decimal(0), at, after + 1, Form.WORDS, unit="rank", counted=counted)
    if before in open_words("ranked_by") or low_at(tokens, at - 2) in open_words("ranked_by"):
        return Figure(value, Decimal(0), at, end, Form.WORDS, unit="rank") if after == end else None
    named = tokens[at].text[0].isupper() and at > 0 and low_at(tokens, at - 1) not in (".", ":", "“", '"')
    if after > end or named or word in open_words("not_ranked_before") or (word == "time" and value == 1):
        return None
    if before not in _DETERMINERS and not before.endswith(("'s", "s'")):
        return None
    if (value == 1 and before in ("a", "an")) or word in SMALL or word in TENS:  # a first dose, the first ten
        return None
    words = read_phrase(tokens, end)
    if not words:
        return None
    return Figure(value, Decimal(0), at, end, Form.WORDS, unit="rank", counted=" ".join(_noun(words)))


def _noun(words: Sequence[tuple[str, int]]) -> list[str]:
    """The words up to the head: to the first plural, else three at most."""
    found: list[str] = []
    for word, _ in words[:4]:
        found.append(word.lower())
        if is_plural(word):
            break
    return found


def read_multiple(tokens: Sequence[Token], at: int) -> Figure | None:
    """'doubled', 'twice as many', 'tenfold'; 'halved' is fifty percent off."""
    word = tokens[at].low
    if word in ("halved", "halving"):
        return Figure(_HALF, Decimal(2), at, at + 1, Form.SHARE, unit="%")
    times = _MULTIPLES.get(word)
    if times is None:
        return None
    compared = low_at(tokens, at + 1) in open_words("compared")
    if word in ("twice", "thrice") and not compared:
        return Figure(Decimal(times), Decimal(1), at, at + 1, Form.WORDS, counted="times")
    if word in _INFINITIVES and not compared and low_at(tokens, at - 1) not in _BEFORE_INFINITIVE:
        return None
    return Figure(Decimal(times), Decimal("0.2"), at, at + 1, Form.WORDS, unit="x")


def is_factor(tokens: Sequence[Token], figure: Figure) -> bool:
    """Whether ``figure`` is the 3 of 'by a factor of 3'."""
    return figure.bare and [token.low for token in tokens[max(0, figure.first - 2) : figure.first]] == [
        "factor",
        "of",
    ]


def is_compared(tokens: Sequence[Token], at: int) -> bool:
    """Whether 'times' at ``at`` multiplies: 'three times as many', 'ten times larger'."""
    return low_at(tokens, at) == "times" and low_at(tokens, at + 1) in open_words("compared")


def read_majority(tokens: Sequence[Token], at: int) -> Figure | None:
    """'most residents', 'most of them', 'a majority of': more than half."""
    word, before, after = tokens[at].low, low_at(tokens, at - 1), low_at(tokens, at + 1)
    if word == "most":
        words = [found for found, _ in read_phrase(tokens, at + 1)[:2]]
        plain = len(words) == 2 and after.endswith(_PLAIN_ENDINGS) and is_plural(words[1])
        if before in _DETERMINERS or before == "at" or not (after == "of" or is_plural(after) or plain):
            return None
        return Figure(_HALF, Decimal(0), at, at + 1, Form.SHARE, unit="%", bound=Bound.MORE_THAN)
    if word in ("majority", "minority") and before in ("a", "the") and after == "of":
        bound = Bound.MORE_THAN if word == "majority" else Bound.LESS_THAN
        return Figure(_HALF, Decimal(0), at - 1, at + 1, Form.SHARE, unit="%", bound=bound)
    return None
