"""Laws of what a source tells without the claim's words: a change by its two ends, whose words a quotation is, a figure under
another unit, a figure that two pages give differently."""

from __future__ import annotations

from dataclasses import replace

import pytest
from tests.match.test_stance import claim, passage

from claimcheck.match.stance import weigh_claims
from claimcheck.match.verifier import Verifier, open_verifier
from claimcheck.model.evidence import Evidence, Stance
from claimcheck.text.syntax import open_language

FELL = "The share of late parcels fell from 4.7 percent in 2021 to 1.9 percent in 2023."
ROSE = "Membership among women rose from 38 to 52 percent."
QUOTED = "Minister Pia Lund found clear words: “A ferry is a bridge that waits for you.”"
GRAVEL = "The builders of the Vale Dam used 61,000 tonnes of gravel."


@pytest.fixture(scope="module")
def verifier() -> Verifier:
    return open_verifier()


def weigh(verifier: Verifier, text: str, *evidence: str, **more: object) -> tuple[Evidence, ...]:
    """The evidence in the order of the passages, each of a page of its own."""
    pages = [
        replace(passage(words, **{"title": "The year", **more}), capture_sha256=str(place))
        for place, words in enumerate(evidence)
    ]
    found = weigh_claims([(claim(text), pages)], verifier, open_language())[0]
    return tuple(sorted(found, key=lambda item: item.passage.capture_sha256))


@pytest.mark.parametrize(
    ("text", "evidence", "stance", "rule"),
    [
        (FELL, "In 2021, 4.7 per cent of parcels came late; in 2023 it was 1.9 per cent.", "supports", "change-told"),
        (FELL, "In 2023, 4.7 per cent of parcels came late; in 2021 it was 1.9 per cent.", "neutral", ""),
        (FELL, "In 2017, 4.7 per cent of parcels came late; in 2018 it was 1.9 per cent.", "neutral", ""),
        (ROSE, "Before, membership among women stood at 38 per cent; it is now 52 per cent.", "supports", "change-told"),
        (ROSE, "Before, membership among women stood at 52 per cent; it is now 38 per cent.", "refutes", "change-reversed"),
        (ROSE, "Among men membership is 52 per cent; in the north it is 38 per cent.", "neutral", ""),
    ],
)  # fmt: skip
def test_a_change_is_told_by_its_two_ends(
    verifier: Verifier, text: str, evidence: str, stance: str, rule: str
) -> None:
    """The value before and the value after say that it rose or fell, by the right dates only; turned round they contradict,
    and where the source doesn't tell which was first, it tells nothing."""
    (found,) = weigh(verifier, text, evidence)
    assert found.stance == stance
    assert not rule or found.rule == rule


@pytest.mark.parametrize(
    ("evidence", "stance", "rule"),
    [
        ("“A ferry is a bridge that waits for you,” said Pia Lund.", "supports", "quote-said"),
        ("“A ferry is a bridge that waits for you,” said the poet Oda Brenn.", "refutes", "quote-of-other"),
        (
            "Pia Lund opened the pier, and Oda Brenn said: “A ferry is a bridge that waits for you.”",
            "neutral",
            "",
        ),
        ("“A ferry is a bridge that waits for you,” reads the plate on the pier.", "neutral", ""),
    ],
)
def test_a_quotation_belongs_to_whoever_says_it(
    verifier: Verifier, evidence: str, stance: str, rule: str
) -> None:
    """The words located and another named as their speaker contradict; without a speaker, or with the claim's person in the
    same sentence, they don't."""
    (found,) = weigh(verifier, QUOTED, evidence)
    assert found.stance == stance
    assert not rule or found.rule == rule


@pytest.mark.parametrize(
    ("evidence", "rule"),
    [
        ("Another 61,000 cubic metres of gravel lie under it.", "unit-differs"),
        ("Another 52,000 cubic metres of gravel lie under it.", ""),
        ("The Vale Dam holds 61,000 cubic metres of water.", ""),
    ],
)
def test_the_same_digits_under_another_unit_contradict(verifier: Verifier, evidence: str, rule: str) -> None:
    """Of the same thing they are a slip of the unit; other digits in another unit, or of another thing, say nothing."""
    (found,) = weigh(verifier, GRAVEL, evidence, title="The Vale Dam", before="The Vale Dam is finished.")
    assert (found.rule if found.stance is Stance.REFUTES else "") == rule


