"""Whether what stands aside in a clause can be told by itself, and what it has to take along: who said it, and when."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from claimcheck.extract.draft import SUBJECTS, Part, Piece, auxiliaries, finite, subject, subtree
from claimcheck.extract.lexicon import lexicon
from claimcheck.extract.stretches import ENDS, bare, is_comma
from claimcheck.text.wording import Cue, has_cue, words_of

if TYPE_CHECKING:
    from spacy.tokens import Doc, Token

VALUES = frozenset({"MONEY", "PERCENT", "QUANTITY", "CARDINAL"})
HEDGES = frozenset({"about", "almost", "approximately", "around", "nearly", "roughly", "some"})
LONGEST = 9  # words of a clause that tells which are meant


@dataclass(frozen=True, slots=True)
class Frame:
    """The clause around a phrase. ``front`` and ``back`` are the words that tell who said it, '' pieces none; ``past`` tells
    its tense."""

    verb: Token
    front: tuple[Piece, ...]
    back: tuple[Piece, ...]
    past: bool

    def tell(self, *pieces: Piece) -> tuple[Piece, ...]:
        """``pieces`` with those who said it around them."""
        return (*self.front, *pieces, *self.back)


def frame_of(part: Part, token: Token) -> Frame | None:
    """The frame of a token's clause; ``None`` where the clause is denied, supposed, planned or hearsay, or part of
    another that may be: what is told there in passing need not be so."""
    doc = part.unit.doc
    verb = next((above for above in token.ancestors if above.pos_ in {"VERB", "AUX"}), None)
    if verb is None or has_cue(doc.text, Cue.HEARSAY) or any(word.lower_ in {"if", "unless"} for word in doc):
        return None
    chain = [verb]
    while chain[-1].i != part.head and chain[-1].dep_ in {"ccomp", "conj"}:
        above = chain[-1].head
        if chain[-1].dep_ == "ccomp" and above.lemma_.lower() not in words_of(Cue.SAYING):
            return None
        chain.append(above)
    if chain[-1].i != part.head or any(not _plain(one) for one in chain):
        return None
    helpers = auxiliaries(verb)
    past = verb.tag_ == "VBD" or any(aux.tag_ == "VBD" for aux in helpers)
    return Frame(verb, _front(part, chain), _back(part, chain), past)


def _plain(verb: Token) -> bool:
    """Whether a verb carries tense and neither denies nor supposes."""
    if any(child.dep_ == "neg" or child.lower_ in {"never", "no"} for child in verb.children):
        return False
    return (finite(verb) or verb.dep_ == "conj") and not any(aux.tag_ == "MD" for aux in auxiliaries(verb))


def _front(part: Part, chain: list[Token]) -> tuple[Piece, ...]:
    """What comes before the innermost clause: 'The ministry said that'."""
    if not any(one.dep_ == "ccomp" for one in chain[:-1]):
        return ()
    inner = subtree(chain[0])
    front: list[Piece] = []
    for piece in part.pieces:
        if piece in inner and not (isinstance(piece, int) and part.unit.doc[piece].dep_ == "mark"):
            break
        front.append(piece)
    return tuple(front)


def _back(part: Part, chain: list[Token]) -> tuple[Piece, ...]:
    for verb in chain:
        for child in verb.children:
            if child.lower_ == "according" and child.i in part.tokens:
                return (",", *sorted(subtree(child) & part.tokens))
    return ()


def figured(token: Token) -> bool:
    """Whether a phrase carries a figure that is no date or time, and no clause of its own."""
    below = list(token.subtree)
    if any(one.pos_ in {"VERB", "AUX"} and one.dep_ not in {"amod", "prep"} for one in below):
        return False
    return any((one.like_num or one.tag_ == "CD") and not tells_time(one) for one in below)


def tells_time(token: Token) -> bool:
    """Whether a word is part of a date or time, years that a parser takes for plain numbers among them."""
    year = re.fullmatch(r"(?:1[5-9]|20)\d\d", token.text) is not None and token.dep_ in {
        "pobj",
        "npadvmod",
        "nummod",
    }
    plain = token.like_num and not year and token.dep_ == "npadvmod"  # '32 in 2020' for '32 ships in 2020'
    return year or (token.ent_type_ in {"DATE", "TIME"} and not plain)


def counts(noun: Token) -> list[Token]:
    """The number words right before a noun."""
    return [child for child in noun.children if child.dep_ == "nummod" and child.i < noun.i]


def taken_up(part: Part, noun: Token, frame: Frame, aside: frozenset[int]) -> tuple[Piece, ...]:
    """A noun phrase as it is spoken of again: 'Acme has 12 jets' as 'Acme's jets', 'It bought 12 jets' as 'the 12 jets that
    it bought'. ``aside`` are the tokens that aren't the clause's own."""
    own = bare(part, noun)
    doc, lead = part.unit.doc, subject(frame.verb)
    articles = {child.i for child in noun.children if child.lower_ in {"a", "an", "the", "some", "these"}}
    if any(child.dep_ == "poss" for child in noun.children) or noun.tag_ in {"NNP", "NNPS"}:
        return tuple(sorted(own))
    has = frame.verb.lemma_ in lexicon("having") and noun.dep_ == "dobj" and not auxiliaries(frame.verb)
    plain = lead is not None and lead.pos_ in {"NOUN", "PROPN"} and lead.tag_ != "NNS"
    if has and plain and lead is not None and not lead.text.endswith("s"):
        left = own - articles - {i for count in counts(noun) for i in subtree(count)}
        return (*sorted(bare(part, lead)), "'s", *sorted(left))
    hedges = {child.i for one in counts(noun) for child in one.children if child.lower_ in HEDGES}
    named: tuple[Piece, ...] = ("the", *(("roughly",) if hedges else ()), *sorted(own - articles - hedges))
    vague = lead is not None and lead.pos_ == "PRON" and frame.verb.lemma_ in lexicon("having")
    said = _said_of(part, noun, frame, aside) if not vague else ()
    opener = "who" if noun.lemma_.lower() in words_of(Cue.ROLE) | lexicon("human") else "that"
    return (*named, opener, *said) if said and doc[said[0]].lower_ not in {"there"} else named


