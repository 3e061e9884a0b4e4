"""Values of a claim that a page tells within three sentences."""

from __future__ import annotations

from datetime import date

import pytest

from claimcheck.match.stance import weigh_passages
from claimcheck.match.verifier import Verifier, open_verifier
from claimcheck.model.article import Block, BlockKind
from claimcheck.model.claim import Claim, Kind, Modality
from claimcheck.model.evidence import CaptureKind, Document, Evidence, Stance
from claimcheck.model.selector import Span, select
from claimcheck.text.passages import find_passages
from claimcheck.text.syntax import open_language
from claimcheck.values.dates import find_dates
from claimcheck.values.quantity import find_quantities

TITLE = "Polder waterworks, the books"


@pytest.fixture(scope="module")
def verifier() -> Verifier:
    return open_verifier()


def weigh(verifier: Verifier, text: str, page: str, title: str = TITLE, publisher: str = "") -> Evidence:
    """The best evidence that a page of one paragraph gives."""
    published = date(2024, 6, 1)
    claim = Claim(
        id="c", text=text, source=select(text, Span(0, len(text))), block=0, section=(), kind=Kind.QUANTITY,
        modality=Modality.ASSERTED, worth=1.0, quantities=find_quantities(text), dates=find_dates(text, published),
    )  # fmt: skip
    block = Block(0, BlockKind.PARAGRAPH, Span(0, len(page)))
    document = Document(
        1, "s", "", CaptureKind.PAGE, title, page, (block,), publisher=publisher, published=published
    )
    return weigh_passages(claim, find_passages(document), verifier, open_language())[0]


def test_a_step_in_time_is_told_by_its_date(verifier: Verifier) -> None:
    """'Three years later' beside a date asks for no figure of its own."""
    text = "Three years later, in May 2019, the price of the station was put at €46.3 million."
    assert (
        weigh(verifier, text, "In May 2019 we accepted €46.3 million for the station.").stance
        is Stance.SUPPORTS
    )


def test_we_are_whose_page_it_is(verifier: Verifier) -> None:
    """A publisher needn't name itself beside another name."""
    text = "Under a contract signed in May 2019, Lowmere has paid €46.3 million."
    page = "Under the contract with Orbex Marine, which was signed on 21 May 2019, we have transferred €46.3 million."
    assert weigh(verifier, text, page, publisher="Lowmere").stance is Stance.SUPPORTS
    assert weigh(verifier, text, page, publisher="Northgate").stance is Stance.NEUTRAL


COST = "The pumping station ended up costing €46.3 million, 17 percent more than planned."


@pytest.mark.parametrize(
    "page",
    [
        "The final account closes at €46.3 million. The excess is 17 per cent.",
        "The excess over what was granted is 17 per cent. The final account closes at €46.3 million.",
        "The final account closes at €46.3 million, with an excess of 17 per cent.",
    ],
)
def test_values_that_meet_are_no_chance(verifier: Verifier, page: str) -> None:
    """All values of a claim in one sentence and its neighbours bear it out, in whatever words."""
    found = weigh(verifier, COST, page)
    assert found.stance is Stance.SUPPORTS and found.rule == "values-beside"
    assert {row.evidence for row in found.comparisons} == {"€46.3 million", "17 per cent"}


@pytest.mark.parametrize(
    ("text", "page"),
    [
        (COST, "The final account closes at €46.3 million. Nobody was surprised."),  # one of the two
        (COST, "The final account closes at €46.3 million. A good bill. A fine day. The excess is 17 per cent."),  # too far
        (COST, "The final account could close at €46.3 million. The excess is 17 per cent."),  # left open
        (COST, "Northgate's final account closes at €46.3 million. The shortfall is 17 per cent."),  # another's, and turned
        ("Two pumps were bought in May 2023 for the station.", "In May 2023 we moved. Two of them, both large, are new."),
        ("Water for the station cost €3.7 million in 2023.", "Water cost us €3.7 million in 2022. For 2023 no bill has come."),
        ("Water use rose by 17 percent to 4.63 million litres.", "It came to 4.63 million litres. That is a drop of 17 percent."),
        ("Work on 46 pumps began on 3 May 2024.", "Work on 46 pumps is to begin on 3 May 2024."),
        (COST, "The board asked whether the account closes at €46.3 million. The excess would be 17 per cent."),
        ("The station cost €46.3 million because of 17 leaks.", "The bill closes at €46.3 million. There were 17 leaks."),
    ],
)  # fmt: skip
def test_values_that_may_be_of_something_else_settle_nothing(
    verifier: Verifier, text: str, page: str
) -> None:
    """A value that is missing or far off, a wish, another's, small numbers, another year, the other way, a cause that isn't
    told."""
    assert weigh(verifier, text, page).stance is Stance.NEUTRAL


def test_a_bare_text_is_about_nobody_knows_what(verifier: Verifier) -> None:
    """Only of a page with a title, which somebody cited, is it likely that it is about the same."""
    page = "The final account closes at €46.3 million. The excess is 17 per cent."
    assert weigh(verifier, COST, page, title="").stance is Stance.NEUTRAL


def test_small_figures_need_the_happening(verifier: Verifier) -> None:
    """'Three' and a month are in many sentences: without the claim's own happening they prove nothing."""
    page = (
        "Repairs after the flood of May 2022, which dented the hulls of three boats, cost less than ten thousand; "
        "all three are in service today."
    )
    found = weigh(verifier, "A flood destroyed three of its boats in May 2022.", page, "Report on the yard")
    assert found.stance is Stance.NEUTRAL


def test_a_date_beside_another_figure_is_that_figures(verifier: Verifier) -> None:
    """The figure stands in the sentence before, and with the claim's date the passage has another."""
    text = "The members of Polder received 4.55 percent on their shares in 2022."
    page = "You now get 4.55 percent on your shares. In 2022 it was 3.5."
    assert weigh(verifier, text, page).stance is not Stance.SUPPORTS
