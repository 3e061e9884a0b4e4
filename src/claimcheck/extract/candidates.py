"""Which stretches of a sentence look like names: what the recogniser marks, and the runs of capitals that it misses."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING

from claimcheck.extract.lexicon import lexicon, pattern
from claimcheck.extract.naming import SAINTED, VALUES, given_names, name_lists
from claimcheck.text.wording import Cue, words_of
from claimcheck.values.tokens import read_tokens
from claimcheck.values.units import open_currencies, open_units

if TYPE_CHECKING:
    from spacy.tokens import Doc, Token
    from spacy.tokens import Span as Stretch

ASKING = frozenset(
    {"will", "may", "can", "could", "should", "would", "must", "shall", "do", "does", "did", "has", "have"}
)
OPENERS = frozenset({"today", "yesterday", "tomorrow", "tonight", "then", "now", "later", "here", "there"})


def find_candidates(doc: Doc, words: frozenset[str]) -> Iterator[Stretch]:
    """Entities that look like names, and runs of proper nouns that the recogniser has missed. One that opens the sentence
    must not be among the ``words`` that are written small elsewhere."""
    covered: set[int] = set()
    for ent in doc.ents:
        start = ent.start
        while start and _belongs(doc[start - 1], ent):  # 'the charity Hope UK'
            start -= 1
        covered.update(range(start, ent.end))
        common = (
            ent.start == 0
            and len(ent) == 1
            and doc[0].lemma_.lower() in words_of(Cue.ROLE) | lexicon("human")
        )
        common = (common and doc[0].text.endswith("s")) or (
            ent.start == 0 and len(ent) == 1 and doc[0].tag_ == "NNS"
        )
        if ent.label_ not in VALUES and not common:  # 'Teachers said ...', 'Mussels are ...'
            yield from _trimmed(doc[start : ent.end])
    run: list[int] = []
    for token in (*doc, None):
        if (
            token is not None
            and token.pos_ == "PROPN"
            and token.i not in covered
            and token.text[:1].isupper()
        ):
            run.append(token.i)
            continue
        opening = bool(run) and run[0] == 0 and len(run) == 1
        if run and not (opening and (doc[0].lower_ in words or not _acts_as_name(doc[0]))):
            yield from _trimmed(doc[run[0] : run[-1] + 1])
        run = []


def _belongs(token: Token, ent: Stretch) -> bool:
    """Whether a capital before an entity is part of the name: no office, no title, nothing that opens the sentence."""
    office = token.lower_.rstrip(".") in words_of(Cue.ROLE) | name_lists()[""]["courtesy"] | lexicon("human")
    named = token.pos_ == "PROPN" and token.text[:1].isupper() and token.head.i in range(ent.start, ent.end)
    return (
        named
        and not office
        and not token.ent_type_
        and token.i > 0
        and token.dep_ == "compound"
        and ent.label_ == "GPE"
    )


def _acts_as_name(token: Token) -> bool:
    """Whether a capital that opens a sentence is a name's: a subject in the singular, without an article."""
    return token.tag_ == "NNP" and token.dep_ in {"nsubj", "nsubjpass"} and len(token) > 2


def _trimmed(ent: Stretch) -> Iterator[Stretch]:
    """An entity without article, quotes and lower-case edges; two where a comma or colon joins them."""
    doc = ent.doc
    start = ent.start
    for i in range(ent.start, ent.end + 1):
        if i == ent.end or doc[i].text in {",", ":", ";", '"', "•", "(", ")"} or doc[i].is_space:
            first, last = start, i
            while first < last and (
                not re.match(r"[A-Z0-9]|i[A-Z]", doc[first].text) or doc[first].lower_ in OPENERS
            ):
                first += 1
            if (
                ent.root.ent_type_ == "PERSON"
                and first == 0
                and last > 2
                and (doc[0].lower_ in lexicon("human") or _is_calling(doc[0].lower_))
            ):
                first = 1  # 'Substitute N N scored'
            if first == 0 and last > 1 and doc[0].lower_ in ASKING and doc.text.rstrip().endswith("?"):
                first = 1  # 'Will N keep his word?'
            if (last - first) % 2 == 0 and doc[first : (first + last) // 2].text == doc[
                (first + last) // 2 : last
            ].text:
                first = (first + last) // 2  # a byline and the sentence after it
            while last > first and (
                (doc[last - 1].dep_ == "case" and not SAINTED.match(doc[first:last].text))
                or not re.search(r"[A-Za-z0-9]", doc[last - 1].text)
            ):
                last -= 1
            while (
                last > first
                and doc[last - 1].like_num
                and last < len(doc)
                and pattern("counted").match(doc[last].text)
            ):
                last -= 1  # 'Delta 85 cents'
            if (
                last > first
                and len(doc[first:last].text) > 1
                and any(token.pos_ in {"PROPN", "NOUN", "ADJ", "X"} for token in doc[first:last])
            ):
                yield doc[first:last]
            start = i + 1


def _is_calling(word: str) -> bool:
    """Whether the first word of a person's name is what he does: 'Dendrochronologist N N'."""
    told = re.fullmatch(r"[a-z]{3,}(?:ologist|ician|arian|eer|maker|keeper|[a-z]{3}ist)", word) is not None
    return told and not any(word in names for names in given_names().values())


def is_name(name: str) -> bool:
    """Whether capitals make it a name: more than an initial, an office or a common acronym."""
    lists = name_lists()[""]
    bare = name.lower().rstrip(".")
    if re.search(r"\b[A-Z]{4,}\b", name) and re.search(r"[A-Z][a-z]{2}", name):
        return False  # half of it a headline's capitals
    if re.search(r"\b\d{1,3} ?[-–] ?\d{1,3}\b", name):
        return False  # 'Harriers 4-2 Union' is a score
    if re.fullmatch(r"(?:[A-Z]{3}|[A-Z]{0,2}[$€£¥]) ?\d[\d.,]*\w*", name):
        return False  # 'CHF41m'
    if re.fullmatch(r"[QH][1-4](?: ?(?:19|20)\d\d)?", name):
        return False  # a quarter or half of a year
    if re.fullmatch(r"[A-Z]{3}", name) and open_currencies()[1].match(read_tokens(name), 0):
        return False  # 'SEK' is what is paid in
    if re.fullmatch(r"[A-Za-z]{1,3}", name) and open_units()[0].match(read_tokens(name), 0):
        return False  # 'GB' is what is measured in
    if not re.search(r"[A-Z]", name) or re.fullmatch(r"[A-Z]\.?", name) or bare in lexicon("unnamed"):
        return False
    offices = (
        lists["common"]
        | lists["courtesy"]
        | words_of(Cue.ROLE)
        | {"chief", "executive", "prime", "vice", "managing"}
    )
    return not all(word in offices for word in bare.split())
