"""Numbers that count nothing: versions, list markers, footnote marks, scores of names. Each rule names its trait."""

from __future__ import annotations

from collections.abc import Sequence

from claimcheck.values.measures import Figure
from claimcheck.values.nouns import find_counted, is_plural
from claimcheck.values.numerals import Form
from claimcheck.values.tokens import Shape, Token
from claimcheck.values.wordlists import open_grammar

_OPENING = frozenset("([")
_QUOTES = frozenset("\"'“”‘’«»")


def is_label(tokens: Sequence[Token], figure: Figure) -> bool:
    """Whether the number of ``figure`` names or numbers a thing instead of counting or measuring one."""
    if figure.form is Form.WORDS:
        return _is_pronoun(tokens, figure) or _is_title(tokens, figure)
    if figure.form is Form.SHARE:
        return _is_period(tokens, figure)
    if figure.form is Form.VAGUE or figure.currency:
        return False
    return (
        _is_hyphened(tokens, figure)
        or _is_suffixed(tokens, figure)
        or _is_marker(tokens, figure)
        or _is_note(tokens, figure)
        or _is_slashed(tokens, figure)
        or _is_title(tokens, figure)
    )


def _at(tokens: Sequence[Token], index: int) -> Token | None:
    return tokens[index] if 0 <= index < len(tokens) else None


def _is_hyphened(tokens: Sequence[Token], figure: Figure) -> bool:
    """GPT-4, Morvax-2, COVID-19, B-52: a hyphen glues the number to a name."""
    before, name = _at(tokens, figure.first - 1), _at(tokens, figure.first - 2)
    if before is None or name is None or not tokens[figure.first].glued or not before.glued:
        return False
    if before.text in "-‑–" and name.shape is Shape.WORD:
        return True
    return before.text in "/.·:_" and name.shape is not Shape.SIGN  # dose.1, and 2/3


def _is_suffixed(tokens: Sequence[Token], figure: Figure) -> bool:
    """3D, 5G, 1080p, 40s: letters glued to the number that are no unit."""
    after = _at(tokens, figure.end)
    return bool(after and after.glued and after.shape is Shape.WORD and figure.bare)


def _is_marker(tokens: Sequence[Token], figure: Figure) -> bool:
    """'1. First' and '(2) second' at the head of a line."""
    before, after = _at(tokens, figure.first - 1), _at(tokens, figure.end)
    number = tokens[figure.first]
    if after is None or not after.glued or not number.text.isdecimal() or len(number.text) > 3:
        return False
    if after.text in ").]" and (before is None or (before.text in _OPENING and figure.first == 1)):
        return _at(tokens, figure.end + 1) is not None
    return False


def _is_note(tokens: Sequence[Token], figure: Figure) -> bool:
    """'dose.1 And', 'said[12]', '(3)': the mark of a note."""
    before, after = _at(tokens, figure.first - 1), _at(tokens, figure.end)
    number = tokens[figure.first]
    if before is None or not number.text.isdecimal() or len(number.text) > 3 or not figure.bare:
        return False
    if before.text in _OPENING and number.glued and after and after.glued and after.text in ")]":
        return before.text == "[" or len(number.text) < 3
    if number.glued and (before.text in ".!?…,;" or before.text in _QUOTES) and before.glued:
        return before.text not in "\"“‘'«" or figure.first < 2
    return before.text in "§#*†"


def _is_slashed(tokens: Sequence[Token], figure: Figure) -> bool:
    """4/2025, 9/11: numbers either side of a slash."""
    after, number = _at(tokens, figure.end), _at(tokens, figure.end + 1)
    if after and number and after.text == "/" and after.glued and number.glued:
        return number.shape is Shape.NUMBER
    before = _at(tokens, figure.first - 1)
    return bool(before and before.text == "/" and before.glued and tokens[figure.first].glued)


