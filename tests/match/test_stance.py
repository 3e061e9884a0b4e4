"""Laws of the stance: what a passage may and may not say of a claim. Each trait has a pair where its rule must not fire."""

from __future__ import annotations

from datetime import date

import pytest

from claimcheck.match.reader import Reader
from claimcheck.match.stance import weigh_claims, weigh_passages
from claimcheck.match.verifier import Verifier, open_verifier
from claimcheck.model.claim import Claim, Kind, Modality
from claimcheck.model.evidence import OFF_TOPIC, CaptureKind, Evidence, Passage, Stance
from claimcheck.model.selector import Span, select
from claimcheck.text.syntax import open_language
from claimcheck.values.dates import find_dates
from claimcheck.values.quantity import find_quantities


@pytest.fixture(scope="module")
def verifier() -> Verifier:
    return open_verifier()


def claim(text: str, published: date | None = None) -> Claim:
    return Claim(
        id="c", text=text, source=select(text, Span(0, len(text))), block=0, section=(), kind=Kind.EVENT,
        modality=Modality.ASSERTED, worth=1.0, quantities=find_quantities(text), dates=find_dates(text, published),
    )  # fmt: skip


def passage(text: str, **more: object) -> Passage:
    whole = select(text, Span(0, len(text)))
    return Passage(
        reference=1, capture_sha256="s", url="", kind=CaptureKind.PAGE, selector=whole, block=0, **more
    )  # type: ignore[arg-type]


def weigh(verifier: Verifier, text: str, evidence: str) -> Evidence:
    return weigh_passages(claim(text), [passage(evidence)], verifier, open_language())[0]


ROUND = "Halvard Marine raised $640 million in its latest round, at a valuation of $3.2 billion."
SWAP = (
    "Dana Whitlock was named chief engineer of the yard, while Ivo Brandt, the former head of Lumen Works, "
    "becomes chief designer."
)
TWO = "Output at the quarry fell from 2.1 million tonnes in 2020 to 1.7 million tonnes in 2021, while exports rose 9%."
SAID = "The union described the talks as a farce; the minister replied only that they would go on."
DENIED = "The clinic denied that the device had caused two deaths, and said an inquiry would report in June."
NAMED = "Kestrel have named their crew for the 2018 cup in the west in November."
SOUGHT = "The coast guard hired a diver in a bid to find the sunken boat."


@pytest.mark.parametrize(
    ("text", "evidence"),
    [
        ("Halvard Marine raised $640m.", ROUND),
        ("Halvard Marine raised more than $600 million.", ROUND),
        ("Dana Whitlock is the yard's chief engineer.", SWAP),
        ("Ivo Brandt used to be head of Lumen Works.", SWAP),
        ("Exports grew by 9 percent.", TWO),
        ("Output at the quarry declined in 2021.", TWO),
        ("An inquiry will report in June.", DENIED),
    ],
)
def test_a_source_that_says_it_supports_it(verifier: Verifier, text: str, evidence: str) -> None:
    """The same value in any writing, the same person in the same office, another word for the same happening."""
    assert weigh(verifier, text, evidence).stance is Stance.SUPPORTS


@pytest.mark.parametrize(
    ("text", "evidence"),
    [
        ("Halvard Marine raised $640 billion.", ROUND),
        ("Halvard Marine raised €640 million.", ROUND),
        ("Halvard Marine raised $3.2 billion.", ROUND),
        ("Ivo Brandt is the yard's chief engineer.", SWAP),
        ("Ivo Brandt is head of Lumen Works.", SWAP),
        ("Exports fell 9%.", TWO),
        ("Halvard Marine did not raise $640 million.", ROUND),
    ],
)
def test_a_bound_difference_refutes(verifier: Verifier, text: str, evidence: str) -> None:
    """Scale, currency, the value of another metric, swapped and past roles, direction and negation contradict."""
    found = weigh(verifier, text, evidence)
    assert found.stance is Stance.REFUTES
    assert found.note


@pytest.mark.parametrize(
    ("text", "evidence"),
    [
        ("Halvard Marine employs 640 people.", ROUND),
        ("Kestrel Lines raised $640 million.", ROUND),
        ("Imports rose 9%.", TWO),
        ("The device caused two deaths.", DENIED),
        ("The minister opposes the talks.", SAID),
        ("Dana Whitlock founded Lumen Works.", SWAP),
        ("Kestrel named its crew in October 2018.", NAMED),
        ("The sunken boat has never been found.", SOUGHT),
    ],
)
def test_another_matter_is_silence(verifier: Verifier, text: str, evidence: str) -> None:
    """Another thing counted, another subject, a denial reported, an absent happening: neither support nor refutation."""
    assert weigh(verifier, text, evidence).stance is Stance.NEUTRAL


