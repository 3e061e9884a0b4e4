"""The names of an article: each with one label throughout, its full form, its expansion; and where they stand in a text."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from claimcheck.extract.candidates import find_candidates, is_name
from claimcheck.extract.naming import VALUES, by_context, by_form, is_quoted, name_lists, plain, versions
from claimcheck.model.claim import Mention
from claimcheck.model.selector import Span
from claimcheck.text.syntax import straighten
from claimcheck.values.names import find_acronyms

if TYPE_CHECKING:
    from spacy.tokens import Doc
    from spacy.tokens import Span as Stretch

    from claimcheck.extract.draft import Unit

PLACED = re.compile(
    r"\b(?:[Cc]ity|[Tt]own|[Vv]illage|[Pp]ort|[Mm]unicipality|[Mm]ayor|[Rr]esidents|[Pp]arliament|[Gg]overnment|[Rr]epublic|"
    r"[Ii]sland|[Cc]apital|[Oo]utskirts|[Pp]rovince|[Pp]eople) of ([A-Z][\w'-]+(?: [A-Z][\w'-]+)?)"
    r"|\b([A-Z][\w'-]+(?: [A-Z][\w'-]+)?), (?:the|a) (?:\w+ )?(?:city|town|village|capital|port)\b"
    r"|^([A-Z][\w'-]+(?: [A-Z][\w'-]+)?), (?=(?:\w+day,? )?(?:\d{1,2} [A-Z][a-z]+|[A-Z][a-z]+ \d{1,2},?) (?:19|20)\d\d)"
    r"|(?<=[.!?] )([A-Z][\w'-]+), (?=\d{1,2} [A-Z][a-z]+ (?:19|20)\d\d)"
    r"|\b([A-Z][\w'-]+(?: [A-Z][\w'-]+)?) (?:[Cc]ity [Cc]ouncil|[Tt]own [Cc]ouncil|[Cc]ounty [Cc]ouncil)\b",
    re.MULTILINE,
)
SCORED = re.compile(
    r"((?:[A-Z][\w'.-]+ ){1,3})\d{1,2} ?[-–] ?\d{1,2} ((?:[A-Z][\w'.-]+ ?){1,3})(?=[,:;(]|$)"
)  # the sides of a match
OFFICES = frozenset({"position", "role", "title", "job", "office", "post", "function", "occupation"})
SUFFIXES = frozenset(
    {
        "inc",
        "ltd",
        "plc",
        "corp",
        "corporation",
        "group",
        "holdings",
        "co",
        "company",
        "llc",
        "gmbh",
        "ag",
        "limited",
    }
)


UNSURE = frozenset({"PRODUCT", "WORK_OF_ART", "LAW", "FAC", "EVENT", "LANGUAGE"})
"""Labels that the recogniser gives to what it doesn't know."""
Votes = dict[str, dict[str, float]]


@dataclass(slots=True)
class Register:
    """All names of one article. Keys are plain forms.

    ``labels`` has one label for each; ``longer`` the one full name that a short form stands for; ``expansions`` the words
    behind an acronym; ``article`` the names that are said with 'the'.
    """

    labels: dict[str, str] = field(default_factory=dict)
    counts: Counter[str] = field(default_factory=Counter)
    longer: dict[str, str] = field(default_factory=dict)
    expansions: dict[str, str] = field(default_factory=dict)
    article: set[str] = field(default_factory=set)
    within: set[str] = field(default_factory=set)  # names that something is in
    inside: set[str] = field(default_factory=set)  # names that don't only open sentences
    works: set[str] = field(default_factory=set)  # names in quotation marks, or said to be a film, a book
    joined: Counter[str] = field(default_factory=Counter)  # how often a name stands after another and 'and'
    known: set[str] = field(default_factory=set)  # names of one word that is a word of the language, too
    words: frozenset[str] = frozenset()  # words that the article writes without a capital
    offices: frozenset[str] = frozenset()
    pattern: re.Pattern[str] | None = None

    def label_of(self, name: str) -> str:
        """The label of a name in any of its forms, '' when it is none."""
        return self.labels.get(plain(name), "")

    def full(self, name: str) -> str:
        """The full name behind a short form, or the name itself."""
        return self.longer.get(plain(name), plain(name))

    def fuller(self, name: str) -> str:
        """The full name behind a short form, the words behind an acronym, else ''."""
        key = plain(name)
        return self.longer.get(key) or self.expansions.get(key.rstrip("s"), "")

    def said(self, name: str) -> str:
        """A full name as it is said inside a sentence, with 'the' where it takes one."""
        full = self.full(name)
        return f"the {full}" if full in self.article else full

    def find(self, text: str) -> Iterator[tuple[int, int, str]]:
        """Where names of the register stand in a straightened text, longest first, never overlapping, never across lines."""
        if self.pattern is None:
            return
        for match in self.pattern.finditer(text):
            yield match.start(), match.end(), match[0]


