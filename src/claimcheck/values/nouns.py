"""The thing that a number counts or measures, and what a rate is per. Word lists and word endings only: no parser."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal

from claimcheck.values.numerals import low_at, past_hyphen
from claimcheck.values.tokens import Shape, Token
from claimcheck.values.wordlists import open_scope_adverbs, open_synonyms, open_words

LONGEST = 6  # words of a noun phrase
_DETERMINERS = frozenset({
    "the", "a", "an", "all", "its", "their", "his", "her", "our", "your", "my", "these", "those", "this", "that",
    "some", "other", "every", "each", "such",
})  # fmt: skip
_DAYS = frozenset({"day", "weekday", "night", "workday", "weekend"})


def is_plural(word: str) -> bool:
    """Whether ``word`` (any case) looks like a plural or a collective noun."""
    low = word.lower()
    if low in open_words("counted"):
        return True
    if low in open_words("not_plural") or not low.endswith("s") or len(low) < 3:
        return False
    return not low.endswith(("ss", "us", "is", "'s", "ous")) or low.endswith("menus")


def read_phrase(tokens: Sequence[Token], at: int) -> list[tuple[str, int]]:
    """The words of the noun phrase at ``at``, hyphened words as one, each with the index after it."""
    stops = open_words("stops")
    words: list[tuple[str, int]] = []
    while at < len(tokens) and len(words) < LONGEST:
        token = tokens[at]
        if token.shape is not Shape.WORD or token.low in stops or (words and _breaks(token)):
            break
        word, at = token.text, at + 1
        while at + 1 < len(tokens) and tokens[at].text in "-‑/" and tokens[at].glued and tokens[at + 1].glued:
            if tokens[at + 1].shape is Shape.SIGN:
                break
            word, at = f"{word}-{tokens[at + 1].text}", at + 2
        words.append((word[:-2] if token.low.endswith("'s") else word, at))
    return words


def _breaks(token: Token) -> bool:
    """An adverb after the noun: '300 people reportedly ...'."""
    return token.low.endswith("ly") and len(token.low) > 5


def _past_of(tokens: Sequence[Token], at: int) -> int:
    """'46 of them', '71 percent of the 1,004 adults': past 'of', its article and a number."""
    if low_at(tokens, at) == "of":
        at += 1
        while at < len(tokens) and (tokens[at].low in _DETERMINERS or tokens[at].shape is Shape.NUMBER):
            at += 1
    return at


def find_counted(tokens: Sequence[Token], at: int, value: Decimal) -> str:
    """What a bare number before ``at`` counts: words up to the last plural in a row; '' when none is seen."""
    at = _past_of(tokens, at)
    if low_at(tokens, at) == "times":
        return "times"
    if at < len(tokens) and tokens[at].text in "-‑" and tokens[at].glued:  # a 19-storey building
        words = read_phrase(tokens, at + 1)
        return words[0][0].partition("-")[0].lower() if words and tokens[at + 1].glued else ""
    words = read_phrase(tokens, at + (low_at(tokens, at) in open_scope_adverbs()))
    plural = [is_plural(word) for word, _ in words]
    if plural.count(True) > 1:  # six Star Wars films
        common = [is_it and not word.istitle() for is_it, (word, _) in zip(plural, words, strict=True)]
        plural = common if True in common else plural
    if True in plural:
        last = plural.index(True)
        while last + 1 < len(words) and plural[last + 1]:
            last += 1
        return " ".join(word for word, _ in words[: last + 1]).lower()
    return words[0][0].lower() if value == 1 and words else ""


def find_measured(tokens: Sequence[Token], at: int) -> str:
    """What a measure before ``at`` is of: 'tonnes of steel', '71 percent of residents'. Without 'of', ''."""
    if low_at(tokens, at) != "of":
        return ""
    words = read_phrase(tokens, _past_of(tokens, at))
    plural = [is_plural(word) for word, _ in words]
    owned = any(token.low.endswith("'s") for token in tokens[at : at + LONGEST])  # of the firm's net profit
    last = plural.index(True) if True in plural else min(len(words) - 1, 1 + owned)
    return " ".join(word for word, _ in words[: last + 1]).lower()


def skip_phrase(tokens: Sequence[Token], at: int, counted: str) -> int:
    """The index after the words of ``counted`` at ``at`` (with a leading 'of'); ``at`` when they don't stand there."""
    if counted == "times" and low_at(tokens, at) == "times":
        return at + 1
    wanted = len(counted.split())
    words = read_phrase(tokens, _past_of(tokens, at)) if wanted else []
    return words[wanted - 1][1] if len(words) >= wanted > 0 else at


_SINCE = frozenset({"ago", "earlier", "before", "previously", "later", "after"})