def test_a_row_is_read_with_its_headers(verifier: Verifier) -> None:
    """A cell speaks for its own row only: another row's figure is no contradiction."""
    rows = [
        passage(
            f"{town}\t{count}",
            cells=(("Town", town), ("Visitors", count)),
            title="Visitors to the coast in 2023",
        )
        for town, count in (("Orley", "41,300"), ("Dunmar", "57,900"))
    ]
    found = weigh_passages(claim("Orley had 43,100 visitors."), rows, verifier, open_language())
    assert {item.passage.cells[0][1] for item in found if item.stance is Stance.REFUTES} <= {"Orley"}


def test_evidence_that_shares_nothing_is_off_topic(verifier: Verifier) -> None:
    """A passage without a word of the claim is counted, but never shown as a near miss."""
    assert (
        weigh(verifier, "The tram carries 900 passengers.", "Nobody puts a plaque on a drain.").rule
        == OFF_TOPIC
    )


def test_many_claims_weigh_as_one_does(verifier: Verifier) -> None:
    """A claim's evidence doesn't depend on what else is weighed with it."""
    items = [
        (claim(text), [passage(ROUND), passage(TWO)])
        for text in ("Halvard Marine raised $640m.", "Exports fell 9%.")
    ]
    together = weigh_claims(items, verifier, open_language())
    assert together == [weigh_passages(one, passages, verifier, open_language()) for one, passages in items]
    reader = Reader(open_language())
    assert together == [weigh_claims([item], verifier, open_language(), reader)[0] for item in items]


def test_a_working_day_is_a_weekday(verifier: Verifier) -> None:
    """A rate keeps its value under another name of the same day."""
    found = weigh(
        verifier, "Bus line 9 carries about 7,200 passengers on a working day.",
        "Bus line 9 carries 7,200 passengers on a normal weekday.",
    )  # fmt: skip
    assert found.stance is Stance.SUPPORTS


def test_last_years_figure_is_not_this_years(verifier: Verifier) -> None:
    """Where two figures fit alike and the verifier leans against the claim, nothing is supported."""
    found = weigh(
        verifier, "The market had 47,000 visitors this year.",
        "Far fewer visitors came to the market this year: 29,000, against 47,000 a year ago.",
    )  # fmt: skip
    assert found.stance is not Stance.SUPPORTS


def test_all_values_told_by_a_page_on_the_matter(verifier: Verifier) -> None:
    """'The dam's budget' is in the title of the page whose sentence has the sum and the month; without it nothing is proved."""
    text, evidence = (
        "The Calder Dam's budget in May 2017 was €318 million.",
        "The council had approved €318 million in May 2017.",
    )
    titled = passage(evidence, title="Audit of the Calder Dam's budget")
    found = weigh_passages(claim(text), [titled], verifier, open_language())[0]
    assert found.stance is Stance.SUPPORTS
    assert weigh(verifier, text, evidence).stance is Stance.NEUTRAL


def test_a_value_that_bears_out_one_figure_contradicts_no_other(verifier: Verifier) -> None:
    """A row on one of two towns says nothing against what is claimed of the other."""
    row = passage(
        "Norwich\t88%", cells=(("Town", "Norwich"), ("First dose", "88%")), title="First doses by town"
    )
    found = weigh_passages(
        claim("In Norwich nearly nine children in ten have had a first dose; in Derby it is not even six."),
        [row], verifier, open_language(),
    )[0]  # fmt: skip
    assert found.stance is not Stance.REFUTES


def test_a_note_leaves_out_what_is_told_of_a_subject_beside(verifier: Verifier) -> None:
    """'which dim at midnight' goes as a whole, not only its verb."""
    lamps = "The lamps, which dim at midnight, light the square."
    note = weigh(verifier, "The lanterns light the square at night.", lamps).note
    assert note == "the source says it of “The lamps”, not of “The lanterns”"


@pytest.mark.parametrize(
    ("text", "evidence"),
    [
        (
            "The town made the museum a present of €12 million.",
            "The town has lent the museum €12 million for its new wing.",
        ),
        (
            "The new roof came to €3.2 million.",
            "In its decision the board allowed €3.2 million for the new roof.",
        ),
    ],
)
def test_money_of_another_sort_bears_nothing_out(verifier: Verifier, text: str, evidence: str) -> None:
    """A loan is no present, and what is allowed for a roof isn't its price."""
    found = weigh_passages(
        claim(text), [passage(evidence, title="The museum in figures")], verifier, open_language()
    )
    assert found[0].stance is Stance.NEUTRAL