def read_register(
    docs: Sequence[Doc],
    text: str = "",
    columns: Iterable[tuple[str, str]] = (),
    labels: Iterable[str] = (),
    title: str = "",
    tabled: frozenset[int] = frozenset(),
) -> Register:
    """The names of all sentences. ``columns`` are (header, cell) pairs of tables, ``labels`` the names of list items. A surname
    that several share stands for the one of them in the ``title``. ``tabled`` are the places of docs that were made from rows:
    what stands around a name there says nothing."""
    votes: Votes = defaultdict(lambda: defaultdict(float))
    register = Register()
    said: Counter[str] = Counter()
    register.words = frozenset(token.text for doc in docs for token in doc if token.text.islower())
    for place, doc in enumerate(docs):
        for ent in find_candidates(doc, register.words):
            _vote(ent, votes, register, said, context=place not in tabled)
        for start, end in versions(doc.text):
            votes[doc.text[start:end]]["PRODUCT"] += 2
            register.counts[doc.text[start:end]] += 1
    register.expansions = find_acronyms(text or " ".join(doc.text for doc in docs))
    for match in PLACED.finditer(text):
        votes[plain(next(filter(None, match.groups())))]["GPE"] += 4.0
    for match in SCORED.finditer(straighten(title)):
        for side in (match[1], match[2]):
            votes[plain(side)]["ORG"] += 4.0
            register.counts[plain(side)] += 1
    _vote_columns(columns, votes, register)
    for label in labels:
        register.counts[plain(label)] += 1
        votes[plain(label)]["ORG"] += 0.1
    _settle(votes, register, said, straighten(title))
    _give_articles(register, said)
    return register


def _give_articles(register: Register, said: Counter[str]) -> None:
    """Which names are said with 'the': those that mostly are, and laws."""
    register.article = {name for name, count in said.items() if count * 2 > register.counts[name]}
    register.article |= {name for name, label in register.labels.items() if label == "LAW"}


def _vote(
    ent: Stretch, votes: Votes, register: Register, said: Counter[str], *, context: bool = True
) -> None:
    name = plain(ent.text)
    if not is_name(name):
        return
    register.counts[name] += 1
    if ent.start and ent.doc[ent.start - 1].lower_ == "in":
        register.within.add(name)
    if ent.start > 1 or (ent.start == 1 and not ent.doc[0].is_punct):
        register.inside.add(name)
    if re.fullmatch(r"[A-Z][a-z]+", name) and ent.doc.vocab[name.lower()].has_vector:
        register.known.add(name)
    if ent.start > 1 and ent.doc[ent.start - 1].lower_ == "and" and ent.doc[ent.start - 2].pos_ == "PROPN":
        register.joined[name] += 1
    told = list(by_context(ent)) if context else []
    if is_quoted(ent) or any(label == "WORK_OF_ART" for label, _ in told):
        register.works.add(name)
    guessed = ent.root.ent_type_
    if guessed and guessed not in VALUES:
        weight = (1.0 if len(ent) > 1 else 0.7) * (0.5 if guessed in UNSURE else 1.0)
        votes[name][guessed] += weight if context else weight / 4
    for label, weight in told:
        votes[name][label] += weight
    if (ent.start and ent.doc[ent.start - 1].lower_ == "the") or ent[0].lower_ == "the":
        said[name] += 1


