"""List items of the form 'Name: description' as sentences with the name as subject."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING

from claimcheck.extract.bullets import with_former
from claimcheck.extract.draft import SUBJECTS, finite
from claimcheck.text.wording import Cue, words_of

if TYPE_CHECKING:
    from spacy.tokens import Doc, Token

LABELLED = re.compile(r"\s*(?P<label>(?:[^:.?!]|(?<=\d)\.(?=\d)){1,70}):\s+(?=\S)")
COUNTED = re.compile(
    r"\s*(?P<label>[$€£¥]?\d[\d.,]*(?: ?(?:%|percent|per cent|million|billion|thousand))?)\s+[—–-]{1,2}\s+(?=[a-z])"
)  # '12 — battery parks opened last year'
PERSON = re.compile(r"(?:[A-Z][\w'’-]+ |[A-Z]\. ?){1,3}[A-Z][\w'’-]+\.?")
DATED = re.compile(
    r"(?P<day>\d{1,2}(?:st|nd|rd|th)? )?(?P<name>january|february|march|april|may|june|july|august|september|october|november|"
    r"december|jan|feb|mar|apr|jun|jul|aug|sept?|oct|nov|dec|(?:early|mid|late)?[ -]?(?:spring|summer|autumn|fall|winter))?\.?"
    r"(?P<after> \d{1,2}(?:st|nd|rd|th)?,?)?(?:(?:^|(?<=\S)|,)\s*(?P<year>1\d{3}|20\d\d))?$", re.IGNORECASE)  # fmt: skip
SHORT = 6  # words of a description that is no sentence
RANGED = re.compile(r"(1\d{3}|20\d\d) ?(?:[-–—]|to) ?(1\d{3}|20\d\d|\d\d)")
ABSTRACT = re.compile(
    r"(?:tion|sion|ment|ness|ity|ance|ence|ship|hood|ism|ing|off|acy|age)s?$", re.IGNORECASE
)


@dataclass(frozen=True, slots=True)
class Label:
    """The words before the colon of a list item. ``end`` is where the description begins. ``common`` is set once it is parsed."""

    text: str
    end: int
    common: bool = False  # a common noun: 'Energy'

    @property
    def dated(self) -> bool:
        if self.range is not None:
            return True
        match = DATED.match(self.text)
        return bool(match and (match["name"] or match["year"]))

    @property
    def rubric(self) -> str:
        """What stands under it is about that: 'Open day'; '' of a date, a figure, and of what tells nothing yet: 'A surprise'."""
        return "" if self.dated or re.match(r"\W*\d|An? ", self.text) else self.text

    @property
    def range(self) -> re.Match[str] | None:
        """The two years of '2019–2021'."""
        return RANGED.fullmatch(self.text)

    @property
    def lead(self) -> str:
        """The date as an opening adverbial: 'In August 2021,', 'In the winter of 2021,'."""
        if self.range is not None:
            return f"Between {self.range[1]} and {self.range[2]},"
        match = DATED.match(self.text)
        exact = match is not None and (match["day"] or match["after"])
        season = re.match(r"(spring|summer|autumn|fall|winter)(?= |$)", self.text, re.IGNORECASE)
        said = (
            self.text
            if season is None
            else f"the {season[1].lower()}{' of' * (' ' in self.text)}{self.text[season.end() :]}"
        )
        return f"{'On' if exact else 'In'} {said},"

    @property
    def names(self) -> bool:
        """Whether it can be somebody's or something's name: every content word a capital or a digit, none abstract."""
        words = [
            word for word in re.split(r"[\s/]+", self.text) if word not in {"&", "and", "of", "the", "for"}
        ]
        if not words or self.text.split()[0] in {"A", "An", "The"} or self.dated:
            return False
        return all(word[0].isupper() or word[0].isdigit() for word in words) and not ABSTRACT.search(
            words[-1]
        )

    @property
    def plural(self) -> bool:
        return bool(re.search(r"&|\band\b|^\w+s [a-z]+ed$", self.text)) or (
            self.text.endswith("s") and not self.text.endswith("ss")
        )


def read_label(text: str, *, listed: bool) -> Label | None:
    """The label of a list item, ``None`` when it has none. A line that isn't ``listed`` needs to be a short fact:
    'Attendance: 61,408'."""
    match = LABELLED.match(text)
    if (
        match is None
        or len(match["label"].split()) > 8
        or match["label"].count("(") > match["label"].count(")")
    ):
        return None
    said = text[match.end() :]
    short = re.fullmatch(r"[$€£~]?\d[\d.,]*\d?\.", said) or PERSON.fullmatch(said)
    if not listed and (
        len(text.split()) > 9
        or (re.search(r"[.?!]$", text) and not short)
        or not re.match(r"[$€£~]?\d|[A-Z]", said)
    ):
        return None
    return Label(match["label"].strip(" *_"), match.end())


def complete(label: Label, text: str, doc: Doc) -> str:
    """The first sentence of a description with its label as subject; '' when it can't be said of it."""
    root = next((token for token in doc if token.dep_ == "ROOT"), None)
    if root is None:
        return ""
    asked = doc[0].tag_ in {"WP", "WRB"}  # 'how long it ran' is no sentence
    if _has_clause(doc, root) and not asked:
        return f"{label.lead} {lowered(text, doc)}" if label.dated else text
    if label.dated and text.rstrip().endswith(".") and len(text.split()) >= 4:
        return f"{label.lead} {lowered(text, doc)}"
    if re.match(r"[~≈]?\s*[$€£¥]?\d", text) and not label.dated:
        return f"The {lowered_words(label.text)} {'were' if label.plural else 'was'} {text}"
    if PERSON.fullmatch(re.sub(r"\s*\([^()]*\)", "", text).strip()) and label.text.split()[
        -1
    ].lower() in words_of(Cue.ROLE):
        return f"{text.rstrip('.')} is the {lowered_words(label.text)}."
    if re.match(r"[$€£¥]?\d", label.text) and (figured := _of_figure(label, text, doc, root)):
        return figured
    told = re.match(r"[A-Z]", text) and text.rstrip().endswith(".") and len(text.split()) > SHORT
    whole = text if told else ""
    if not label.names:
        return whole
    first = next((token for token in doc if not token.is_punct), root)
    be = _be(label, text)
    if first.tag_ in {"VBG", "VBN"}:
        been = be if first.tag_ == "VBG" else "have been" if label.plural else "has been"
        return with_former(f"{label.text} {been} {lowered(text, doc)}")
    if first.tag_ in {"VBZ", "VBP", "VBD"} and first == root:
        return f"{label.text} {lowered(text, doc)}"
    if root.pos_ in {"NOUN", "PROPN"} and (label.plural or root.tag_ != "NNS" or doc[0].lower_ != "the"):
        if root.lower_ in words_of(Cue.ROLE) and be == "are" and not re.search(r"&|\band\b", label.text):
            be = "is"  # a name may end in an s
        return with_former(f"{label.text} {be} {_article(doc)}{lowered(text, doc)}")
    return whole


