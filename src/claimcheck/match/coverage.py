"""How much of what a claim says a passage speaks of at all: the plainest guard against verdicts on something else.

    coverage = weighed share of the claim's telling words (names, nouns, verbs, adjectives; no figures) that the passage has

A word counts in full where its stem stands in the passage, in part where a word of the same class lies near it in the
language model's vector space, and at nine tenths where only the passage's surroundings (title, headings, neighbours) have it.
Weights and thresholds were set by looking at 1,082 claims with their evidence (tests/match/traps.jsonl and the seeds among
them): of the refutations of article claims under `SAME_MATTER` half were wrong, of those over it one in eight.
"""

from __future__ import annotations

import re
from collections.abc import Sequence, Set
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING, NamedTuple

from claimcheck.match.alignment import relate_names
from claimcheck.match.aspects import Aspect, Bearing
from claimcheck.match.lexicon import lexicon
from claimcheck.match.naming import is_attribute
from claimcheck.match.pair import Pair
from claimcheck.match.periods import is_part_of
from claimcheck.match.ranking import stem
from claimcheck.match.rates import is_of_other_rate
from claimcheck.match.reading import Reading, is_telling, once
from claimcheck.match.slots import is_planned
from claimcheck.match.tenures import claims_role
from claimcheck.match.verifier import Scores
from claimcheck.match.voices import MATCHED, Relation
from claimcheck.match.words import read_credit, telling_words
from claimcheck.model.claim import PartialDate, Quantity
from claimcheck.values.compare import compare_quantities
from claimcheck.values.dates import compare_dates, find_dates
from claimcheck.values.quantity import find_quantities

if TYPE_CHECKING:
    from spacy.tokens import Token
    from spacy.vocab import Vocab

WEIGHTS = {"PROPN": 1.0, "NOUN": 1.0, "VERB": 0.8, "ADJ": 0.6, "ADV": 0.4}
NEARBY = 0.9  # worth of a word that only the surroundings have
AKIN = 0.8  # ... of another word for the same happening
LIKENESS = 0.5  # least cosine of two words that count as alike in part

SAME_MATTER = 0.5  # least coverage by the passage's own words with which it may refute; of its names to support without figures
ENOUGH = 0.5  # least coverage, surroundings included, under which it may support
BESIDE = 0.6  # least coverage, surroundings included, under which it may refute all the same
SPOKEN = 0.3  # least coverage by its own words: "The price is 130 million." alone proves no sale
TOLD = 2  # values, all in the passage itself, with which its surroundings may hold the rest
MOSTLY = 0.7  # ... with which the same one acting makes dates and words telling
WHOLLY = 0.8  # least coverage by its own words that overrules the bars on wording
READ = 0.73  # least chance with which the verifier alone may support
SURE = 0.58  # least chance that the verifier gives, where there are no values to compare

WEAK_BARS = frozenset({"value-missing", "value-elsewhere", "date-by-publication"})
"""Bars that say only that grammar did not bind the claim's figures: here they are looked for anew."""

LOOSE_BARS = frozenset({"other-subject", "other-happening"})
"""Bars that grammar sets where subject or verb are worded otherwise: the verifier may overrule them when it is clear."""

WORDY_BARS = frozenset({"place-unknown"})
"""Bars that don't hold where the passage has all of the claim's names and nearly all of its words."""

OPEN = re.compile(
    r"\b(?:would|could|might|(?-i:may)|hope[sd]?|hoping|wish(?:es|ed)?|aim(?:s|ed)?|propose[sd]?|consider(?:s|ed|ing)|"
    r"mull(?:s|ed|ing)?|appl(?:y|ies|ied|ying|ication) (?:to|for)|seek(?:s|ing)?|sought|request(?:s|ed)?|provided|unless|if|"
    r"whether)\b",
    re.IGNORECASE,
)
"""Words that leave open whether it is so. A passage with one that the claim lacks is no plain support."""

CLEAR = 2.0  # how many times likelier than the opposite the verifier must find the claim for that


@dataclass(frozen=True, slots=True)
class Coverage:
    """``own``: by the passage itself; ``near``: its surroundings counted in; ``names``: the share of the claim's names that
    the passage itself has. All 0..1; 1 where the claim has no such words."""

    own: float
    near: float
    names: float


