"""Several named together are spoken of together, too: 'A and B' for a later 'they'."""

from __future__ import annotations

from typing import TYPE_CHECKING

from claimcheck.extract.naming import plain
from claimcheck.extract.referents import PERSONAL, Phrase, Referent, in_brackets, last_of
from claimcheck.extract.senses import is_listed

if TYPE_CHECKING:
    from claimcheck.extract.draft import Unit


def join(unit: Unit, phrase: Phrase, referent: Referent) -> Referent | None:
    """All that a phrase names, of whose first noun ``referent`` is; ``None`` where it names but one, or is a list."""
    head = phrase.head
    joined = [token for token in head.subtree if token.dep_ == "conj" and not in_brackets(token)]
    if not any(child in joined for child in head.children) or is_listed(head):
        return None
    if head.lower_ in PERSONAL:
        rest = unit.words(head.i + 1, max(token.i for token in joined))
        return _both(f"{referent.name} {rest}", "", named=True)
    end = max(map(last_of, joined))
    if end + 1 < len(unit.doc) and unit.doc[end + 1].pos_ == "PROPN":
        return None  # in the midst of a name
    words = unit.words(phrase.first, end)
    if "," in words and " and " not in words:
        return None
    first = unit.doc[phrase.first]
    if first.i == 0 and first.tag_ in {"DT", "PRP$"}:
        words = f"{words[0].lower()}{words[1:]}"
    if not referent.named and first.tag_ not in {"DT", "PRP$"} and first.dep_ != "poss":
        words = f"the {words[0].lower()}{words[1:]}"
    return _both(words, referent.label, named=referent.named)


def _both(words: str, label: str, *, named: bool) -> Referent:
    return Referent(f"&{plain(words)}", words, label, True, named)
