"""What a sentence tells of the parts of what it counts: 'each with room for 40 litres', 'four of them children'."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from claimcheck.extract.draft import Part, Piece, finite, subject, subtree
from claimcheck.extract.framing import Frame, counts, figured, frame_of, phrase_before, taken_up, until_comma
from claimcheck.extract.inflection import be, past, third
from claimcheck.extract.lexicon import lexicon
from claimcheck.extract.senses import is_share
from claimcheck.extract.stretches import Aside, bare, between_commas, is_comma

if TYPE_CHECKING:
    from spacy.tokens import Token

COMPLEMENT = frozenset({"NOUN", "PROPN", "ADJ", "ADP", "DET", "NUM", "ADV"})


def find_details(part: Part, token: Token) -> Iterator[Aside]:
    """Asides that begin at ``token`` and have a figure of their own."""
    word = token.lower_
    if word == "each":
        yield from _each(part, token)
    elif word == "them":
        yield from _of_them(part, token)
    elif word in {"whom", "which"}:
        yield from _of_whom(part, token)
    elif word == "including":
        yield from _including(part, token)
    elif word == "with":
        yield from _with(part, token)
    elif token.dep_ == "nummod" and token.head.dep_ == "pobj":
        yield from _studied(part, token)
    elif token.tag_ == "JJ" and token.dep_ == "amod":
        yield from _measured(part, token)


def _each(part: Part, each: Token) -> Iterator[Aside]:
    """'12 jets, each with 180 seats' gives 'Each of the 12 jets has 180 seats'."""
    doc = part.unit.doc
    rest = until_comma(part, each.i + 1)
    if each.i < 2 or not is_comma(part, each.i - 1) or len(rest) < 2:
        return
    noun, frame = phrase_before(part, each.i - 1), frame_of(part, each)
    if noun is None or frame is None:
        return
    first = doc[rest[0]]
    if first.lower_ == "with":
        said: tuple[Piece, ...] = ("had" if frame.past else "has", *rest[1:])
    elif first.tag_ == "VBG":
        lemma = first.lemma_.lower()
        said = (past(lemma) if frame.past else third(lemma), *rest[1:])
    elif first.tag_ == "VBN" or any(doc[i].tag_ == "JJ" for i in rest):
        said = ("was" if frame.past or first.tag_ == "VBN" else "is", *rest)
    else:
        return
    yield _aside(
        part,
        frame,
        ("each of", *taken_up(part, noun, frame, _gone(each.i - 1, rest)), *said),
        each.i - 1,
        rest,
    )


def _aside(part: Part, frame: Frame, pieces: tuple[Piece, ...], comma: int, rest: tuple[int, ...]) -> Aside:
    """An aside told in its frame; the main part loses everything from the comma to the end of ``rest``."""
    dropped = _gone(comma, rest)
    after = rest[-1] + 1
    if after in part.tokens and is_comma(part, after):
        dropped |= {after}
    return Part(part.unit, frame.tell(*pieces), frame.verb.i, aside=True), dropped


def _gone(comma: int, rest: tuple[int, ...]) -> frozenset[int]:
    return frozenset(range(comma, rest[-1] + 1))


def _of_them(part: Part, them: Token) -> Iterator[Aside]:
    """'40 people, four of them children' gives 'Four of the 40 people were children'."""
    share = them.head.head if them.head.lower_ == "of" else None
    if share is None or share.i > them.i or not is_share(share):
        return
    first, rest = share.left_edge.i, until_comma(part, them.i + 1)
    if first < 2 or not is_comma(part, first - 1) or not rest:
        return
    doc = part.unit.doc
    noun, frame = phrase_before(part, first - 1), frame_of(part, share)
    joined = noun is not None and any(doc[i].dep_ == "cc" for i in bare(part, noun))
    joined = joined or (
        noun is not None and noun.dep_ == "pobj" and noun.head.head.tag_ == "NNS"
    )  # of which?
    if (
        noun is None
        or joined
        or frame is None
        or (doc[rest[0]].pos_ not in COMPLEMENT and doc[rest[0]].tag_ != "VBN")
    ):
        return
    if any(finite(doc[i]) or doc[i].dep_ == "cc" for i in rest):
        return
    one = share.lower_ == "one"
    verb = ("was" if one else "were") if frame.past else ("is" if one else "are")
    pieces = (*range(first, them.i), *taken_up(part, noun, frame, _gone(first - 1, rest)), verb, *rest)
    yield _aside(part, frame, pieces, first - 1, rest)


def _of_whom(part: Part, whom: Token) -> Iterator[Aside]:
    """'300 workers, 40 of whom are engineers' gives '40 of the 300 workers are engineers'."""
    verb = next((above for above in whom.ancestors if above.dep_ == "relcl"), None)
    if (
        verb is None
        or verb.head.dep_ == "conj"
        or whom.head.lower_ != "of"
        or not finite(verb)
        or not _several(verb.head)
    ):
        return
    own, share, frame = subtree(verb) & part.tokens, subject(verb), frame_of(part, verb)
    joined = any(child.dep_ == "conj" for child in verb.head.children) or verb.head.dep_ == "conj"
    if frame is None or share is None or joined or not own or not between_commas(part, own):
        return
    if not is_share(share):
        paid = next((child for child in verb.children if child.dep_ == "dobj" and is_share(child)), None)
        if paid is not None and max(subtree(paid)) == max(own):  # 'of which N paid half'
            rest = tuple(i for i in sorted(own) if i not in {whom.i, whom.head.i})
            pieces: tuple[Piece, ...] = (*rest, "of", *taken_up(part, verb.head, frame, own))
            yield _aside(part, frame, pieces, min(own) - 1, (max(own),))
        return
    meant = taken_up(part, verb.head, frame, own)
    lead = tuple(i for i in sorted(subtree(share) & own) if i not in {whom.i, whom.head.i})
    rest = tuple(i for i in sorted(own) if i not in {*lead, whom.i, whom.head.i})
    pieces = (*lead, "of", *meant, *rest)
    yield _aside(part, frame, pieces, min(own) - 1, (max(own),))


def _several(noun: Token) -> bool:
    return noun.tag_ in {"NNS", "NNPS"} or noun.ent_type_ == "MONEY"


def _including(part: Part, token: Token) -> Iterator[Aside]:
    """'It employs 300 people, including 40 engineers' gives 'It employs 40 engineers'."""
    noun, frame = token.head, frame_of(part, token)
    inner = next((child for child in token.children if child.dep_ == "pobj"), None)
    if (
        frame is None
        or inner is None
        or noun.dep_ not in {"dobj", "nsubjpass", "nsubj"}
        or noun.head != frame.verb
    ):
        return
    if not is_comma(part, token.i - 1) or not figured(inner) or not figured(noun):
        return
    if frame.verb.lemma_ in {"be", "total", "number", "include", "comprise"}:
        return
    own, put = subtree(noun) & part.tokens, sorted(subtree(inner) & part.tokens)
    if not own or put != list(range(put[0], put[-1] + 1)):
        return
    pieces: list[Piece] = []
    for piece in part.pieces:
        if piece not in own:
            pieces.append(piece)
        elif piece == min(own):
            pieces.extend(put)
    gone = frozenset(range(token.i - 1, put[-1] + 1))
    after = put[-1] + 1
    gone |= {after} if after in part.tokens and is_comma(part, after) and noun.dep_ != "dobj" else set()
    yield Part(part.unit, tuple(pieces), part.head, aside=True), gone


def _with(part: Part, token: Token) -> Iterator[Aside]:
    """'The plant, with 1,200 workers, closed' gives 'The plant had 1,200 workers'."""
    noun, frame = token.head, frame_of(part, token)
    held = next((child for child in token.children if child.dep_ == "pobj"), None)
    own = subtree(token) & part.tokens
    if frame is None or held is None or not figured(held) or not between_commas(part, own):
        return
    if noun.dep_ == "attr" and noun.head.lemma_ == "be":
        noun = subject(noun.head) or noun
    if (
        noun.dep_ not in {"nsubj", "nsubjpass"}
        or held.ent_type_ in {"DATE", "TIME"}
        or noun.head != frame.verb
    ):
        return
    verb = "had" if frame.past else "have" if noun.tag_ == "NNS" else "has"
    rest = tuple(sorted(own))
    yield _aside(part, frame, (*sorted(bare(part, noun) - own), verb, *rest[1:]), rest[0] - 1, rest)


def _studied(part: Part, count: Token) -> Iterator[Aside]:
    """'In a trial with 400 children, X' gives 'A trial involved 400 children', and leaves 'In a trial with children, X'."""
    people, link = count.head, count.head.head
    study = link.head
    if study.lemma_.lower() not in lexicon("study") or link.lower_ not in {"of", "with", "among"}:
        return
    if study.dep_ not in {"pobj", "nsubj"} or link.i < study.i or people.tag_ not in {"NNS", "NNPS"}:
        return
    frame = frame_of(part, study)
    named = _without(part, study, link, people)
    if frame is None or study.head.dep_ == "agent" or not named:
        return
    whole = [i for i in sorted(subtree(people) & part.tokens) if not _by(part, i, people)]
    if whole != list(range(whole[0], whole[-1] + 1)):
        return
    pieces = frame.tell(*named, "involved", *whole)
    dropped = frozenset(i for one in counts(people) for i in subtree(one) & part.tokens)
    yield Part(part.unit, pieces, study.i, aside=True), dropped


def _without(part: Part, study: Token, link: Token, people: Token) -> tuple[int, ...]:
    """The study's own words, and who made it."""
    own = subtree(study) & part.tokens - (subtree(link) & part.tokens)
    made = {i for i in subtree(people) & part.tokens if _by(part, i, people)}
    kept = {i for i in own if i <= study.i} | {
        i for i in own if i > study.i and not is_comma(part, i) and not _clausal(part, i, study)
    }
    return tuple(sorted(kept | made))


def _clausal(part: Part, i: int, study: Token) -> bool:
    token = part.unit.doc[i]
    return any(one.dep_ in {"relcl", "acl", "appos"} for one in (token, *token.ancestors) if one.i > study.i)


def _by(part: Part, i: int, people: Token) -> bool:
    """Whether a token belongs to 'by the institute', which says who made the study."""
    token = part.unit.doc[i]
    return any(one.lower_ == "by" and one.head == people for one in (token, *token.ancestors))


def _measured(part: Part, token: Token) -> Iterator[Aside]:
    """'The tower, 190 metres tall, fell' gives 'The tower was 190 metres tall'."""
    noun, own = token.head, subtree(token) & part.tokens
    if token.i < noun.i or not own or not between_commas(part, own) or not is_comma(part, min(own) - 1):
        return
    frame = frame_of(part, token)
    if frame is None or noun.dep_ not in {"nsubj", "nsubjpass"} or not figured(token):
        return
    verb = be(noun, past=frame.past)
    rest = tuple(sorted(own))
    yield _aside(part, frame, (*sorted(bare(part, noun) - own), verb, *rest), rest[0] - 1, rest)
