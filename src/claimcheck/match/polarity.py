"""Yes against no: negation, verbs and words of the opposite sense, changed places, all against a part."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from claimcheck.match.alignment import Alignment
from claimcheck.match.aspects import Aspect, bars, contradicts
from claimcheck.match.frames import Frame, Standing
from claimcheck.match.lexicon import lexicon
from claimcheck.match.modality import is_limited
from claimcheck.match.pair import Pair
from claimcheck.match.qualifiers import ORDINALS
from claimcheck.match.voices import MATCHED, Relation, relate_predicates
from claimcheck.model.claim import Bound, Quantity
from claimcheck.model.evidence import Comparison

if TYPE_CHECKING:
    from spacy.tokens import Token

FULL = 0.99  # coverage from which a statement has all of the claim's words
_WHOLE = frozenset(["all", "every", "each", "entire", "whole", "entirely", "fully", "wholly", "completely"])


def compare_polarity(pair: Pair) -> list[Aspect]:
    """Contradictions between the claim and the clause beside it that need no figures."""
    found = pair.alignment
    if found is None:
        return []
    checks = (
        _compare_places, _compare_sense, _compare_refusal, _compare_words, _compare_parts, _compare_superlatives, _compare_ends,
    )  # fmt: skip
    main = [aspect for check in checks for aspect in check(pair, found)]
    return main + [aspect for other in pair.further for aspect in _compare_sense(pair, other)]


def _compare_places(pair: Pair, found: Alignment) -> list[Aspect]:
    if not found.swapped or found.predicate not in MATCHED:
        return []
    row = Comparison("who", _words(found.mine.agents), _words(found.theirs.agents), False)
    return [contradicts("places-swapped", 0.9, "who acts and what is acted on have changed places", row)]


def _compare_sense(pair: Pair, found: Alignment) -> list[Aspect]:
    """One 'not' more on one side, or a verb of the opposite sense; both together agree."""
    if not found.same_matter or found.theirs.standing in {Standing.OPEN, Standing.DENIED, Standing.POSSIBLE}:
        return []
    flipped, opposed = found.mine.negated != found.theirs.negated, found.predicate is Relation.OPPOSED
    if flipped == opposed or found.mine.standing is Standing.DENIED:
        return []
    if opposed and found.agent not in MATCHED and _are_converse(found):
        return []  # 'was sold to the bank' and 'the bank bought it' are one happening seen from two sides
    if (
        flipped
        and found.theirs.negated
        and _is_to_come(found.mine)
        and found.theirs.standing is Standing.FACT
    ):
        return []  # what has not been done yet may still be planned
    if flipped and found.theirs.negated and is_limited(pair, found):
        return [bars("narrower", 0.7, "the source says so of some only")]
    if flipped and found.theirs.negated and found.predicate is Relation.SAME and _is_nobody(found.theirs):
        row = Comparison("who", _words(found.mine.arguments), "nobody", False)
        return [contradicts("nobody-did", 0.85, f"the source has “{found.theirs.head.text}” of nobody", row)]
    if flipped and any(
        slot.aspect in {"count", "share"} and slot.best(agreeing=True) is None for slot in pair.slots
    ):
        return []  # 'four in five have one' and 'a fifth have none'
    unlike = found.predicate is not Relation.SAME and found.coverage < FULL
    if flipped and (unlike or _is_put_otherwise(pair, found)):
        return []
    if opposed and _tells_both(pair, found):
        return []
    if any(token.pos_ == "PROPN" for token in found.missing) or (opposed and _is_of_other_time(pair)):
        return [bars("negation-differs", 0.9, "the source says the opposite, but maybe of something else")]
    if flipped and (_is_partial(found.mine) or _is_partial(found.theirs)):
        return []  # 'most did not come' and 'only three of the eleven came' are no opposites
    weight = 0.7 + 0.2 * found.coverage if flipped else 0.85
    mine, theirs = _predicate(found, "mine"), _predicate(found, "theirs")
    rule = "negated" if flipped else "opposite"
    return [
        contradicts(
            rule,
            weight,
            f"the claim says “{mine}”, the source “{theirs}”",
            Comparison("what", mine, theirs, False),
        )
    ]


def _is_put_otherwise(pair: Pair, found: Alignment) -> bool:
    """The negation of one side stands in a word of the other: 'no woman had led it before' and 'the first woman to lead it',
    'has yet to be heard' and 'was not heard'."""
    mine, theirs = list(pair.mine.doc), [pair.theirs.doc[i] for i in sorted(found.statement.tokens)]
    negated, plain = (theirs, mine) if found.theirs.negated else (mine, theirs)
    text = " ".join(token.text for token in plain)
    compared = any(token.tag_ in _MORE or token.lower_ in _BEFORE for token in negated)
    topmost = any(token.tag_ in _MOST or token.lower_ in _TOP for token in plain)
    against = {token.lower_ for token in negated}  # 'was not stopped' does deny 'was stopped'
    worded = (match.group().lower() for match in _WORDED.finditer(text))
    return (compared and topmost) or any(word not in against for word in worded)


_WORDED = re.compile(
    r"\b(?:yet to|still to|stop(?:s|ped)?|ceas\w+|avoid\w*|declin\w+|refus\w+|free (?:of|from)|opposite|contrary|unable|"
    r"lack\w*|g[ai]v(?:e|es|en|ing) up|absent)\b",
    re.IGNORECASE,
)
_MORE, _MOST = frozenset(["JJR", "RBR"]), frozenset(["JJS", "RBS"])
_BEFORE = frozenset(["before", "ever", "previously", "hitherto"])
_TOP = frozenset(["first", "record", "unprecedented", "only"])


def _is_nobody(frame: Frame) -> bool:
    """'Nobody has been charged': not one of them, whoever they are; but 'none of the drivers'."""
    return any(
        token.lower_ in {"nobody", "no-one"} and not any(child.dep_ == "prep" for child in token.children)
        for token in frame.arguments
    )


def _is_of_other_time(pair: Pair) -> bool:
    """The claim dates itself otherwise than the passage does."""
    dates = [slot for slot in pair.slots if slot.aspect == "date"]
    return any(slot.counterparts and slot.best(agreeing=True) is None for slot in dates)


def _tells_both(pair: Pair, found: Alignment) -> bool:
    """The passage tells of the claim's own happening too: 'it killed ten and injured forty'."""
    above = {found.theirs.head}
    while (last := min(above, key=lambda token: len(list(token.ancestors)))).dep_ in {"xcomp", "ccomp"}:
        above.add(last.head)  # 'voted to reject' is no vote besides
    others = [frame for frame in pair.theirs.frames if frame.head not in above]
    return any(
        relate_predicates(found.mine, frame) in MATCHED
        and frame.negated == found.mine.negated
        and frame.former == found.mine.former
        for frame in others
    )


