"""What a figure is the figure of: the noun counted, and the verb or noun that governs it.

In "raised $820 million at a valuation of $5.6 billion" the first amount belongs to 'raise', the second to 'valuation'.
A figure speaks to a claim only when it belongs to the same thing.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from claimcheck.match.frames import Frame
from claimcheck.match.lexicon import lexicon
from claimcheck.match.ranking import stem
from claimcheck.match.reading import Reading, once
from claimcheck.model.selector import Span

if TYPE_CHECKING:
    from spacy.tokens import Token


@dataclass(frozen=True, slots=True)
class Metric:
    """What governs a figure, nearest first, up to the verb, by lemma. ``particle`` is the preposition before the figure
    ('by', 'to', 'of'), '' when there is none; ``subject`` are the lemmas of the words that tell whose figure it is."""

    heads: tuple[str, ...]
    verb: str
    particle: str
    subject: frozenset[str]
    base: bool = False  # 'three of the eleven': the eleven are what the part is taken from
    thing: frozenset[str] = frozenset()  # whose measure it is by itself: 'the 7.5-mile tunnel'

    @property
    def telling(self) -> tuple[str, ...]:
        """The heads that tell one metric from another."""
        return tuple(head for head in self.heads if head not in lexicon().light)


_EMPTY = frozenset(
    [
        "",
        "be",
        "have",
        "do",
        "get",
        "become",
        "include",
        "comprise",
        "count",
        "number",
        "total",
        "stand",
        "remain",
    ]
)
_AMOUNTING = frozenset(["come", "amount", "run", "add"])
_STEPS = 7  # how far up a parse is followed
_DIMENSIONS = frozenset(
    ["long", "wide", "tall", "high", "deep", "thick", "old", "away", "across", "broad", "heavy", "apart"]
)


@once
def read_metric(reading: Reading, span: Span) -> Metric:
    """The metric of the value at a stretch of the text."""
    inside = reading.doc.char_span(span.start, span.end, alignment_mode="expand")
    if inside is None or not len(inside):
        return Metric((), "", "", frozenset())
    own, heads, particle, verb = {t.i for t in inside}, _dimension(reading, inside[-1].i), "", ""
    token: Token = inside.root
    moved = next((part for part in inside if part.pos_ == "VERB"), None)
    if moved is not None:  # 'doubled', 'more than halved'
        verb = moved.lemma_.lower()
        heads.append(verb)
    described = describing_verb(token)
    for _ in range(_STEPS):
        if token.i not in own:
            if token.pos_ in {"ADP", "SCONJ"}:
                particle = particle or token.lower_
            elif token.pos_ in {"NOUN", "PROPN", "ADJ"}:
                heads.append(token.lemma_.lower())
            elif token.pos_ in {"VERB", "AUX"}:
                verb, governing = _read_verb(reading, token, particle)
                heads += governing
                break
        if token.dep_ == "ROOT":
            break
        token = token.head
    way = lexicon().moving(verb) if particle in {"by", "to", "from"} and heads else ""
    if way:  # 'cut to 3%' is 'lowered to 3%'
        verb = heads[-1] = way
    if described is not None:
        heads.insert(1, described.lemma_.lower())
        verb = described.lemma_.lower()
    return Metric(
        tuple(heads),
        verb,
        particle,
        _read_subject(reading, token, own),
        _is_base(reading, inside.root),
        _read_thing(reading, span, inside.root),
    )


def _read_verb(reading: Reading, token: Token, particle: str) -> tuple[str, list[str]]:
    """The verb above a figure, and what it adds to the heads: itself, as a rule."""
    frame = _frame(reading, token)
    if frame is not None and frame.said_by == token:  # 'puts the cost at $2'
        return "be", [thing.lemma_.lower() for thing in frame.agents]
    meant = said_of_itself(reading, frame)
    verb = (token if meant is None else meant.head).lemma_.lower()
    if particle == "to" and verb in _AMOUNTING:  # 'the bill came to $2'
        return "be", []
    return verb, [verb]


def _read_thing(reading: Reading, span: Span, unit: Token) -> frozenset[str]:
    """The noun behind a measure with a hyphen, and what is joined to it: 'a nine-hour rescue operation'."""
    noun = unit.head
    if "-" not in reading.text[span.start : span.end] or noun.pos_ != "NOUN" or noun.i < unit.i:
        return frozenset()
    joined = [child for child in noun.children if child.dep_ == "compound" and child.i > unit.i]
    return frozenset(token.lemma_.lower() for token in (noun, *joined))


def _frame(reading: Reading, verb: Token) -> Frame | None:
    return next((frame for frame in reading.frames if frame.head.i == verb.i), None)


def said_of_itself(reading: Reading, frame: Frame | None) -> Frame | None:
    """'62 per cent said that they agreed': what they say of themselves, ``None`` where they say something else."""
    if frame is None or frame.lemma not in lexicon().saying:
        return None
    for below in reading.frames:
        said = below.head.head == frame.head and below.head.dep_ == "ccomp" and below.agents
        if said and all(token.lower_ in {"they", "he", "she"} for token in below.agents):
            return below
    return None


def describing_verb(figure: Token) -> Token | None:
    """'60 people employed at the yard': the verb that says what the counted ones did, set right behind them."""
    noun = figure.head if figure.dep_ in {"nummod", "compound", "quantmod"} else figure
    return next((child for child in noun.children if child.dep_ == "acl" and child.i == noun.i + 1), None)


def _dimension(reading: Reading, last: int) -> list[str]:
    """'11 km wide': the width."""
    after = reading.doc[last + 1 : last + 2]
    return [token.lower_ for token in after if token.lower_ in _DIMENSIONS]


def _is_base(reading: Reading, figure: Token) -> bool:
    """The figure stands before the noun of 'of the ...' under another figure."""
    noun = figure.head if figure.dep_ in {"nummod", "compound", "quantmod"} else figure
    if noun.dep_ != "pobj" or noun.head.lower_ != "of":
        return False
    return noun.head.head.i in reading.valued or noun.head.head.lower_ in {
        "most",
        "all",
        "none",
        "half",
        "some",
        "many",
    }


def _read_subject(reading: Reading, verb: Token, own: set[int]) -> frozenset[str]:
    frame = next((frame for frame in reading.frames if frame.head.i == verb.i), None)
    given = list(frame.agents or frame.patients[:1]) if frame else []
    parts = [part for token in given for part in token.subtree]
    words = [part.lemma_.lower() for part in parts if part.i not in own and part.pos_ in {"NOUN", "PROPN"}]
    words += [word for token in given for word in reading.referents.get(token.i, "").lower().split()]
    return frozenset(words) - {"the", "a", "an"}


def compare_metrics(mine: Metric, theirs: Metric) -> float:
    """0..1: how surely two figures are of the same thing; 0.5 where grammar can't tell."""
    if moves_apart(mine, theirs):
        return 0.1  # 'fell by 4%' and 'fell to 4%'
    if is_of_base(mine, theirs) or _are_apart(mine, theirs):
        return 0.2
    if theirs.thing & mine.subject and _measures(mine):
        return 0.9
    if (
        mine.heads[:1] != theirs.heads[:1]
        and {*mine.heads[:1], *theirs.heads[:1]} & _DIMENSIONS
        and not _nearest(mine, theirs)
    ):
        return 0.2
    if {mine.verb, theirs.verb} & _HAVING and {mine.verb, theirs.verb} & _CHANGING:
        return 0.05  # 'has 38 seats' and 'lost five seats'
    if mine.verb in _HAVING and not _may_have(mine, theirs):
        return 0.05  # 'has 4,000 teachers' and '4,000 teachers stopped work'
    if _nearest(mine, theirs):
        return 1.0 if _akin_verbs(mine, theirs) is not False else 0.45
    own, other = mine.telling, theirs.telling
    subjects = {*mine.subject, *theirs.subject}
    if any(_akin(a, b) for a in own for b in other):
        return 0.7 if not (own and other) or _akin(own[0], other[0]) else 0.55
    crossed = any(_akin(a, b) for a in own for b in theirs.subject) or any(
        _akin(a, b) for a in other for b in mine.subject
    )
    shared = any(_akin(a, b) for a in mine.subject for b in theirs.subject)
    if shared and not own and not crossed and set(other) - {theirs.verb}:
        return 0.35  # 'its profit was 5 million' and 'it reported revenue of 9 million'
    if crossed or (shared and not (own and other)):
        return 0.7
    if mine.verb == theirs.verb and mine.verb not in {"", "be", "have", "do"}:
        return 0.7
    return 0.5 if subjects and not (own and other) else 0.2


