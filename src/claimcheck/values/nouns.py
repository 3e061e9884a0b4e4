"""The thing that a number counts or measures, and what a rate is per. Word lists and word endings only: no parser."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal

from claimcheck.values.tokens import Shape, Token
from claimcheck.values.wordlists import open_grammar

LONGEST = 6  # words of a noun phrase


def is_plural(word: str) -> bool:
    """Whether ``word`` (any case) looks like a plural or a collective noun."""
    grammar = open_grammar()
    low = word.lower()
    if low in grammar.counted:
        return True
    if low in grammar.not_plural or not low.endswith("s") or len(low) < 3:
        return False
    return not low.endswith(("ss", "us", "is", "'s")) or low.endswith(("axis", "gus"))


def read_phrase(tokens: Sequence[Token], at: int) -> list[tuple[str, int]]:
    """The words of the noun phrase at ``at``, hyphened words as one, each with the index after it."""
    stops = open_grammar().stops
    words: list[tuple[str, int]] = []
    while at < len(tokens) and len(words) < LONGEST:
        token = tokens[at]
        if token.shape is Shape.NUMBER and words and at + 1 < len(tokens) and tokens[at + 1].text == "-":
            break
        if token.shape is not Shape.WORD or token.low in stops or (words and _breaks(token)):
            break
        word, at = token.text, at + 1
        while at + 1 < len(tokens) and tokens[at].text in "-‑/" and tokens[at].glued and tokens[at + 1].glued:
            if tokens[at + 1].shape is Shape.SIGN:
                break
            word, at = f"{word}-{tokens[at + 1].text}", at + 2
        words.append((word.removesuffix("'s").removesuffix("’s"), at))
        if token.low.endswith(("'s", "s'")) and token.low != token.text.lower():
            break
    return words


def _breaks(token: Token) -> bool:
    return token.low.endswith("ly") and len(token.low) > 4


def find_counted(tokens: Sequence[Token], at: int, value: Decimal) -> str:
    """What a bare number before ``at`` counts: words up to the last plural in a row, lower case; '' when none is seen."""
    at = _past_of(tokens, at)
    if at < len(tokens) and tokens[at].low == "times":
        return "times"
    words = read_phrase(tokens, at)
    plural = [is_plural(word) for word, _ in words]
    if True in plural:
        last = plural.index(True)
        while last + 1 < len(words) and plural[last + 1]:
            last += 1
        return " ".join(word for word, _ in words[: last + 1]).lower()
    if value == 1 and words:
        return words[0][0].lower()
    return ""


def _past_of(tokens: Sequence[Token], at: int) -> int:
    """'46 of them', '71 percent of the 1,004 adults': past 'of', its article and a number."""
    if at < len(tokens) and tokens[at].low == "of":
        at += 1
        while at < len(tokens) and (tokens[at].low in _DETERMINERS or tokens[at].shape is Shape.NUMBER):
            at += 1
    return at


_DETERMINERS = frozenset(
    [
        "the",
        "a",
        "an",
        "all",
        "its",
        "their",
        "his",
        "her",
        "our",
        "your",
        "my",
        "these",
        "those",
        "this",
        "that",
        "some",
        "other",
        "every",
        "each",
    ]
)


def find_measured(tokens: Sequence[Token], at: int) -> str:
    """What a measure before ``at`` is of: 'tonnes of steel', '71 percent of residents'. Without 'of', ''."""
    if at >= len(tokens) or tokens[at].low != "of":
        return ""
    words = read_phrase(tokens, _past_of(tokens, at))
    plural = [is_plural(word) for word, _ in words]
    last = plural.index(True) if True in plural else min(len(words) - 1, 1)
    return " ".join(word for word, _ in words[: last + 1]).lower()


def skip_phrase(tokens: Sequence[Token], at: int, counted: str) -> int:
    """The index after the words of ``counted`` at ``at`` (with a leading 'of')."""
    if not counted:
        return at
    wanted = len(counted.split())
    words = read_phrase(tokens, _past_of(tokens, at))
    return words[wanted - 1][1] if len(words) >= wanted else at


def find_scope(tokens: Sequence[Token], at: int, money: bool) -> tuple[str, int]:
    """What the rate at ``at`` is per and the index after it: 'a day', 'per dose', '/kWh', 'annually', 'on a working day'."""
    grammar = open_grammar()
    if at >= len(tokens):
        return "", at
    word = tokens[at].low
    if word in grammar.scope_adverbs:
        return grammar.scope_adverbs[word], at + 1
    noun = tokens[at + 1].low if at + 1 < len(tokens) and tokens[at + 1].shape is Shape.WORD else ""
    if not noun:
        return "", at
    if word == "per" and noun != "cent":
        return noun, at + 2
    if word == "/" and tokens[at].glued and not tokens[at + 1].text[0].isdigit():
        return noun, at + 2
    if word in ("a", "an", "each", "every"):
        after = tokens[at + 2] if at + 2 < len(tokens) else None
        ends = after is None or after.shape is Shape.SIGN or after.low in grammar.stops
        if noun in grammar.scopes or (money and ends and word in ("a", "an")):
            return noun, at + 2
    if word == "on" and noun in ("a", "an", "each", "every"):
        for end in (at + 2, at + 3):
            if end < len(tokens) and tokens[end].low in ("day", "weekday", "night", "workday", "weekend"):
                return tokens[end].low, end + 1
    return "", at


def same_thing(one: str, other: str) -> bool | None:
    """Whether two noun phrases name the same thing: the same head, and no 'equivalents' on one side only.

    ``None`` when either is '' and nothing can be said.
    """
    if not one or not other:
        return None
    mine, theirs = [_stem(word) for word in one.split()], [_stem(word) for word in other.split()]
    if ("equivalent" in mine) != ("equivalent" in theirs):
        return False
    return mine[-1] == theirs[-1]


def _stem(word: str) -> str:
    """The singular of a regular plural, near enough to compare with."""
    word = word.rpartition("-")[2] if "-" in word else word
    if len(word) > 4 and word.endswith("ies"):
        return word[:-3] + "y"
    if len(word) > 4 and word.endswith(("sses", "xes", "ches", "shes")):
        return word[:-2]
    return word[:-1] if len(word) > 3 and word.endswith("s") and not word.endswith("ss") else word
