"""What tells one of several from another: 'the second time', 'people over 65', 'the median rent', '18 of them abroad'.

Such words make a sentence one about another thing, however alike the rest of it is.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING

from claimcheck.match.alignment import Alignment
from claimcheck.match.aspects import Aspect, bars, contradicts
from claimcheck.match.lexicon import lexicon
from claimcheck.match.pair import Pair
from claimcheck.match.ranking import stem
from claimcheck.match.reading import Reading, once
from claimcheck.match.slots import Slot
from claimcheck.match.voices import MATCHED
from claimcheck.match.words import find_counterparts, statement_at, telling_words
from claimcheck.model.claim import Quantity
from claimcheck.model.evidence import Comparison
from claimcheck.model.selector import Span
from claimcheck.values.agreement import Agreement
from claimcheck.values.compare import compare_quantities

if TYPE_CHECKING:
    from spacy.tokens import Token

ORDINALS = {
    word: place
    for place, word in enumerate(
        ["first", "second", "third", "fourth", "fifth", "sixth", "seventh", "eighth", "ninth", "tenth", "eleventh", "twelfth"], 1
    )
}  # fmt: skip
_NUMBERED = re.compile(r"^(\d+)(?:st|nd|rd|th)$")
CLOSE = 20  # characters after 'including' within which the part's figure stands
_PART = re.compile(
    r"\b(?:of (?:them|whom|which|these|those)|among (?:them|these|those)|including|thereof)\b", re.IGNORECASE
)
_STOP = re.compile(r"[;.)](?=\s|$)|,(?=\s)|\s(?:and|but|while)\s")


def compare_qualifiers(pair: Pair) -> list[Aspect]:
    """Findings on numbered things, ages of groups, kinds of averages and sums, and parts of a number."""
    found = [*_compare_only(pair), *_compare_groups(pair), *_compare_measures(pair), *_compare_parts(pair)]
    found += _compare_shares(pair)
    return found if pair.alignment is None else [*_compare_ordinals(pair, pair.alignment), *found]


def _compare_only(pair: Pair) -> list[Aspect]:
    """'only members may vote' isn't borne out by 'members may vote'."""
    for token in _list_limits(pair.mine):
        if not _ONLY.search(pair.theirs.text):
            return [bars("only-unsaid", 0.9, f"the source doesn't say “{token.text}”")]
    return []


@once
def _list_limits(reading: Reading) -> list[Token]:
    """Words such as 'only', where they are of no figure."""
    return [
        token
        for token in reading.doc
        if token.lower_ in {"only", "solely", "exclusively"}
        and not any(
            other.like_num or other.i in reading.valued for other in reading.doc[token.i + 1 : token.i + 5]
        )
    ]


_ONLY = re.compile(
    r"(?<!not )\b(?:only|solely|exclusively|restricted|limited|confined|reserved|just|alone|nobody but|no one (?:but|else)|"
    r"nothing but|none but|sole|single|one)\b",
    re.IGNORECASE,
)


def _compare_ordinals(pair: Pair, found: Alignment) -> list[Aspect]:
    """'the first time' where the source has 'the second time', of the same noun. What the second phone does says nothing of
    the first."""
    there = _ordinals(pair.theirs)
    for mine, noun in _ordinals(pair.mine):
        same = [other for other in there if stem(other[1].lower_) == stem(noun.lower_)]
        if not same or any(_place(other) == _place(mine) for other, _ in same):
            continue
        other = same[0][0]
        row = Comparison("rank", f"{mine.text} {noun.text}", f"{other.text} {noun.text}", False)
        note = f"the claim has “{row.claim}”, the source “{row.evidence}”"
        alike = not [token for token in found.missing if token not in {mine, noun}]
        here = same[0][1].i in found.statement.tokens and found.predicate in MATCHED
        if noun.lemma_.lower() in lexicon().times - {"time"} or noun.dep_ in {"nsubj", "nsubjpass"}:
            return [bars("other-one", 0.9, note, row)]
        if not (alike and here):
            return [bars("other-ordinal", 0.9, note, row)]
        return [contradicts("rank-differs", 0.85, note, row)]
    return []


