"""Claims that stand aside in a sentence: appositives, relative clauses between commas, offices before names, ages."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING

from claimcheck.extract.changes import find_changes
from claimcheck.extract.details import find_details
from claimcheck.extract.draft import Part, Piece, quoted_tokens, subject, subtree
from claimcheck.extract.inflection import is_plural
from claimcheck.extract.lexicon import lexicon
from claimcheck.extract.offices import find_office
from claimcheck.extract.participles import find_participles
from claimcheck.extract.referents import is_human
from claimcheck.extract.relatives import find_relative
from claimcheck.extract.stretches import (
    COMMAS,
    Aside,
    bare,
    between_commas,
    commas_around,
    is_comma,
)
from claimcheck.text.wording import Cue, words_of

if TYPE_CHECKING:
    from spacy.tokens import Token

VALUES = frozenset({"DATE", "TIME", "MONEY", "PERCENT", "QUANTITY", "CARDINAL"})


def split_asides(part: Part) -> list[Part]:
    """The part without its asides, then each aside as a part of its own. What can't be taken out safely stays."""
    doc = part.unit.doc
    cleft = _cleft(part)
    if cleft is not None:
        return split_asides(cleft)
    kept = set(part.tokens)
    quoted = quoted_tokens(doc)
    asides: list[Part] = []
    for i in sorted(part.tokens - quoted):
        if i not in kept:
            continue
        for found, dropped in _find(part, doc[i]):
            if found is not None:
                inner = (
                    doc[found.head].pos_ == "VERB"
                    and found.head != part.head
                    and len(found.tokens) < len(kept)
                )
                asides.extend(split_asides(found) if inner else [found])
            kept -= dropped
    if asides:
        kept -= _stray_comma(part, kept)
    pieces = tuple(piece for piece in part.pieces if isinstance(piece, str) or piece in kept)
    return [Part(part.unit, pieces, part.head, part.aside, part.rests_on), *asides]


def _stray_comma(part: Part, kept: set[int]) -> frozenset[int]:
    """The one comma that is left between a subject and its verb when what stood between two has gone."""
    head = part.unit.doc[part.head]
    lead = subject(head)
    if lead is None or lead.i > head.i:
        return frozenset()
    before = [i for i in sorted(kept) if lead.left_edge.i <= i < head.i]
    commas = [i for i in before if is_comma(part, i)]
    after = [head.doc[i] for i in before if commas and i > commas[0]]
    alone = len(commas) == 1 and all(token.dep_ in {"aux", "auxpass", "neg", "advmod"} for token in after)
    return frozenset(commas) if alone and len(subtree(lead) & kept) < len(subtree(lead)) else frozenset()


def _cleft(part: Part) -> Part | None:
    """'It was N who first proposed it' as 'N first proposed it'; ``None`` of any other sentence."""
    head = part.unit.doc[part.head]
    lead = subject(head)
    named = next((child for child in head.children if child.dep_ == "attr" and child.i in part.tokens), None)
    if head.lemma_ != "be" or lead is None or lead.lower_ != "it" or named is None:
        return None
    verb = next((child for child in named.children if child.dep_ == "relcl" and child.i > named.i), None)
    opener = subject(verb) if verb is not None else None
    if verb is None or opener is None or opener.lower_ not in {"who", "that", "which"} or opener.head != verb:
        return None
    if named.pos_ != "PROPN" and opener.lower_ != "who":
        return None
    said = sorted(subtree(verb) & part.tokens - {opener.i})
    name = sorted(i for i in subtree(named) & part.tokens - subtree(verb))
    if part.unit.doc[name[-1]].text == "," and any(child.dep_ == "appos" for child in named.children):
        name = name[:-1]  # 'It was N, the mayor, who ...': what stands between the commas is told apart
    end = [i for i in part.tokens if i > max(said) and part.unit.doc[i].text == "."]
    return Part(part.unit, (*name, *said, *end), verb.i, part.aside)