def _vote_columns(columns: Iterable[tuple[str, str]], votes: Votes, register: Register) -> None:
    """A column's header says what its cells name."""
    for header, cell in columns:
        words = header.lower().split()
        if words and words[-1].rstrip("s") in OFFICES:
            votes[plain(cell)]["ROLE"] += 1
        for label, listed in name_lists()["headers"].items():
            if words and words[-1].rstrip("s") in {word.rstrip("s") for word in listed}:
                for name in re.split(r"\s*[,;/&]\s+|\s*\([^)]*\)", cell):
                    if re.match(r"[A-Z]", name) and not re.search(r"\d{2}", name) and len(name.split()) <= 6:
                        votes[plain(name)][label] += 5
                        register.counts[plain(name)] += 1


def _settle(votes: Votes, register: Register, said: Counter[str], title: str) -> None:
    for acronym, expansion in register.expansions.items():
        if not re.search(
            r"[A-Z]", expansion
        ):  # 'artificial intelligence (AI)' is no name, nor is its acronym
            for form in (acronym, f"{acronym}s"):
                votes.pop(form, None)
            continue
        votes[expansion]["ORG"] += 0.1
        for label, weight in by_form(expansion):
            votes[acronym][label] += weight
    surnames = {name.split()[-1] for name in votes if " " in name}
    _lend(votes)
    for name, counted in votes.items():
        for label, weight in by_form(name):
            counted[label] += weight
        if " " not in name and name not in surnames:  # people are introduced by their full names
            counted["PERSON"] *= 0.5
        if said[name] * 2 > register.counts[name]:  # nobody is 'the Anna'
            counted["PERSON"] -= 3.0
        label, weight = max(counted.items(), key=lambda item: (item[1], item[0]), default=("", 0))
        common = name.lower() in register.words and name not in register.inside
        met = name not in register.inside and register.counts[name] < 2 and label in UNSURE | {"ORG"}
        common = common or (met and name in register.known)  # 'Trout have vanished'
        if weight > 0 and counted["ROLE"] == 0 and is_name(name) and not common:
            register.labels[name] = label
    register.offices = frozenset(name for name, counted in votes.items() if counted["ROLE"])
    _shorten(register, title)
    names = sorted(register.labels, key=lambda name: (-len(name), name))
    if names:
        register.pattern = re.compile(rf"(?<![\w-])(?:{'|'.join(map(re.escape, names))})(?![\w]|-\w)")


def _lend(votes: Votes) -> None:
    """What is told by a name's last word alone tells of the name as well, when no other name ends so: 'Vale have' of N Vale."""
    ends: dict[str, list[str]] = defaultdict(list)
    for name in votes:
        if " " in name:
            ends[name.split()[-1]].append(name)
    for short, names in ends.items():
        if len(names) == 1 and short in votes:
            for label, weight in votes[short].items():
                votes[names[0]][label] += 0.5 * weight