def _said_of(part: Part, noun: Token, frame: Frame, aside: frozenset[int]) -> tuple[int, ...]:
    """What the clause says of a noun, as a relative clause has it: 'died in the fire', 'the fire killed'."""
    doc, verb, lead = part.unit.doc, frame.verb, subject(frame.verb)
    if lead is None:
        return ()
    if noun == lead:
        own = sorted(subtree(verb) & part.tokens - subtree(lead) - aside)
        own = [i for i in own if i > lead.i and doc[i].text not in ENDS]
        stop = next((place for place, i in enumerate(own) if is_comma(part, i)), len(own))
        own = own[:stop]
    elif noun.head == verb and noun.dep_ == "dobj":
        helpers = [aux.i for aux in auxiliaries(verb)]
        own = sorted({*bare(part, lead), *helpers, verb.i} & part.tokens)
    else:
        return ()
    return tuple(own) if 0 < len(own) <= LONGEST else ()


def phrase_before(part: Part, comma: int) -> Token | None:
    """The plural noun that stands before a comma and is meant by what follows: the one that is counted, or the only one.
    After a verb it is the verb's subject or object. ``None`` when several may be meant."""
    doc: Doc = part.unit.doc
    last = doc[comma - 1]
    found: list[Token] = []
    for one in (last, *last.ancestors):
        if one.pos_ in {"VERB", "AUX"}:
            if not any(other.tag_ in {"NNS", "NNPS"} for other in found):
                found = [
                    child for child in one.children if child.dep_ in SUBJECTS | {"dobj"} and child.i < comma
                ]
            break
        found += [one] if one.pos_ in {"NOUN", "PROPN"} else []
    several = [one for one in found if one.tag_ in {"NNS", "NNPS"} and one.i in part.tokens]
    counted = [one for one in several if counts(one)]
    chosen = counted if counted else several
    if len(chosen) != 1 or any(child.dep_ in {"conj", "cc"} for child in chosen[0].children):
        return None
    return None if chosen[0].dep_ == "conj" else chosen[0]


def until_comma(part: Part, start: int) -> tuple[int, ...]:
    """Tokens of the part from ``start`` to the next comma, dash or stop, without it."""
    doc = part.unit.doc
    end = start
    while end < len(doc) and end in part.tokens and not is_comma(part, end) and doc[end].text not in ENDS:
        end += 1
    return tuple(range(start, end))
