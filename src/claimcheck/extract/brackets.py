"""What an editor puts in brackets behind a claim that speaks of 'the plant' or 'it': the topic, or the claim before."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from claimcheck.extract.anchors import Anchor
from claimcheck.extract.draft import auxiliaries, root_of
from claimcheck.extract.drafting import Draft
from claimcheck.model.claim import Claim

if TYPE_CHECKING:
    from spacy.tokens import Doc

OPEN = re.compile(r"(?:It|He|She|They|This|That|These|Those|One|Another|Both)\b")
LONGEST_BEFORE = 40  # words of the claim before


def with_anchors(
    claims: Sequence[Claim], drafts: Sequence[Draft], docs: Sequence[Doc], anchor: Anchor
) -> list[Claim]:
    """The claims, each that points at something or names nothing with words in an editor's brackets: the claim before when a
    pronoun of it was left open, else the label of its list item or what the article is about."""
    anchored: list[Claim] = []
    before: tuple[Draft, str] | None = None
    last: Draft | None = None
    for claim, draft, doc in zip(claims, drafts, docs, strict=True):
        before = before if last is not None and follows(draft, last) else None
        last = draft
        told = before[1] if before is not None and draft.adrift else ""
        topic = told or (_topic(claim, draft, anchor) if draft.leans or (draft.free and _tells(doc)) else "")
        anchored.append(_bracketed(claim, topic) if topic else claim)
        named = not (draft.adrift and OPEN.match(claim.text))
        further = before is None or before[0].line != draft.line or draft.span.end > before[0].span.end
        if named and further:
            short = claim.text.endswith(".") and len(claim.text.split()) <= LONGEST_BEFORE
            before = (draft, claim.text[:-1] if short and not re.search(r"[\[\]]", claim.text) else "")
    return anchored


def follows(draft: Draft, before: Draft) -> bool:
    """Whether it comes right after the other in a paragraph; what was left out between may be meant by it."""
    return draft.block is before.block and draft.line <= before.line + 1


def _topic(claim: Claim, draft: Draft, anchor: Anchor) -> str:
    """What the claim is about, '' when it says so itself."""
    topic = draft.label or anchor.of(claim)
    told = topic.rsplit(" ", 1)[-1].lower() in claim.text.lower()
    others = not anchor.person or bool(draft.label)
    return topic if not told and ((draft.leans == "barely" and others) or not claim.mentions) else ""


def _bracketed(claim: Claim, topic: str) -> Claim:
    if claim.text.endswith("."):
        return replace(claim, text=f"{claim.text[:-1]} [{topic}].")
    quoted = claim.text.endswith((".”", '."', "?”", '?"', "!”", '!"'))
    return replace(claim, text=f"{claim.text} [{topic}].") if quoted else claim


def _tells(doc: Doc) -> bool:
    """Whether a sentence tells of what has happened or is going to, and not of what is always so."""
    root = root_of(doc)
    return root is not None and any(
        token.tag_ in {"VBD", "MD"} or token.lemma_ == "have" for token in (root, *auxiliaries(root))
    )