def _is_title(tokens: Sequence[Token], figure: Figure) -> bool:
    """Llama 4, Chapter 3, line 6, iOS 17.4: a name or a numbered kind of thing, and a small number."""
    if not figure.bare or figure.scaled:
        return False
    number = tokens[figure.first]
    digits = number.text.replace(".", "")
    if figure.form is Form.DIGITS and (not digits.isdecimal() or len(digits) > 4):
        return False
    at = figure.first - 1
    before = _at(tokens, at)
    if before and before.text == "." and before.glued:
        at -= 1
        before = _at(tokens, at)
        if before is None or before.low not in (
            "no",
            "nr",
            "p",
            "pp",
            "fig",
            "vol",
            "v",
            "ch",
            "sec",
            "art",
            "nos",
        ):
            return False
    if before is None or before.shape is not Shape.WORD:
        return False
    grammar = open_grammar()
    if before.low in ("age", "ages", "aged"):
        return False
    if before.low in grammar.labels and not _counts(tokens, figure, at):
        return True
    if figure.form is Form.WORDS or before.text == before.low or before.low in grammar.adverbs:
        return False
    return not _counts(tokens, figure, at)


def _counts(tokens: Sequence[Token], figure: Figure, at: int) -> bool:
    """Whether the number after the word at ``at`` counts the noun that follows: 'In Berlin 40 people'."""
    counted = find_counted(tokens, figure.end, figure.value)
    if not counted:
        return False
    lead = _at(tokens, at - 1)
    if tokens[at].low in open_grammar().labels:
        return bool(
            lead and lead.low in ("a", "the", "this", "that", "each", "every", "last", "same", "first")
        )
    if lead is None or lead.text in '.!?:;“"‘(':  # the head of a sentence: 'Employing 40 people'
        return tokens[at].low.endswith(("ing", "ly", "ed"))
    return lead.low in ("in", "at", "from", "for", "near", "outside", "across", "throughout") and is_plural(
        counted.rpartition(" ")[2]
    )


def _is_pronoun(tokens: Sequence[Token], figure: Figure) -> bool:
    """'one of them', 'no one', 'one day', 'the two of us' are no figures; 'only one', 'one in five', 'one million' are."""
    if tokens[figure.first].low != "one" or figure.scaled or figure.end > figure.first + 1:
        return False
    before, after = _at(tokens, figure.first - 1), _at(tokens, figure.end)
    if before and before.low in (
        "no",
        "any",
        "every",
        "each",
        "some",
        "this",
        "that",
        "the",
        "which",
        "another",
        "-",
    ):
        return True
    if figure.unit:
        return bool(before is None or not before.low) or (
            after is not None and after.glued and after.text == "-"
        )
    if before and before.low in ("only", "just", "than", "least", "exactly", "most", "to", "by"):
        return False
    return not (after and after.low in ("in", "out"))


def _is_period(tokens: Sequence[Token], figure: Figure) -> bool:
    """'the first half', 'a third term', 'half-time', 'per quarter': no shares."""
    before, after = _at(tokens, figure.first - 1), _at(tokens, figure.end)
    word = tokens[figure.end - 1].low
    if before and before.low in (
        "first",
        "second",
        "third",
        "fourth",
        "last",
        "next",
        "other",
        "per",
        "each",
        "every",
        "better",
        "latter",
    ):
        return True
    if after and after.glued and after.text in "-‑'’":
        return True
    if figure.first + 1 == figure.end and word in ("quarter", "quarters"):
        return True
    if tokens[figure.first].low in ("a", "an") and after and after.shape is Shape.WORD:
        led = before and before.low in (
            "by",
            "about",
            "nearly",
            "almost",
            "roughly",
            "over",
            "under",
            "than",
            "some",
            "only",
            "around",
            "up",
            "down",
            "least",
            "most",
        )
        return not (led or after.low in open_grammar().stops or after.low.endswith("ed"))
    return False


def goes_on(tokens: Sequence[Token], label: Figure | None, figure: Figure) -> bool:
    """'pages 10-12', 'lines 3, 4 and 5': a number listed after a label is one too."""
    if label is None or not figure.bare or figure.first != label.end + 1:
        return False
    return tokens[label.end].low in _LISTING and not find_counted(tokens, figure.end, figure.value)


_LISTING = frozenset(("-", "–", "—", "to", "and", "or", ",", "&", "/"))
