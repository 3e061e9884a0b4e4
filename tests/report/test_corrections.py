"""The smallest edit that makes a sentence true, the note to the author, the text of a correction."""

from __future__ import annotations

from dataclasses import replace

import pytest
from markdown_it import MarkdownIt
from tests.runs import (
    NOON,
    build_article,
    build_claim,
    build_evidence,
    build_hostile_run,
    build_run,
    build_source,
)

from claimcheck.model.article import BlockKind
from claimcheck.model.evidence import CaptureKind, Comparison, Stance
from claimcheck.model.verdict import Decision, Label, Review, Verdict
from claimcheck.report.background import Background
from claimcheck.report.corrections import Remedy, find_corrections, find_edits, say_correction, say_note
from claimcheck.report.errata import render_corrections
from claimcheck.report.summary import find_findings

RUN = build_run()
FINDINGS = find_findings(RUN)
COST, TALL = FINDINGS[1], FINDINGS[7]


def decided(claim: str, label: Label | None, *, stands: bool = True, note: str = "") -> Decision:
    return Decision(Review(claim, "Ana", NOON, label, "source-misread", note), stands)


def against(quote: str, *pairs: tuple[str, str, str], note: str = "", rule: str = "quantity-differs"):  # type: ignore[no-untyped-def]
    compared = tuple(Comparison(aspect, claim, evidence, False) for aspect, claim, evidence in pairs)
    made = build_evidence(build_source(1, f"Before. {quote} After."), quote, Stance.REFUTES, *compared)
    return replace(made, rule=rule, note=note)


def edited(words: str, *args: object, **more: object) -> str:
    text = words
    for edit in reversed(find_edits(words, against(*args, **more))):  # type: ignore[arg-type]
        text = text[: edit.start] + edit.new + text[edit.start + len(edit.old) :]
    return text if text != words else ""


@pytest.mark.parametrize(
    ("words", "quote", "pairs", "wanted"),
    [
        (
            "The deck is 143 m high.",
            "It is 47 m high.",
            [("measure", "143 m", "47 m")],
            "The deck is 47 m high.",
        ),
        (
            "It is the second-longest in the land.",
            "It ranks third by length.",
            [("rank", "second-longest", "third")],
            "It is the third-longest in the land.",
        ),
        (
            "The maker led the trial.",
            "The clinic led it.",
            [("who", "The maker", "The clinic")],
            "The clinic led the trial.",
        ),
        (
            "It was led by the maker.",
            "The clinic led it.",
            [("who", "the maker", "The clinic")],
            "It was led by the clinic.",
        ),
        (
            "It carried 34,000 cars.",
            "There 27,300 cars pass.",
            [("count", "34,000", "27,300"), ("who", "it", "27,300 cars")],
            "It carried 27,300 cars.",
        ),
        ("Lower Sedge\t69%\t513", "Lower Sedge 69% 531", [("count", "513", "531")], "Lower Sedge\t69%\t531"),
        (
            "Bo leads it.",
            "In June he took over.",
            [("who", "Bo", "he")],
            "",
        ),  # means nothing outside of the quote
        ("It cost 5 and then 5.", "It cost 6.", [("count", "5", "6")], ""),  # which of the two?
        ("It cost 5 euros.", "It cost six.", [("count", "5", "6")], ""),  # not the quote's words
        (
            "In 1990 it cost 5.",
            "It cost 6.",
            [("date", "1990", "1991"), ("count", "5", "6")],
            "",
        ),  # half of it would stay wrong
    ],
)
def test_edit_of_values(words: str, quote: str, pairs: list[tuple[str, str, str]], wanted: str) -> None:
    """One value for another, verbatim from the quote and fitted to its place; none when the sentence might stay wrong."""
    assert edited(words, quote, *pairs) == wanted


def test_edit_of_wording() -> None:
    """Where quote and claim are one sentence but for a stretch of it, that stretch is the edit."""
    words, quote = "The drive has become 17 minutes shorter.", "The drive is to become 17 minutes shorter."
    pair = ("standing", "a fact", "a plan")
    assert edited(words, quote, pair, rule="plan-not-fact") == "The drive is to become 17 minutes shorter."
    assert edited(words, "Some day a drive may be less long.", pair, rule="plan-not-fact") == ""