def _find(part: Part, token: Token) -> Iterator[Aside]:
    if token.dep_ == "appos" and _opines(part, token):
        own = _core(token) & part.tokens
        yield None, own | commas_around(part, own)
    elif token.dep_ == "appos":
        yield from _appositive(part, token)
    elif token.dep_ == "relcl":
        yield from find_relative(part, token)
    elif token.lower_ == "depending" and is_comma(part, token.i - 1):
        below = subtree(token) & part.tokens
        if not any(part.unit.doc[i].like_num for i in below):
            yield None, below | {token.i - 1}
    yield from find_details(part, token)
    yield from find_changes(part, token)
    yield from find_participles(part, token)
    if token.pos_ == "PROPN" and token.dep_ != "compound":
        yield from find_office(part, token)


def _appositive(part: Part, token: Token) -> Iterator[Aside]:
    """'N, leader of X, ...' gives 'N is leader of X'; 'The director of X, N, ...' gives 'N is the director of X'."""
    doc, noun = part.unit.doc, token.head
    own = _core(token) & part.tokens
    if token.pos_ == "PROPN" and noun.lower_ in words_of(Cue.ROLE) and min(own) == noun.i + 1:
        yield from _held(
            part, noun, token
        )  # 'Acme's chief executive N', which some parses take for an appositive
        return
    if (
        not own
        or noun.i not in part.tokens
        or not between_commas(part, own)
        or doc[min(own)].lower_ in lexicon("focus")
    ):
        return
    before = range(noun.left_edge.i, noun.i)
    if any(doc[i].tag_ == "WP$" or doc[i].lower_ == "among" for i in (*before, min(own))):
        return  # 'N, whose zeal as a supporter ...' among them
    if noun.ent_type_ in {"DATE", "TIME"} or _is_listed(noun, token, own):
        return  # 'on Fridays, an average of £32 a week'; 'to the party, the war, and the toll'
    if noun.dep_ == "ROOT" and doc[min(own)].is_title and noun.ent_type_ != "PERSON":
        return  # 'Polder Council, Summary of the report': a publisher and its page
    if is_human(token) and noun.ent_type_ in {"GPE", "LOC", "FAC", "DATE"}:
        return  # 'born in M, the daughter of a whaler'
    if token.like_num:
        yield from _age(part, noun, token, own)
    elif (
        noun.pos_ == "PROPN"
        and _common(token)
        and _describes(token)
        and _agree(noun, token)
        and not any(
            child.dep_ in {"nummod", "nmod"} or child.lower_ in {"each", "every"} for child in noun.children
        )
        and not _within(noun, token)
    ):
        verb = _be(part, noun, token, own)
        said = (*_name(part, noun), verb, *_article(own, token))
        yield (
            Part(part.unit, said, noun.i, aside=True),
            own | (commas_around(part, own) - _of_saying(part, own)),
        )
    elif token.pos_ == "PROPN" and noun.pos_ == "NOUN" and _specific(noun, own, part):
        front = frozenset(
            i for i in subtree(noun) & part.tokens - own if i < token.i and not is_comma(part, i)
        )
        inner = frozenset(i for i in own if doc[i].dep_ not in {"appos", "relcl"} and not is_comma(part, i))
        several = is_plural(noun) and not is_plural(token)  # 'for its oldest looms, the Marl Guild'
        if several or any(doc[i].dep_ == "conj" for i in inner | front):
            return
        name = _name(part, token)
        verb = "was" if _is_past(part, front) else "is"
        pieces: tuple[Piece, ...] = (*name, verb, *_article(front, noun))
        around = commas_around(part, own)
        if any(child.dep_ == "appos" and child.left_edge.i == max(own) + 2 for child in noun.children):
            around -= {max(own) + 1}  # 'His wife, N, a nurse, moved': the comma opens what follows
        yield Part(part.unit, pieces, noun.i, aside=True), front | around