def _shorten(register: Register, title: str) -> None:
    """Surnames stand for the one full name that has them; so do the first words of an organisation with a common ending, or
    one that is named in full before. Where several have them, the one in the title is meant, or the one named before."""
    ends: dict[str, set[str]] = defaultdict(set)
    first = {name: place for place, name in enumerate(register.counts)}
    for name, label in register.labels.items():
        for short in _short_forms(name, label, first, register.counts):
            ends[short].add(name)
    for short, sharing in ends.items():
        titled = {name for name in sharing if name in title}
        before = {name for name in sharing if first.get(name, 0) < first.get(short, 0)}
        full_names = next((names for names in (sharing, titled, before) if len(names) == 1), set())
        if len(full_names) != 1:
            continue
        (full,) = full_names
        own = register.labels.get(short, register.labels[full] if short in register.known else "")
        sure = register.labels[full] == "PERSON" or (full in titled and full.startswith(f"{short} "))
        if not own and (not sure or short.lower() in register.words):
            continue
        common = full.split()[-1].lower() in name_lists()["last"]["ORG"]
        if own in {"GPE", "LOC", "NORP", "PRODUCT"} and register.labels[full] == "ORG" and not common:
            continue  # Chicago is not the Chicago Cubs
        if register.labels[full] == "PERSON" and _is_of_firm(short, full, first):
            continue
        if own == "PERSON" and " " in short and register.labels[full] == "ORG":
            continue  # nor is N N the N N Studio
        if register.labels[full] == "PERSON" or register.counts[short] <= 3 * register.counts[full]:
            register.longer[short] = full
            register.labels[short] = register.labels[full]


def _is_of_firm(short: str, full: str, first: dict[str, int]) -> bool:
    """'Holm Catering ... Holm ... its founder, Ivo Holm': whoever is named only later is not meant before."""
    said = first.get(short, 0)
    earlier = any(name.startswith(f"{short} ") and place < said for name, place in first.items())
    return earlier and first.get(full, 0) > said


def _short_forms(name: str, label: str, first: dict[str, int], counts: Counter[str]) -> Iterator[str]:
    """The forms in which a full name may come again. ``first`` tells the order in which names are first said, ``counts`` how
    often."""
    words = name.split()
    if label == "PERSON" and 2 <= len(words) <= 4 and not re.fullmatch(r"[IVX]+|[JS]r\.?", words[-1]):
        yield words[-1]
    if label != "ORG" or len(words) < 2:
        return
    last = words[-1].lower()
    if last in name_lists()["last"]["ORG"] | SUFFIXES - {"ai"}:
        yield " ".join(words[:-1])
        if last not in SUFFIXES and not words[-2].islower():  # 'Library of Congress' is no congress
            yield words[-1]
    elif len(words) == 2 and "&" not in words:
        if first.get(words[0], 0) > first[name]:
            yield words[0]
        again = counts[words[-1]] > 1 and first.get(words[-1], 0) > first[name]
        if again or re.fullmatch(r"[A-Z][a-z]+s", words[-1]):
            yield words[-1]


def find_mentions(doc: Doc, text: str, register: Register) -> tuple[Mention, ...]:
    """The names in a claim, in order, never overlapping, typed as in the whole article."""
    plain_text = straighten(text)
    found: dict[tuple[int, int], str] = {
        (start, end): register.label_of(name) for start, end, name in register.find(plain_text)
    }
    for ent in find_candidates(doc, register.words):
        span = (ent.start_char, ent.end_char)
        if all(span[1] <= start or span[0] >= end for start, end in found):
            scores: dict[str, float] = defaultdict(
                float, {ent.root.ent_type_: 1.0} if ent.root.ent_type_ else {}
            )
            for label, weight in (*by_form(plain(ent.text)), *by_context(ent)):
                scores[label] += weight
            label, weight = max(scores.items(), key=lambda item: (item[1], item[0]), default=("", 0))
            known = plain(ent.text) in register.offices or (
                ent.start == 0 and ent.text.lower() in register.words
            )
            if weight > 0 and label and is_name(plain(ent.text)) and not known:
                found[span] = label
    return tuple(
        Mention(text[start:end], found[start, end], Span(start, end), register.fuller(text[start:end]))
        for start, end in sorted(found)
    )


def find_names(unit: Unit, register: Register) -> dict[int, tuple[int, int, str]]:
    """For each token of a name: first and last token of the name, and the name."""
    found: dict[int, tuple[int, int, str]] = {}
    for start, end, name in register.find(unit.doc.text):
        stretch = unit.doc.char_span(start, end)
        if stretch is not None:
            found.update(
                dict.fromkeys(range(stretch.start, stretch.end), (stretch.start, stretch.end - 1, name))
            )
    return found
