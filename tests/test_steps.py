"""The laws of a finished run, held on the real article and on two cases fetched over HTTP."""

from __future__ import annotations

import asyncio
import itertools
import json
import re
from pathlib import Path
from urllib.parse import urlsplit

from jsonschema import Draft202012Validator
from tests.conftest import Checked
from tests.site import SEEDS

from claimcheck.desk import Options, open_desk
from claimcheck.model.claim import UNCHECKABLE, Bucket
from claimcheck.model.evidence import CaptureKind, Outcome
from claimcheck.model.run import ReferenceState
from claimcheck.model.selector import locate
from claimcheck.model.verdict import DECISIVE, Label, Shortfall
from claimcheck.report.rows import describe_run, load_schema
from claimcheck.settings import Settings
from claimcheck.steps import check


def test_claims_in_equal_verdicts_out(checked: Checked) -> None:
    """Every claim that can be true or false has exactly one verdict, in the claims' order."""
    due = [claim.id for claim in checked.run.extraction.claims if claim.modality not in UNCHECKABLE]
    assert due
    assert [verdict.claim for verdict in checked.run.verdicts] == due


def test_every_sentence_is_in_exactly_one_bucket(checked: Checked) -> None:
    """The buckets add up to the sentences, sentences never overlap, and each is accounted for."""
    sentences = checked.run.extraction.sentences
    account = describe_run(checked.run)["accounting"]
    counted = account["claims"] + account["duplicates"] + account["furniture"]
    assert counted + sum(account["not_checkable"].values()) == account["sentences"] == len(sentences)
    ordered = sorted(sentence.span for sentence in sentences)
    assert all(one.end <= two.start for one, two in itertools.pairwise(ordered))
    assert all(sentence.reason for sentence in sentences if sentence.bucket is Bucket.NOT_CHECKABLE)


def test_sentences_cover_the_whole_article(checked: Checked) -> None:
    """No word of the article lies outside every sentence: nothing is silently skipped."""
    text = checked.run.article.text
    covered = bytearray(len(text))
    for marker in re.finditer(
        r"(?m)^[ \t]*\d{1,2}[.)](?=\s)", text
    ):  # "1." before a list item is no word of it
        covered[marker.start() : marker.end()] = b"\1" * len(marker[0])
    for sentence in checked.run.extraction.sentences:
        covered[sentence.span.start : sentence.span.end] = b"\1" * len(sentence.span)
    assert [char for char, seen in zip(text, covered, strict=True) if not seen and char.isalnum()] == []


def test_every_quote_stands_in_its_stored_document(checked: Checked) -> None:
    """Each quote shown is located in the document it was read from, never in a silent block of it."""
    documents = {
        source.document.capture_sha256: source.document for source in checked.run.sources if source.document
    }
    for verdict in checked.run.verdicts:
        for item in verdict.evidence:
            document, selector = documents[item.passage.capture_sha256], item.passage.selector
            assert locate(document.text, selector) == selector.span
            block = next(block for block in document.blocks if block.span.contains(selector.span))
            assert not block.silent
    assert checked.desk.ledger.verify() == []


def test_a_decisive_verdict_shows_its_proof_first(checked: Checked) -> None:
    """Supported, Refuted and Conflicting have a quote of their own stance; the others say what is lacking."""
    for verdict in checked.run.verdicts:
        stances = [item.stance.value for item in verdict.evidence]
        match verdict.label:
            case Label.SUPPORTED:
                assert stances[0] == "supports"
            case Label.REFUTED:
                assert stances[0] == "refutes"
            case Label.CONFLICTING:
                assert {"supports", "refutes"} <= set(stances)
            case Label.NOT_ENOUGH:
                assert verdict.shortfall is not None
        if verdict.label in DECISIVE:
            quote = " ".join(verdict.evidence[0].passage.selector.exact.split())
            assert quote[:40] in verdict.justification


def test_no_claim_comes_from_furniture_or_the_reference_list(checked: Checked) -> None:
    """Claims rest on the running text only."""
    blocks = {block.id: block for block in checked.run.article.blocks}
    assert [claim.text for claim in checked.run.extraction.claims if blocks[claim.block].silent] == []


def test_the_source_of_a_claim_is_verbatim(checked: Checked) -> None:
    """`source.exact` is what stands in the article at its offsets."""
    for claim in checked.run.extraction.claims:
        assert claim.source.exact == claim.source.span.of(checked.run.article.text)
        assert claim.source.exact.strip()


def test_the_json_keeps_its_published_schema(checked: Checked) -> None:
    """The claimcheck/1 object of any run validates, as written and read back."""
    content = json.loads(json.dumps(describe_run(checked.run)))
    assert list(Draft202012Validator(load_schema()).iter_errors(content)) == []


