"""Whether what agrees is of the claim's own thing: no narrower one, no better bound rival, all of it together."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from claimcheck.match.figures import BOUND, find_rival
from claimcheck.match.lexicon import lexicon
from claimcheck.match.pair import Pair
from claimcheck.match.ranking import stem
from claimcheck.match.reading import is_telling
from claimcheck.match.slots import Counterpart, frame_at
from claimcheck.match.voices import Relation, relate_predicates, settle_voices
from claimcheck.match.words import find_counterparts, statement_at, telling_words

if TYPE_CHECKING:
    from spacy.tokens import Token

FIRMLY_BOUND = 0.7  # least binding of values that support without the verifier


def is_narrower(both: Pair) -> bool:
    """The claim is of all 'sales', or of all that someone has, the source of those in one place, which neither the claim nor
    the page's headings name."""
    found = both.alignment
    if found is None:
        return False
    if _is_of_some_kind(both):
        return True
    whole = any(_is_mass(token) for token in (*found.mine.agents, *found.mine.patients[:1]))
    if not whole and not (both.slots and lexicon().any.get(found.theirs.lemma, frozenset()) & _HAVING):
        return False
    said = f"{both.mine.text} {both.theirs.near} {both.passage.publisher}".lower()
    subject = set() if whole else {part.i for token in found.theirs.agents for part in token.subtree}
    return any(
        part.ent_type_ in {"GPE", "LOC", "NORP"} and part.head.lower_ in _WITHIN and part.lower_ not in said
        for part in both.theirs.doc
        if part.i in found.statement.tokens and part.i not in subject
    )


def _is_of_some_kind(both: Pair) -> bool:
    """The claim is of 'dogs', the source of 'large dogs': of several things only one kind, which the claim and the page's
    headings don't name."""
    found = both.alignment
    assert found is not None
    said = {stem(word) for word in re.findall(r"\w+", f"{both.mine.text} {both.theirs.near}".lower())}
    mine = {
        stem(token.lower_)
        for token in (*found.mine.agents, *found.mine.patients)
        if token.tag_ == "NNS" and not any(_tells_kind(child) for child in token.children)
    }
    return any(
        _tells_kind(child) and stem(child.lower_) not in said
        for token in (*found.theirs.agents, *found.theirs.patients)
        if token.tag_ == "NNS" and stem(token.lower_) in mine
        for child in token.children
    )


def _tells_kind(child: Token) -> bool:
    before = child.dep_ in {"amod", "compound", "nmod"} and child.i < child.head.i
    return before and child.pos_ in {"NOUN", "ADJ"} and is_telling(child)


_HAVING = frozenset(["have", "employ", "own", "produce", "sell", "export", "import", "serve"])
_WITHIN = frozenset(["in", "to", "from", "among", "across"])


def _is_mass(token: Token) -> bool:
    """'sales', 'unemployment': no article, no owner, no name or number in it."""
    marked = any(
        child.dep_ in {"det", "poss", "nummod"} or child.pos_ in {"PROPN", "NUM"} for child in token.children
    )
    return token.pos_ == "NOUN" and not marked


def has_rival(both: Pair) -> bool:
    """A figure of the passage is better bound to the claim than the one that agrees, or that one is of something else."""
    for slot in both.slots:
        same, other = slot.best(agreeing=True), find_rival(both, slot)
        if slot.aspect == "date" or same is None:
            continue
        if same.subject is Relation.OTHER or (other is not None and other.binding >= same.binding):
            return True
    return False


def has_bound_figure(both: Pair) -> bool:
    """A figure of the claim, no mere date or rank, has one that agrees and is bound to the same thing."""
    figures = [slot.best(agreeing=True) for slot in both.slots if slot.aspect not in {"date", "rank"}]
    return bool(figures) and all(part is not None and part.binding >= BOUND for part in figures)


def is_together(both: Pair) -> bool:
    """The claim's names and nouns that the sentence has stand in the clause of the figure that agrees."""
    words = [
        word for word in telling_words(both.mine, both.mine.doc[:].root) if word.pos_ in {"NOUN", "PROPN"}
    ]
    whole = frozenset(range(len(both.theirs.doc)))
    for slot in both.slots:
        part = slot.best(agreeing=True)
        if slot.aspect == "date" or part is None:
            continue
        clause = statement_at(both.theirs, part.span) | _read_main_clause(both, part)
        for word in words:
            there = find_counterparts(word, both.mine, both.theirs, whole)
            if there and not any(other.i in clause or other.i in both.theirs.referents for other in there):
                return False
    return True


