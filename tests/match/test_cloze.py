"""Laws of the claim as a cloze: when the same is said of another value, and when that proves nothing."""

from __future__ import annotations

from dataclasses import replace

import pytest

from claimcheck.extract.claims import read_claim
from claimcheck.match.stance import weigh_passages
from claimcheck.match.verifier import Verifier, open_verifier
from claimcheck.model.evidence import CaptureKind, Evidence, Passage, Stance
from claimcheck.model.selector import Span, select
from claimcheck.text.syntax import open_language


@pytest.fixture(scope="module")
def verifier() -> Verifier:
    return open_verifier()


def passage(text: str, **more: str) -> Passage:
    whole = select(text, Span(0, len(text)))
    made = Passage(1, more.pop("capture_sha256", "s"), "", CaptureKind.PAGE, whole, 0)
    return replace(made, **more)


def weigh(verifier: Verifier, text: str, *passages: Passage) -> tuple[Evidence, ...]:
    nlp = open_language()
    return weigh_passages(read_claim(text, nlp), passages, verifier, nlp)


@pytest.mark.parametrize(
    ("text", "evidence", "before"),
    [
        (
            "One ferry carries 40 cars over as much as 60 miles.",
            "One of them carries 40 cars over at most 60 kilometres.",
            "The county owns six ferries.",
        ),
        (
            "Bringing a parcel to a farm costs €2.40, the wrapping not included.",
            "Bringing a parcel to a farm cost €4.10 on average, the wrapping not included.",
            "",
        ),
        (
            "Repairing a metre of the dyke costs €90, labour not included.",
            "Repairing a metre of the dyke cost €310 on average, labour not included.",
            "",
        ),
    ],
)
def test_the_same_said_of_another_value_refutes(
    verifier: Verifier, text: str, evidence: str, before: str
) -> None:
    """Where the passage bears the claim out but for the value, the two contradict, and both values are shown."""
    (found,) = weigh(verifier, text, passage(evidence, before=before))
    assert found.stance is Stance.REFUTES
    assert any(not row.agrees for row in found.comparisons)


@pytest.mark.parametrize(
    ("text", "evidence"),
    [
        (
            "Q4 revenue came to $1,060 million.",
            "Profit fell to $41 million in Q4 while revenue climbed to $1.06 billion.",
        ),
        (
            "A total of 620 patients got a placebo.",
            "The trial enrolled 1,240 patients, half of whom got a placebo.",
        ),
        ("The girl is seven years old.", "Volunteers searched for three days before the girl was found."),
        ("Exports of barley fell by 9% in 2019.", "In 2021 exports of barley fell by 4%."),
    ],
)
def test_another_value_of_another_thing_refutes_nothing(verifier: Verifier, text: str, evidence: str) -> None:
    """A value beside the one claimed, one to be reckoned with, another kind, another year: none contradicts."""
    assert all(found.stance is not Stance.REFUTES for found in weigh(verifier, text, passage(evidence)))


def test_a_sibling_is_another_thing(verifier: Verifier) -> None:
    """What is true of the earlier model says nothing against the later one."""
    found = weigh(
        verifier,
        "Corvane-2 has to be stored at 4 to 9 °C.",
        passage("Its predecessor Corvane-1 had to be kept at −18 °C.", before="Corvane-2 came in May."),
    )
    assert all(item.stance is not Stance.REFUTES for item in found)


def test_of_two_pages_that_differ_neither_is_left_out(verifier: Verifier) -> None:
    """A page that has the figure as claimed speaks for the claim, even on less proof, where another page contradicts it."""
    found = weigh(
        verifier,
        "Bringing a parcel to a farm costs €2.40, the wrapping not included.",
        passage(
            "The post office puts the cost of bringing a parcel to the farm at €2.40, not counting the wrapping itself."
        ),
        passage(
            "Bringing a parcel to a farm cost €4.10 on average, the wrapping not included.",
            capture_sha256="t",
        ),
    )
    assert {item.stance for item in found} == {Stance.SUPPORTS, Stance.REFUTES}
