"""What can't be checked says why; what can is a claim, hedges and all."""

from __future__ import annotations

import pytest
from tests.builders import bullet, furniture, heading
from tests.extract.said import claims, read, reasons

from claimcheck.model.claim import Modality


@pytest.mark.parametrize(
    ("sentence", "reason"),
    [
        ("Was it worth the money?", "question"),
        ("In my view the tunnel is a mistake.", "opinion"),
        ("It is hard to think of a better name.", "opinion"),
        ("The square should be closed to cars.", "opinion"),
        ("It was a wonderful evening.", "opinion"),
        ("I would have thought twice about that.", "opinion"),
        ("By 2040 most of these villages will have no school.", "prediction"),
        ("If the drought goes on, the Holmby reservoir will be dry by August.", "prediction"),
        ("A seed is a letter that does not know when it will be opened.", "metaphor"),
        ("It takes nerve to say that in front of a window.", "opinion"),
        ("Perhaps the next council will dig deeper.", "prediction"),
        ("By 2035 the quarter will probably have twice as many people.", "prediction"),
        ("Whether the plan succeeds depends on the weather.", "prediction"),
        ("The city will look different from now on.", "prediction"),
        ("Consider the price of bread.", "imperative"),
        ("You can walk across it in an hour.", "second person"),
        ("The contest is a marathon.", "metaphor"),
        ("The averages hide a lot.", "vague"),
        ("Bridges are built by people.", "vague"),
        ("Maybe so.", "fragment"),
        ("What a night it was!", "opinion"),
        ("An earlier version of this article gave the figure as 200.", "editor's note"),
    ],
)
def test_reasons(sentence: str, reason: str) -> None:
    """Each sort of sentence that is no claim has its own reason."""
    assert reasons(sentence) == [reason]


@pytest.mark.parametrize(
    "sentence",
    [
        "About 94,000 children have not had a dose.",
        "Side effects are rarer than with the older vaccine.",
        "Most of the increase was caused by the price of steel.",
        "The vaccine may spend up to three days at no more than 40 °C.",
        "The tank could hold up to 500 litres.",
        "Reportedly the firm lost $5 million.",
        "Vertical farms stack plants in trays under red lamps.",
    ],
)
def test_hedged_and_compared_statements_are_claims(sentence: str) -> None:
    """A hedge, a comparison, a cause, a permission with a measure can be checked; the hedge stays."""
    assert [claim.text for claim in claims(sentence)] == [sentence]


@pytest.mark.parametrize(
    ("sentence", "modality"),
    [
        ("The ferry sank in 1994.", Modality.ASSERTED),
        ("The ministry says that 92 percent of the posts have power.", Modality.REPORTED),
        ("According to a survey, 71 percent of residents approve.", Modality.REPORTED),
        ("Work on the third line will begin in spring 2031.", Modality.PLANNED),
        ("The firm plans to hire 500 people by the end of 2030.", Modality.PLANNED),
        ("The lamps will last ten years.", Modality.PLANNED),
        ("The land at Holmby is expected to be sold for housing.", Modality.PLANNED),
    ],
)
def test_modality(sentence: str, modality: Modality) -> None:
    """Facts, reports and plans are told apart; a plan with a measure is a claim."""
    (claim,) = claims(sentence)
    assert claim.modality is modality


def test_a_plan_is_due_on_its_last_day() -> None:
    """The due date is the end of the plan's date; other claims have none."""
    (claim,) = claims("The firm plans to hire 500 people by the end of 2030.")
    assert str(claim.due) == "2030-12-31"
    assert claims("The ferry sank in 1994.")[0].due is None


def test_the_fact_part_of_an_opinion_is_a_claim() -> None:
    """Where a sentence mixes both, only the fact is taken."""
    told = claims("Trams now cross the river in Lorn, and it is, to my eye, the loveliest sight in town.")
    assert [claim.text for claim in told] == ["Trams now cross the river in Lorn."]


def test_blocks_that_are_no_prose_hold_no_claims() -> None:
    """Headings, contents and furniture end in their own buckets."""
    found = read(heading("Prices rose 5 percent"), bullet("How the price grew"), furniture("6 min read"))
    assert found.claims == ()
    assert [sentence.reason for sentence in found.sentences] == ["heading", "fragment", "furniture"]


@pytest.mark.parametrize(
    "sentence",
    [
        "Data from the water office show that the flow fell below the minimum on nine days in 2022.",
        "Variants of the tax exist in some 30 countries.",
        "In a field outside the village of Holmby stand 1,248 white boxes.",
    ],
)
def test_a_verb_that_looks_like_a_noun(sentence: str) -> None:
    """Sentences whose verb the parser misses are claims all the same."""
    assert [claim.text for claim in claims(sentence)] == [sentence]


def test_a_caption_without_a_verb_is_none() -> None:
    """'seen' can't be a past tense."""
    assert reasons("The Holmby battery seen from the air over 12 fields.") == ["fragment"]


def test_what_befell_all_of_them_and_what_caused_it_are_facts() -> None:
    """Short as they are, one case would refute them."""
    told = reasons(
        "On 9 May 2024 the office lost 19 boats. All of them burned in the harbour. The cause was a storm. "
        "No other office in the county has such a fleet."
    )  # fmt: skip
    assert told == ["", "", "", ""]


def test_what_is_asked_is_no_claim() -> None:
    """'Whether it ends as a shop or a flat will be settled next year' says of nothing that it is so."""
    told = read(
        "Whether Orbex ends up as a shop or as a flat will be settled on roofs where nobody reads letters."
    )
    assert told.claims == ()


def test_what_only_leads_on_is_no_claim() -> None:
    assert reasons("Here are the figures that Ann Lee presented in August, her first as finance chief.") == [
        "vague"
    ]