def test_what_is_corrected() -> None:
    """Refuted claims are wrong, conflicting ones need the other side; nothing else is corrected."""
    found = find_corrections(FINDINGS)
    assert [(one.finding.number, one.remedy) for one in found] == [(2, Remedy.CORRECT), (8, Remedy.QUALIFY)]
    assert found[0].after == COST.claim.source.exact.replace("€820 billion", "€820 million")
    assert "".join(words + old for words, old, _ in found[0].pieces) == found[0].before


def test_softening_is_no_error() -> None:
    """A source that says the same less firmly calls for softer words, not for a correction of a fact."""
    weaker = replace(RUN.verdicts[1].evidence[0], rule="plan-not-fact")
    verdict = replace(RUN.verdicts[1], evidence=(weaker,))
    (soft, _) = find_corrections(find_findings(replace(RUN, verdicts=(verdict, RUN.verdicts[5]))))
    assert soft.remedy is Remedy.SOFTEN
    assert "went further than" in say_correction(soft)
    assert "The source goes less far." in say_note(soft)


def test_person_goes_first() -> None:
    """A standing decision is followed, whichever way; one that fell is not."""
    cleared = [decided(COST.claim.id, Label.SUPPORTED), decided(TALL.claim.id, None)]
    assert find_corrections(FINDINGS, cleared) == ()
    fell = [replace(one, stands=False) for one in cleared]
    assert len(find_corrections(FINDINGS, fell)) == 2
    (_, added, _) = find_corrections(
        FINDINGS, [decided(FINDINGS[2].claim.id, Label.REFUTED, note="It was a tenth.")]
    )
    assert (added.finding.number, added.against) == (3, None)
    assert say_note(added).endswith("Ana holds that this is not so. It was a tenth.")


def test_right_when_written() -> None:
    """What its sources bore out on the article's day is qualified, not called wrong."""
    then = Verdict(COST.claim.id, Label.SUPPORTED, 0.9, "supported", "", RUN.verdicts[0].evidence)
    assert find_corrections([COST], then=[then])[0].remedy is Remedy.QUALIFY


def test_note_and_correction() -> None:
    """The author gets the quote with its origin; a digest and a machine's word carry their warnings; readers get both
    sentences."""
    (cost, tall) = find_corrections(FINDINGS)
    note = say_note(cost)
    assert "Gazette 1 (1 March 2026): “The council approved €820 million for the repairs.”" in note
    assert note.endswith("No person has reviewed this yet.")
    digest = replace(
        cost, against=replace(cost.against, passage=replace(cost.against.passage, kind=CaptureKind.DIGEST))
    )  # type: ignore[union-attr, type-var, arg-type]
    assert "read the original first" in say_note(digest)
    assert "reviewed" not in say_note(replace(cost, decision=decided(COST.claim.id, Label.REFUTED)))
    text = say_correction(cost)
    assert text.startswith(
        "An earlier version of this article said: “the council put the repairs at €820 billion"
    )
    assert "It now reads: “the council put the repairs at €820 million, a fifth more than planned”." in text
    assert "Gazette 4 (4 March 2026) bears it out; Gazette 4 (4 March 2026) says:" in say_correction(tall)


def test_page_keeps_what_was_written() -> None:
    """In Markdown each correction is under its kind, wrong ones first, and nothing from outside is markup."""
    page = render_corrections(RUN, Background(decisions=(decided(COST.claim.id, Label.REFUTED),)))
    assert page.index("## Wrong") < page.index("### 2.") < page.index("## To qualify") < page.index("### 8.")
    assert "~~€820 billion~~ **€820 million**" in page
    tokens = MarkdownIt("commonmark").parse(render_corrections(build_hostile_run()))
    kinds = {child.type for token in tokens for child in token.children or ()}
    assert not kinds & {"html_inline", "image", "link_open", "code_inline"}
    assert "No claim was refuted" in render_corrections(replace(RUN, verdicts=()))


def test_article_of_one_sentence() -> None:
    """An edit at the head of a sentence keeps its capital."""
    article = build_article("T", [(BlockKind.PARAGRAPH, "Ten people came.")])
    claim = build_claim(article, "Ten people came.")
    proof = against("In all, twenty people came.", ("count", "Ten", "twenty"))
    verdict = Verdict(claim.id, Label.REFUTED, 0.9, "refuted", "", (proof,))
    run = replace(
        RUN, article=article, extraction=replace(RUN.extraction, claims=(claim,)), verdicts=(verdict,)
    )
    assert find_corrections(find_findings(run))[0].after == "Twenty people came."