def _is_listed(noun: Token, token: Token, own: frozenset[int]) -> bool:
    """Whether what a parser takes for an appositive is one of a list: of things, ', and the ...' after it, or of several
    descriptions: 'N, the thinker, lawyer, and writer, ...'."""
    doc, after = noun.doc, max(own) + 1
    others = [child for child in noun.children if child.dep_ == "appos" and child != token]
    if any(
        min(subtree(one)) == after + 1 and any(below.dep_ == "cc" for below in one.children) for one in others
    ):
        return True
    joins = after + 1 < len(doc) and doc[after].text == "," and doc[after + 1].lower_ in {"and", "or"}
    definite = doc[min(own)].lower_ == "the" or any(doc[i].dep_ == "poss" for i in own)
    return joins and definite and noun.ent_type_ != "PERSON" and not is_human(token)


def _be(part: Part, noun: Token, token: Token, own: frozenset[int]) -> str:
    """'is', or what the appositive says of the time: 'mayor since 2019', 'mayor until 2023'."""
    several = is_plural(noun) and is_plural(token)
    if any(child.lower_ == "since" for child in token.children):
        return "have been" if several else "has been"
    if any(below.lower_ == "until" for below in token.subtree):
        return "were" if several else "was"
    return "are" if several else "was" if _is_past(part, own) else "is"


def _opines(part: Part, token: Token) -> bool:
    """Whether an appositive says what ought to be: ', an age at which one ought to own a roof'."""
    own = _core(token) & part.tokens
    said = [part.unit.doc[i] for i in own]
    ought = any(one.lower_ in {"should", "ought"} for one in said) and not any(one.is_digit for one in said)
    return ought and bool(own) and between_commas(part, own)


def _of_saying(part: Part, own: frozenset[int]) -> frozenset[int]:
    """The comma behind an aside that ends what is said: 'from N, the largest of all, the firm said'."""
    head = part.unit.doc[part.head]
    lead = subject(head)
    says = head.lemma_.lower() in words_of(Cue.SAYING) and lead is not None
    return (
        frozenset({max(own) + 1})
        if says and lead is not None and lead.left_edge.i == max(own) + 2
        else frozenset()
    )


def _core(token: Token) -> frozenset[int]:
    """What belongs to an appositive itself, without a relative clause after a comma."""
    own = subtree(token)
    for below in token.subtree:
        where = below.left_edge.lower_ == "where"  # it tells of the place in the appositive
        if (
            below.dep_ == "relcl"
            and not where
            and below.left_edge.i > token.i
            and below.left_edge.nbor(-1).text in COMMAS
        ):
            own -= subtree(below)
    while own and token.doc[max(own)].text in COMMAS:
        own -= {max(own)}
    return own


def _name(part: Part, noun: Token) -> tuple[int, ...]:
    """A proper name without the office before it."""
    own = bare(part, noun)
    if noun.ent_type_ == "PERSON":
        own = frozenset(i for i in own if i <= noun.i or noun.doc[i].ent_type_ == "PERSON")
    start = noun.i
    while start - 1 in own and (noun.doc[start - 1].pos_ == "PROPN" or noun.doc[start - 1].text == "-"):
        if noun.doc[start - 1].lower_ in words_of(Cue.ROLE) or noun.doc[start - 1].text.islower():
            break
        start -= 1
    lower = any(noun.doc[i].lower_ in words_of(Cue.ROLE) for i in own if i < start)
    return tuple(i for i in sorted(own) if i >= start) if lower else tuple(sorted(own))


def _held(part: Part, noun: Token, name: Token) -> Iterator[Aside]:
    """'N is Acme's chief executive' from 'Acme's chief executive N'; the main part keeps its words."""
    front = sorted(i for i in subtree(noun) & part.tokens if i <= noun.i)
    owner = any(part.unit.doc[i].dep_ in {"poss", "case"} for i in front)
    if owner and front == list(range(front[0], noun.i + 1)) and part.unit.doc[front[0]].pos_ != "PRON":
        yield Part(part.unit, (*_name(part, name), "is", *front), noun.i, aside=True), frozenset()


