"""Who 'it', 'she' and 'their' are: the nearest subject before the pronoun that can be meant by it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from claimcheck.match.frames import Frame
from claimcheck.values.periods import WEEKDAYS

if TYPE_CHECKING:
    from spacy.tokens import Doc, Token

_PERSONS = frozenset(["he", "she", "him", "her", "his", "hers"])
_SEXES = {"he": "he", "him": "he", "his": "he", "she": "she", "her": "she", "hers": "she"}
_THINGS = frozenset(["it", "its"])
_SEVERAL = frozenset(["they", "them", "their", "theirs"])
_POSSESSIVE = frozenset(["his", "her", "its", "their"])
_PERSON_NOUNS = frozenset(
    [
        "man", "woman", "mother", "father", "author", "artist", "singer", "player", "officer", "minister", "mayor", "director",
        "president", "chair", "chairman", "chief", "leader", "founder", "scientist", "engineer", "spokesman", "spokeswoman",
        "spokesperson", "teacher", "doctor", "judge", "coach", "captain", "host", "executive", "editor", "owner", "councillor",
        "senator", "professor", "lawyer", "writer", "driver", "patient", "boss", "manager", "deputy", "partner",
    ]
)  # fmt: skip

_NO_PERSONS = frozenset(
    ["GPE", "LOC", "FAC", "DATE", "EVENT", "PRODUCT", "LAW", "WORK_OF_ART", "LANGUAGE", "NORP"]
)


@dataclass(frozen=True, slots=True)
class Referent:
    """A phrase that a pronoun may stand for. ``person`` is ``None`` where the parse doesn't tell."""

    text: str
    person: bool | None
    plural: bool


Referents = Sequence[Referent]


def find_referents(doc: Doc, frames: Iterable[Frame]) -> tuple[Referent, ...]:
    """What later pronouns may stand for, nearest first: subjects of clauses, then other names."""
    subjects = [
        token
        for frame in frames
        for token in (*frame.agents, *frame.patients[:1])
        if token.pos_ != "PRON" and token.dep_ != "attr"  # what Dana Wirth is, is named by her name
    ]
    names = [
        token
        for token in doc
        if token.ent_type_ in {"PERSON", "ORG", "PRODUCT", "FAC"} and token not in subjects
    ]
    heads = [token for token in names if token.head.ent_type_ != token.ent_type_ or token.dep_ != "compound"]
    found = [*sorted(dict.fromkeys(subjects), key=lambda t: -t.i), *sorted(heads, key=lambda t: -t.i)]
    return tuple(_read_referent(token) for token in found)


def find_person(earlier: Iterable[Doc], pronouns: frozenset[str]) -> Referent | None:
    """Whom 'he' or 'she' means, by the sentences before, nearest first: back over those that only say 'she' to the one that
    names a single person, or has one as its subject. ``None`` where two may be meant, or the sentence is of another sex."""
    others: set[str] = set()  # named beside a pronoun that means someone else: "He thanked Dana Wirth."
    for doc in earlier:
        said = [token for token in doc if token.lower_ in _SEXES]
        if said and not {_SEXES[token.lower_] for token in said} & pronouns:
            return None
        named = _find_named(doc)
        if said and named and all(said[0].i < token.i and not _is_main(token) for token in named.values()):
            others |= set(named)
        elif named:
            found = [
                name for name, token in named.items() if len(named) == 1 or token.dep_.startswith("nsubj")
            ]
            clear = len(found) == 1 and found[0] not in others
            return _read_referent(named[found[0]]) if clear else None
        elif not said:
            return None
    return None


def _is_main(noun: Token) -> bool:
    """The subject of the sentence: 'When she was young, Dana Wirth sang ...' speaks of one person."""
    return noun.dep_ in {"nsubj", "nsubjpass"} and noun.head.dep_ == "ROOT"


def _find_named(doc: Doc) -> dict[str, Token]:
    """The people whom a text names, by their last names, each where it comes first; where the parser finds none, a long name
    that is a subject: it takes 'Dana Wirth' for a firm at times."""
    found: dict[str, Token] = {}
    for ent in doc.ents:
        if ent.label_ == "PERSON":
            last = next((token for token in reversed(ent) if token.lower_ not in {"'s", "’s"}), ent.root)
            found.setdefault(last.text, last)
    subjects = [token for token in doc if token.dep_ in {"nsubj", "nsubjpass"} and token.pos_ == "PROPN"]
    return found or {
        token.text: token for token in subjects if _is_long(token) and _is_person(token) is not False
    }


