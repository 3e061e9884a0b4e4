"""What a pronoun can't stand for: where the sense of the sentence rules it out, or leaves it open, the article's words stay."""

from __future__ import annotations

import pytest
from tests.extract.said import texts


@pytest.mark.parametrize(
    ("paragraph", "never"),
    [
        ("The paper put the safe dose at 42,000 nanograms. It is 420,000.", "paper is 420,000"),
        ("The ministry launched a scheme in 2016. It set aside €3 million.", "scheme set aside"),
        ("Anna Holm opened a canal with 23 locks. It ruined 40 of them.", "40 of the 23"),
        ("Anna Holm opened a canal with 23 locks. It cost them £118,000.", "cost the 23"),
        (
            "Olaf Rask joined forces with Ann Moe in 1921. The first lift they built is in Lorn.",
            "lift forces",
        ),
        ("In Lorn the decline has stopped. It lost a third of its nests in 2020.", "decline lost"),
        ("The trouble was the salt. For a century it had crept into 40 walls.", "trouble had crept"),
        (
            "A train hit a wall at Pell Junction. It was travelling at 94 miles an hour.",
            "Junction was travelling",
        ),
        (
            "Ruth Berg leads the Lorn Council. She thinks that a test would have caught it in 2020.",
            "caught the Lorn",
        ),
        (
            "There is no cobalt in the Quell 4. Half of its lithium comes from 40 old cells.",
            "cobalt in the Quell 4's",
        ),
        ("Ulf Moe wants 90% of the trade. A dog bit a hiker in 2023; her insurer sued.", "Moe's insurer"),
    ],
)
def test_what_it_cannot_be(paragraph: str, never: str) -> None:
    assert not [claim for claim in texts(paragraph) if never in claim.split(" [")[0]]


def test_a_country_before_a_name_is_not_taken_up() -> None:
    """'Sweden's Havre' speaks of Havre."""
    told = texts(
        "Sweden's Havre grew by 4% last year. It sells 310 million litres a year.", title="Halm cuts jobs"
    )
    assert not [claim for claim in told if claim.startswith("Sweden sells")]


def test_a_topic_far_away_is_no_pronoun() -> None:
    """What an article is about is 'it' only where it has been spoken of lately."""
    told = texts("A strike began in January.", "It lasted 27 days.", title="The long way to Pell Junction")
    assert not [claim for claim in told if "Junction lasted" in claim]


def test_the_county_council_is_nobodys() -> None:
    told = texts("Lorn is a town. The county council will pay £7,000.", title="Minutes of Lorn")
    assert "Lorn's county council" not in " ".join(told)


def test_of_those_who_died_none_is_missing() -> None:
    """A number joined to another tells of others."""
    told = texts("Eighty-seven people died in Lorn, and eleven are missing in Pell.")
    assert not [claim for claim in told if "of the eighty-seven" in claim.lower()]


def test_what_joins_a_name_says_what_it_is() -> None:
    """'His successor is N' goes on about N."""
    told = texts("Ruben Moe left in May. His successor is Halina Berg. She chose 40 words with care.")
    assert "Halina Berg chose 40 words with care." in told


def test_a_paper_has_authors() -> None:
    """Of a journal and a paper the paper has them, and is what 'it' goes on about."""
    told = texts(
        "The Lorn Journal has withdrawn a paper on naps. Its authors had counted 212 patients twice."
    )
    assert not [claim for claim in told if "Journal's authors" in claim]


def test_only_people_band_together() -> None:
    told = texts("Prices doubled for the 38 tenants. They formed an association in 2021.")
    assert not [claim for claim in told if claim.startswith("Prices formed")]


def test_what_stands_in_quotation_marks_is_meant_by_no_pronoun_outside_them() -> None:
    told = texts("“Silence is dearer than noise,” says Dana Wirth, who founded Northgate and runs it.")
    assert any("who founded Northgate" in claim or "founded Northgate." in claim for claim in told)
    assert not [claim for claim in told if "runs Silence" in claim]
