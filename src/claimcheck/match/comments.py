"""The writer's comment at a claim's end: ', hinting at a new age', ', underlining how deep the crisis runs'.

No source bears such words out or contradicts them, so what is compared is the claim without them.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from claimcheck.match.lexicon import lexicon

if TYPE_CHECKING:
    from spacy.tokens import Doc, Token


def find_comment(doc: Doc) -> int | None:
    """Where the comment begins, as an offset into the text, at the comma before it; ``None`` where the claim has none. It goes
    to the end of the sentence, hangs on its main verb and says nothing that is dated or has a figure with digits."""
    for token in doc:
        if _comments(token) and token.i > 1 and token.nbor(-1).text == ",":
            tail = list(token.subtree)
            ends = all(after.is_punct or after.is_space for after in doc[tail[-1].i + 1 :])
            if ends and tail[0] == token and not any(any(map(str.isdigit, part.text)) for part in tail):
                return token.nbor(-1).idx
    return None


def _comments(token: Token) -> bool:
    return (
        token.tag_ == "VBG"
        and token.dep_ == "advcl"
        and token.head.dep_ == "ROOT"
        and token.lemma_.lower() in lexicon().commenting
        and not any(child.dep_ in {"nsubj", "neg", "aux"} for child in token.children)
    )