def _is_to_come(frame: Frame) -> bool:
    return any(child.lower_ in {"will", "'ll", "shall"} for child in frame.head.children)


def _are_converse(found: Alignment) -> bool:
    kinds = {
        name
        for frame in (found.mine, found.theirs)
        for name in lexicon().core.get(frame.lemma.split()[0], ())
    }
    return kinds >= {"acquire", "sell"}


def _is_partial(frame: Frame) -> bool:
    """What acts, or is acted on, is some or most of a number."""
    return any(
        part.lower_ in _PARTIAL
        for token in (*frame.agents, *frame.patients)
        for part in (token, *token.children)
    )


_PARTIAL = frozenset(
    ["most", "some", "few", "many", "majority", "half", "only", "part", "several", "almost", "hardly"]
)


def _compare_refusal(pair: Pair, found: Alignment) -> list[Aspect]:
    """A clause that says of the same one that something isn't so can't bear out that something is, or the reverse."""
    if (
        found.same_matter
        or found.mine.negated == found.theirs.negated
        or found.agent not in MATCHED | {Relation.UNKNOWN}
    ):
        return []
    return [bars("negation-differs", 0.65, "one of the two says that something is not so")]


def _predicate(found: Alignment, side: str) -> str:
    frame = found.mine if side == "mine" else found.theirs
    unfolded = (
        frame.lemma in lexicon().any and frame.head.lemma_.lower() in lexicon().undoing
    )  # 'lifted the ban'
    return f"not {frame.head.text}" if frame.negated and not unfolded else frame.head.text