def resolve_pronouns(doc: Doc, frames: Sequence[Frame], before: Referents = ()) -> dict[int, str]:
    """For each pronoun that is, or owns, the subject of a clause, and whose referent is clear: its token's index and the
    words to put in its place. A pronoun that two earlier subjects fit is left alone."""
    known: dict[int, str] = {}
    for token in doc:
        if not _is_asked(token):
            continue
        here = [one for one in _look_back(token, frames) if _fits(token, one)]
        if (
            token.lower_ in _PERSONS
            and len(
                {t.head.i if t.dep_ == "compound" else t.i for t in doc[: token.i] if t.ent_type_ == "PERSON"}
            )
            > 1
        ):
            continue  # two people: either may be meant
        found = here or [one for one in before if _fits(token, one)][:1]
        if len({one.text.lower() for one in found}) == 1:
            known[token.i] = f"{found[0].text}'s" if _is_possessive(token) else found[0].text
    return known


def resolve_owners(doc: Doc, frames: Sequence[Frame], known: Mapping[int, str]) -> dict[int, str]:
    """As ``resolve_pronouns`` found, and besides each 'his', 'her', 'its' whose owner can only be its own clause's subject:
    for those who compare, not for those who write."""
    found = dict(known)
    for token in doc:
        if token.i in found or not _is_possessive(token):
            continue
        above = {frame.head.i: frame for frame in frames}
        frame = next(
            (above[token_above.i] for token_above in token.ancestors if token_above.i in above), None
        )
        subjects = [one for one in (*frame.agents, *frame.patients) if one.i < token.i] if frame else []
        fitting = [one for one in subjects if one.pos_ != "PRON" and _fits(token, _read_referent(one))]
        if fitting:
            found[token.i] = _read_referent(fitting[0]).text
    return found


def _is_asked(token: Token) -> bool:
    if token.lower_ not in _PERSONS | _THINGS | _SEVERAL or _is_empty(token):
        return False
    owner = token.head if _is_possessive(token) else token
    return owner.dep_ in {"nsubj", "nsubjpass"}


def _look_back(token: Token, frames: Sequence[Frame]) -> Iterator[Referent]:
    """Subjects of earlier clauses of the sentence, nearest first."""
    owner = token.head if _is_possessive(token) else token
    earlier = {
        one.i: one
        for frame in frames
        for one in (*frame.agents, *frame.patients)
        if one.i < token.i
        and one.pos_ != "PRON"
        and one.dep_ in {"nsubj", "nsubjpass"}
        and one.head != owner.head
    }
    for place in sorted(earlier, reverse=True):
        yield _read_referent(earlier[place])


def _read_referent(noun: Token) -> Referent:
    words = [part for part in noun.subtree if part.i <= noun.i and is_close(part, noun)]
    if noun.ent_type_ == "PERSON":
        words = [
            part for part in words if part.ent_type_ == "PERSON" and part.lower_ not in WEEKDAYS
        ] or words
    if words and words[0].pos_ == "DET":
        text = words[0].lower_ + words[0].whitespace_ + "".join(part.text_with_ws for part in words[1:])
    else:
        text = "".join(part.text_with_ws for part in words)
    plural = (noun.tag_ in {"NNS", "NNPS"} and noun.ent_type_ not in {"PERSON", "ORG"}) or bool(
        noun.conjuncts
    )
    return Referent(text.strip(), _is_person(noun), plural)


def is_close(part: Token, noun: Token, *, joined: bool = False) -> bool:
    """Part of the noun's own phrase: no clause between, and no 'and' unless ``joined``."""
    while part != noun:
        if part.dep_ in {"relcl", "acl", "appos"} or (part.dep_ == "conj" and not joined):
            return False
        part = part.head
    return True


def _is_person(noun: Token) -> bool | None:
    if noun.ent_type_ == "PERSON":
        return True
    if noun.pos_ == "PROPN" and any(
        child.dep_ == "appos" and child.lemma_ in _PERSON_NOUNS for child in noun.children
    ):
        return True
    if noun.lemma_.lower() in _PERSON_NOUNS:
        return True
    if noun.pos_ != "PROPN" or any(child.dep_ == "det" for child in noun.children):
        return False
    return None if _is_long(noun) or noun.ent_type_ not in _NO_PERSONS else False


def _is_long(noun: Token) -> bool:
    """A name of two words or more: the parser's guess of its kind is worth less."""
    return any(child.dep_ == "compound" and child.pos_ == "PROPN" for child in noun.children)


def _fits(pronoun: Token, referent: Referent) -> bool:
    word = pronoun.lower_
    if word in _SEVERAL:
        return referent.plural
    if word in _PERSONS:
        return referent.person is not False and not referent.plural
    return not referent.person and not referent.plural


def _is_possessive(token: Token) -> bool:
    return token.lower_ in _POSSESSIVE and token.dep_ == "poss"


def _is_empty(token: Token) -> bool:
    """'it rained', 'it is clear that'."""
    return token.dep_ == "expl" or (
        token.lower_ == "it"
        and token.head.lemma_ == "be"
        and any(c.dep_ in {"ccomp", "xcomp", "relcl"} and c.i > token.head.i for c in token.head.children)
    )