@once
def _ordinals(reading: Reading) -> list[tuple[Token, Token]]:
    return [
        (token, token.head)
        for token in reading.doc
        if _place(token)
        and token.dep_ in {"amod", "compound", "nmod"}
        and token.head.pos_ in {"NOUN", "PROPN"}
    ]


def _place(token: Token) -> int:
    """1 for the first; 0 for what is no ordinal."""
    numbered = _NUMBERED.match(token.lower_)
    return int(numbered.group(1)) if numbered else ORDINALS.get(token.lower_, 0)


def _compare_groups(pair: Pair) -> list[Aspect]:
    """'people over 65' are others than 'people under 18': what is said of those says nothing of these."""
    mine, theirs = ([q for q in r.quantities if _is_of_group(r, q)] for r in (pair.mine, pair.theirs))
    for one in mine:
        findings = [compare_quantities(one, other).agreement for other in theirs]
        if findings and Agreement.AGREES not in findings:
            row = Comparison("group", one.text, theirs[0].text, False)
            return [
                bars(
                    "other-group", 0.95, f"the source speaks of “{theirs[0].text}”, not of “{one.text}”", row
                )
            ]
    if not mine and pair.alignment is not None and not _AGES.search(pair.mine.text):
        return _compare_narrower(pair, pair.alignment, theirs)
    return []


def _compare_narrower(pair: Pair, found: Alignment, theirs: list[Quantity]) -> list[Aspect]:
    """The claim is of people, the source of those over 65."""
    about = {stem(token.lower_) for token in (*found.mine.agents, *found.mine.patients)}
    for other in theirs:
        token = pair.theirs.token_at(other.span)
        near = pair.theirs.doc[max(0, token.i - 4) : token.i] if token is not None else ()
        if (
            token is not None
            and token.i in found.statement.tokens
            and any(stem(word.lower_) in about for word in near)
        ):
            return [bars("other-group", 0.9, f"the source speaks of “{other.text}” only")]
    return []


_AGES = re.compile(
    r"\b(?:child(?:ren)?|minors?|young|youth|teen\w*|adults?|pensioners?|old|older|elderly|seniors?|aged?|under|over)\b",
    re.IGNORECASE,
)


def _is_of_group(reading: Reading, figure: Quantity) -> bool:
    """An age that tells which people are meant, not how old one is: 'residents over 65', 'those aged 16 to 24'."""
    if figure.counted != "age":
        return False
    digit = next(
        (at for at in range(figure.span.start, figure.span.end) if reading.text[at].isdigit()),
        figure.span.start,
    )
    return _GROUP.search(reading.text[:digit]) is not None


_GROUP = re.compile(
    r"\b(?:\w+s|people|those|anyone|everyone|women|men|children)\s+(?:aged\s+)?"
    r"(?:over|under|aged|above|below|older than|younger than|between)\s+(?:the age of\s+)?$",
    re.IGNORECASE,
)


def _compare_measures(pair: Pair) -> list[Aspect]:
    """A median is no average, and a net figure no gross one, even where the number is the same."""
    for slot in pair.slots:
        part = slot.best(agreeing=True)
        if slot.aspect == "date" or part is None:
            continue
        here = [pair.theirs.doc[i] for i in sorted(statement_at(pair.theirs, part.span))]
        words = {token.lower_ for token in here} | {token.lemma_.lower() for token in here}
        for mine in telling_words(pair.mine, pair.mine.doc[:].root):
            other = next((token for token in here if _are_apart(mine, token)), None)
            if other is not None and not {mine.lower_, mine.lemma_.lower()} & words:
                row = Comparison("measure", mine.text, other.text, False)
                note = f"the source has “{part.text}” for “{other.text}”, not for “{mine.text}”"
                own = _find_own_cell(pair, slot, mine)
                if own:
                    note = f"the row has “{part.text}” for “{other.text}”, and “{own}” for “{mine.text}”"
                    return [contradicts(f"{slot.aspect}-differs", 0.9, note, row)]
                return [bars("other-measure", 0.95, note, row)]
    return []