def _read_main_clause(both: Pair, part: Counterpart) -> frozenset[int]:
    """'bought into Polder Foods, taking a 12% stake': whose participle it is tells the rest of it."""
    frame = frame_at(both.theirs, part.span)
    if frame is None or frame.head.tag_ != "VBG" or frame.head.dep_ != "advcl":
        return frozenset()
    return frozenset(token.i for token in frame.head.head.subtree)


def is_by_chance(both: Pair) -> bool:
    """Nothing but a 'half' or a 'three' is the same, and the claim's verb is missing: 'half of it was spent', 'half of it comes
    from the state'."""
    found, counts = both.alignment, [slot for slot in both.slots if slot.aspect in {"share", "count"}]
    if found is None or found.mine.head not in found.missing or not counts or counts != list(both.slots):
        return False
    return not has_digits(both)


def has_digits(both: Pair) -> bool:
    """A figure that agrees has two digits at least: 'two' and 'half' stand in any text."""
    parts = (slot.best(agreeing=True) for slot in both.slots if slot.aspect != "date")
    return any(part is not None and sum(map(str.isdigit, part.text)) > 1 for part in parts)


def is_of_fewer(both: Pair) -> bool:
    """The claim is of 'youth unemployment', the source of unemployment: the word that tells which one is missing."""
    everywhere = frozenset(range(len(both.theirs.doc)))
    said = f"{both.theirs.near} {both.passage.publisher}".lower()
    for token in both.mine.doc:
        noun = token.head
        if (
            token.dep_ not in {"amod", "compound"}
            or token.pos_ not in {"NOUN", "ADJ"}
            or not is_telling(token)
        ):
            continue
        if noun.dep_ not in {"nsubj", "nsubjpass", "dobj", "attr"} or {token.i, noun.i} & both.mine.valued:
            continue
        told, left = (find_counterparts(word, both.mine, both.theirs, everywhere) for word in (noun, token))
        if told and not left and token.lower_ not in said:
            return True
    return False


def leaves_a_clause(both: Pair) -> bool:
    """Of a clause that the claim joins with 'and', with a subject of its own, or adds at its end, the passage has not a word:
    '... and half of them came from abroad', '..., showing that it is dangerous'."""
    everywhere = frozenset(range(len(both.theirs.doc)))
    for frame in both.mine.frames:
        if not (_is_joined(frame.head) or _is_added(frame.head)):
            continue
        words = [
            word for word in telling_words(both.mine, frame.head) if word != frame.head or _is_joined(word)
        ]
        if words and not any(find_counterparts(word, both.mine, both.theirs, everywhere) for word in words):
            return True
    return False


def _is_joined(head: Token) -> bool:
    joined = head.dep_ == "conj" and head.head.pos_ in {"VERB", "AUX"}
    return joined and any(child.dep_ in {"nsubj", "nsubjpass"} for child in head.children)


def _is_added(head: Token) -> bool:
    return head.dep_ == "advcl" and head.tag_ == "VBG" and head.i > 0 and head.nbor(-1).text == ","


def is_undecided(both: Pair) -> bool:
    """The passage asks whether it is so, or says that one applies for it, where the claim doesn't: 'whether the storm
    caused it is being looked into'."""
    return _UNDECIDED.search(both.theirs.text) is not None and not _UNDECIDED.search(both.mine.text)


_UNDECIDED = re.compile(r"\bwhether\b|\bappl(?:y|ies|ied|ying|ication) (?:to|for)\b", re.IGNORECASE)


def fits_a_part(both: Pair) -> bool:
    """'fewer than 2 million' fits any part of the 3 million."""
    for slot in both.slots:
        part, other = slot.best(agreeing=True), find_rival(both, slot)
        if slot.capped and part is not None and other is not None and other.binding >= part.binding:
            return True
    return False


def tells_the_same(both: Pair) -> bool:
    """The verbs above the agreeing figures are no two different ones: 'won three awards', 'was nominated for three awards'."""
    plain = lexicon().light | _EMPTY
    for slot in both.slots:
        part = slot.best(agreeing=True)
        mine, theirs = (
            (frame_at(both.mine, slot.span), frame_at(both.theirs, part.span))
            if part is not None
            else (None, None)
        )
        if slot.aspect == "date" or mine is None or theirs is None or plain & {mine.lemma, theirs.lemma}:
            continue
        if relate_predicates(*settle_voices(mine, theirs)) is Relation.OPPOSED:
            return False  # 'killing 19 and injuring 200' is no 200 killed
        if (
            part is not None
            and part.binding < FIRMLY_BOUND
            and relate_predicates(mine, theirs) is Relation.OTHER
        ):
            return False
    return True


_EMPTY = frozenset(
    ["be", "have", "do", "make", "get", "stand", "put", "remain", "become", "total", "number", "reach"]
)
