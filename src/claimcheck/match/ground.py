"""What a passage offers in support of a claim where grammar finds none: its values, most of its words, nothing against it.

`figures-covered`: every figure and date of the claim is in the passage, with digits enough to be no chance, or nearly all of its
words; `words-covered`: no figures to compare, nearly all words, and the verifier is sure. A year, a "three" or a "40 percent"
alone stood by chance in one of two passages worded far from their claims.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from claimcheck.match.alignment import relate_names
from claimcheck.match.aspects import Aspect, Bearing
from claimcheck.match.coverage import (
    SAME_MATTER,
    SPOKEN,
    Coverage,
    cover,
    is_akin,
    is_leaning,
    share_words,
    telling,
)
from claimcheck.match.naming import is_attribute
from claimcheck.match.pair import Pair
from claimcheck.match.periods import is_part_of
from claimcheck.match.rates import is_of_other_rate
from claimcheck.match.slots import is_planned
from claimcheck.match.tenures import claims_role
from claimcheck.match.verifier import Scores
from claimcheck.match.voices import MATCHED, Relation
from claimcheck.model.claim import PartialDate, Quantity
from claimcheck.values.compare import compare_quantities
from claimcheck.values.dates import compare_dates, find_dates
from claimcheck.values.quantity import find_quantities

ENOUGH = 0.5  # least coverage, surroundings included, under which it may support
TOLD = 2  # values, all in the passage itself, with which its surroundings may hold the rest
MOSTLY = 0.7  # ... with which the same one acting makes dates and words telling
WHOLLY = 0.8  # least coverage by its own words that overrules the bars on wording
NEARLY_ALL = 0.9  # ... with which the verifier supports a claim without figures
FEW_DIGITS = (
    3  # digits of the values that agree under which they may stand there by chance ('three', '1994', '25 km')
)
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
FAR = 2  # times a bound over which a figure is hardly the one that the claim puts in round words
CLEAR = 2.0  # how many times likelier than the opposite the verifier must find the claim for that


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
    digits: int = 0  # of the values that the passage itself has, as it writes them; a year has but one
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
    if _lacks_its_subject(both):
        return None
    figures = find_quantities(both.claim.text)
    if "other-happening" in bars and figures and not any(re.search(r"\d\D?\d", one.text) for one in figures):
        return None  # 'three were lost', 'three were dented'
    telling = bool(figures) or _is_told_of(both, covered)
    return Ground(covered, values, bars, _count_digits(both), telling)


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
        if ground.digits < FEW_DIGITS and not _tells_enough(ground, clear=clear, sure=sure):
            return None
        if (clear and (ground.telling or sure)) or (
            ground.telling and not ground.bars and likeliest.supports >= likeliest.refutes
        ):
            return "figures-covered", 0.62 + 0.2 * covered.near
    elif clear and ground.telling and not ground.bars and min(covered.own, covered.names) >= NEARLY_ALL:
        return "words-covered", 0.45 + 0.45 * likeliest.supports
    return None


def _tells_enough(ground: Ground, *, clear: bool, sure: bool) -> bool:
    """Whether few digits are borne out by words: one by nearly all of them, two by most or by the verifier, too."""
    own = ground.covered.own
    if ground.digits < FEW_DIGITS - 1:
        return own >= NEARLY_ALL
    return own >= WHOLLY or sure or (clear and own >= SAME_MATTER)


def _count_digits(both: Pair) -> int:
    """How many digits tell that the passage's values are the claim's: 3 of '2.14 million', 1 of 'three' and of a year."""
    claim, passage, published = both.claim.text, both.theirs.text, both.passage.published
    count = 0
    for mine in find_quantities(claim):
        same = [one for one in find_quantities(passage) if tells_figure(both, mine, one)]
        count += max((_digits(one.value) for one in same), default=0)
    for day in find_dates(claim, published):
        if any(tells(other, day) for other in find_dates(passage, published)):
            length = (day.end - day.start).days
            count += 4 if length <= 1 else 3 if length <= 62 else 1  # a day, a month or two, a year
    return count


def _digits(value: Decimal) -> int:
    """Digits of a number without the zeros at its ends; two at least of ten and more."""
    told = len(str(abs(value).normalize().scaleb(0)).replace(".", "").split("E")[0].strip("0"))
    return max(told, 2 if abs(value) >= 10 else 1)


def _lacks_its_subject(both: Pair) -> bool:
    """Neither what the claim is of nor what it says that it does is in the passage or around it."""
    missing = {word.token.i for word in share_words(both) if not (word.share or word.there or word.around)}
    root = both.mine.doc[:].root
    lead = next((child for child in root.children if child.dep_ in {"nsubj", "nsubjpass"}), None)
    akin = root.i not in missing or is_akin(root, telling(both.theirs))
    return lead is not None and not akin and lead.i in missing


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
    if is_leaning(both) and all(name.text.lower() in both.passage.before.lower() for name in missing):
        return False  # 'It was signed in May', after a sentence with the name
    said = both.mine.text.lower()
    return bool(missing) and any(
        name.text.lower() not in said
        and not any(relate_names(own.text, name.text) is Relation.SAME for own in both.mine.names)
        for name in both.theirs.names
    )


def tells_figure(both: Pair, mine: Quantity, theirs: Quantity) -> bool:
    """A figure that agrees, and is no rate where the claim has a total."""
    far = (mine.low is None or mine.high is None) and abs(theirs.value) > FAR * abs(mine.value) > 0
    return (
        compare_quantities(mine, theirs).agrees
        and not far  # 'more than 2,000' is another thing's 23,000
        and not is_of_other_rate(both.mine, mine, both.theirs, theirs)
    )


def tells(theirs: PartialDate, mine: PartialDate) -> bool:
    """A date that agrees, and is no mere part of the claim's stretch of years."""
    return compare_dates(mine, theirs).agrees and not is_part_of(theirs, mine)


def leaves_open(both: Pair) -> bool:
    """The passage leaves open, by a word that the claim lacks, whether it is so."""
    said = {word.lower() for word in OPEN.findall(both.claim.text)}
    return any(word.lower() not in said for word in OPEN.findall(both.theirs.text))


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
