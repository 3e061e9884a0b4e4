"""A passage with a claim's words and figures bears it out only if nothing small in either says otherwise."""

from __future__ import annotations

import pytest
from tests.match.test_stance import passage

from claimcheck.extract.claims import read_claim
from claimcheck.match import pair
from claimcheck.match.hitches import compare_hitches
from claimcheck.match.reader import Reader
from claimcheck.match.verifier import open_verifier
from claimcheck.pairs import Pair, score_pairs
from claimcheck.text.syntax import open_language


@pytest.mark.parametrize(
    ("claim", "evidence"),
    [
        ("Ruth Berg has to serve 18 months in prison.", "Ruth Berg was given 18 months, suspended."),
        ("Orbex paid a fine of 40 million euros.", "Orbex was given a fine of 40 million euros, later overturned."),
        ("Guests in Lowmere stay 3.4 nights on average.", "The mean stay of guests in Lowmere went from 3.4 to 3.1 nights."),
        ("Ivo Brandt still serves as chief engineer of Orbex.", "The call was taken by Orbex chief engineer Ivo Brandt."),
        ("Anna Holm was the teacher of Ivo Brandt until he moved away.", "Anna Holm was the teacher of Ivo Brandt."),
        ("Orbex had 1,520 visitors in 2024.", "Did Orbex really have 1,520 visitors in 2024?"),
    ],
)  # fmt: skip
def test_a_hitch_leaves_a_claim_open(claim: str, evidence: str) -> None:
    """Suspended, overturned, changed from, an old title, no end, only asked."""
    (row,) = score_pairs([Pair("own", claim, (evidence,), "nei")], open_verifier())
    assert row.label != "supports"


@pytest.mark.parametrize(
    ("claim", "evidence"),
    [
        ("Ruth Berg was given 18 months, suspended.", "Ruth Berg was given 18 months, suspended."),
        ("The mean stay in Lowmere fell from 3.4 to 3.1 nights.", "The mean stay in Lowmere fell from 3.4 to 3.1 nights."),
        ("Northgate will pay 25 million crowns next year.", "Northgate is to pay 25 million crowns next year."),
        ("Ivo Brandt still serves as chief engineer of Orbex.", "Ivo Brandt is still chief engineer of Orbex."),
    ],
)  # fmt: skip
def test_what_a_passage_says_as_well_is_no_hitch(claim: str, evidence: str) -> None:
    """A passage with the same small words bears the claim out as before."""
    (row,) = score_pairs([Pair("own", claim, (evidence,), "nei")], open_verifier())
    assert row.label == "supports"


@pytest.mark.parametrize(
    ("claim", "evidence"),
    [
        ("The census section is led by Ruth Berg.", "Ivo Brandt now heads the labour section."),
        ("The new boats each carry more people.", "In all, the new boats carry 61,300 people, 4 percent more than in 2022."),
        ("Heat killed fewer people in Lowmere in 2023 than in 2022.", "In summer 2022, heat killed 410 people in Lowmere."),
    ],
)  # fmt: skip
def test_another_section_or_year_contradicts_nothing(claim: str, evidence: str) -> None:
    """That both are sections makes them no one office; one year of a comparison says nothing of the other."""
    (row,) = score_pairs([Pair("own", claim, (evidence,), "nei")], open_verifier())
    assert row.label == "nei"


@pytest.mark.parametrize(
    ("claim", "evidence", "rule"),
    [
        (
            "Lowmere will pay another 25 million crowns next year.",
            "Lowmere paid 25 million crowns in March.",
            "to-come",
        ),
        ("Lowmere will pay another 25 million crowns next year.", "Lowmere is to pay 25 million crowns.", ""),
        ("Ruth Berg chaired it at the previous election.", "Ruth Berg chairs the commission.", "other-turn"),
        ("Ruth Berg chaired it at the previous election.", "Ruth Berg chaired it at the last election.", ""),
        ("Ruth Berg's previous employer is Orbex.", "Ruth Berg, formerly of Orbex, leads the firm.", ""),
        (
            "Anna Holm is the first woman to lead a bank.",
            "She is not the first to lead a bank.",
            "not-the-first",
        ),
        ("Anna Holm is not the first to lead a bank.", "She is not the first to lead a bank.", ""),
        (
            "Most of the 340 firms answered.",
            "The council asked 340 firms, of which 97 answered.",
            "share-untold",
        ),
        (
            "Orbex was fined for dumping sand.",
            "Orbex had to pay a fine for telling nobody.",
            "other-reason",
        ),
        ("Orbex was fined for dumping sand.", "Orbex had to pay a fine for dumping oil.", ""),
        ("The club will reach its aim of 900 members.", "Our aim is 900 members.", "aim-alone"),
        ("The club will reach its aim of 900 members.", "We reach our aim of 900 members.", ""),
        (
            "It is the oldest mill in Polder.",
            "At 210 years it is the third-oldest mill in Polder.",
            "not-the-first",
        ),
        ("It is the third-oldest mill in Polder.", "It is the third-oldest mill in Polder.", ""),
        (
            "Some 7,300 homes get their water from it.",
            "Of the 7,300 homes that are to be on the line in the end, a third are so now.",
            "yet-to-be",
        ),
        ("The 12 trams came on schedule.", "The 12 trams came half a year later than planned.", "late"),
        ("The 12 trams came on schedule.", "The 12 trams came in May.", ""),
        ("Most of the 340 firms answered.", "Most of the 340 firms answered.", ""),
    ],
)
def test_a_hitch_is_named(claim: str, evidence: str, rule: str) -> None:
    """Each has a rule of its own, and there is none where the passage has as much."""
    nlp = open_language()
    reader, mine, theirs = Reader(nlp), read_claim(claim, nlp), passage(evidence)
    both = pair.pair(mine, theirs, reader.read_claim(mine), reader.read_passage(theirs))
    assert [aspect.rule for aspect in compare_hitches(both)] == ([rule] if rule else [])