def test_what_two_pages_count_differently_is_contested(verifier: Verifier) -> None:
    """A page with another figure for the same thing speaks against the page that bears the claim out; one page that gives a
    figure of something else doesn't."""
    text, own = (
        "At the busiest time 240 people were employed on the site.",
        "In July, the busiest time, 240 people were employed on the site.",
    )
    other, apart = (
        "There was never a month with more than 160 people employed on the site.",
        "The site lies 160 metres from the sea.",
    )
    assert [item.stance for item in weigh(verifier, text, own, other)] == [Stance.SUPPORTS, Stance.REFUTES]
    assert [item.stance for item in weigh(verifier, text, own, apart)] == [Stance.SUPPORTS, Stance.NEUTRAL]
    assert weigh(verifier, text, other)[0].stance is Stance.NEUTRAL


@pytest.mark.parametrize(
    ("evidence", "stance"),
    [
        ("Ada Solis was lead architect of the library from 2016 to 2024.", Stance.SUPPORTS),
        ("Ada Solis, lead architect of the library, drew its first sketch in 2016.", Stance.NEUTRAL),
    ],
)
def test_one_year_is_no_proof_of_nine(verifier: Verifier, evidence: str, stance: Stance) -> None:
    """A date inside the claim's stretch of years says nothing of the rest of it."""
    (found,) = weigh(verifier, "Ada Solis was lead architect of the library from 2016 to 2024.", evidence)
    assert found.stance is stance


def test_who_founded_it_once_is_its_founder(verifier: Verifier) -> None:
    """Some roles are for good; an office that someone held once may have passed to another."""
    (founder,) = weigh(
        verifier, "Jonas Weld is the founder of Tarn Labs.", "Tarn Labs was founded in 2016 by Jonas Weld."
    )
    (head,) = weigh(
        verifier, "Jonas Weld is the head of Tarn Labs.", "Tarn Labs was headed in 2016 by Jonas Weld."
    )
    assert (founder.stance, head.stance) == (Stance.SUPPORTS, Stance.NEUTRAL)


@pytest.mark.parametrize(
    ("text", "evidence"),
    [
        ("The plant employs 2,300 people.", "The sister plant in Orrell employs 1,900 people."),
        ("The council spent $12 million on roads.", "The council spent $9 million on schools."),
        (
            "The dam holds 12 million cubic metres of water.",
            "In dry summers the dam holds only 7 million cubic metres of water.",
        ),
        ("The club has 14,200 members.", "Ten years ago the club had 9,800 members."),
        ("Turnout was 61 percent.", "Turnout rose by 61 percentage points."),
        ("Revenue rose in the third quarter.", "Profit fell in the second quarter while revenue rose 4%."),
        ("Mira Ostrov is director of the museum.", "Mira Ostrov has a map of the museum on her wall."),
        (
            "Exports rose from $2 billion to $3 billion.",
            "Imports were $2 billion in 2020; in 2021 they were $3 billion.",
        ),
        ("Most of the members voted.", "Only 12 of the 40 members did not vote."),
    ],
)
def test_what_is_set_apart_decides_nothing(verifier: Verifier, text: str, evidence: str) -> None:
    """Another one of its kind, another circumstance, purpose, period or measure: neither for nor against."""
    (found,) = weigh(verifier, text, evidence)
    assert found.stance is Stance.NEUTRAL, found.rule


@pytest.mark.parametrize(
    ("text", "evidence"),
    [
        ("The plant employs 2,300 people.", "The plant employs 1,900 people."),
        ("The council spent $12 million on roads.", "The council spent $9 million on roads."),
        ("The dam holds 12 million cubic metres of water.", "The dam holds 7 million cubic metres of water."),
    ],
)
def test_what_is_not_set_apart_contradicts(verifier: Verifier, text: str, evidence: str) -> None:
    (found,) = weigh(verifier, text, evidence)
    assert found.stance is Stance.REFUTES, found.rule
