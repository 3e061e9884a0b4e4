from dataclasses import replace

from hypothesis import given, settings
from hypothesis import strategies as st

from claimcheck.model.claim import Claim, Kind, Modality
from claimcheck.model.selector import Span, select
from claimcheck.report.marks import Piece, mark_spans
from claimcheck.report.summary import Finding

TEXT = "The lamp was relit in May 1998, and the council paid for it."
spans = st.tuples(st.integers(0, len(TEXT) - 1), st.integers(1, 30)).map(
    lambda pair: Span(pair[0], min(pair[0] + pair[1], len(TEXT)))
)


def finding(number: int, span: Span) -> Finding:
    source = select(TEXT, span)
    claim = Claim(f"c{number}", source.exact, source, 0, (), Kind.EVENT, Modality.ASSERTED, 0.5)
    return Finding(number, claim, None)


def numbered(found: list[Span]) -> list[Finding]:
    return [finding(number, span) for number, span in enumerate(found, start=1)]


@given(st.lists(spans, max_size=6), st.integers(0, len(TEXT)))
@settings(max_examples=60, deadline=None)
def test_pieces(claims: list[Span], cut: int) -> None:
    """However claims nest or overlap: the pieces join up to the text, each code point is covered by exactly the
    claims that hold it, and each claim opens once, at its first words, and closes once, at its last."""
    findings = numbered(claims)
    marked = mark_spans(TEXT, [Span(0, cut), Span(cut, len(TEXT))], findings)
    pieces = [piece for run in marked for piece in run]
    assert "".join(piece.text for piece in pieces) == TEXT
    at, opened, closed = 0, [], []
    for piece in pieces:
        for offset in range(at, at + len(piece.text)):
            holding = {
                one.number for one in findings if one.claim.source.start <= offset < one.claim.source.end
            }
            assert holding == set(piece.claims)
        assert all(findings[n - 1].claim.source.start == at for n in piece.opens)
        at += len(piece.text)
        assert all(findings[n - 1].claim.source.end == at for n in piece.closes)
        opened += piece.opens
        closed += piece.closes
    assert sorted(opened) == sorted(closed) == [one.number for one in findings]


def test_the_most_alarming_claim_gives_the_tone() -> None:
    """Where claims overlap, a missing verdict colours the words before an opinion does, whatever their order."""
    opinion, missing = numbered([Span(0, 8), Span(0, 30)])
    opinion = replace(opinion, claim=replace(opinion.claim, modality=Modality.OPINION))
    (run,) = mark_spans(TEXT, [Span(0, len(TEXT))], [opinion, missing])
    assert run[0] == Piece("The lamp", "x", (2, 1), (1, 2), (1,))


def test_words_without_a_claim_are_plain() -> None:
    """Text that no claim covers is one piece without marks; an empty span has no pieces."""
    assert mark_spans(TEXT, [Span(4, 8), Span(8, 8)], []) == [(Piece("lamp"),), ()]
