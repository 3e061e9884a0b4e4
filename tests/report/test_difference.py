from dataclasses import replace
from datetime import datetime, timedelta

from tests.runs import build_run, build_source

from claimcheck.model.evidence import CaptureKind
from claimcheck.model.run import AddressOrigin, Run, Source
from claimcheck.model.verdict import Decision, Label, Review, Shortfall, Verdict
from claimcheck.report.difference import find_changes

OLD = build_run()


def reversed_verdict(run: Run, number: int) -> Run:
    """The run with one claim's verdict turned into an open one."""
    claim = run.extraction.claims[number - 1].id
    turned = Verdict(claim, Label.NOT_ENOUGH, 0.5, "silent", "", (), Shortfall.SILENT)
    return replace(run, verdicts=tuple(turned if one.claim == claim else one for one in run.verdicts))


def with_source(run: Run, n: int, source: Source) -> Run:
    return replace(run, sources=tuple(source if one.reference.n == n else one for one in run.sources))


def test_same_run() -> None:
    """A run against itself has no changes."""
    assert find_changes(OLD, OLD) == ()


def test_changed_verdict() -> None:
    """A verdict that changed is named once with both findings; without a known cause it gives none."""
    (change,) = find_changes(OLD, reversed_verdict(OLD, 2))
    assert change.before is not None
    assert change.after is not None
    assert (change.before.name, change.after.name) == ("Refuted", "Not enough evidence")
    assert change.causes == ()


def test_source_edited() -> None:
    """A source whose bytes changed is the cause."""
    edited = build_source(1, "The council approved €820 billion for the repairs.")
    (change,) = find_changes(OLD, with_source(reversed_verdict(OLD, 2), 1, edited))
    assert change.causes == ("reference 1 was edited (Gazette 1)",)


def test_source_gone_and_back() -> None:
    """A source that can't be read any more, or can again, is the cause; so is another address."""
    gone = with_source(reversed_verdict(OLD, 2), 1, build_source(1, ""))
    (change,) = find_changes(OLD, gone)
    assert change.causes == ("reference 1 could not be read any more (Gazette 1)",)
    (change,) = find_changes(gone, OLD)
    assert change.causes == ("reference 1 could be read now (Gazette 1)",)
    pinned = replace(
        OLD.sources[0], reference=replace(OLD.sources[0].reference, url="https://other.example/")
    )
    (change,) = find_changes(OLD, with_source(reversed_verdict(OLD, 2), 1, pinned))
    assert change.causes == ("reference 1 has another address (Gazette 1)",)


def test_source_added_and_removed() -> None:
    """A source that came or went is the cause for claims that rest on it."""
    without = replace(reversed_verdict(OLD, 1), sources=(OLD.sources[0], *OLD.sources[2:]))
    (change,) = find_changes(OLD, without)
    assert change.causes == ("reference 2 is no longer cited (Gazette 2)",)
    (change,) = find_changes(without, OLD)
    assert change.causes == ("reference 2 is new (Gazette 2)",)


def test_other_engine() -> None:
    """A new engine is named after what changed in the sources."""
    turned = replace(reversed_verdict(OLD, 2), engine=replace(OLD.engine, key="other"))
    (change,) = find_changes(OLD, turned)
    assert change.causes == ("another engine",)


def test_claims_that_came_and_went() -> None:
    """Claims are matched by their words across edits of the article; what came or went says whether it was edited."""
    kept = OLD.extraction.claims[:-1]
    article = replace(OLD.article, sha256="f" * 64)
    claims = tuple(replace(claim, id=f"x{claim.id}", duplicate_of="") for claim in kept)
    verdicts = tuple(replace(one, claim=f"x{one.claim}") for one in OLD.verdicts)
    new = replace(OLD, article=article, extraction=replace(OLD.extraction, claims=claims), verdicts=verdicts)
    went = [change for change in find_changes(OLD, new) if change.after is None]
    assert [(change.text, change.causes) for change in went] == [
        ("The island will be under water by 2090.", ("article edited",))
    ]
    (came,) = [change for change in find_changes(new, OLD) if change.before is None]
    assert came.causes == ("article edited",)


def test_same_bytes_but_claims_are_found_otherwise() -> None:
    """A claim that went although the article is the same was found otherwise."""
    fewer = replace(OLD, extraction=replace(OLD.extraction, claims=OLD.extraction.claims[:-1]))
    (change,) = find_changes(OLD, fewer)
    assert change.causes == ("claims are found otherwise",)


