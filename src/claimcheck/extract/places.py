"""Where 'there' is: at the one place that was named just before."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from claimcheck.extract.referents import Link, Spoken
from claimcheck.extract.salience import NEAR, Memory

if TYPE_CHECKING:
    from spacy.tokens import Doc

PLACES = frozenset({"GPE", "LOC", "FAC", "ORG"})
BEFORE = frozenset({"down", "from", "in", "out", "over", "to", "up"})


def _acts(spoken: Spoken) -> bool:
    """Whether somebody is named who is no place: by sex, or as who does something."""
    return spoken.referent.person and (bool(spoken.referent.gender) or spoken.role == "subject")


def find_there(doc: Doc, memory: Memory, quoted: frozenset[int]) -> Iterator[Link]:
    """Links for 'there' where one place alone has been named in this sentence before it, or else in the last."""
    for token in doc:
        adverb = (
            token.lower_ == "there"
            and token.dep_ == "advmod"
            and token.tag_ == "RB"
            and token.i not in quoted
        )
        if not adverb or (token.i and token.nbor(-1).lower_ in BEFORE):
            continue
        if token.i > 1 and token.nbor(-1) == token.head and token.nbor(-2).text == ",":
            continue  # 'marks in the clay, made there by hand'
        named = [one for one in memory.spoken if one.referent.named and not _acts(one)]
        here = [one for one in named if one.when == memory.when and one.token < token.i]
        lately = here or [one for one in named if 0 < memory.when - one.when <= NEAR]
        if any(one.role == "source" for one in lately):
            continue  # 'came from N': there, or where it came to?
        places = {one.referent.key: one.referent for one in lately}
        place = next(iter(places.values())) if len(places) == 1 else None
        if place is not None and place.label in PLACES:
            words = f"{'in' if place.label in {'GPE', 'LOC'} else 'at'} {place.name}"
            yield Link(place.key, (token.i,), words, place.name)
