"""Names and what they name, the same throughout an article: the parser's guesses corrected by form, context and count."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from functools import cache
from typing import TYPE_CHECKING

from claimcheck.model.claim import Mention
from claimcheck.model.selector import Span
from claimcheck.text.syntax import straighten
from claimcheck.text.wording import load_lists

if TYPE_CHECKING:
    from spacy.tokens import Doc, Span as Stretch

VALUES = frozenset({"DATE", "TIME", "MONEY", "PERCENT", "QUANTITY", "CARDINAL", "ORDINAL"})
VERSIONED = re.compile(
    r"\b[A-Z][\w&]*(?:[ -][A-Z][\w&]*){0,3}[ -]?(?:v|V)?\d+(?:\.\d+)*[a-z]?\b(?![.,]?\d|%| ?(?:percent|per cent|million|billion))"
)
ACRONYM = re.compile(
    r"\b([A-Z][\w'&-]*(?:[ -](?:of|for|and|the|on|in|de|[A-Z][\w'&-]*)){1,7}) \(([A-Z][A-Za-z&-]{1,9}s?)\)"
)
MONTHS = frozenset(
    "january february march april may june july august september october november december".split()
)
NUMBERED = frozenset({"page", "chapter", "section", "article", "figure", "table", "line", "report", "no", "number", "phase", "part",
                      "step", "week", "day", "year", "season", "level", "grade", "group", "class", "q", "h", "fy", "winter", "summer",
                      "spring", "autumn", "fall", "about", "over", "only", "some", "the", "in", "by", "since", "until", "from", "at"})  # fmt: skip


@dataclass(slots=True)
class Register:
    """All names of one article. ``labels`` by plain form, ``longer`` from a short form to the one full name it stands for."""

    labels: dict[str, str] = field(default_factory=dict)
    counts: Counter[str] = field(default_factory=Counter)
    longer: dict[str, str] = field(default_factory=dict)
    expansions: dict[str, str] = field(default_factory=dict)

    def label_of(self, name: str) -> str:
        """The label of a name in any of its forms, '' when it is none."""
        key = plain(name)
        return self.labels.get(key) or self.labels.get(plain(self.longer.get(key, "")), "")

    def full(self, name: str) -> str:
        """The full name behind a short form, or the name itself."""
        return self.longer.get(plain(name), name)


def plain(name: str) -> str:
    """A name without article, possessive and quotes, for comparing."""
    name = re.sub(r"^(?:the|a|an)\s+", "", straighten(name).strip(" \"'.,;:()"), flags=re.IGNORECASE)
    return re.sub(r"'s?$", "", name).strip()


def read_register(docs: Iterable[Doc]) -> Register:
    """The names of all sentences, each with one label: that of its form if the form tells, else the most frequent."""
    votes: dict[str, Counter[str]] = defaultdict(Counter)
    register = Register()
    for doc in docs:
        for name, label in _names(doc):
            votes[plain(name)][label] += 1
        for match in ACRONYM.finditer(doc.text):
            if _initials(match[1], match[2]):
                register.expansions[match[2]] = match[1]
    for name, counted in votes.items():
        register.labels[name] = by_form(name) or counted.most_common(1)[0][0]
        register.counts[name] = sum(counted.values())
    _shorten(register)
    return register


def _names(doc: Doc) -> Iterable[tuple[str, str]]:
    for ent in doc.ents:
        if ent.label_ not in VALUES and _is_name(ent):
            yield ent.text, _by_context(ent) or ent.label_
    for match in VERSIONED.finditer(doc.text):
        if _versioned(match[0]):
            yield match[0], "PRODUCT"


def _is_name(ent: Stretch) -> bool:
    text = plain(ent.text)
    return (
        bool(re.search(r"[A-Z]", text))
        and len(text) > 1
        and not re.search(r"[\n\"“”:•]", text)
        and any(token.pos_ == "PROPN" for token in ent)
    )


def _versioned(name: str) -> bool:
    words = re.split(r"[ -]", name)
    return words[0].lower().rstrip(".") not in MONTHS | NUMBERED and not re.fullmatch(
        r"[A-Z]\d|[QH]\d|FY\d+", name
    )


def _initials(expansion: str, acronym: str) -> bool:
    """Whether the acronym's letters are the first letters of the words, minor words aside."""
    letters = [word[0] for word in re.split(r"[ -]", expansion) if word and word[0].isupper()]
    return "".join(letters)[-len(acronym.rstrip("s")) :].upper() == acronym.rstrip("s").upper()


