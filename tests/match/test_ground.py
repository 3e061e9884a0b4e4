"""What a page offers where grammar binds nothing: values with digits enough, or nearly all of the claim's words."""

from __future__ import annotations

import pytest
from tests.match.test_beside import weigh

from claimcheck.match.verifier import Verifier, open_verifier
from claimcheck.model.evidence import Stance

TITLE = "The Mill House in Lowmere"


def _title(claim: str) -> str:
    return "The Silver cheese in Lowmere" if "cheese" in claim else TITLE


@pytest.fixture(scope="module")
def verifier() -> Verifier:
    return open_verifier()


@pytest.mark.parametrize(
    ("claim", "page"),
    [
        (
            "The theatre in the Mill House opened in 1988.",
            "A group of friends got it for a single crown in 1988 and opened the theatre four years later.",
        ),
        (
            "Over 2,000 visitors came to the Mill House.",
            "In its first year the Mill House had 23,000 visitors.",
        ),
        (
            "The Mill House's side door was involved in four collisions during the season.",
            "Four collisions occurred, all involving tractors; one driver broke an arm.",
        ),
        (
            "Fever from the Silver cheese killed an 81-year-old farmer in Lowmere.",
            "An 81-year-old farmer died on 3 May; he had been weak for long, and whether the infection contributed is "
            "being looked into.",
        ),
        (
            "The two mills in Lowmere where the fever began locked their gates for a while in June.",
            "The fever started in two mills in Lowmere. In June 180 cases were counted.",
        ),
        (
            "In 2022 the Mill House consumed 7.3 million crowns in all.",
            "For 2022 parliament had approved 7.3 million crowns.",
        ),
    ],
)
def test_what_stands_there_by_chance_bears_nothing_out(verifier: Verifier, claim: str, page: str) -> None:
    """A year, a small number, a bound far exceeded, another's sum approved, a question: no proof, whatever words are shared."""
    assert weigh(verifier, claim, page, title=_title(claim)).stance is not Stance.SUPPORTS


@pytest.mark.parametrize(
    ("claim", "page"),
    [
        (
            "Between 1869 and 1872, 41,300 tiles went into the Mill House.",
            "The house took 41,300 tiles, which were laid from 1869 to 1872.",
        ),
        ("The Mill House weighs 1,271 tonnes.", "Weight of the house: 1,271 tonnes."),
    ],
)
def test_digits_enough_are_no_chance(verifier: Verifier, claim: str, page: str) -> None:
    """A figure of several digits on the page of that very thing bears the claim out in other words."""
    assert weigh(verifier, claim, page, title=TITLE).stance is Stance.SUPPORTS


def test_whose_firm_it_is_makes_nobody_the_speaker(verifier: Verifier) -> None:
    """Of two names beside a quotation the one that says it is meant; another's words on the page contradict it."""
    claim = (
        "“We lend to builders, we build nothing,” Northgate's Ruth Berg said of her firm's stake in Orbex."
    )
    page = (
        "Northgate sends its partner Ruth Berg to the board. Polder Growth, although it paid "
        "the most, only listens there. “We lend to builders, we build nothing,” said its managing "
        "partner, Ivo Brandt."
    )
    assert weigh(verifier, claim, page, title="Orbex raises 30 million").rule == "quote-of-other"
