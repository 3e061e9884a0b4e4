"""A sentence is split where each part can be checked alone, and nowhere else."""

from __future__ import annotations

import pytest
from tests.extract.said import claims, texts


@pytest.mark.parametrize(
    ("sentence", "expected"),
    [
        (
            "The council raised the estimate to €5 million, and the auditor now puts the cost at €6 million.",
            [
                "The council raised the estimate to €5 million.",
                "The auditor now puts the cost at €6 million.",
            ],
        ),
        (
            "The museum opened in 1998 and attracts 40,000 visitors a year.",
            ["The museum opened in 1998.", "The museum attracts 40,000 visitors a year."],
        ),
        (
            "The crew used 20 tonnes of sand and 30 tonnes of gravel.",
            ["The crew used 20 tonnes of sand.", "The crew used 30 tonnes of gravel."],
        ),
        (
            "By 2027 the airline plans to buy 12 jets and to hire 300 pilots.",
            ["By 2027 the airline plans to buy 12 jets.", "By 2027 the airline plans to hire 300 pilots."],
        ),
        (
            "A gunman opened fire in Lorn on Tuesday, killing 12 people.",
            ["A gunman opened fire in Lorn on Tuesday.", "A gunman killed 12 people."],
        ),
        (
            "The army took 40 villages; the rebels kept 12 towns.",
            ["The army took 40 villages.", "The rebels kept 12 towns."],
        ),
    ],
)
def test_parts_that_stand_alone_are_apart(sentence: str, expected: list[str]) -> None:
    """Coordination, lists of amounts and plans, participles and semicolons each give claims with their own subject."""
    assert texts(sentence) == expected


@pytest.mark.parametrize(
    "sentence",
    [
        "Coverage rose from 61 to 74 percent.",
        "Either the bank pays 5 million euros or the state pays 9 million euros.",
        "The price is between 5 and 7 dollars.",
        "The two firms sold 5,000 cars and 300 trucks respectively.",
        "She owns two dogs and nine cats, all of them more than ten years old.",
    ],
)
def test_what_belongs_together_stays(sentence: str) -> None:
    """Ranges, alternatives, 'respectively' and absolutes are one claim."""
    assert len(texts(sentence)) == 1


def test_shared_time_and_auxiliaries_are_kept() -> None:
    """A verb without a subject takes the subject, the time before it and the auxiliary that it lacks."""
    assert texts("In March 2020 the plant was sold for $5 million and renamed Orbex.") == [
        "In March 2020 the plant was sold for $5 million.",
        "In March 2020 the plant was renamed Orbex.",
    ]


def test_the_source_covers_what_a_part_rests_on() -> None:
    """A split claim's source is verbatim, holds its words, and leaves the other part's tail out."""
    text = "The dam was raised in 1998, and I find it the loveliest thing in the valley."
    (claim,) = claims(text)
    assert claim.source.exact == "The dam was raised in 1998"
    assert text[claim.source.start : claim.source.end] == claim.source.exact


@pytest.mark.parametrize(
    "sentence",
    [
        "The firm plans to use the money to open a second plant in Lorn, create 240 jobs by 2026, and expand into Asia.",
        "When the mill stopped in 1989, its builders were dead, the owner was bankrupt, and 2,600 people had been told to wait.",
        "Lorn School and Tyne School, which together have 318 pupils, will shut in July 2025.",
    ],
)
def test_what_cant_be_split_safely_stays_whole(sentence: str) -> None:
    """A parse that doesn't agree with itself, a splice of commas, 'which' after two names: the sentence stays one claim."""
    assert texts(sentence) == [sentence]


def test_an_active_verb_after_a_passive() -> None:
    """'was sent off and declined to speak' makes nobody declined."""
    assert texts("Coach Marek Dvor was sent off in the 80th minute and declined to speak to reporters.")[
        -1
    ] == ("Coach Marek Dvor declined to speak to reporters.")


@pytest.mark.parametrize(
    ("sentence", "expected"),
    [
        (
            "The Lausanne Ring, opened in 2011 at a cost of $3 billion, is 19 km long and is run by 14 countries.",
            [
                "The Lausanne Ring was opened in 2011 at a cost of $3 billion.",
                "The Lausanne Ring is 19 km long.",
                "The Lausanne Ring is run by 14 countries.",
            ],
        ),
        (
            "Luma raised $85 million from investors, valuing it at $600 million.",
            ["Luma raised $85 million from investors, valuing it at $600 million."],
        ),
        (
            "Two teams said on Tuesday that they had found 40 bones, and each accused the other of fraud.",
            ["Two teams said on Tuesday that they had found 40 bones, and each accused the other of fraud."],
        ),
    ],
)
def test_a_participle_is_no_second_verb_and_each_no_subject_of_its_own(
    sentence: str, expected: list[str]
) -> None:
    """What a parser takes for the verb before the verb, a participle whose object is the subject, 'each' of those before."""
    assert texts(sentence) == expected


@pytest.mark.parametrize(
    "sentence",
    [
        "The economy grew by 0.7 percent, the office said on Wednesday, beating the 0.4 percent that banks had expected.",
        "Halasz, who is 38 and has won the Tromso Open four times, thought for 47 minutes and then took it.",
        "A third of the paint has flaked off, and a tear 40 centimetres long runs through the sky.",
    ],
)
def test_what_the_parser_mistook_stays_whole(sentence: str) -> None:
    """A participle after the sayer, an 'and' that joins nothing, a subject that wasn't known."""
    assert texts(sentence) == [sentence]


def test_one_measure_in_two_units_stays_one() -> None:
    """'five hours and 40 minutes' is a time, not two."""
    assert texts("The ship from Oban to Lorn takes five hours and 40 minutes.") == [
        "The ship from Oban to Lorn takes five hours and 40 minutes."
    ]


def test_as_loved_as_is_no_second_verb() -> None:
    """A participle that is compared is an adjective: without 'will be' it says nothing."""
    told = texts("In two years the inn will probably be as noisy and as loved as the old tower was.")
    assert not any("inn as loved" in text for text in told)
