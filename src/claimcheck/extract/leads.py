"""What stands before a sentence and belongs to it: the sentence that a list completes, a newsletter's 'Why it matters:'."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import TYPE_CHECKING

from claimcheck.extract.draft import finite, root_of, subject
from claimcheck.extract.items import lowered
from claimcheck.model.article import Article, BlockKind

if TYPE_CHECKING:
    from spacy.tokens import Doc

CUE = re.compile(
    r"(?:(?:why|what|how|where|who|when)\b[^:.?!,]{0,30}|(?:the )?(?:bottom line|big picture|context|backdrop|background|"
    r"takeaway|upshot|catch|details|numbers|reaction|state of play|lay of the land)|by the numbers|zoom (?:in|out)|go deeper|"
    r"driving the news|(?:the )?short version|in short|the result|between the lines|yes, but|flashback|of note|"
    r"quote of the (?:day|week|month)):\s+(?=[\"'“‘]?[A-Z\d])",
    re.IGNORECASE,
)
COMPLETED = re.compile(
    r"\b(?:(?P<infinitive>to)|include|includes|included|including|are|were|is|was):$", re.IGNORECASE
)
ANNOUNCED = re.compile(
    r"(?!.*\d)(?!.*\b(?:two|three|four|five|six|seven|eight|nine|ten)\b)(?:[\w’'-]+ ){2,5}[a-z]+[a-rt-z]s:"
)
LONGEST = 25  # words of a sentence that a list completes


def find_cue(text: str) -> int:
    """How many characters of ``text`` are a rubric that opens it, such as 'Why it matters:'; 0 when there is none."""
    match = CUE.match(text)
    return match.end() if match else 0


def breaks_off(text: str) -> bool:
    """Whether a sentence says nothing without what follows it: 'Milestones include:', 'They set rules:'."""
    return COMPLETED.search(text.strip()) is not None or ANNOUNCED.fullmatch(text.strip()) is not None


def find_leads(article: Article) -> Mapping[int, str]:
    """For list items by block: the sentence before the list, without its colon, that each item completes
    ('The council agreed to:', 'Milestones include:')."""
    leads: dict[int, str] = {}
    lead = ""
    for block in article.blocks:
        text = block.span.of(article.text).strip()
        if block.kind is BlockKind.LIST_ITEM:
            if lead:
                leads[block.id] = lead
        elif block.kind in {BlockKind.PARAGRAPH, BlockKind.HEADING}:
            short = COMPLETED.search(text) is not None and 2 < len(text.split()) <= LONGEST
            lead = text[:-1] if short and not re.search(r"[.?!]\s", text) else ""
        elif block.kind is not BlockKind.FURNITURE:
            lead = ""
    return leads


def complete_lead(lead: str, text: str, doc: Doc) -> str:
    """An item after the words that it completes, '' when it is a sentence of its own or fits no such words."""
    root = root_of(doc)
    if root is None or (finite(root) and subject(root) is not None):
        return ""
    bare = doc[0].tag_ in {"VB", "VBP"} or root.i == 0
    if COMPLETED.search(f"{lead}:")["infinitive"]:  # type: ignore[index]  # every lead matches
        return f"{lead} {lowered(text, doc)}" if bare else ""
    return "" if doc[0].tag_ in {"VB", "MD"} else f"{lead} {lowered(text, doc)}"