def _be(label: Label, text: str) -> str:
    """'head of sales since 2019', 'until 2020'."""
    if re.search(r"\bsince\b", text):
        return "have been" if label.plural else "has been"
    if re.search(r"\buntil\b", text):
        return "were" if label.plural else "was"
    return "are" if label.plural else "is"


def with_holder(name: str, text: str) -> str:
    """'Dana Wirth: The finance chief left in May.' as 'Dana Wirth, the finance chief, left in May.'; else with its colon."""
    found = _find_office().match(text)
    if found is None or not PERSON.fullmatch(name):
        return f"{name}: {text}"
    return f"{name}, the {found[1]}, {text[found.end() :]}"


@lru_cache(maxsize=1)
def _find_office() -> re.Pattern[str]:
    """'The new chief executive', where a verb follows."""
    role = "|".join(map(re.escape, sorted(words_of(Cue.ROLE), key=len, reverse=True)))
    phrase = rf"(?:[\w-]+ ){{0,2}}?(?:{role})(?:(?: [\w-]+)?? (?:{role}))*"
    return re.compile(rf"The ({phrase}) (?=[a-z])(?!of |at |for |and |in )")


def _of_figure(label: Label, text: str, doc: Doc, root: Token) -> str:
    """'30%: households that switched', '€2.6 million: cost of the ladder', '17,400: eels released' as sentences."""
    counted = re.match(r"(?P<noun>[a-z]+(?: [a-z]+)?) (?:that|who|which) (?P<rest>.+)", text)
    if counted:
        of = " of" if re.search(r"(?:%|per ?cent)$", label.text) else ""
        return f"{label.text}{of} {counted['noun']} {counted['rest']}"
    if re.match(r"(?:what|how|the|when|where)\b", text, re.IGNORECASE):
        return f"{label.text} is {lowered(text, doc)}"
    if doc[0].tag_ == "NNS" and root.i == 0:
        return f"There were {label.text} {text}"
    return f"{label.text} is {_article(doc)}{lowered(text, doc)}" if root.tag_ == "NN" else ""


def _has_clause(doc: Doc, root: Token) -> bool:
    """Whether a description is a sentence already; one that opens with a participle needs a subject after a comma."""
    leads = [
        token
        for token in doc
        if token.dep_ in SUBJECTS and finite(token.head) and token.head in {root, *root.conjuncts}
    ]
    if doc[0].tag_ in {"VBN", "VBG", "VBD"}:
        leads = [token for token in leads if token.left_edge.i > 0 and token.left_edge.nbor(-1).text == ","]
    return bool(leads)


def _article(doc: Doc) -> str:
    root = next(token for token in doc if token.dep_ == "ROOT")
    office = root.lower_ in words_of(Cue.ROLE)
    alone = doc[0].lower_ == "chief"  # there is one chief engineer
    if any(child.dep_ in {"det", "poss", "nummod"} for child in root.children) or (
        alone or (root.tag_ != "NN" and not office)
    ):
        return ""
    if any(child.dep_ == "prep" and child.lower_ == "of" for child in root.children):
        return "the "
    return "an " if doc[0].lower_[0] in "aeiou" else "a "


def lowered(text: str, doc: Doc) -> str:
    """A sentence set inside another: its first word loses the capital unless it is a name or an acronym."""
    first = doc[0]
    office = first.lower_ in words_of(Cue.ROLE) and first.text.istitle()
    if not office and (
        first.pos_ == "PROPN" or first.text == "I" or (len(first) > 1 and not first.text[1:].islower())
    ):
        return text
    return text[0].lower() + text[1:]


def lowered_words(words: str) -> str:
    return words if words[1:2].isupper() else words[0].lower() + words[1:]