def _compare_words(pair: Pair, found: Alignment) -> list[Aspect]:
    """A word of the claim against one that excludes it, where the rest of the two statements is alike."""
    if not MATCHED & {found.agent, found.patient} or found.agent is Relation.OTHER:
        return []
    if found.predicate not in MATCHED and found.agent not in MATCHED:
        return []
    if any(slot.aspect in {"count", "share"} and slot.best(agreeing=True) is None for slot in pair.slots):
        return []  # 'one of nine is a woman' and 'eight of the nine are men'
    there = [pair.theirs.doc[i] for i in found.statement.tokens]
    manners = [child for child in found.mine.head.children if child.dep_ == "advmod" and child.is_stop]
    for word in (*found.missing, *manners):
        for other in there:
            if _exclude(word, other) and _same_place(word, other):
                if word.dep_ == "amod" and word.head.dep_ == "pobj" and _has_figure(pair):
                    return [
                        bars("other-object", 0.9, f"the source says it of “{other.text} {other.head.text}”")
                    ]
                row = Comparison("word", word.text, _with_prefix(other), False)
                return [
                    contradicts(
                        "other-word",
                        0.8,
                        f"the claim has “{word.text}”, the source “{_with_prefix(other)}”",
                        row,
                    )
                ]
    return [*_compare_prefix(pair, found)]


def _has_figure(pair: Pair) -> bool:
    """'38 seats in the lower house': beside a figure the word tells which one, and the other one may have as many."""
    return any(slot.aspect != "date" for slot in pair.slots)


def _exclude(one: Token, other: Token) -> bool:
    return lexicon().exclude(one.lower_, other.lower_) or lexicon().exclude(
        one.lemma_.lower(), other.lemma_.lower()
    )


def _same_place(one: Token, other: Token) -> bool:
    """Both describe the same noun, or stand in the same relation to verbs."""
    if one.dep_ in {"amod", "compound", "nmod", "advmod"} and other.dep_ == one.dep_:
        return one.head.lemma_ == other.head.lemma_
    return one.pos_ == other.pos_ and one.dep_ not in {"amod", "compound"}


def _compare_prefix(pair: Pair, found: Alignment) -> list[Aspect]:
    """'voting' against 'non-voting', 'profit' against 'nonprofit'."""
    for i in found.statement.tokens:
        other = pair.theirs.doc[i]
        if _negated_by_prefix(other) and not _stands_plain(other, pair, found):
            for word in found.mine.head.subtree:
                if word.lower_ == other.lower_ and not _negated_by_prefix(word):
                    row = Comparison("word", word.text, f"non-{other.text}", False)
                    return [
                        contradicts(
                            "other-word",
                            0.85,
                            f"the claim has “{word.text}”, the source “non-{other.text}”",
                            row,
                        )
                    ]
    return []


def _negated_by_prefix(token: Token) -> bool:
    return token.i >= 2 and token.nbor(-1).text == "-" and token.nbor(-2).lower_ in {"non", "un", "anti"}


def _stands_plain(token: Token, pair: Pair, found: Alignment) -> bool:
    same = [pair.theirs.doc[i] for i in found.statement.tokens if pair.theirs.doc[i].lower_ == token.lower_]
    return any(not _negated_by_prefix(other) for other in same)


def _with_prefix(token: Token) -> str:
    return f"{token.nbor(-2).text}-{token.text}" if _negated_by_prefix(token) else token.text


_COMPARED = re.compile(r"\s+(?:more|less|fewer|higher|lower|up|down|above|below)\b", re.IGNORECASE)


