"""Scoring against a gold standard: what counts as found, right, proven and wrong, and how floors move."""

from __future__ import annotations

import asyncio
import json
from dataclasses import replace
from pathlib import Path
from typing import Any
from urllib.request import urlopen

import pytest
from tests.builders import article, heading
from tests.conftest import Checked
from tests.runs import ENGINE, NOON
from tests.site import SEEDS

from claimcheck.errors import UnreadableInput, UsageError
from claimcheck.gold import (
    find_faults,
    load_floors,
    open_site,
    render_score,
    report_gold,
    save_floors,
    score_gold,
)
from claimcheck.model.claim import Claim, Extraction, Kind, Modality
from claimcheck.model.evidence import CaptureKind, Evidence, Passage, Stance
from claimcheck.model.run import Run
from claimcheck.model.selector import Span, select
from claimcheck.model.verdict import Label, Shortfall, Verdict

TEXT = article(
    heading("The Dam"),
    "The dam is 84 metres high, and it holds 12 million cubic metres. It is the finest dam there is.",
    "Six min read",
)
QUOTE = "Height of the dam 84 m"


def claim(source: str, text: str = "", modality: Modality = Modality.ASSERTED) -> Claim:
    start = TEXT.text.index(source)
    selector = select(TEXT.text, Span(start, start + len(source)))
    return Claim(text or source, text or source, selector, 0, (), Kind.QUANTITY, modality, 1.0)


HEIGHT = claim("The dam is 84 metres high,", "The dam is 84 metres high.")
VOLUME = claim("it holds 12 million cubic metres.", "The dam holds 12 million cubic metres.")


def verdict(of: Claim, label: Label, quote: str = QUOTE) -> Verdict:
    stance = Stance.REFUTES if label is Label.REFUTED else Stance.SUPPORTS
    passage = Passage(1, "", "", CaptureKind.PAGE, select(quote, Span(0, len(quote))), 0)
    shortfall = Shortfall.WEAK if label is Label.NOT_ENOUGH else None
    return Verdict(of.id, label, 0.9, "by hand", "", (Evidence(passage, stance, 0.9, "by hand"),), shortfall)


def run(*claims: Claim, verdicts: tuple[Verdict, ...] = ()) -> Run:
    return Run("r", NOON, None, ENGINE, TEXT, Extraction(claims, ()), (), verdicts)


def wanted(source: str, *labels: Label, **more: Any) -> dict[str, Any]:
    row = {
        "id": "G1",
        "source_text": source,
        "claim": source,
        "acceptable": [label.value for label in labels],
    }
    return row | {"proof": [{"quote": "the dam 84 m", "stance": "supports"}]} | more


def gold(folder: Path, *rows: dict[str, Any], **more: Any) -> Path:
    path = folder / "gold.json"
    path.write_text(json.dumps({"claims": rows} | more), "utf-8")
    return path


def test_a_claim_is_found_by_place_and_figures(tmp_path: Path) -> None:
    """Of claims from one sentence the one with the gold's figure is taken; white space doesn't matter."""
    row = wanted("it  holds 12 million\ncubic metres.", Label.SUPPORTED, quantities=[{"text": "12 million"}])
    score = score_gold(run(HEIGHT, VOLUME), gold(tmp_path, row))
    assert score.rows[0].claim is VOLUME
    assert score.figures["recall"] == 1.0


def test_a_claim_without_the_figure_is_not_it(tmp_path: Path) -> None:
    row = wanted("The dam is 84 metres high,", Label.SUPPORTED, quantities=[{"text": "84 metres"}])
    vague = claim("The dam is 84 metres high,", "The dam is high.")
    row_of = score_gold(run(replace(vague, source=VOLUME.source)), gold(tmp_path, row)).rows[0]
    assert row_of.claim is None
    assert row_of.label == ""


def test_a_duplicate_has_the_verdict_of_its_original(tmp_path: Path) -> None:
    row = wanted(VOLUME.source.exact, Label.SUPPORTED)
    twin = replace(VOLUME, duplicate_of=HEIGHT.id)
    score = score_gold(run(HEIGHT, twin, verdicts=(verdict(HEIGHT, Label.SUPPORTED),)), gold(tmp_path, row))
    assert score.rows[0].acceptable


@pytest.mark.parametrize(
    ("found", "acceptable", "wrong"),
    [
        (Label.SUPPORTED, [Label.REFUTED], True),
        (Label.REFUTED, [Label.SUPPORTED], True),
        (Label.REFUTED, [Label.SUPPORTED, Label.REFUTED], False),
        (Label.NOT_ENOUGH, [Label.SUPPORTED], False),
        (Label.SUPPORTED, [Label.NOT_ENOUGH], False),
    ],
)
def test_only_the_opposite_is_confidently_wrong(
    tmp_path: Path, found: Label, acceptable: list[Label], wrong: bool
) -> None:
    """An abstention and an overstatement are errors of other kinds."""
    path = gold(tmp_path, wanted(HEIGHT.source.exact, *acceptable))
    score = score_gold(run(HEIGHT, verdicts=(verdict(HEIGHT, found),)), path)
    assert score.rows[0].confident_wrong is wrong
    assert score.figures["no_confident_wrong"] == -float(wrong)


