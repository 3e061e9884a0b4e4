"""Names in any writing. The people and organisations are invented or common knowledge."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from claimcheck.values.names import NameMatch, compare_names, find_acronyms, is_short_for

SAME, NEAR, DIFFERENT = NameMatch.SAME, NameMatch.NEAR_MISS, NameMatch.DIFFERENT


@pytest.mark.parametrize(
    ("a", "b", "expected"),
    [
        ("Dr. Amina Kols", "Kols", SAME),
        ("Mayor Ina Solving", "Ina Solving", SAME),
        ("Ina Solving’s", "Solving", SAME),
        ("J. K. Rowling", "Joanne Rowling", SAME),
        ("T. Okaf", "Tom Okaf", SAME),
        ("Bill Harmon", "William Harmon", SAME),
        ("Samuel Altvar", "Sam Altvar", SAME),
        ("John F. Mercer", "John Mercer", SAME),
        ("José García", "Jose Garcia", SAME),
        ("Maria da Silva", "Maria Silva", SAME),
        ("Oyel-Finch", "Oyel Finch", SAME),
        ("O'Brien", "O’Brien", SAME),
        ("WHO", "World Health Organization", SAME),
        ("U.S.", "United States", SAME),
        ("Tarmac Corp.", "Tarmac", SAME),
        ("The Helian Fund", "Helian Fund", SAME),
        ("University of Maren", "Maren University", SAME),
        ("OpenForge", "Open Forge", SAME),
        ("Superforge Lab", "Superforge Labs", NEAR),
        ("Priya Raman", "Pria Ramen", NEAR),
        ("Helene Brasc", "Helen Brasc", NEAR),
        ("Zhaohui Yu", "Jiahui Yu", NEAR),
        ("Zukerman", "Mark Zuckerman", NEAR),
        ("Falcon 3", "Falcon 4", NEAR),
        ("FPT-4", "FPT-4o", NEAR),
        ("Tobias Arkw", "Ingrid Solv", DIFFERENT),
        ("Robert Kerrigan", "John Kerrigan", DIFFERENT),
        ("Mr Smith", "Ms Smith", DIFFERENT),
        ("Coastal Investment Bank", "Coastal Bank", DIFFERENT),
        ("the Bank", "Coastal Investment Bank", DIFFERENT),
        ("Bank of England", "Bank of Ireland", DIFFERENT),
        ("North Vale", "South Vale", DIFFERENT),
        ("Vela", "Vela AI", DIFFERENT),
        ("Kim", "Lim", DIFFERENT),
        ("", "Kim", DIFFERENT),
    ],
)
def test_names(a: str, b: str, expected: NameMatch) -> None:
    """The order of the two never matters."""
    assert compare_names(a, b) is expected
    assert compare_names(b, a) is expected


@settings(max_examples=60, deadline=None)
@given(st.text(max_size=40), st.text(max_size=40))
def test_any_two_texts_compare_alike_both_ways(a: str, b: str) -> None:
    assert compare_names(a, b) is compare_names(b, a)


@pytest.mark.parametrize(
    ("text", "acronym", "expansion"),
    [
        ("the ‘Vela Superforge Lab (VSL)’", "VSL", "Vela Superforge Lab"),
        ("the World Health Organization (WHO) said", "WHO", "World Health Organization"),
        ("The SEAL (Split Embedding Array Layout) is new.", "SEAL", "Split Embedding Array Layout"),
        ("current large language models (LLMs)", "LLM", "large language models"),
        ("SEAL, short for Split Embedding Array Layout, is new.", "SEAL", "Split Embedding Array Layout"),
        ("the Bank for International Trade (BIT)", "BIT", "Bank for International Trade"),
    ],
)
def test_acronyms_that_the_text_explains(text: str, acronym: str, expansion: str) -> None:
    assert find_acronyms(text) == {acronym: expansion}


def test_other_brackets_explain_nothing() -> None:
    assert find_acronyms("The report (PDF) is out. He left. It was (BIG) news (see p. 3).") == {}


@pytest.mark.parametrize(
    "titled", ["Finance Minister Ana Ruiz", "Police Chief Ana Ruiz", "Deputy Prime Minister Ana Ruiz"]
)
def test_what_a_title_is_of_is_no_part_of_the_name(titled: str) -> None:
    """'Finance Minister Ana Ruiz' is Ana Ruiz; a name without a title keeps all of its words."""
    assert compare_names("Ana Ruiz", titled) is NameMatch.SAME
    assert compare_names("Energy Partners", "Partners") is not NameMatch.SAME


@pytest.mark.parametrize(
    ("short", "long", "may_be"),
    [
        ("Orbex", "Orbex Energy Partners", True),
        ("Polder", "Polder Museum", False),
        ("Polder", "Polder Bridge", False),
        ("Energy", "Orbex Energy", False),
        ("Orbex Energy", "Orbex Energy", False),
    ],
)
def test_a_firm_is_named_by_its_first_words(short: str, long: str, may_be: bool) -> None:
    """What a firm does may be left out of its name, what an institution is may not: Polder may be the town."""
    assert is_short_for(short, long) is may_be
