"""What sort of thing a name names, from its form and its surroundings. Each sign adds to a score; the best label wins."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator, Mapping
from functools import cache
from importlib import resources
from typing import TYPE_CHECKING

from claimcheck.extract.doings import by_doing
from claimcheck.extract.lexicon import lexicon, pattern
from claimcheck.text.syntax import straighten
from claimcheck.text.wording import Cue, words_of

if TYPE_CHECKING:
    from spacy.tokens import Doc, Token
    from spacy.tokens import Span as Stretch

VALUES = frozenset({"DATE", "TIME", "MONEY", "PERCENT", "QUANTITY", "CARDINAL", "ORDINAL"})
VERSIONED = re.compile(
    r"\b[A-Z][\w&]*(?:[ -][A-Z][\w&]*){0,3}[ -]?[vV]?\d{1,3}(?:\.\d+)*[a-z]?\b(?![.,]?\d|%|[-–][\da-z])"
)
DIRECTIONS = frozenset(
    {"central", "eastern", "neighbouring", "neighboring", "northern", "southern", "western"}
)
SAINTED = re.compile(r"(?:St\.?|Saint) [A-Z][\w-]*'s$")  # a school, a church or a hospital, 's and all
KNOWN = {
    "US": "GPE",
    "U.S": "GPE",
    "USA": "GPE",
    "UK": "GPE",
    "U.K": "GPE",
    "UAE": "GPE",
    "EU": "ORG",
    "UN": "ORG",
    "NATO": "ORG",
    "WHO": "ORG",
}
CAMEL = re.compile(r"[a-z][A-Z]|[A-Z]{2,}[a-z]")


@cache
def name_lists() -> Mapping[str, Mapping[str, frozenset[str]]]:
    """The lists of names.toml; those without a heading are under ''."""
    written = tomllib.loads(resources.files("claimcheck.extract").joinpath("names.toml").read_text("utf-8"))
    plain_lists = {key: frozenset(words) for key, words in written.items() if isinstance(words, list)}
    tables = {
        key: {label: frozenset(words) for label, words in table.items()}
        for key, table in written.items()
        if isinstance(table, dict)
    }
    return {"": plain_lists, **tables}


@cache
def given_names() -> Mapping[str, frozenset[str]]:
    """Given names under 'masculine', 'feminine' and 'either', lower case."""
    written = resources.files("claimcheck.extract").joinpath("given_names.toml").read_text("utf-8")
    return {sex: frozenset(names) for sex, names in tomllib.loads(written).items()}


def plain(name: str) -> str:
    """A name without article, courtesy title, possessive and quotes, for comparing."""
    name = re.sub(r"^(?:the|a|an)\s+", "", straighten(name).strip(" \"'.,;:()"), flags=re.IGNORECASE)
    if not SAINTED.match(name):
        name = re.sub(r"'s?$", "", name).strip()
    first, _, rest = name.partition(" ")
    titled = (
        rest
        and first.lower().rstrip(".") in name_lists()[""]["courtesy"]
        and first.lower() not in {"king", "queen", "prince", "pope", "lady", "lord"}
    )
    return rest if titled and rest[:1].isupper() else name


def versions(text: str) -> Iterator[tuple[int, int]]:
    """Where product names with a version number stand: 'Quest 3', 'GPT-4', but not 'Phase 2' or 'Biologics 85 cents'."""
    for match in VERSIONED.finditer(text):
        words = re.split(r"[ -]", match[0])
        if (
            words[0].lower() in lexicon("unnamed")
            or (len(words) > 2 and words[-2].lower() in lexicon("unnamed"))
            or _counts(text[match.end() :])
        ):
            continue
        if re.fullmatch(r"[QH]\d|FY\d+|[A-Z]\d{1,3}|(?:19|20)\d\d|CO2|G\d+", match[0]):
            continue
        if match[0].isalnum() and not re.search(r"[a-z]", match[0]):
            continue
        yield match.span()


def _counts(rest: str) -> bool:
    """Whether a number before ``rest`` counts or measures something rather than being part of a name."""
    return rest.lstrip().startswith("%") or pattern("counted").match(rest.lstrip()) is not None


def by_form(name: str) -> Iterator[tuple[str, float]]:
    """What the words of a name say: '... Bank' is an ORG, 'X 4' a PRODUCT, 'DataWorks' no person."""
    lists = name_lists()
    words = name.split(" ")
    if VERSIONED.fullmatch(name):
        yield "PRODUCT", 4.0
    if len(words) > 1 and words[-1] == "City":
        yield "PERSON", -3.0
    if 1 < len(words) < 5 and any(words[0].lower() in listed for listed in given_names().values()):
        yield "PERSON", 2.0
    for label, listed in lists["last"].items():
        if len(words) > 1 and words[-1].lower().rstrip(".") in listed:
            yield label, 4.0
    for label, listed in lists["first"].items():
        if len(words) > 2 and words[0].lower() in listed and words[1] == "of":
            yield label, 4.0
    for label, listed in lists["prefix"].items():
        if len(words) > 1 and words[0].lower().rstrip(".") in listed:
            yield label, 2.5
    yield from _by_letters(name, words)


def _by_letters(name: str, words: list[str]) -> Iterator[tuple[str, float]]:
    """What capitals, digits and signs within a name say."""
    if "&" in words:
        yield from (("ORG", 3.0), ("PERSON", -3.0))
    if name in KNOWN:
        yield KNOWN[name], 9.0
    if CAMEL.search(words[0]):
        yield from (("ORG", 1.5), ("PERSON", -3.0), ("GPE", -3.0))
    elif re.fullmatch(r"[A-Z]{2,6}s?", name):
        yield from (("ORG", 1.0), ("PERSON", -2.0), ("GPE", -0.5))
    if re.search(r"AI$", name):
        yield from (("ORG", 1.5), ("GPE", -2.0))
    if re.search(r"\d", name):
        yield from (("PERSON", -3.0), ("GPE", -3.0))


def by_context(ent: Stretch) -> Iterator[tuple[str, float]]:
    """What stands around one mention says about the name."""
    doc, root = ent.doc, ent.root
    before = doc[ent.start - 1] if ent.start else None
    if is_quoted(ent):
        yield from (("LOC", -4.0), ("FAC", -4.0), ("GPE", -3.0))  # a title, whatever its last word
    if before is not None and before.lower_.rstrip(".") in name_lists()[""]["courtesy"] | words_of(Cue.ROLE):
        yield "PERSON", 3.0
    yield from _apposed(doc, ent, root, before)
    yield from _owning(root)
    if ent.end + 1 < len(doc) and doc[ent.end].text == "-" and doc[ent.end + 1].lower_ == "based":
        yield "GPE", 5.0
    if before is not None and before.lower_ in DIRECTIONS:
        yield "GPE", 2.5
    if before is not None and before.dep_ == "prep" and root.dep_ == "pobj":
        if before.lower_ in {"in", "near", "across", "throughout", "outside", "around"}:
            yield from (("GPE", 1.2), ("PERSON", -1.0))
        elif before.lower_ == "from":
            yield from (("GPE", 0.8), ("ORG", -0.4))
        elif before.lower_ == "at":
            yield "ORG", 0.6
            yield "PERSON", -0.5
    if any(
        token.tag_ == "WP" and token.lower_ == "who"
        for child in root.children
        if child.dep_ == "relcl"
        for token in child.children
    ):
        yield "PERSON", 2.0
    several = root.dep_ == "nsubj" and root.ent_type_ != "NORP"
    agreeing = [root.head, *(child for child in root.head.children if child.dep_ == "aux")]
    if (
        several
        and not any(child.dep_ == "conj" for child in root.children)
        and any(token.tag_ == "VBP" or token.lower_ in {"are", "were"} for token in agreeing)
    ):
        yield "ORG", 2.0
        yield "PERSON", -2.0
    yield from by_doing(root)


def is_quoted(ent: Stretch) -> bool:
    """Whether a name is all that stands in quotation marks: "Brandt Mountain" is a film."""
    doc = ent.doc
    closes = ent.end < len(doc) and doc[ent.end].text in {'"', ","}
    return ent.start > 0 and doc[ent.start - 1].text == '"' and closes


def _apposed(doc: Doc, ent: Stretch, root: Token, before: Token | None) -> Iterator[tuple[str, float]]:
    apposed = name_lists()["apposed"]
    near = [child for child in root.children if child.dep_ == "appos" and child.pos_ == "NOUN"]
    if root.dep_ == "appos" and root.head.pos_ == "NOUN":
        near.append(root.head)
    roles = words_of(Cue.ROLE)
    for noun in near:
        if noun.lower_ in roles:
            yield "PERSON", 3.0
    told = apposed["ORG"] | name_lists()["stands_for"]["ORG"] | name_lists()["stands_for_topic"]["ORG"]
    if root.ent_type_ == "ORG" and any(
        noun.lower_ not in told | roles and noun.dep_ == "appos" for noun in near
    ):
        yield from (("ORG", -1.0), ("PRODUCT", 0.8))  # 'N, a cable between M and P'
    words = [noun.lower_ for noun in near]
    if before is not None and before.pos_ in {"NOUN", "PROPN"} and before.text.islower():
        words.append(before.lower_)
    if before is not None and before.lower_ in {"of", "like"} and before.head.pos_ == "NOUN":
        words.append(before.head.lower_)
    if ent.end < len(doc) and doc[ent.end].pos_ == "NOUN" and doc[ent.end].head != root:
        words.append(doc[ent.end].lower_)
    for label, listed in apposed.items():
        yield from ((label, 2.5) for word in words if word in listed)


def _owning(root: Token) -> Iterator[tuple[str, float]]:
    """'X's shares' says ORG, 'X's wife' PERSON."""
    noun = root.head if root.dep_ in {"poss", "compound", "nmod"} else None
    if noun is None:
        return
    for label, listed in name_lists()["owns"].items():
        if noun.lower_ in listed:
            yield label, 2.0
    roles = words_of(Cue.ROLE)
    if noun.lower_ in lexicon("political"):
        yield "GPE", 1.5
        return
    if noun.lower_ in roles or any(
        child.lower_ in roles and child.dep_ == "compound" for child in noun.children
    ):
        yield "ORG", 1.0
        yield "PERSON", -1.0