def _by_context(ent: Stretch) -> str:
    """PERSON after a title or office, or in an appositive of one."""
    before = ent.doc[ent.start - 1].text.rstrip(".").lower() if ent.start else ""
    if before in _lists()["courtesy"] or before in load_lists()["role"]:
        return (
            "PERSON"
            if all(token.is_alpha or token.text in {"-", "."} for token in ent) and len(ent) <= 5
            else ""
        )
    if any(child.dep_ == "appos" and child.lower_ in load_lists()["role"] for child in ent.root.children):
        return "PERSON"
    return ""


def by_form(name: str) -> str:
    """The label that a name's own words give away ('... Bank' is an ORG, 'X 4' a PRODUCT), '' when they don't."""
    words = re.split(r"[ ]", name)
    first, last = words[0].lower().rstrip("."), words[-1].lower().rstrip(".")
    if first in _lists()["courtesy"] and len(words) > 1:
        return "PERSON"
    if VERSIONED.fullmatch(name) and _versioned(name):
        return "PRODUCT"
    for label in ("ORG", "FAC", "LOC", "EVENT", "LAW"):
        if (
            len(words) > 1
            and last in _lists()[label]
            or any(word.lower() in _lists()[f"{label}_of"] for word in words[:-2] if len(words) > 2)
        ):
            return label
    return ""


@cache
def _lists() -> dict[str, frozenset[str]]:
    import tomllib
    from importlib import resources

    return {
        key: frozenset(words)
        for key, words in tomllib.loads(
            resources.files("claimcheck.extract").joinpath("names.toml").read_text("utf-8")
        ).items()
    }


def _shorten(register: Register) -> None:
    """Surnames and first words of organisations stand for the one full name that has them."""
    ends: dict[str, set[str]] = defaultdict(set)
    for name, label in register.labels.items():
        words = name.split()
        if len(words) < 2:
            continue
        if label == "PERSON":
            ends[words[-1]].add(name)
        elif label == "ORG":
            ends[words[0]].add(name)
    for short, names in ends.items():
        if len(names) == 1 and short in register.labels:
            (full,) = names
            register.longer[short] = full
            register.labels[short] = register.labels[full]


def find_mentions(doc: Doc, text: str, register: Register) -> tuple[Mention, ...]:
    """The names in a claim, in order, never overlapping, typed as in the whole article."""
    found: dict[tuple[int, int], str] = {}
    for ent in doc.ents:
        if ent.label_ in VALUES or not _is_name(ent):
            continue
        label = register.label_of(ent.text) or by_form(plain(ent.text)) or _by_context(ent) or ent.label_
        found[_bounds(ent.text, ent.start_char)] = label
    for match in VERSIONED.finditer(doc.text):
        if _versioned(match[0]):
            found[match.span()] = "PRODUCT"
    taken: list[tuple[int, int]] = []
    for start, end in sorted(found, key=lambda span: (span[0] - span[1], span)):
        if all(end <= other[0] or start >= other[1] for other in taken):
            taken.append((start, end))
    return tuple(
        Mention(text[start:end], found[start, end], Span(start, end)) for start, end in sorted(taken)
    )


def _bounds(name: str, start: int) -> tuple[int, int]:
    """A name without its article and possessive."""
    lead = re.match(r"(?:the|a|an)\s+|[\"'(]+", name, re.IGNORECASE)
    tail = re.search(r"(?:'s?|[\"'.,)]+)$", name)
    return start + (lead.end() if lead else 0), start + (tail.start() if tail else len(name))