def test_digest_for_a_page() -> None:
    """A page that gave way to a digest counts as edited: other bytes were read."""
    digest = build_source(1, "A paraphrase.", CaptureKind.DIGEST)
    (change,) = find_changes(OLD, with_source(reversed_verdict(OLD, 2), 1, digest))
    assert change.causes == ("reference 1 was edited (Gazette 1)",)


def reworded(run: Run, number: int, text: str) -> Run:
    """The run over an edited article in which one claim reads otherwise."""
    claims = list(run.extraction.claims)
    old = claims[number - 1]
    claims[number - 1] = replace(old, id="new", text=text)
    verdicts = tuple(replace(one, claim="new") if one.claim == old.id else one for one in run.verdicts)
    article = replace(run.article, sha256="e" * 64)
    return replace(
        run, article=article, extraction=replace(run.extraction, claims=tuple(claims)), verdicts=verdicts
    )


def test_reworded_claim() -> None:
    """A claim that the edited article words otherwise is one change, with both wordings; another claim is not taken for it."""
    (change,) = find_changes(
        OLD, reworded(OLD, 2, "The council put the repairs of the light at €82 million.")
    )
    assert change.former == "The council put the repairs of the light at €820 billion."
    assert change.causes == ("article edited",)
    assert not change.flipped
    came, went = find_changes(OLD, reworded(OLD, 2, "Nobody has ever counted the seals there."))
    assert (came.before, came.former, went.after) == (None, "", None)


def test_reworded_and_flipped() -> None:
    """A reworded claim whose verdict is another says so, with the edit as its cause."""
    (change,) = find_changes(
        OLD, reversed_verdict(reworded(OLD, 2, "The council put the repairs at €82 million."), 2)
    )
    assert change.flipped
    assert change.causes[0] == "article edited"


def test_pinned_address() -> None:
    """An address that a person fixed is told apart from one that changed by itself."""
    source = replace(
        OLD.sources[0], reference=replace(OLD.sources[0].reference, url="https://other.example/")
    )
    pinned = replace(source, origin=AddressOrigin.PINNED)
    (change,) = find_changes(OLD, with_source(reversed_verdict(OLD, 2), 1, pinned))
    assert change.causes == ("reference 1 was pinned to another address (Gazette 1)",)


def test_renumbered_references_are_the_same() -> None:
    """A reference that only has another number now, as one was put before it, is no cause."""
    numbers = {1: 2, 2: 3, 3: 4, 4: 5}
    sources = tuple(
        replace(one, reference=replace(one.reference, n=numbers[one.reference.n])) for one in OLD.sources
    )
    claims = tuple(
        replace(claim, references=tuple(numbers[n] for n in claim.references))
        for claim in OLD.extraction.claims
    )
    new = replace(OLD, sources=sources, extraction=replace(OLD.extraction, claims=claims))
    (change,) = find_changes(OLD, reversed_verdict(new, 2))
    assert change.causes == ()


def test_engine_by_its_parts() -> None:
    """What of the engine is another is named: rules, verifier, language model, version."""
    turned = replace(reversed_verdict(OLD, 2), engine=replace(OLD.engine, key="k", rules="r", verifier="v"))
    (change,) = find_changes(OLD, turned)
    assert change.causes == ("another engine (rules, verifier)",)


def test_review_is_a_change() -> None:
    """A person's answer since the last run is a change where it differs from the machine's, and no flip of the machine;
    one from before the last run, one that fell, and one that agrees are none."""
    claim = OLD.extraction.claims[1].id
    later = OLD.started + timedelta(days=2)

    def decided(label: Label, moment: datetime = later, *, stands: bool = True) -> Decision:
        return Decision(Review(claim, "Ana", moment, label, "other", "Seen."), stands)

    (change,) = find_changes(OLD, OLD, [decided(Label.SUPPORTED)])
    assert change.causes == ("Ana decided on 16 March 2026: Supported",)
    assert not change.flipped
    for none in (
        decided(Label.SUPPORTED, OLD.started - timedelta(days=1)),
        decided(Label.SUPPORTED, stands=False),
        decided(Label.REFUTED),
    ):
        assert find_changes(OLD, OLD, [none]) == ()
