"""Numbers that count nothing: versions, list markers, marks of notes, numbers in names. Each rule names its trait."""

from __future__ import annotations

from collections.abc import Sequence

from claimcheck.values.measures import Figure
from claimcheck.values.nouns import find_counted, is_plural
from claimcheck.values.numerals import Form, low_at
from claimcheck.values.tokens import Shape, Token
from claimcheck.values.wordlists import open_words

_LISTING = frozenset(("-", "–", "—", "to", "and", "or", ",", "&", "/"))
_SHORT = frozenset({"nr", "p", "pp", "fig", "figs", "vol", "v", "ver", "ch", "sec", "art", "nos", "para"})
_LEADS = frozenset({
    "in", "at", "from", "near", "outside", "across", "throughout", "inside", "around", "within",
})  # fmt: skip
_VERBAL = frozenset({
    "mark", "note", "stage", "form", "match", "rule", "step", "shift", "track", "block", "schedule", "question",
    "group", "case", "point", "pin", "box", "list", "number",
})  # fmt: skip
_VERB_LEADS = frozenset({
    "to", "will", "would", "can", "could", "may", "should", "they", "we", "you", "who", "that", "must", "and", "or",
    "not",
})  # fmt: skip
_PERIODS = frozenset({
    "first", "second", "third", "fourth", "last", "next", "other", "per", "each", "every", "better",
    "latter", "another", "final", "opening", "this", "that",
})  # fmt: skip
_SHARE_LEADS = frozenset({
    "by", "about", "nearly", "almost", "roughly", "over", "under", "than", "some", "only", "around", "up", "down",
    "least", "most", "approximately", "to", "just", "another", "barely",
})  # fmt: skip
_ONE_LEADS = frozenset({"only", "just", "than", "least", "exactly", "most", "to", "by", "number", "from"})
_NOT_ONE = frozenset(
    {"no", "any", "every", "each", "some", "this", "that", "the", "which", "another", "-", "not"}
)


_RECURRING = frozenset({"week", "year", "season", "day", "term"})
_POINTING = frozenset({"this", "last", "next", "past", "that"})


def is_label(tokens: Sequence[Token], figure: Figure) -> bool:
    """Whether the number of ``figure`` names or numbers a thing instead of counting or measuring one."""
    if figure.form is Form.WORDS:
        return _is_pronoun(tokens, figure) or _is_hyphened(tokens, figure) or _is_title(tokens, figure)
    if figure.form is Form.SHARE:
        return _is_period(tokens, figure)
    if figure.form is Form.VAGUE or figure.currency:
        return False
    rules = (_is_padded, _is_hyphened, _is_suffixed, _is_marker, _is_note, _is_slashed, _is_title)
    return any(rule(tokens, figure) for rule in rules)


def _at(tokens: Sequence[Token], index: int) -> Token | None:
    return tokens[index] if 0 <= index < len(tokens) else None


def _is_padded(tokens: Sequence[Token], figure: Figure) -> bool:
    """007, 0750: a number that begins with a zero is a code."""
    written = tokens[figure.end - 1].text if figure.bare else ""
    return len(written) > 1 and written.isdecimal() and written[0] == "0"


def _is_hyphened(tokens: Sequence[Token], figure: Figure) -> bool:
    """GPT-4, Falcon-2, COVID-19, B-52, mid-40s: a hyphen glues the number to a word."""
    before, name = _at(tokens, figure.first - 1), _at(tokens, figure.first - 2)
    if before is None or name is None or not tokens[figure.first].glued or not before.glued:
        return False
    if before.text in "-‑–":
        return name.shape is Shape.WORD
    return before.text in "/.·:_" and name.shape is not Shape.SIGN  # dose.1, and 2/3


def _is_suffixed(tokens: Sequence[Token], figure: Figure) -> bool:
    """3D, 5G, 1080p, 40s: letters glued to the number that are no unit."""
    after = _at(tokens, figure.end)
    return bool(after and after.glued and after.shape is Shape.WORD and figure.bare)


