"""Two numbers that are told together: the score of a match ('won 3-1'), and a vote ('by eight votes to three', 'eight backed
it, three were against').
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from claimcheck.match.aspects import Aspect, agrees, bars, contradicts
from claimcheck.match.coverage import SAME_MATTER, cover, has_words
from claimcheck.match.lexicon import lexicon
from claimcheck.match.pair import Pair
from claimcheck.match.reading import Reading, once
from claimcheck.match.voices import MATCHED
from claimcheck.model.evidence import Comparison

VOTED = 0.85  # weight of the same numbers for and against
_SCORE = re.compile(r"(?<![\w.,/–-])(\d{1,3})\s?[-–]\s?(\d{1,3})(?![\w/–-]|[.,]\d)")
_CONTEST = re.compile(
    r"\b(?:w[io]n(?:ning|s)?|beat(?:en|ing|s)?|los[est]\w*|loss|defeat\w*|victor\w+|dr[ae]w\w*|scor\w+|match|game|final|lead|led)\b",
    re.IGNORECASE,
)
_VOTE = re.compile(r"\bvot(?:e[sd]?|ing)\b|\bballot\b|\bmotion\b", re.IGNORECASE)
_TO = re.compile(r"\s*(?:votes?\s+)?(?:to|-|–|against)\s*$", re.IGNORECASE)
_OF_ALL = re.compile(r"\s+of (?:the|its|their)\s+$")
_VOTED_FOR = re.compile(r"^\s+(?:[\w-]+\s+){1,2}(?:voted (?:for|in favou?r of)|were (?:for|in favou?r of))\b")
_FOR = re.compile(
    r"\b(?:in favou?r|for|back(?:ed|ing)|support(?:ed|ing)|approv(?:ed|ing)|yes)\b", re.IGNORECASE
)
_AGAINST = re.compile(r"\b(?:against|oppos(?:ed|ing)|reject(?:ed|ing)|no)\b", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Score:
    """``ahead`` of a match is the larger number; of a vote it is how many were for it, ``None`` unless the text tells."""

    first: int
    second: int
    text: str
    voted: bool = False
    ahead: int | None = None

    def is_same(self, other: Score) -> bool:
        """The same two numbers, and the same one for it where both tell."""
        if {self.first, self.second} != {other.first, other.second}:
            return False
        return None in {self.ahead, other.ahead} or self.ahead == other.ahead


def compare_scores(pair: Pair) -> list[Aspect]:
    """One finding for each score or vote of the claim."""
    there = read_scores(pair.theirs)
    found = [] if (split := _compare_unanimity(pair, there)) is None else [split]
    for mine in read_scores(pair.mine):
        alike = [score for score in there if score.voted is mine.voted]
        same = next((score for score in alike if mine.is_same(score)), None)
        row = Comparison("score", mine.text, (same or alike[0]).text if alike else "", same is not None)
        if same is not None:
            if mine.voted and None not in {mine.ahead, same.ahead} and _is_on_the_same(pair):
                found.append(agrees("vote-agrees", VOTED, "the same votes for and against", row))
        elif len(alike) == 1 and _is_of_same(pair, mine, alike[0]):
            note = f"the claim has “{mine.text}”, the source “{alike[0].text}”"
            found.append(contradicts("score-differs", 0.85, note, row))
        else:
            found.append(bars("value-missing", 0.9, f"the passage doesn't give “{mine.text}”"))
    return found


def _compare_unanimity(pair: Pair, there: Sequence[Score]) -> Aspect | None:
    """'Adopted unanimously' and 'adopted by nine votes to four'."""
    mine = [score for score in read_scores(pair.mine) if score.voted]
    ours, theirs = (_UNANIMOUS.search(reading.text) for reading in (pair.mine, pair.theirs))
    split = [score for score in (there if ours else mine) if score.voted and min(score.first, score.second)]
    if (ours is None) is (theirs is None) or not split or not _is_on_the_same(pair):
        return None
    told = next(match[0] for match in (ours, theirs) if match is not None)
    texts = (told, split[0].text) if ours else (split[0].text, told)
    note = f"the claim has “{texts[0]}”, the source “{texts[1]}”"
    return contradicts("score-differs", VOTED, note, Comparison("score", *texts, False))


_UNANIMOUS = re.compile(r"\bunanimous(?:ly)?\b", re.IGNORECASE)


def _is_of_same(pair: Pair, mine: Score, theirs: Score) -> bool:
    """The same match, or the same vote, as far as the words tell, and none on putting it off."""
    same_numbers = {mine.first, mine.second} == {theirs.first, theirs.second}
    if mine.voted and not same_numbers and _is_put_off(pair):
        return False
    if pair.alignment is not None and pair.alignment.predicate in MATCHED and pair.same_matter:
        return True
    return mine.voted and cover(pair).own >= SAME_MATTER


def _is_put_off(pair: Pair) -> bool:
    """The passage's vote is on when or how to decide, the claim's on the thing itself."""
    return _PROCEDURE.search(pair.theirs.text) is not None and not _PROCEDURE.search(pair.mine.text)


_PROCEDURE = re.compile(
    r"\b(?:put(?:ting)? off|defer\w*|postpon\w*|delay\w*|adjourn\w*|refer(?:red|ring)? back|amend\w*|suspend\w*)\b",
    re.IGNORECASE,
)


def _is_on_the_same(pair: Pair) -> bool:
    """What was voted on is in the passage, word for word, or on the page of 'the decision'; who voted may be called otherwise."""
    voters = {part.i for frame in pair.mine.frames for token in frame.agents for part in token.subtree}
    known = lexicon().any
    voting = {t.i for t in pair.mine.doc if known.get(t.lemma_.lower(), frozenset()) & _DECIDING}
    voting |= {t.i for t in pair.mine.doc if t.lemma_.lower() in {"vote", "favour", "favor", "unanimously"}}
    page = pair.page if _DECISION.search(pair.theirs.text) else ""
    return has_words(pair, but=voters | voting, page=page)


_DECISION = re.compile(
    r"\b(?:the|this) (?:decision|motion|vote|resolution|ruling|order|consent|permit)\b|\b(?:for|against) it\b",
    re.IGNORECASE,
)


_DECIDING = frozenset(["approve", "reject", "pass", "support", "oppose"])


@once
def read_scores(reading: Reading) -> tuple[Score, ...]:
    """The scores and votes of a text; none where no word says that there was a match or a vote."""
    if _VOTE.search(reading.text) or _FOR.search(reading.text):
        votes = tuple(_find_votes(reading))
        if votes:
            return votes
    if not _CONTEST.search(reading.text):
        return ()
    found = _SCORE.finditer(reading.text)
    return tuple(Score(int(m[1]), int(m[2]), m[0], ahead=max(int(m[1]), int(m[2]))) for m in found)


def _find_votes(reading: Reading) -> Iterator[Score]:
    counts = [q for q in reading.quantities if not (q.unit or q.currency) and q.value == int(q.value)]
    for one, other in pairwise(counts):
        between = reading.text[one.span.end : other.span.start]
        text = reading.text[one.span.start : other.span.end]
        first, second = int(one.value), int(other.value)
        if _OF_ALL.match(between) and first < second and _VOTED_FOR.search(reading.text[other.span.end :]):
            yield Score(
                first, second - first, text, voted=True, ahead=first
            )  # 'five of the seven members voted for it'
            continue
        if _TO.match(between) and _VOTE.search(reading.text):
            carried = _is_carried(reading)
            ahead = None if carried is None else max(first, second) if carried else min(first, second)
            yield Score(first, second, text, voted=True, ahead=ahead)
            continue
        after = re.split(r"[.;,]", reading.text[other.span.end :])[0]
        if _FOR.search(between) and _AGAINST.search(after):
            yield Score(first, second, text, voted=True, ahead=first)
        elif _AGAINST.search(between) and _FOR.search(after):
            yield Score(first, second, text, voted=True, ahead=second)


def _is_carried(reading: Reading) -> bool | None:
    """Whether the vote was won; ``None`` where the verbs don't tell."""
    if re.search(r"\bvot\w+\b.{0,20}\bagainst\b", reading.text, re.IGNORECASE):
        return None if _FOR.search(reading.text) else False
    known = lexicon()
    kinds = {name for frame in reading.frames for name in known.any.get(frame.lemma, ()) if not frame.negated}
    told = kinds & {"approve", "reject", "pass"}
    return None if not told or ("reject" in told and len(told) > 1) else "reject" not in told