def _compare_parts(pair: Pair, found: Alignment) -> list[Aspect]:
    """'all of it' where the source gives a part of it."""
    whole = next((token for token in found.mine.head.subtree if token.lower_ in _WHOLE), None)
    if whole is None or found.mine.negated or not MATCHED & {found.agent, found.patient}:
        return []
    if found.predicate not in MATCHED:
        return []
    there = {token.i for token in found.theirs.head.subtree}
    for quantity in pair.theirs.quantities:
        token = pair.theirs.token_at(quantity.span)
        if token is not None and token.i in there and _is_part(quantity, token):
            if _COMPARED.match(pair.theirs.text, quantity.span.end):  # '4 percent more'
                return [bars("part-not-whole", 0.65, f"the source doesn't say “{whole.text}”")]
            row = Comparison("part", whole.text, quantity.text, False)
            return [
                contradicts(
                    "part-not-whole",
                    0.85,
                    f"the claim says “{whole.text}”, the source “{quantity.text}”",
                    row,
                )
            ]
    if not any(
        pair.theirs.doc[i].lower_ in _WHOLE | {"any", "whoever", "always"} for i in found.statement.tokens
    ):
        if any(token.lower_ == "only" for token in found.theirs.head.subtree):
            row = Comparison("part", whole.text, "only", False)
            return [
                contradicts("part-not-whole", 0.85, f"the claim says “{whole.text}”, the source “only”", row)
            ]
        return [bars("part-not-whole", 0.65, f"the source doesn't say “{whole.text}”")]
    return []


def _compare_superlatives(pair: Pair, found: Alignment) -> list[Aspect]:
    """'the tallest' against 'the second tallest'; 'one of the tallest' leaves it open."""
    for word in found.mine.head.subtree:
        if word.tag_ not in {"JJS", "RBS"}:
            continue
        for other in found.theirs.head.subtree:
            if other.lower_ != word.lower_ or other.tag_ not in {"JJS", "RBS"}:
                continue
            mine, theirs = _step(word), _step(other)
            if "one of" in {mine, theirs} and mine != theirs:
                return [bars("rank-unsaid", 0.8, f"one of the two says “{mine or theirs}” the {word.text}")]
            if mine != theirs:
                row = Comparison(
                    "rank", f"{mine} {word.text}".strip(), f"{theirs} {other.text}".strip(), False
                )
                return [contradicts("rank-differs", 0.85, f"the source has “{row.evidence}”", row)]
    return []


def _step(word: Token) -> str:
    """The ordinal before a superlative, 'one of' before a set of them, '' for the first of all."""
    before = [token.lower_ for token in word.doc[max(0, word.i - 4) : word.i]]
    ordinal = next((part for part in reversed(before[-2:]) if part in _ORDINALS), "")
    return ordinal or ("one of" if ("one" in before and "of" in before) or "among" in before else "")


_ORDINALS = frozenset({*ORDINALS, "next"}) - {"first"}


def _compare_ends(pair: Pair, found: Alignment) -> list[Aspect]:
    """'has been closed since 2020' where the source goes on to say that it reopened."""
    perfect = {child.lower_ for child in found.mine.head.children} & {"has", "have"}
    if not perfect or not _SINCE.search(pair.mine.text) or found.mine.negated:
        return []
    for frame in pair.theirs.frames:
        ended = any(
            lexicon().opposed(word, frame.lemma)
            for word in (found.mine.lemma, found.mine.head.lemma_.lower())
        )
        if ended and not frame.negated and frame.standing is Standing.FACT:
            row = Comparison("time", f"since, {found.mine.head.text}", frame.head.text, False)
            return [contradicts("former-not-current", 0.8, f"the source goes on: “{frame.head.text}”", row)]
    return []


_SINCE = re.compile(r"\bsince\b", re.IGNORECASE)


def _is_part(quantity: Quantity, token: Token) -> bool:
    if quantity.unit == "%":
        return (
            quantity.high is not None
            and quantity.high < 100
            and quantity.bound not in {Bound.MORE_THAN, Bound.AT_LEAST}
        )
    return (
        not quantity.unit and not quantity.currency and any(child.lower_ == "of" for child in token.children)
    )


def _words(tokens: tuple[Token, ...]) -> str:
    return ", ".join("".join(part.text_with_ws for part in token.subtree).strip() for token in tokens[:1])