def _is_marker(tokens: Sequence[Token], figure: Figure) -> bool:
    """'1. First' and '(2) second' at the head of the text."""
    before, after = _at(tokens, figure.first - 1), _at(tokens, figure.end)
    number = tokens[figure.first]
    if figure.first == 0 and _numbers_a_paragraph(number, after) and figure.bare:
        return True
    if after is None or not after.glued or not number.text.isdecimal() or len(number.text) > 3:
        return False
    if after.text == ")" and before is not None and before.text == "(":
        return figure.first == 1
    opens = before is None or before.text in "#*•·" or (before.text in ":;" and after.text == ")")
    return opens and after.text in ".)]" and _at(tokens, figure.end + 1) is not None


def _numbers_a_paragraph(number: Token, after: Token | None) -> bool:
    """'3.4 The pumps were tested': no decimal stands before a sentence."""
    sectioned = len(number.text) <= 5 and number.text.replace(".", "", 1).isdecimal() and "." in number.text
    return sectioned and after is not None and not after.glued and after.text[:1].isupper()


def _is_note(tokens: Sequence[Token], figure: Figure) -> bool:
    """'dose.1 And', 'said[12]', '(3)', '§ 4': the mark of a note or section."""
    before, after = _at(tokens, figure.first - 1), _at(tokens, figure.end)
    number = tokens[figure.first]
    if before is None or not number.text.isdecimal() or len(number.text) > 3 or not figure.bare:
        return False
    if before.text in ("[", "(") and number.glued and after and after.glued and after.text in ")]":
        return before.text == "[" or len(number.text) < 3
    if before.text == "[" or (after and after.text == "]" and after.glued):
        return True
    if number.glued and before.glued and before.text in '.!?…,;”’»"':
        return before.text != '"' or tokens[figure.first - 2].shape is Shape.SIGN
    return before.text in "§†*" or (before.text == "#" and number.glued)


def _is_slashed(tokens: Sequence[Token], figure: Figure) -> bool:
    """4/2025, 9/11: numbers either side of a slash that make no fraction."""
    after, number = _at(tokens, figure.end), _at(tokens, figure.end + 1)
    if after and number and after.text == "/" and after.glued and number.glued:
        return number.shape is Shape.NUMBER
    before = _at(tokens, figure.first - 1)
    return bool(before and before.text == "/" and before.glued and tokens[figure.first].glued)


def _is_title(tokens: Sequence[Token], figure: Figure) -> bool:
    """Falcon 4, Chapter 3, line 6, iOS 17.4: a name or a numbered kind of thing, and a small number."""
    if not figure.bare or figure.scaled:
        return False
    digits = tokens[figure.first].text.replace(".", "")
    if figure.form is Form.DIGITS and (not digits.isdecimal() or len(digits) > 4):
        return False
    at = figure.first - 1
    if low_at(tokens, at) == "." and tokens[at].glued:
        at -= 1
        if low_at(tokens, at) not in _SHORT:
            return False
    before = _at(tokens, at)
    if before is None or before.shape is not Shape.WORD or before.low in ("age", "ages", "aged"):
        return False
    if before.low in _RECURRING and low_at(tokens, at - 1) in _POINTING:
        return False  # 'as of this week 12 clients'
    if before.low in open_words("labels"):
        return not _counts(tokens, figure, at)
    if before.text == before.low or before.low in open_words("adverbs"):
        return False
    if figure.form is Form.WORDS and not tokens[figure.first].text[0].isupper():  # but Cloud Nine
        return False
    return not _counts(tokens, figure, at)


