"""Whose words a quotation is, where its own sentence has 'she says' or nobody."""

from __future__ import annotations

import pytest
from tests.match.test_beside import weigh as weigh_page

from claimcheck.match.verifier import Verifier, open_verifier
from claimcheck.model.evidence import Stance


@pytest.fixture(scope="module")
def verifier() -> Verifier:
    return open_verifier()


SKY = "Nobody asked the sky whether it wanted lorries."
HEARD = f"Ivo Brandt, headteacher at Mill Lane, got the longest applause. “{SKY}” he said."
ASKED = "What does it cost you? “Less than it did. We are a company that hates vans.”"
SEEN = "“Heat is the one thing we sell that nobody sees,”"
SOLD = f"Ruth Berg keeps a stone on her desk. It came from 2,800 metres. {SEEN} she says."
TWO = f"Ruth Berg keeps a stone on her desk. Anna Holm laughs at it. {SEEN} she says."
KEPT = "“You can buy a new pump. You cannot buy 1931,” said Ruth Berg and held up a bag of barley."


@pytest.mark.parametrize(
    ("claim", "page", "title", "stance"),
    [
        (f"Councillor Ruth Berg put the town's mood into words: “{SKY}”", HEARD, "The hearing", Stance.REFUTES),
        (f"Councillor Ruth Berg put the town's mood into words: “{SKY}”", f"The hearing was long. “{SKY}” he said.",
         "The hearing", Stance.NEUTRAL),
        ("Ruth Berg said: “We are a company that hates vans.”", ASKED, "An hour with Ruth Berg", Stance.SUPPORTS),
        ("Ruth Berg said: “We are a company that hates vans.”", ASKED, "An hour with Anna Holm", Stance.NEUTRAL),
        (f"{SEEN} Ruth Berg likes to say.", SOLD, "Heat", Stance.SUPPORTS),
        (f"{SEEN} Ruth Berg likes to say.", TWO, "Heat", Stance.NEUTRAL),
        ("“You can buy a new pump. You cannot buy 1931,” said the curator, Ruth Berg.", KEPT, "Seeds", Stance.SUPPORTS),
    ],
)  # fmt: skip
def test_the_page_tells_who_speaks(
    verifier: Verifier, claim: str, page: str, title: str, stance: Stance
) -> None:
    """By who leads the sentence before, by whom an interview is with, by whom the page is about; else nobody is known."""
    assert weigh_page(verifier, claim, page, title=title).stance is stance
