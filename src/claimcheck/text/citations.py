"""From a stretch of the article to the references that it cites."""

from __future__ import annotations

from claimcheck.model.article import Article, Block, BlockKind, Citation, CitationKind
from claimcheck.model.selector import Span
from claimcheck.text.sentences import find_sentences

_WHOLE = frozenset(
    {BlockKind.LIST_ITEM, BlockKind.TABLE_ROW, BlockKind.CAPTION, BlockKind.QUOTATION, BlockKind.FOOTNOTE}
)
"""Kinds of block that are short enough to be covered by any mark in them."""


def find_cited(article: Article, source: Span) -> tuple[int, ...]:
    """Numbers of the references that the sentence around ``source`` cites: those it links to first, then those of its
    footnote marks and numbers. A list item, row, caption, quotation or footnote without a mark in the sentence takes
    those of the whole block. Empty when nothing is cited there.
    """
    block = article.block_at(source.start)
    if block is None:
        return ()
    near = [citation for citation in article.citations if citation.span.overlaps(block.span)]
    if not near:
        return ()
    sentence = _sentence_around(article, block, source)
    cited = [citation for citation in near if citation.span.overlaps(sentence)]
    if not cited and block.kind in _WHOLE:
        cited = near
    return _numbers(cited)


def _sentence_around(article: Article, block: Block, source: Span) -> Span:
    """From the start of the first sentence that ``source`` touches to the end of the last."""
    sentences = [span for span in find_sentences(article.text, block.span) if span.overlaps(source)]
    if not sentences:
        return source
    return Span(sentences[0].start, max(sentences[-1].end, source.end))


def _numbers(citations: list[Citation]) -> tuple[int, ...]:
    ordered = sorted(
        citations, key=lambda citation: (citation.kind is not CitationKind.LINK, citation.span.start)
    )
    return tuple(dict.fromkeys(citation.reference for citation in ordered))
