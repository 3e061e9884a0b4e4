"""What a page offers where grammar binds nothing: values with digits enough, or nearly all of the claim's words."""

from __future__ import annotations

import pytest
from tests.match.test_beside import weigh

from claimcheck.match.verifier import Verifier, open_verifier
from claimcheck.model.evidence import Stance

TITLE = "The Mill House in Lowmere"


def _title(claim: str) -> str:
    return "Salmonella in the Golden paste in Lowmere" if "Salmonella" in claim else TITLE


@pytest.fixture(scope="module")
def verifier() -> Verifier:
    return open_verifier()


@pytest.mark.parametrize(
    ("claim", "page"),
    [
        (
            "The museum in the Mill House opened in 1994.",
            "A local society bought it for a symbolic sum in 1994 and opened the museum six years later.",
        ),
        (
            "Over 2,000 visitors came to the Mill House.",
            "In its first year the Mill House had 23,000 visitors.",
        ),
        (
            "The Mill House's cargo lift was involved in three accidents during the trial.",
            "Three accidents occurred, all involving bicycles; one rider broke a wrist.",
        ),
        (
            "Salmonella from the Golden paste killed a 77-year-old woman in Lowmere.",
            "A 77-year-old woman died on 30 August; she had been seriously ill before, and whether the infection contributed is "
            "being looked into.",
        ),
        (
            "The two schools in Lowmere where the outbreak started shut their doors for a while in March.",
            "The outbreak began in two schools in Lowmere. In March 211 cases were counted.",
        ),
        (
            "In 2024 the Mill House consumed 4.1 billion crowns in all.",
            "For 2024 parliament had approved 4.1 billion crowns.",
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
        "“We back managers, we do not manage them,” Northgate's Ruth Berg said of her firm's stake in Orbex."
    )
    page = (
        "Northgate takes a seat on the board, which will be filled by its partner Ruth Berg. Polder Growth, although it put in "
        "the largest cheque, has asked for observer status only. “We back managers, we do not manage them,” said its managing "
        "partner, Ivo Brandt."
    )
    assert weigh(verifier, claim, page, title="Orbex raises 64 million").rule == "quote-of-other"