def _are_apart(mine: Token, theirs: Token) -> bool:
    known = lexicon()
    return known.is_apart(mine.lower_, theirs.lower_) or known.is_apart(
        mine.lemma_.lower(), theirs.lemma_.lower()
    )


def _find_own_cell(pair: Pair, slot: Slot, mine: Token) -> str:
    """The row's figure under the header with the claim's own word, where that isn't the claim's; '' for none."""
    headed = [
        cell
        for header, cell in pair.passage.cells[1:]
        if stem(mine.lower_) in {stem(w) for w in header.lower().split()}
    ]
    differing = {part.text for part in slot.counterparts if not part.agrees}
    return next((text for cell in headed for text in differing if text in cell), "")


def _compare_parts(pair: Pair) -> list[Aspect]:
    """'64 concerts, 18 of them abroad' are no 64 abroad: what is said of a part isn't said of the whole."""
    stretches = list(_part_stretches(pair.theirs))
    for slot in pair.slots if stretches else ():
        inside = _only_in_part(pair, slot, stretches)
        if inside is not None:
            return [bars("of-a-part", 0.95, f"the source says “{inside.text}” of a part only")]
    return []


def _compare_shares(pair: Pair) -> list[Aspect]:
    """'90 of the seats are heated' isn't contradicted by how many seats there are: what is claimed of some of them has to be
    in the source."""
    for slot in pair.slots:
        match = _OF_THE.match(pair.mine.text, slot.span.end) if slot.aspect == "count" else None
        part = slot.best(agreeing=False)
        if match is None or part is None or slot.best(agreeing=True) is not None:
            continue
        token = pair.mine.token_at(slot.span)
        whole = {t.i for t in token.subtree} if token is not None else set()
        told = [t for t in pair.mine.words if t.i not in whole | pair.mine.valued and t.pos_ in _CONTENT]
        told = [t for t in told if not t.is_stop]
        everywhere = frozenset(range(len(pair.theirs.doc)))
        if told and not any(find_counterparts(word, pair.mine, pair.theirs, everywhere) for word in told):
            return [bars("of-a-part", 0.95, f"the source doesn't say “{told[-1].text}” of “{part.text}”")]
    return []


_CONTENT = frozenset(["NOUN", "VERB", "ADJ", "PROPN"])
_OF_THE = re.compile(r"\s*of (?:the|its|their|these|those|his|her|our|\w+(?: \w+)*['’]s?)\b")


def _only_in_part(pair: Pair, slot: Slot, stretches: list[tuple[int, int]]) -> Token | None:
    part = slot.best(agreeing=True) or slot.best(agreeing=False)
    if slot.aspect == "date" or part is None or _within(part.span.start, stretches):
        return None
    everywhere = frozenset(range(len(pair.theirs.doc)))
    for word in telling_words(pair.mine, pair.mine.doc[:].root):
        there = find_counterparts(word, pair.mine, pair.theirs, everywhere)
        if there and all(_within(other.idx, stretches) for other in there):
            return word
    return None


def _part_stretches(reading: Reading) -> Iterator[tuple[int, int]]:
    """From a figure with 'of them', or from 'including', to the end of what is said of it."""
    for match in _PART.finditer(reading.text):
        before = [q.span for q in reading.quantities if 0 <= match.start() - q.span.end <= 1]
        leads = match.group().lower().startswith(("including", "among"))
        after = [q.span for q in reading.quantities if leads and 0 <= q.span.start - match.end() <= CLOSE]
        if before or after:
            stop = _STOP.search(
                reading.text, max(span.end for span in [*before[-1:], *after[:1], Span(0, match.end())])
            )
            yield (
                min([match.start(), *(span.start for span in before)]),
                stop.start() if stop else len(reading.text),
            )


def _within(place: int, stretches: list[tuple[int, int]]) -> bool:
    return any(start <= place < end for start, end in stretches)