@once
def cover(both: Pair) -> Coverage:
    """The coverage of a claim by a passage."""
    return _cover(both, loosely=False)


@once
def cover_loosely(both: Pair) -> Coverage:
    """As ``cover``, with other words for the same kind of happening."""
    return _cover(both, loosely=True)


def _cover(both: Pair, *, loosely: bool) -> Coverage:
    theirs = _telling(both.theirs)
    total = own = near = 0.0
    for word in _share_words(both):
        akin = loosely and word.share < AKIN and _is_akin(word.token, theirs)
        share = AKIN if akin else word.share
        total += word.weight
        own += word.weight * share
        near += word.weight * max(share, NEARBY * word.around)
    proper = [word.there for word in _share_words(both) if word.token.pos_ == "PROPN"]
    names = sum(proper) / len(proper) if proper else 1.0
    return Coverage(own / total, near / total, names) if total else Coverage(1.0, 1.0, names)


class Share(NamedTuple):
    """A telling word of the claim: how far the passage has it (0..1), whether it has the very word, whether that stands
    around it."""

    token: Token
    weight: float
    share: float
    there: bool
    around: bool


@once
def _share_words(both: Pair) -> tuple[Share, ...]:
    around = _stems_of(_surroundings(both))
    stems = {stem(token.lower_) for token in _telling(both.theirs)}
    stems |= _stems_of(" ".join(both.theirs.referents.values()))
    found = []
    for token in _list_own(both.mine):
        root = stem(token.lower_)
        share = 1.0 if root in stems else _likeness(token, both.theirs)
        found.append(Share(token, WEIGHTS.get(token.pos_, 0.5), share, root in stems, root in around))
    return tuple(found)


@once
def _list_own(claim: Reading) -> list[Token]:
    """Its telling words but for those that say whose account it is."""
    credit = read_credit(claim, claim.doc[:].root)
    return [token for token in _telling(claim) if token.i not in credit]


def is_same_matter(both: Pair, rule: str = "", *, refuting: bool = True) -> bool:
    """Whether the passage speaks of what the claim says, so that a difference in one point may count against all of it.
    ``rule`` is the difference's: the same digits of the same thing are no chance, so their page may tell of what."""
    covered = cover_loosely(both) if refuting else cover(both)
    if rule in _OF_WORDS or (rule in _OF_SAME and covered.near >= BESIDE):
        return True
    if covered.own >= SAME_MATTER:
        return True
    return (_is_leaning(both) or not refuting) and covered.own >= SPOKEN and covered.near >= BESIDE


_OF_WORDS = frozenset(
    [
        "quote-of-other",
        "quote-cut",
        "quote-altered",
        "points-not-percent",
        "cell-differs",
        "same-term",
        "other-term",
        "other-holder",
    ]
)  # long stretches of the same words, both ends of the same change, a person's own office
_OF_SAME = frozenset(["unit-differs", "nobody-did"])


def _is_leaning(both: Pair) -> bool:
    """The passage begins with a pronoun, or 'one of them': whom it speaks of stands before it."""
    first = both.theirs.text.split()[:3]
    return (
        bool(first)
        and bool(both.passage.before)
        and bool(_PRONOUNS & {word.lower().strip(",") for word in first})
    )


_PRONOUNS = frozenset(["he", "she", "it", "they", "them"])


def is_clear(scores: Sequence[Scores]) -> bool:
    """Whether the verifier finds the claim borne out, and far likelier so than the opposite."""
    return any(score.supports >= SURE and score.supports >= CLEAR * score.refutes for score in scores)


@dataclass(frozen=True, slots=True)
class Ground:
    """What a passage offers in support of a claim before the verifier is asked. ``values`` says of each figure and date of the
    claim where it stands ('own', 'near'), ``bars`` what grammar still has against it."""

    covered: Coverage
    values: tuple[str, ...]
    bars: frozenset[str]
    telling: bool = (
        True  # a figure is among the values, or grammar finds the same happening: dates alone prove little
    )