def _age(part: Part, noun: Token, token: Token, own: frozenset[int]) -> Iterator[Aside]:
    """'N, 54, ...' gives 'N is 54 years old'."""
    if (
        noun.pos_ != "PROPN"
        or noun.ent_type_ in {"WORK_OF_ART", "LAW", "EVENT", "PRODUCT"}
        or len(own) != 1
        or min(own) != noun.i + 2
        or not token.text.isdigit()
        or not 1 < int(token.text) < 120
    ):
        return
    name = _name(part, noun)
    verb = "was" if part.unit.doc[part.head].lemma_ in {"die", "kill"} else "is"
    yield (
        Part(part.unit, (*name, verb, token.i, "years old"), noun.i, aside=True),
        own | commas_around(part, own),
    )


def _agree(noun: Token, token: Token) -> bool:
    """Whether one is said of one and several of several: 'N, its great doors' isn't."""
    return is_plural(noun) == is_plural(token) or noun.tag_ == "NNPS" or token.lower_ in lexicon("collective")


def _within(noun: Token, token: Token) -> bool:
    """Whether the appositive may describe the whole that the name is in: 'the second line of the N Metro, a corridor'."""
    whole = noun.head.head if noun.dep_ == "pobj" else None
    return (
        whole is not None
        and (
            (whole.pos_ == "NOUN" and noun.head.lower_ in {"of", "at", "in", "near"})
            or (whole.pos_ == "PROPN" and noun.i == noun.head.i + 1)
        )
        and noun.ent_type_ != "PERSON"
        and token.lower_ not in words_of(Cue.ROLE)
    )


def _common(token: Token) -> bool:
    """A common noun, or a proper one that a/an makes common: 'a Democrat'."""
    return token.pos_ == "NOUN" or any(child.lower_ in {"a", "an"} for child in token.children)


def _describes(noun: Token) -> bool:
    """Whether an appositive tells what somebody or something is: an office, or a noun with article, owner or 'of'."""
    if noun.ent_type_ in VALUES or noun.lower_ in {"year", "month", "day", "time"}:
        return False
    if any(
        child.dep_ == "conj" and child.pos_ == "PROPN" and child.lower_ not in words_of(Cue.ROLE)
        for child in noun.children
    ):
        return False
    marked = any(
        child.dep_ in {"det", "poss"} or (child.dep_ == "prep" and child.lower_ in {"of", "at", "for"})
        for child in noun.children
    )
    return marked or any(word.lower_ in words_of(Cue.ROLE) for word in (noun, *noun.children))


def _is_past(part: Part, own: Iterable[int]) -> bool:
    doc = part.unit.doc
    return doc[part.head].lemma_ == "die" or any(
        doc[i].lower_ in {"then", "late", "later", "formerly"}
        or (doc[i].lower_ == "at" and doc[i + 1 : i + 3].text.lower() == "the time")
        for i in own
    )


def _article(role: Iterable[int], noun: Token) -> tuple[Piece, ...]:
    """A description as it is said of someone: 'former mayor' needs an article, 'leader of X' and 'chief executive' none."""
    ordered = sorted(role)
    doc = noun.doc
    if noun.tag_ != "NN" or any(
        doc[i].dep_ in {"det", "poss", "nummod"} and doc[i].head == noun for i in ordered
    ):
        return tuple(ordered)
    first = doc[ordered[0]]
    unique = any(child.dep_ == "prep" and child.lower_ in {"of", "at", "for"} for child in noun.children)
    office = noun.lower_ in words_of(Cue.ROLE) and noun.lower_ not in {
        "member",
        "resident",
        "student",
        "worker",
        "employee",
    }
    if first.lower_ not in {"former", "ex"} and (unique or office):
        return tuple(ordered)
    return ("an" if first.lower_[0] in "aeiou" else "a", *ordered)


def _specific(noun: Token, own: frozenset[int], part: Part) -> bool:
    """Whether a described noun says more than 'the manufacturer': whose, of what, or which."""
    for child in noun.children:
        if child.i in own or child.i not in part.tokens:
            continue
        if child.dep_ in {"poss", "compound", "amod"} or (
            child.dep_ == "prep" and child.lower_ in {"of", "at", "for"}
        ):
            return True
    return False