def find_scope(tokens: Sequence[Token], at: int, money: bool) -> str:
    """What the rate at ``at`` is per: 'day' for 'a day' and 'on a working day', 'dose', '100,000 people'."""
    if low_at(tokens, at) == "-" and tokens[at].glued:  # $300-a-night
        at += 1
    word, after = low_at(tokens, at), past_hyphen(tokens, at + 1)
    if money and word in ("each", "apiece") and low_at(tokens, at + 1) not in open_words("scopes"):
        return "each"
    if word in open_scope_adverbs():
        return open_scope_adverbs()[word]
    if after >= len(tokens):
        return ""
    noun = tokens[after].low if tokens[after].shape is Shape.WORD else ""
    if word == "per" and noun != "cent":
        return _hyphened(tokens, after) if noun else _per_number(tokens, after)
    if word == "/" and tokens[at].glued:
        return noun
    if word == "for" and noun in ("each", "every"):
        after, noun = after + 1, low_at(tokens, after + 1)
        return noun if noun in open_words("scopes") else ""
    if word in ("a", "an", "each", "every") and noun:
        if low_at(tokens, after + 1) in _SINCE:
            return ""  # 'up from 4.40 a year earlier'
        ends = after + 1 >= len(tokens) or tokens[after + 1].shape is Shape.SIGN
        ends = ends or tokens[after + 1].low in open_words("stops")
        if noun in open_words("scopes") or (money and ends and word in ("a", "an")):
            return noun
    if word == "on" and noun in ("a", "an", "each", "every", "the", "average"):
        return next((low for end in (after + 1, after + 2) if (low := low_at(tokens, end)) in _DAYS), "")
    return ""


def _hyphened(tokens: Sequence[Token], at: int) -> str:
    """'kilowatt-hour' from its first word on."""
    joined = (
        low_at(tokens, at + 1) == "-"
        and tokens[at + 1].glued
        and at + 2 < len(tokens)
        and tokens[at + 2].glued
    )
    return f"{tokens[at].low}-{tokens[at + 2].low}" if joined else tokens[at].low


def _per_number(tokens: Sequence[Token], at: int) -> str:
    """'per 100,000 people', 'per 1,000': the number as written and its noun."""
    if tokens[at].shape is not Shape.NUMBER:
        return ""
    words = read_phrase(tokens, at + 1)
    noun = words[0][0].lower() if words and is_plural(words[0][0]) else ""
    return f"{tokens[at].text} {noun}".strip()


def same_thing(one: str, other: str) -> bool | None:
    """Whether two noun phrases name the same thing: the same head, and no 'equivalents' on one side only.

    ``None`` when either is '' and nothing can be said. 'h100s' are 'h100 gpus'; stuff without a plural ('steel',
    'structural steel') is the same when it shares a word. Heads of one line of the synonyms are the same.
    """
    if not one or not other:
        return None
    mine, theirs = [_stem(word) for word in one.split()], [_stem(word) for word in other.split()]
    if ("equivalent" in mine) != ("equivalent" in theirs):
        return False
    if mine[-1] == theirs[-1] or _is_code(mine[-1], theirs) or _is_code(theirs[-1], mine):
        return True
    if open_synonyms().get(mine[-1], -1) == open_synonyms().get(theirs[-1], -2):
        return True
    if _is_joined(mine[-1], theirs[-1]) or _is_joined(theirs[-1], mine[-1]):
        return True
    stuff = not is_plural(one.rpartition(" ")[2]) and not is_plural(other.rpartition(" ")[2])
    return stuff and not set(mine).isdisjoint(theirs)


def _is_joined(long: str, short: str) -> bool:
    """'shareholder' is a holder, 'newspaper' a paper; a grandparent is no parent."""
    kind = long.removesuffix(short)
    return len(short) >= _TELLING and len(kind) >= _KIND and kind != long and kind not in _OTHERS


_TELLING, _KIND = 5, 4  # letters
_OTHERS = frozenset(
    ["grand", "step", "great", "under", "over", "counter", "anti", "semi", "vice", "inter", "multi"]
)


def _is_code(head: str, others: Sequence[str]) -> bool:
    """Whether a head that is a type number ('h100') stands before the other's head."""
    return any(sign.isdigit() for sign in head) and head in others


def is_generic(phrase: str) -> bool:
    """Whether a noun phrase could stand for many narrower ones: 'people' for 'workers', 'units' for 'chips'."""
    return _stem(phrase.rpartition(" ")[2]) in open_words("generic")


_SINGULAR = {
    "people": "person",
    "children": "child",
    "men": "man",
    "women": "woman",
    "feet": "foot",
    "lives": "life",
}


def _stem(word: str) -> str:
    """The singular of a regular plural, near enough to compare with."""
    word = word.rpartition("-")[2] or word
    if word in _SINGULAR:
        return _SINGULAR[word]
    if len(word) > 4 and word.endswith("ies"):
        return word[:-3] + "y"
    if len(word) > 4 and word.endswith(("sses", "xes", "ches", "shes")):
        return word[:-2]
    return word[:-1] if len(word) > 3 and word.endswith("s") and not word.endswith("ss") else word
