"""Whose words a quotation is, where its own sentence has 'she says' or nobody."""

from __future__ import annotations

import pytest
from tests.match.test_beside import weigh as weigh_page

from claimcheck.match.verifier import Verifier, open_verifier
from claimcheck.model.evidence import Stance


@pytest.fixture(scope="module")
def verifier() -> Verifier:
    return open_verifier()


RIVER = "No one has ever asked the river about barges."
HEARD = f"Ivo Brandt, baker at Mill Lane, spoke last of all. “{RIVER}” he said."
ASKED = "What do you pay for it? “Far less than before. We are a bakery that loathes sugar.”"
SEEN = "“Salt is all that we make and nobody thanks us,”"
SOLD = f"Ruth Berg has a jar on her shelf. It came from 40 villages. {SEEN} she says."
TWO = f"Ruth Berg has a jar on her shelf. Anna Holm laughs at it. {SEEN} she says."
KEPT = "“You can build a new mill. You cannot build 1850,” said Ruth Berg and held up a roll of paper."


@pytest.mark.parametrize(
    ("claim", "page", "title", "stance"),
    [
        (f"Councillor Ruth Berg said what many felt: “{RIVER}”", HEARD, "The hearing", Stance.REFUTES),
        (f"Councillor Ruth Berg said what many felt: “{RIVER}”", f"The hearing was long. “{RIVER}” he said.",
         "The hearing", Stance.NEUTRAL),
        ("Ruth Berg said: “We are a bakery that loathes sugar.”", ASKED, "An hour with Ruth Berg", Stance.SUPPORTS),
        ("Ruth Berg said: “We are a bakery that loathes sugar.”", ASKED, "An hour with Anna Holm", Stance.NEUTRAL),
        (f"{SEEN} Ruth Berg likes to say.", SOLD, "Salt", Stance.SUPPORTS),
        (f"{SEEN} Ruth Berg likes to say.", TWO, "Salt", Stance.NEUTRAL),
        ("“You can build a new mill. You cannot build 1850,” said the keeper, Ruth Berg.", KEPT, "Mills", Stance.SUPPORTS),
    ],
)  # fmt: skip
def test_the_page_tells_who_speaks(
    verifier: Verifier, claim: str, page: str, title: str, stance: Stance
) -> None:
    """By who leads the sentence before, by whom an interview is with, by whom the page is about; else nobody is known."""
    assert weigh_page(verifier, claim, page, title=title).stance is stance