def _counts(tokens: Sequence[Token], figure: Figure, at: int) -> bool:
    """Whether the number after the word at ``at`` counts the noun that follows: 'In Port Ellis 40 people'."""
    counted = find_counted(tokens, figure.end, figure.value)
    if not counted or not is_plural(counted.rpartition(" ")[2]):
        return False
    word = tokens[at]
    while at and tokens[at].shape is Shape.WORD and tokens[at].text[0].isupper() and not _opens(tokens, at):
        at -= 1
    lead = tokens[at].low
    if word.low in _VERBAL and lead in _VERB_LEADS:
        return True
    if word.low in open_words("labels"):
        return lead != word.low and lead in (
            "a",
            "the",
            "this",
            "that",
            "each",
            "every",
            "last",
            "same",
            "first",
        )
    if _opens(tokens, at):  # the head of a sentence: 'Employing 40 people', 'In Berlin 40 people'
        return lead in _LEADS or (word.low.endswith(("ing", "ly", "ed")) and len(word.low) > 6)
    return lead in _LEADS


def _opens(tokens: Sequence[Token], at: int) -> bool:
    """Whether the token at ``at`` begins a sentence or a clause in quotes or brackets."""
    return at == 0 or tokens[at - 1].text in '.!?:;“"‘(—–'


def _is_pronoun(tokens: Sequence[Token], figure: Figure) -> bool:
    """'one of them', 'no one', 'one day' are no figures; 'only one', 'one in five', 'one million' are."""
    if tokens[figure.first].low != "one" or figure.unit or figure.end > figure.first + 1:
        return _is_one_day(tokens, figure)
    before, after = low_at(tokens, figure.first - 1), low_at(tokens, figure.end)
    if before in _NOT_ONE or (before == "only" and low_at(tokens, figure.first - 2) == "the"):
        return True
    return before not in _ONE_LEADS and after not in ("in", "out")


def _is_one_day(tokens: Sequence[Token], figure: Figure) -> bool:
    """'One day she left', 'one year on', 'zero-based': no figures; 'one day of rest', 'lasted one hour' are."""
    word, after = tokens[figure.first].low, low_at(tokens, figure.end)
    if word == "zero" and after == "-":
        return True
    if (
        word in ("two", "three")
        and figure.bare
        and low_at(tokens, figure.first - 1) in ("the", "these", "those")
    ):
        return not find_counted(tokens, figure.end, figure.value) and after != "-"  # the two met
    if tokens[figure.first].low != "one" or not figure.unit or figure.scaled:
        return False
    before = low_at(tokens, figure.first - 1)
    opens = before in ("", ".", ",", ";", ":", "“") and after
    return bool(opens) or before in _NOT_ONE or after in ("on", "-")


def _is_period(tokens: Sequence[Token], figure: Figure) -> bool:
    """'the first half', 'a third term', 'half-time', 'per quarter': no shares."""
    before, after = low_at(tokens, figure.first - 1), _at(tokens, figure.end)
    word = tokens[figure.end - 1].low
    if figure.unit != "%" or figure.bound.value != "exact" or word.startswith("halv"):
        return False
    between = any(token.low == "between" for token in tokens[max(0, figure.first - 6) : figure.first])
    if (
        before in _PERIODS
        or before == "-"
        or (before == "and" and not between)
        or (after and after.glued and after.text in "-‑'’")
    ):
        return True
    if word in ("quarter", "quarters") and figure.first + 1 == figure.end:
        return True
    if after and after.low.startswith(("brother", "sister", "sibling")):  # a half brother
        return True
    if tokens[figure.first].low in ("a", "an") and after and after.shape is Shape.WORD:
        led = before in _SHARE_LEADS or after.low in open_words("stops")
        return not (led or after.low.endswith("ed"))
    return False


def goes_on(tokens: Sequence[Token], label: Figure | None, figure: Figure) -> bool:
    """'pages 10-12', 'lines 3, 4 and 5', '0750 101 126': a number listed after a label is one too."""
    if label is None or not figure.bare or figure.scaled:
        return False
    if figure.first == label.end and label.form is figure.form is Form.DIGITS:
        return True
    if figure.first != label.end + 1:
        return False
    return tokens[label.end].low in _LISTING and not find_counted(tokens, figure.end, figure.value)
