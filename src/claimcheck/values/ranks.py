"""Ordinals as ranks ('second-longest', 'ranks third', 'No. 4') and multiples ('doubled', 'three times as many')."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal

from claimcheck.model.claim import Bound
from claimcheck.values.measures import Figure
from claimcheck.values.nouns import is_plural, read_phrase
from claimcheck.values.numerals import Form
from claimcheck.values.tokens import Shape, Token
from claimcheck.values.wordlists import open_grammar

ORDINALS = {
    word: Decimal(rank)
    for rank, word in enumerate(
        [
            "first",
            "second",
            "third",
            "fourth",
            "fifth",
            "sixth",
            "seventh",
            "eighth",
            "ninth",
            "tenth",
            "eleventh",
            "twelfth",
            "thirteenth",
            "fourteenth",
            "fifteenth",
            "sixteenth",
            "seventeenth",
            "eighteenth",
            "nineteenth",
            "twentieth",
        ],
        start=1,
    )
}
TENTHS = {
    word: Decimal(rank * 10)
    for rank, word in enumerate(
        [
            "twentieth",
            "thirtieth",
            "fortieth",
            "fiftieth",
            "sixtieth",
            "seventieth",
            "eightieth",
            "ninetieth",
        ],
        start=2,
    )
}
_TENS = {
    word: Decimal(rank * 10)
    for rank, word in enumerate(
        ["twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety"], start=2
    )
}
MULTIPLES = {
    "doubled": 2, "doubling": 2, "doubles": 2, "double": 2, "twice": 2, "tripled": 3, "tripling": 3, "triples": 3,
    "triple": 3, "treble": 3, "trebled": 3, "trebling": 3, "thrice": 3, "quadrupled": 4, "quadrupling": 4,
    "quadruple": 4, "quadruples": 4, "quintupled": 5, "quintuple": 5, "twofold": 2, "threefold": 3, "fourfold": 4,
    "fivefold": 5, "sixfold": 6, "sevenfold": 7, "eightfold": 8, "ninefold": 9, "tenfold": 10, "twentyfold": 20,
    "thirtyfold": 30, "fiftyfold": 50, "hundredfold": 100, "thousandfold": 1000,
}  # fmt: skip
_COMPARED = frozenset(
    [
        "as",
        "more",
        "the",
        "higher",
        "larger",
        "bigger",
        "faster",
        "greater",
        "longer",
        "its",
        "his",
        "their",
        "that",
        "what",
        "over",
        "cheaper",
        "smaller",
        "lower",
        "less",
        "fewer",
        "better",
        "heavier",
        "taller",
        "older",
        "stronger",
        "richer",
        "likelier",
        "deeper",
        "wider",
        "further",
        "farther",
        "quicker",
        "slower",
        "worse",
    ]
)
_RANKED_BY = frozenset(
    ["ranks", "ranked", "rank", "ranking", "came", "finished", "placed", "finishing", "finish", "position"]
)


def read_rank(tokens: Sequence[Token], at: int) -> Figure | None:
    """The rank that begins at token ``at``."""
    token = tokens[at]
    value, end = Decimal(0), at + 1
    if token.low in ORDINALS:
        value = ORDINALS[token.low]
    elif token.low in TENTHS:
        value = TENTHS[token.low]
    elif token.low in _TENS and at + 2 < len(tokens) and tokens[at + 1].text == "-":
        if tokens[at + 2].low in ORDINALS and ORDINALS[tokens[at + 2].low] < 10:
            value, end = _TENS[token.low] + ORDINALS[tokens[at + 2].low], at + 3
    elif token.shape is Shape.NUMBER and token.text.isdecimal() and end < len(tokens):
        if tokens[end].glued and tokens[end].low in ("st", "nd", "rd", "th"):
            value, end = Decimal(token.text), end + 1
    elif token.low in ("no", "number", "#", "nr", "№"):
        return _read_number_sign(tokens, at)
    if not value:
        return None
    return _ranked(tokens, at, end, value)


def _read_number_sign(tokens: Sequence[Token], at: int) -> Figure | None:
    """'No. 4', 'number four', '#4'."""
    end = at + 1
    if end < len(tokens) and tokens[end].text == "." and tokens[end].glued:
        end += 1
    if end >= len(tokens) or not tokens[end].text.isdecimal() or len(tokens[end].text) > 3:
        return None
    before = tokens[at - 1].low if at else ""
    if tokens[at].low == "number" and before not in ("the", "at", "is", "ranked", "ranks", "was", "as"):
        return None
    return Figure(Decimal(tokens[end].text), Decimal(0), at, end + 1, Form.WORDS, unit="rank")


def _ranked(tokens: Sequence[Token], at: int, end: int, value: Decimal) -> Figure | None:
    grammar = open_grammar()
    before = tokens[at - 1].low if at else ""
    hyphen = end < len(tokens) and tokens[end].text in "-‑" and tokens[end].glued
    after = end + hyphen
    word = tokens[after].low if after < len(tokens) else ""
    if word in grammar.superlatives:
        words = read_phrase(tokens, after + 1)
        counted = " ".join([word, *_noun(words)])
        return Figure(value, Decimal(0), at, after + 1, Form.WORDS, unit="rank", counted=counted)
    if hyphen or before in grammar.not_ranked_after or word in grammar.not_ranked_before or before == "-":
        return None
    if before in _RANKED_BY or (at > 1 and tokens[at - 2].low in _RANKED_BY):
        return Figure(value, Decimal(0), at, end, Form.WORDS, unit="rank")
    if before not in _DETERMINERS and not before.endswith(("'s", "s'")):
        return None
    words = read_phrase(tokens, end)
    if not words:
        return None
    return Figure(value, Decimal(0), at, end, Form.WORDS, unit="rank", counted=" ".join(_noun(words)))


_DETERMINERS = frozenset(
    ["the", "a", "an", "his", "her", "its", "their", "our", "my", "your", "this", "that", "only"]
)


def _noun(words: Sequence[tuple[str, int]]) -> list[str]:
    """The words up to the head: to the first plural, else three at most."""
    found: list[str] = []
    for word, _ in words[:4]:
        found.append(word.lower())
        if is_plural(word):
            break
    return found


def read_multiple(tokens: Sequence[Token], at: int) -> Figure | None:
    """'doubled', 'twice as many', 'three times the size', 'halved' at token ``at``."""
    token = tokens[at]
    if token.low in ("halved", "halving", "halves") and token.low != "halves":
        return Figure(Decimal(50), Decimal(2), at, at + 1, Form.SHARE, unit="%")
    times = MULTIPLES.get(token.low)
    if times is None:
        return None
    after = tokens[at + 1].low if at + 1 < len(tokens) else ""
    if token.low in ("twice", "thrice") and after not in _COMPARED:
        return Figure(Decimal(times), Decimal(1), at, at + 1, Form.WORDS, counted="times")
    if token.low in ("double", "triple", "treble", "quadruple") and after not in _COMPARED:
        before = tokens[at - 1].low if at else ""
        if before not in (
            "to",
            "will",
            "would",
            "could",
            "may",
            "might",
            "than",
            "nearly",
            "almost",
            "about",
        ):
            return None
    return Figure(Decimal(times), Decimal("0.2"), at, at + 1, Form.WORDS, unit="x")


def is_compared(tokens: Sequence[Token], at: int) -> bool:
    """Whether 'times' at ``at`` multiplies: 'three times as many', 'ten times larger'."""
    if at >= len(tokens) or tokens[at].low != "times":
        return False
    return at + 1 < len(tokens) and tokens[at + 1].low in _COMPARED


def read_majority(tokens: Sequence[Token], at: int) -> Figure | None:
    """'most residents', 'most of them', 'a majority of': more than half."""
    word = tokens[at].low
    after = tokens[at + 1].low if at + 1 < len(tokens) else ""
    before = tokens[at - 1].low if at else ""
    if word == "most":
        if before in ("the", "at", "its", "their") or not (after == "of" or is_plural(after)):
            return None
        return Figure(Decimal(50), Decimal(0), at, at + 1, Form.SHARE, unit="%", bound=Bound.MORE_THAN)
    if word in ("majority", "minority") and before in ("a", "the") and after == "of":
        bound = Bound.MORE_THAN if word == "majority" else Bound.LESS_THAN
        return Figure(Decimal(50), Decimal(0), at - 1, at + 1, Form.SHARE, unit="%", bound=bound)
    return None