def find_ground(both: Pair, aspects: Sequence[Aspect]) -> Ground | None:
    """``None`` where no score of the verifier could make the passage a support: something contradicts or is missing."""
    if any(aspect.bearing is Bearing.CONTRADICTS for aspect in aspects):
        return None
    bars = frozenset(aspect.rule for aspect in aspects if aspect.bearing is Bearing.BARS) - WEAK_BARS
    if bars - LOOSE_BARS - WORDY_BARS or leaves_open(both) or is_of_another(both):
        return None
    covered, values = cover(both), tuple(_match_values(both))
    if covered.own >= WHOLLY and covered.names == 1.0:
        bars -= WORDY_BARS
    least = SPOKEN if len(values) >= TOLD and values.count("own") == len(values) else ENOUGH
    if bars - LOOSE_BARS or covered.near < least or (claims_role(both) and covered.own < WHOLLY):
        return None
    if "none" in values or (values and "own" not in values) or _is_hoped_for(both):
        return None
    figures = find_quantities(both.claim.text)
    if "other-happening" in bars and figures and not any(re.search(r"\d\D?\d", one.text) for one in figures):
        return None  # 'three were lost', 'three were dented'
    telling = bool(figures) or _is_told_of(both, covered)
    return Ground(covered, values, bars, telling)


def find_support(ground: Ground, scores: Sequence[Scores]) -> tuple[str, float] | None:
    """The rule and score of a support that grammar did not find; ``None`` when there is none.

    `figures-covered`: every figure and date of the claim is in the passage (one of several may stand beside it), so are most of
    its words, and the verifier does not lean against it. `words-covered`: no figures to compare, and the verifier is sure.
    """
    covered, likeliest = ground.covered, max(scores, key=lambda score: score.supports)
    clear, values = is_clear(scores), ground.values
    told = clear and values.count("own") == len(values) >= TOLD and covered.near > ENOUGH
    sure = likeliest.supports >= READ and clear
    if (covered.own < SPOKEN and not (told or sure)) or (covered.near < ENOUGH and not sure):
        return None
    if values:
        if (clear and (ground.telling or sure)) or (
            ground.telling and not ground.bars and likeliest.supports >= likeliest.refutes
        ):
            return "figures-covered", 0.62 + 0.2 * covered.near
    elif clear and ground.telling and not ground.bars and min(covered.own, covered.names) >= SAME_MATTER:
        return "words-covered", 0.45 + 0.45 * likeliest.supports
    return None


def _is_hoped_for(both: Pair) -> bool:
    """The claim's figure is there as one of a plan, a threat or a nomination only: 'faces a fine of $3 million'."""
    for slot in both.slots:
        part = slot.best(agreeing=True)
        if slot.aspect != "date" and part is not None and is_planned(both.theirs, part.span):
            return not is_planned(both.mine, slot.span)
    return False


def _is_told_of(both: Pair, covered: Coverage) -> bool:
    """Grammar finds the same happening, or the same one acting with most of the claim's words."""
    found = both.alignment
    if found is None:
        return False
    alike = found.predicate in MATCHED and Relation.OTHER not in {found.agent, found.patient}
    return alike or (found.agent in MATCHED and covered.own >= MOSTLY)


def is_of_another(both: Pair) -> bool:
    """One that the claim says it of isn't named, and another is: 'fined Northbank' and 'a fine was imposed on Southbank'."""
    parts = [
        name
        for name in both.mine.names
        if both.mine.doc[name.last].head.like_num or not is_attribute(both, name)
    ]
    named = [name.text for name in both.theirs.names]
    named += both.theirs.referents.values()
    if re.search(r"\b[Ww]e\b|\b[Oo]ur\b", both.theirs.text):
        named.append(both.passage.publisher)
    missing = [
        name
        for name in parts
        if not any(relate_names(name.text, other) is Relation.SAME for other in named)
        and name.text.lower() not in both.theirs.text.lower()
    ]
    if _is_leaning(both) and all(name.text.lower() in both.passage.before.lower() for name in missing):
        return False  # 'It was signed in May', after a sentence with the name
    said = both.mine.text.lower()
    return bool(missing) and any(
        name.text.lower() not in said
        and not any(relate_names(own.text, name.text) is Relation.SAME for own in both.mine.names)
        for name in both.theirs.names
    )