def test_a_second_run_adds_no_verdict(meta: Checked) -> None:
    """The same article, engine and sources: the second run reports the very verdicts of the first."""
    before = meta.desk.ledger.count_rows("verdict"), meta.desk.ledger.count_rows("evidence")
    again = asyncio.run(check(meta.desk, str(meta.article)))
    assert (meta.desk.ledger.count_rows("verdict"), meta.desk.ledger.count_rows("evidence")) == before
    assert again.verdicts == meta.run.verdicts
    assert again.id != meta.run.id


def test_the_seeds_references_are_read_and_named(meta: Checked) -> None:
    """Ten references of the article with title and publisher, none taken for a page when a digest was read."""
    own = [source for source in meta.run.sources if not source.reference.further]
    assert len(own) == 10
    assert all(source.reference.title and source.reference.publisher for source in own)
    for source in meta.run.sources:
        assert source.state is ReferenceState.DIGEST
        outcomes = [(capture.kind, capture.outcome) for capture in source.captures]
        assert outcomes[-1] == (CaptureKind.DIGEST, Outcome.OK)
        assert outcomes[:-1] == [(CaptureKind.PAGE, Outcome.NOT_ATTEMPTED)] * bool(source.reference.url)


def test_pages_are_fetched_over_http(bridge: Checked, vaccine: Checked) -> None:
    """Every reference of both cases is fetched from the server and read, as their gold names it."""
    for name, found in (("harbour-bridge", bridge), ("vaccine-cold-chain", vaccine)):
        gold = json.loads((SEEDS / name / "gold.json").read_text("utf-8"))["references"]
        assert [source.state for source in found.run.sources] == [entry["state"] for entry in gold]
        pages = [urlsplit(source.reference.url).path.lstrip("/") for source in found.run.sources]
        assert pages == [entry["page"] for entry in gold]
        assert {source.captures[0].outcome for source in found.run.sources} == {Outcome.OK}


def test_a_run_is_replayed_offline_from_its_captures(bridge: Checked, tmp_path: Path) -> None:
    """In a ledger that holds nothing but the captured bytes, without a network, every verdict comes out byte for byte
    as it was."""
    with open_desk(Settings(db=f"sqlite:///{tmp_path / 'other.db'}"), Options(offline=True)) as desk:
        for source in bridge.run.sources:
            for capture in source.captures:
                desk.ledger.save_look(capture, bridge.desk.ledger.load_body(capture.sha256))
        again = asyncio.run(check(desk, str(bridge.article)))
    before, after = describe_run(bridge.run)["claims"], describe_run(again)["claims"]
    assert any(claim["verdict"]["evidence"] for claim in before if claim["verdict"])
    assert json.dumps(after).encode() == json.dumps(before).encode()
    assert {source.captures[0].outcome for source in again.sources} == {Outcome.NOT_ATTEMPTED}


def test_what_gold_forbids_is_never_evidence(bridge: Checked, vaccine: Checked) -> None:
    """Teasers and readers' comments on the pages prove nothing."""
    for name, found in (("harbour-bridge", bridge), ("vaccine-cold-chain", vaccine)):
        gold = json.loads((SEEDS / name / "gold.json").read_text("utf-8"))
        quotes = [item.passage.text for verdict in found.run.verdicts for item in verdict.evidence]
        for forbidden in gold["never_evidence"]:
            assert not any(forbidden["text"] in quote for quote in quotes)


def test_what_gold_forbids_is_never_a_claim(bridge: Checked, vaccine: Checked) -> None:
    """Headlines, bylines, menus, teasers and questions are no claims."""
    for name, found in (("harbour-bridge", bridge), ("vaccine-cold-chain", vaccine)):
        gold = json.loads((SEEDS / name / "gold.json").read_text("utf-8"))
        sources = {" ".join(claim.source.exact.split()) for claim in found.run.extraction.claims}
        assert sources.isdisjoint(gold["must_not_extract"])


def test_an_unreachable_reference_never_counts_against_a_claim(tmp_path: Path) -> None:
    """With every source out of reach, nothing is refuted and nothing is borne out: each verdict says why."""
    article = tmp_path / "article.txt"
    article.write_text(
        "The Salter Bridge cost €40 million.\n\nReferences\n\n1. The bridge's bill. Salter Courier\n", "utf-8"
    )
    (tmp_path / "references.toml").write_text(
        '[[reference]]\nn = 1\ntitle = "The bridge\'s bill"\npublisher = "Salter Courier"\nurl = "http://127.0.0.1:9/bill"\n',
        "utf-8",
    )
    with open_desk(Settings(db=f"sqlite:///{tmp_path}/l.db", timeout=3), Options(allow_private=True)) as desk:
        run = asyncio.run(check(desk, str(article)))
    assert [source.state for source in run.sources] == [ReferenceState.UNREACHABLE]
    assert run.sources[0].captures[0].outcome is Outcome.CONNECT_FAILURE
    assert {(verdict.label, verdict.shortfall) for verdict in run.verdicts} == {
        (Label.NOT_ENOUGH, Shortfall.UNREACHABLE)
    }