def test_a_proof_is_hit_when_the_quotes_meet(tmp_path: Path) -> None:
    path = gold(tmp_path, wanted(HEIGHT.source.exact, Label.SUPPORTED))
    assert score_gold(run(HEIGHT, verdicts=(verdict(HEIGHT, Label.SUPPORTED),)), path).rows[0].proof_hit
    elsewhere = score_gold(run(HEIGHT, verdicts=(verdict(HEIGHT, Label.SUPPORTED, "Another page."),)), path)
    assert not elsewhere.rows[0].proof_hit
    assert (elsewhere.figures["decided"], elsewhere.figures["proven"]) == (1.0, 0.0)


def test_strings_that_are_no_claims_are_told(tmp_path: Path) -> None:
    """A forbidden string counts when a claim rests on it, not when it stands somewhere in a long sentence."""
    path = gold(
        tmp_path,
        wanted(HEIGHT.source.exact, Label.SUPPORTED),
        must_not_extract=["Six min read", "high"],
        opinions=["It is the finest dam there is."],
        never_evidence=[{"text": QUOTE}],
    )
    praise = claim("It is the finest dam there is.")
    score = score_gold(
        run(HEIGHT, praise, claim("Six min read"), verdicts=(verdict(HEIGHT, Label.SUPPORTED),)), path
    )
    assert score.forbidden == ("Six min read",)
    assert score.judged_opinions == ("It is the finest dam there is.",)
    assert score.furniture_quoted == (QUOTE,)
    unjudged = score_gold(run(replace(praise, modality=Modality.OPINION)), path)
    assert unjudged.judged_opinions == ()


def test_the_table_marks_what_is_wrong(tmp_path: Path) -> None:
    """X for the opposite label, - for another wrong one; a figure below its floor is named."""
    path = gold(tmp_path, wanted(HEIGHT.source.exact, Label.REFUTED), wanted("Six min read", Label.SUPPORTED))
    score = score_gold(run(HEIGHT, verdicts=(verdict(HEIGHT, Label.SUPPORTED),)), path)
    lines = render_score(score, {"recall": 0.9})
    assert lines[0].startswith("  X G1    Supported")
    assert "(not found)" in lines[1]
    assert any("recall" in line and line.endswith("BELOW") for line in lines)


def test_floors_only_rise(tmp_path: Path) -> None:
    """A worse measurement leaves the floor where it was; without a floor nothing is below."""
    path = tmp_path / "floors.toml"
    assert load_floors(path) == {}
    save_floors(path, {}, {"dam": {"recall": 0.9, "no_confident_wrong": -1.0}})
    save_floors(
        path, load_floors(path), {"dam": {"recall": 0.8, "no_confident_wrong": 0.0}, "weir": {"recall": 1.0}}
    )
    floors = load_floors(path)
    assert floors == {"dam": {"recall": 0.9, "no_confident_wrong": 0.0}, "weir": {"recall": 1.0}}
    assert find_faults({"recall": 0.85, "no_confident_wrong": 0.0}, floors["dam"]) == ["recall"]
    assert find_faults({"recall": 0.9, "no_confident_wrong": 0.0}, floors["dam"]) == []
    assert find_faults({"recall": 0.1}, {}) == []


@pytest.mark.parametrize("content", ["{", "[]", '{"claims": [{"id": 1}]}', "{}"])
def test_a_broken_gold_file_is_one_clear_line(tmp_path: Path, content: str) -> None:
    path = tmp_path / "gold.json"
    path.write_text(content, "utf-8")
    with pytest.raises(UnreadableInput, match="is not a gold standard"):
        score_gold(run(), path)


def test_without_seeds_the_command_says_where_to_run(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="no gold standards"):
        asyncio.run(report_gold(seeds=tmp_path))


def test_a_site_is_served_on_loopback(tmp_path: Path) -> None:
    (tmp_path / "page.html").write_text("<p>The dam</p>", "utf-8")
    with open_site(tmp_path) as base, urlopen(f"{base}/page.html", timeout=5) as answer:
        assert base.startswith("http://127.0.0.1:")
        assert answer.read() == b"<p>The dam</p>"


@pytest.mark.parametrize(
    ("fixture", "seed"),
    [("meta", "meta-superintelligence"), ("bridge", "harbour-bridge"), ("vaccine", "vaccine-cold-chain")],
)
def test_every_seed_keeps_its_floors(fixture: str, seed: str, request: pytest.FixtureRequest) -> None:
    """No seed falls below what was pinned for it."""
    checked = request.getfixturevalue(fixture)
    assert isinstance(checked, Checked)
    floors = load_floors(SEEDS / "floors.toml").get(seed)
    assert floors, "pin the floors with `claimcheck gold --pin`"
    score = score_gold(checked.run, next((SEEDS / seed).glob("gold.json*")))
    assert find_faults(score.figures, floors) == []