def _are_apart(mine: Metric, theirs: Metric) -> bool:
    """One of them is of profit and the other of revenue."""
    own, other = {*mine.heads, *mine.subject}, {*theirs.heads, *theirs.subject}
    return any(lexicon().is_apart(a, b) for a in own - other for b in other - own)


def _measures(metric: Metric) -> bool:
    """'is 12 km long', 'took nine hours', 'weighs 3 tonnes'."""
    length = metric.heads[:1] and metric.heads[0] in _DIMENSIONS - {"wide", "thick", "across", "broad"}
    return bool(length) or metric.verb in {"take", "last", "weigh", "measure"}


_HAVING = frozenset(["have", "own", "possess"])
_CHANGING = frozenset(
    [
        "lose",
        "gain",
        "add",
        "shed",
        "cut",
        "create",
        "hire",
        "buy",
        "sell",
        "acquire",
        "open",
        "close",
        "shut",
        "scrap",
        "order",
    ]
)


def _may_have(mine: Metric, theirs: Metric) -> bool:
    """The verb over the other figure tells of having, or of nothing: 'employs 300 people', 'with 300 employees'."""
    other = theirs.verb
    if other in _EMPTY | _HAVING or lexicon().akin("have", other) or not theirs.heads:
        return True
    return any(_akin(head, other) for head in mine.heads) or theirs.verb not in theirs.heads[:2]


def is_of_base(mine: Metric, theirs: Metric) -> bool:
    """'eleven appeared' and 'three of the eleven appeared'."""
    return mine.base != theirs.base and _akin_verbs(mine, theirs) is True


def compare_uncounted(mine: Metric, theirs: Metric) -> float:
    """As ``compare_metrics``, leaving out what is counted: the counted things are known to differ."""
    return compare_metrics(replace(mine, heads=mine.heads[1:]), replace(theirs, heads=theirs.heads[1:]))


def _akin_verbs(mine: Metric, theirs: Metric) -> bool | None:
    """Whether the verbs above the figures tell of one happening; ``None`` where one has no content."""
    if {mine.verb, theirs.verb} & _EMPTY:
        return True if mine.verb == theirs.verb else None
    return _akin(mine.verb, theirs.verb)


def moves_apart(mine: Metric, theirs: Metric) -> bool:
    particles = {mine.particle, theirs.particle}
    return len(particles) == 2 and particles <= {"by", "to", "from"}


def _nearest(mine: Metric, theirs: Metric) -> bool:
    """The first telling word over either figure is the same, or means the same."""
    own, other = mine.telling[:1], theirs.telling[:1]
    return bool(own and other) and _akin(own[0], other[0])


def _akin(one: str, other: str) -> bool:
    known = lexicon()
    return stem(one) == stem(other) or known.akin(one, other) or known.opposed(one, other)
