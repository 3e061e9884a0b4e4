"""Interviews: paragraphs that begin with who speaks ('MC: We had 64 trains'), and the names behind the labels."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from claimcheck.extract.naming import given_names
from claimcheck.model.article import Article, Block, BlockKind

LABEL = re.compile(r"\s*[*_]{0,2}(?P<label>[A-ZÀ-Þ][\w.'’-]*(?: [A-ZÀ-Þ][\w.'’-]*){0,3}):[*_]{0,2}\s+(?=\S)")
OWN = re.compile(r"\b(?:I|I'm|I've|I’m|I’ve|my|we|We|our|us)\b")
NAMED = re.compile(r"\b([A-ZÀ-Þ][\w'’-]+) (?:(?:van|von|de|der|den|al|bin|la|le|di) ){0,2}[A-ZÀ-Þ][\w'’-]+")
FEWEST_QUESTIONS = 3
FEWEST = 4  # labelled paragraphs that make an interview
SPOKEN = frozenset({BlockKind.PARAGRAPH, BlockKind.QUOTATION, BlockKind.LIST_ITEM})
ANSWERS = frozenset({"A", "Answer"})


@dataclass(frozen=True, slots=True)
class Turn:
    """Who speaks in a block, '' when the label doesn't say; ``end`` is where the words begin, from the start of the block."""

    speaker: str
    end: int


def find_turns(article: Article) -> Mapping[int, Turn]:
    """The turns of an interview by block: at least four paragraphs with the labels of two speakers, one of which comes again."""
    found: list[tuple[Block, re.Match[str]]] = []
    for block in article.blocks:
        match = LABEL.match(block.span.of(article.text)) if block.kind in SPOKEN else None
        if match is not None:
            found.append((block, match))
    counts = Counter(match["label"] for _, match in found)
    names = _name_labels(counts, article.text)
    speakers = Counter(names[match["label"]] for _, match in found)
    often = {label for label in counts if speakers[names[label]] > 1}
    turns = [(block, match) for block, match in found if match["label"] in often]
    if len(turns) < FEWEST or len({names[match["label"]] for _, match in turns}) < 2:
        return _find_answers(article)
    return {block.id: Turn(_speaker(names[match["label"]]), match.end()) for block, match in turns}


def _find_answers(article: Article) -> Mapping[int, Turn]:
    """The answers of an interview whose questions are headings: at least three, and most of what stands below them is said by
    an 'I' or 'we'. Whoever is named before the first answers; a paragraph that names him is the writer's."""
    asked = [block for block in article.blocks if block.kind is BlockKind.HEADING]
    asked = [block for block in asked if block.span.of(article.text).rstrip("*_ ").endswith("?")]
    if len(asked) < FEWEST_QUESTIONS:
        return {}
    questions = {block.span.of(article.text) for block in asked}
    said = [
        block for block in article.blocks
        if not block.silent and block.kind in SPOKEN and block.section and block.section[-1] in questions
    ]  # fmt: skip
    own = [block for block in said if OWN.search(block.span.of(article.text))]
    if 2 * len(own) < len(said):
        return {}
    before = article.text[: asked[0].span.start]
    named = (match[0] for match in NAMED.finditer(before) if _is_given(match[1]))
    speaker = next(named, "")
    surname = speaker.rsplit(" ", 1)[-1]
    return {
        block.id: Turn(speaker, 0)
        for block in said
        if not surname or surname not in block.span.of(article.text)
    }


def _is_given(word: str) -> bool:
    return any(word.lower() in names for names in given_names().values())


def _speaker(label: str) -> str:
    return "" if len(label) < 2 or label in {"Question", "Answer"} else label


def _name_labels(labels: Iterable[str], text: str) -> dict[str, str]:
    """Each label with the full name that it stands for, itself when there is none: 'MC' is 'Marta Cieslak'."""
    return {label: _full_name(label, text) for label in labels}


def _full_name(label: str, text: str) -> str:
    initials = re.sub(r"[.\s]", "", label)
    if re.fullmatch(r"[A-Z]{2,3}", initials):
        words = r"[\w'’-]+ ".join(initials)
        pattern = rf"\b{words}[\w'’-]*[a-z]\b"
    elif " " not in label and len(label) > 2:
        pattern = rf"\b[A-ZÀ-Þ][\w'’-]*[a-z] (?:[A-Z]\. )?{re.escape(label)}\b"
    else:
        return label
    match = re.search(pattern, text)
    return match[0] if match else label