def tells_figure(both: Pair, mine: Quantity, theirs: Quantity) -> bool:
    """A figure that agrees, and is no rate where the claim has a total."""
    return compare_quantities(mine, theirs).agrees and not is_of_other_rate(
        both.mine, mine, both.theirs, theirs
    )


def tells(theirs: PartialDate, mine: PartialDate) -> bool:
    """A date that agrees, and is no mere part of the claim's stretch of years."""
    return compare_dates(mine, theirs).agrees and not is_part_of(theirs, mine)


def leaves_open(both: Pair) -> bool:
    """The passage leaves open, by a word that the claim lacks, whether it is so."""
    said = {word.lower() for word in OPEN.findall(both.claim.text)}
    return any(word.lower() not in said for word in OPEN.findall(both.theirs.text))


@once
def _telling(reading: Reading) -> list[Token]:
    return [token for token in reading.doc if token.i not in reading.valued and is_telling(token)]


def _surroundings(both: Pair) -> str:
    passage = both.passage
    headers = [header for header, _ in passage.cells]
    return " ".join(
        [passage.title, passage.publisher, *passage.section, passage.before, passage.after, *headers]
    )


def has_words(both: Pair, *, but: Set[int], page: str = "") -> bool:
    """Whether the passage, what stands over it, or more of its ``page`` has all of the claim's telling words, save those at
    some places."""
    around = _stems_of(f"{both.theirs.text} {both.theirs.near} {page}")
    words = telling_words(both.mine, both.mine.doc[:].root)
    return all(token.i in but or stem(token.lower_) in around for token in words)


def _is_akin(token: Token, others: list[Token]) -> bool:
    """Another core word for the same kind of happening is there ('hurt' for 'injured', 'workforce' for 'employs'); 'nobody'
    speaks of all people."""
    known, lemma = lexicon(), token.lemma_.lower()
    if lemma in {"people", "person"} and any(other.lower_ in {"nobody", "no-one"} for other in others):
        return True
    mine = known.core.get(lemma, frozenset())
    return bool(mine) and any(mine & known.core.get(other.lemma_.lower(), frozenset()) for other in others)


@lru_cache(4_096)
def _stems_of(text: str) -> frozenset[str]:
    return frozenset(stem(word) for word in re.findall(r"\w+", text.lower()))


def _likeness(token: Token, passage: Reading) -> float:
    """0..1 by the nearest word of the same class; names are alike only when they are the same."""
    if token.pos_ == "PROPN" or not token.has_vector:
        return 0.0
    same = _list_keys(passage, token.pos_)
    best = max((_cosine(token.vocab, token.orth, other) for other in same), default=0.0)
    return max(0.0, (best - 0.4) / 0.6) if best > LIKENESS else 0.0


@once
def _list_keys(reading: Reading, kind: str) -> list[int]:
    """Of the telling words of a class, those that the language model has."""
    return [token.orth for token in _telling(reading) if token.pos_ == kind and token.has_vector]


@lru_cache(100_000)
def _cosine(vocab: Vocab, one: int, other: int) -> float:
    """Of two words, by their keys in the language model."""
    return float(vocab[one].similarity(vocab[other]))


def _match_values(both: Pair) -> list[str]:
    """For each figure and date of the claim where it is found: 'own' (the passage), 'near' (beside it), 'none'."""
    claim, passage, published = both.claim.text, both.theirs.text, both.passage.published
    beside = f"{both.passage.before} {both.passage.after}"
    found: list[str] = []
    for quantity in find_quantities(claim):
        places = [("own", find_quantities(passage)), ("near", find_quantities(beside))]
        found.append(
            next(
                (
                    name
                    for name, others in places
                    if any(tells_figure(both, quantity, other) for other in others)
                ),
                "none",
            )
        )
    for day in find_dates(claim, published):
        near = [("own", find_dates(passage, published)), ("near", find_dates(beside, published))]
        found.append(
            next(
                (name for name, days in near if any(tells(other, day) for other in days)),
                "none",
            )
        )
    return found
